package inspect_test

import (
	"context"
	"fmt"

	_ "github.com/azoth-orm/azoth/driver/sqlite"
	"github.com/azoth-orm/azoth/engine"
	"github.com/azoth-orm/azoth/inspect"
	"github.com/azoth-orm/azoth/schema"
	"github.com/azoth-orm/azoth/types"
)

// library is a database with two tables.
func library(ctx context.Context) (*engine.Engine, error) {
	e, err := engine.Open("sqlite:///:memory:")
	if err != nil {
		return nil, err
	}
	m := schema.NewMetaData()
	schema.Define("authors", m, schema.Col("id", types.Integer(), schema.PrimaryKey()), schema.Col("name", types.String(50), schema.NotNull()))
	schema.Define("books", m,
		schema.Col("id", types.Integer(), schema.PrimaryKey()),
		schema.Col("title", types.String(100), schema.Unique()),
		schema.Col("author_id", nil, schema.ForeignKeyTo("authors.id", schema.OnDelete(schema.Cascade))))
	return e, m.CreateAll(ctx, e)
}

func ExampleInspector() {
	ctx := context.Background()
	e, err := library(ctx)
	if err != nil {
		panic(err)
	}
	in := inspect.New(e)
	names, _ := in.TableNames(ctx)
	fmt.Println(names)
	columns, _ := in.Columns(ctx, "books")
	for _, c := range columns {
		fmt.Println(c.Name, c.Type.SQLType(), c.Nullable)
	}
	keys, _ := in.ForeignKeys(ctx, "books")
	for _, k := range keys {
		fmt.Println(k.Columns, k.RefTable, k.RefColumns, k.OnDelete)
	}
	_, err = in.Columns(ctx, "papers")
	fmt.Println(err)
	// Output:
	// [authors books]
	// id INTEGER false
	// title VARCHAR(100) true
	// author_id INTEGER true
	// [author_id] authors [id] CASCADE
	// inspect: there is no table or view "papers" in the default schema (name its schema with In, if it is in another)
}

func ExampleDiff() {
	ctx := context.Background()
	e, err := library(ctx)
	if err != nil {
		panic(err)
	}
	declared := schema.NewMetaData()
	schema.Define("authors", declared, schema.Col("id", types.Integer(), schema.PrimaryKey()), schema.Col("name", types.String(80), schema.NotNull()))
	inDatabase := schema.NewMetaData()
	if err := inDatabase.Reflect(ctx, e); err != nil {
		panic(err)
	}
	differences, _ := inspect.Diff(e.Dialect(), declared, inDatabase)
	for _, d := range differences {
		fmt.Println(d)
	}
	// Output:
	// authors: type of column name is varchar(50), want varchar(80)
	// books: table is not declared: books
}
