package schema_test

import (
	"testing"

	"github.com/azoth-orm/azoth/expr"
	"github.com/azoth-orm/azoth/schema"
	"github.com/azoth-orm/azoth/types"
)

// TestInUnique asks for the columns that rows may not have alike.
func TestInUnique(t *testing.T) {
	table := schema.Define("t", schema.NewMetaData(),
		schema.Col("id", types.Integer(), schema.PrimaryKey()),
		schema.Col("email", types.Text(), schema.Unique()),
		schema.Col("a", types.Text()), schema.Col("b", types.Text()), schema.Col("c", types.Text()), schema.Col("d", types.Text()),
		schema.Col("plain", types.Text()), schema.Col("indexed", types.Text()),
		schema.UniqueOf("a", "b"), schema.UniqueIndexOf("ux", "c"))
	lower := table.AddIndex(table.Column("d"))
	lower.Unique, lower.Where = true, expr.ElementOf(table.C("d").IsNotNull())
	table.AddIndex(table.Column("indexed"))
	for _, c := range table.Columns {
		if got, want := table.InUnique(c), c.Name != "plain" && c.Name != "indexed"; got != want {
			t.Errorf("%s: %v, want %v", c.Name, got, want)
		}
	}
}
