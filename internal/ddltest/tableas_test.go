package ddltest_test

import (
	"slices"
	"strings"
	"testing"

	"github.com/azoth-orm/azoth"
	"github.com/azoth-orm/azoth/schema"
	"github.com/azoth-orm/azoth/types"
)

func TestTablesOfQueries(t *testing.T) {
	eachDatabase(t, all, func(t *testing.T, db *database) {
		meta := azoth.NewMetaData()
		notes := azoth.NewTable("notes", meta, key(), schema.Col("body", types.String(20)))
		if err := meta.CreateAll(ctx, db.Engine); err != nil {
			t.Fatal(err)
		}
		put(t, db.Engine, notes, 1, "it's")
		put(t, db.Engine, notes, 2, "other")
		body := azoth.Typed[string](notes.C("body"))
		as := &schema.CreateTableAs{Name: "My Copy", Query: azoth.Select2(azoth.Typed[int](notes.C("id")), body).Where(body.Eq("it's")).Statement()}
		copied := must(as.Table())
		db.run(t, as)
		got := must(azoth.Select(azoth.Typed[string](copied.C("body"))).Where(copied.C("id").Lt(5)).All(ctx, db.Engine))
		if !slices.Equal(got, []string{"it's"}) {
			t.Errorf("the rows are %q", got)
		}
		as.IfNotExists = true
		db.run(t, as)
		if _, err := db.Execute(ctx, &schema.CreateTableAs{Name: "t"}); err == nil || !strings.Contains(err.Error(), "has no query") {
			t.Errorf("a table of no query: %v", err)
		}
		if err := copied.Drop(ctx, db.Engine); err != nil {
			t.Error(err)
		}
		if err := meta.DropAll(ctx, db.Engine); err != nil {
			t.Error(err)
		}
		db.wantEmpty(t)
	})
}
