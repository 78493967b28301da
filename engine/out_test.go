package engine_test

import (
	"errors"
	"testing"

	"github.com/azoth-orm/azoth/compiler"
	"github.com/azoth-orm/azoth/dialect"
	"github.com/azoth-orm/azoth/dialect/sqlite"
	driver "github.com/azoth-orm/azoth/driver/sqlite"
	"github.com/azoth-orm/azoth/engine"
	"github.com/azoth-orm/azoth/expr"
	"github.com/azoth-orm/azoth/schema"
	"github.com/azoth-orm/azoth/types"
)

func init() {
	d := *sqlite.Dialect
	d.Name, d.Grammar = "into", d.Grammar.Clone()
	d.Grammar.Features.ReturningStyle = compiler.ReturningInto
	dialect.Register(&d)
	dialect.RegisterDriver("into", d.DefaultDriver, driver.Opener{})
}

// TestOut wants no statement to be sent whose rows would come back in placeholders: they would be lost.
func TestOut(t *testing.T) {
	e, err := engine.Open("into://")
	ok(t, err)
	t.Cleanup(func() { ok(t, e.Close()) })
	table := schema.Define("t", schema.NewMetaData(), schema.Col("id", types.Integer(), schema.PrimaryKey()))
	id := expr.MakeNumber[int, int](table.Column("id"))
	insert := expr.NewInsertTable(expr.MakeDerived(table)).Values(expr.Assign[int](table.Column("id"), 1))
	_, err = expr.NewReturning(insert, id).One(ctx, e)
	var unsupported *compiler.UnsupportedError
	if !errors.As(err, &unsupported) || unsupported.Dialect != "into" {
		t.Errorf("got %v", err)
	}
}
