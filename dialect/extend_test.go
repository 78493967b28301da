package dialect_test

import (
	"strings"
	"testing"

	"github.com/azoth-orm/azoth/compiler"
	"github.com/azoth-orm/azoth/dialect"
	"github.com/azoth-orm/azoth/dialect/postgresql"
	"github.com/azoth-orm/azoth/expr"
	"github.com/azoth-orm/azoth/schema"
	"github.com/azoth-orm/azoth/types"
)

func TestRenderingInSchemas(t *testing.T) {
	meta := schema.NewMetaData()
	a := schema.Define("a", meta, schema.Col("id", types.Integer(), schema.PrimaryKey()))
	q := expr.NewSelect(a.C("id")).Where(a.C("id").Eq(3))
	m := compiler.SchemaMap{"": "Tenant 1"}
	for want, d := range map[string]expr.Dialect{
		`SELECT "Tenant 1".a.id FROM "Tenant 1".a WHERE "Tenant 1".a.id = $1`: dialect.InSchemas(postgresql.Dialect, m),
		`SELECT "Tenant 1".a.id FROM "Tenant 1".a WHERE "Tenant 1".a.id = 3`:  dialect.Literal(postgresql.Dialect).InSchemas(m),
		`SELECT a.id FROM a WHERE a.id = 3`:                                   dialect.Literal(postgresql.Dialect),
		`SELECT a.id FROM a WHERE a.id = $1`:                                  postgresql.Dialect,
	} {
		c, err := q.Compile(d)
		if got := strings.Join(strings.Fields(c.SQL), " "); err != nil || got != want {
			t.Errorf("%v\ngot  %s\nwant %s", err, got, want)
		}
	}
}
