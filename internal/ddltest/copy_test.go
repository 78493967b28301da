package ddltest_test

import (
	"testing"

	"github.com/azoth-orm/azoth"
	"github.com/azoth-orm/azoth/expr"
	"github.com/azoth-orm/azoth/schema"
	"github.com/azoth-orm/azoth/types"
)

// A copy is created as the original is, beside it and under another name.
func TestCopiedTables(t *testing.T) {
	eachDatabase(t, all, func(t *testing.T, db *database) {
		from := azoth.NewMetaData()
		azoth.NewTable("parent", from, key())
		child := azoth.NewTable("child", from, key(), schema.Col("p", nil, schema.ForeignKeyTo("parent.id")), schema.Col("up", nil, schema.ForeignKeyTo("child.id")),
			schema.Col("a", types.String(5), schema.NotNull(), schema.Indexed(), schema.ServerDefault(azoth.Lit("x"))), schema.UniqueOf("p", "a"))
		child.AddCheck(expr.ElementOf(child.C("a").Ne("")))
		to := azoth.NewMetaData()
		for _, table := range from.Tables() {
			table.ToMetaData(to)
		}
		child.ToMetaData(to, schema.CopyAs("other"))
		db.roundTrip(t, to, func() { db.reflected(t, to) })
	})
}
