package orm_test

import (
	"testing"

	"github.com/azoth-orm/azoth"
	"github.com/azoth-orm/azoth/internal/dbfleet"
	"github.com/azoth-orm/azoth/orm"
	"github.com/azoth-orm/azoth/schema"
	"github.com/azoth-orm/azoth/types"
)

// TestWritingCTECommits runs a SELECT that deletes by a CTE: what it deleted is gone when the statement was run by a DB, as with any statement
// that writes.
func TestWritingCTECommits(t *testing.T) {
	e, err := azoth.Open(dbfleet.PostgreSQL(t))
	if err != nil {
		t.Fatal(err)
	}
	defer func() { _ = e.Close() }()
	registry := orm.NewRegistry()
	words := schema.Define("cte_words", registry.MetaData(), schema.Col("id", types.Integer(), schema.PrimaryKey()))
	ctx := t.Context()
	if err := registry.MetaData().CreateAll(ctx, e); err != nil {
		t.Fatal(err)
	}
	defer func() { _ = registry.MetaData().DropAll(ctx, e) }()
	db := orm.New(e, registry)
	id := azoth.Typed[int](words.C("id"))
	if _, err := azoth.InsertInto(words).Values(words.C("id").Set(1)).Values(words.C("id").Set(2)).Exec(ctx, db); err != nil {
		t.Fatal(err)
	}
	gone := azoth.Returning(azoth.DeleteFrom(words).Where(id.Eq(1)), id).CTE("gone")
	got, err := azoth.Select(azoth.Col(gone, id)).All(ctx, db)
	if err != nil || len(got) != 1 || got[0] != 1 {
		t.Fatalf("%v, %v", got, err)
	}
	left, err := azoth.Select(id).All(ctx, e)
	if err != nil || len(left) != 1 || left[0] != 2 {
		t.Errorf("%v, %v: the row is there again", left, err)
	}
}
