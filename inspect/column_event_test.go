package inspect_test

import (
	"strings"
	"testing"

	"github.com/azoth-orm/azoth/engine"
	"github.com/azoth-orm/azoth/expr"
	"github.com/azoth-orm/azoth/schema"
	"github.com/azoth-orm/azoth/types"
)

// names are the keys of columns.
func columnKeys(cs []*schema.Column) string {
	var out []string
	for _, c := range cs {
		out = append(out, c.Key())
	}
	return strings.Join(out, " ")
}

// TestReflectColumnsUnderOtherNames gives columns keys of the program's own: what names them in the database still finds them.
func TestReflectColumnsUnderOtherNames(t *testing.T) {
	each(t, func(t *testing.T, _ string, e *engine.Engine) {
		shop(t, e, "")
		m := reflectAll(t, e, schema.OnColumn(func(t *schema.Table, c *schema.Column) {
			c.Alias = t.Name[:1] + "_" + c.Name
			if c.Name == "age" {
				c.Type, c.ServerDefault, c.Info = types.BigInteger(), nil, schema.Info{"was": "small"}
			}
		}))
		users, orders := m.Table("users"), m.Table("orders")
		same(t, "columns", columnKeys(users.Columns), "u_id u_name u_age u_boss")
		same(t, "primary key", columnKeys(users.PrimaryKey.Columns), "u_id")
		same(t, "primary key of two", columnKeys(orders.PrimaryKey.Columns), "o_number o_year")
		same(t, "unique", columnKeys(orders.Uniques[0].Columns), "o_year o_total")
		for _, f := range []*schema.ForeignKeyConstraint{users.ForeignKeys[0], orders.ForeignKeys[0]} {
			if refs := ok(f.References())(t); len(refs) != 1 || refs[0] != users.Column("u_id") {
				t.Errorf("%s leads to %v", f.Name, refs)
			}
		}
		same(t, "index", len(users.Indexes), 1)
		for i, el := range users.Indexes[0].Exprs {
			same(t, "column of the index", el, expr.Element(&users.Column([]string{"u_name", "u_age"}[i]).ColumnRef))
		}
		age := users.Column("u_age")
		same(t, "type", age.Type, types.Type(types.BigInteger()))
		same(t, "info", age.Info, schema.Info{"was": "small"})
		if age.ServerDefault != nil {
			t.Error("the default is back")
		}

		_, err := expr.NewInsertTable(users).Values(users.C("u_id").Set(1), users.C("u_name").Set("ed"), users.C("u_age").Set(int64(1)<<20)).Exec(ctx, e)
		if err != nil {
			t.Fatal(err)
		}
		got := ok(expr.NewTextSelect[int]("SELECT age FROM users").One(ctx, e))(t)
		same(t, "age", got, 1<<20)
	})
}

// TestReflectRenamedColumns gives columns other names in statements: what is created from the MetaData elsewhere has them.
func TestReflectRenamedColumns(t *testing.T) {
	each(t, func(t *testing.T, _ string, e *engine.Engine) {
		shop(t, e, "")
		m := reflectAll(t, e, schema.OnColumn(func(_ *schema.Table, c *schema.Column) { c.Name = "x_" + c.Name }))
		users, orders := m.Table("users"), m.Table("orders")
		same(t, "primary key", columnKeys(orders.PrimaryKey.Columns), "x_number x_year")
		same(t, "unique", columnKeys(orders.Uniques[0].Columns), "x_year x_total")
		same(t, "reference", ok(orders.ForeignKeys[0].References())(t)[0], users.Column("x_id"))
		same(t, "index", len(users.Indexes[0].Exprs), 2)
	})
}
