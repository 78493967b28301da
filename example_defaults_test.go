package azoth_test

import (
	"context"
	"fmt"
	"strings"

	"github.com/azoth-orm/azoth"
	"github.com/azoth-orm/azoth/col"
	_ "github.com/azoth-orm/azoth/driver/sqlite"
	"github.com/azoth-orm/azoth/engine"
	"github.com/azoth-orm/azoth/schema"
	"github.com/azoth-orm/azoth/types"
)

var (
	numbers = 0
	pages   = azoth.NewTable("pages", azoth.NewMetaData(),
		schema.Col("id", types.BigInteger(), schema.PrimaryKey()),
		schema.Col("title", types.String(50), schema.NotNull()),
		schema.Col("number", types.BigInteger(), schema.DefaultFunc(func() int { numbers++; return numbers })),
		schema.Col("slug", types.String(50), schema.DefaultContextFunc(func(_ context.Context, row schema.DefaultContext) (string, error) {
			title, _ := row.Value("title")
			return strings.ReplaceAll(strings.ToLower(title.Text()), " ", "-"), nil
		})),
		schema.Col("state", types.String(10), schema.ServerDefault(azoth.Lit("draft"))))
	page = azoth.Columns[struct {
		ID    col.Int64
		Title col.String
		Slug  col.String
		State col.String
	}](pages)
)

// pageDB is a database in memory.
func pageDB(ctx context.Context) *engine.Engine {
	e, err := azoth.Open("sqlite://")
	if err == nil {
		err = pages.MetaData.CreateAll(ctx, e)
	}
	if err != nil {
		panic(err)
	}
	return e
}

// Functions give columns their values when the statement runs, and Run tells what the row has.
func ExampleInsertedValue() {
	ctx := context.Background()
	e := pageDB(ctx)
	defer func() { _ = e.Close() }()
	r, err := azoth.InsertInto(pages).ReturnDefaults(page.State).Values(page.Title.Set("Hello Go")).Run(ctx, e)
	if err != nil {
		panic(err)
	}
	id, _ := azoth.InsertedValue(r, page.ID)
	slug, _ := azoth.InsertedValue(r, page.Slug)
	state, _ := azoth.InsertedValue(r, page.State)
	fmt.Println(id, slug, state)
	// Output: 1 hello-go draft
}

// An INSERT of many rows runs in pages, and its rows come back in their order.
func ExampleInParameterOrder() {
	ctx := context.Background()
	e := pageDB(ctx)
	defer func() { _ = e.Close() }()
	insert := azoth.InsertInto(pages)
	for n := range 2500 {
		insert = insert.Values(page.Title.Set(fmt.Sprint("Page ", n)))
	}
	got, err := azoth.Returning2(insert, page.ID, page.Slug).AllPages(ctx, e, azoth.PageSize(500), azoth.InParameterOrder())
	if err != nil {
		panic(err)
	}
	fmt.Println(len(got), got[0].V2, got[2499].V2)
	// Output: 2500 page-0 page-2499
}
