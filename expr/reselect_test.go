package expr_test

import (
	"reflect"
	"testing"

	"github.com/azoth-orm/azoth/expr"
	"github.com/azoth-orm/azoth/schema"
	"github.com/azoth-orm/azoth/types"
)

// TestReselect keeps all clauses but the SELECT list, and leaves the statement alone.
func TestReselect(t *testing.T) {
	table := schema.Define("t", schema.NewMetaData(), schema.Col("n", types.Integer()), schema.Col("s", types.String(9)))
	n, s := expr.MakeNumber[int64, int64](table.Column("n")), expr.MakeText[*string](table.Column("s"))
	q := expr.NewSelect(n).Where(n.Gt(1)).OrderBy(n).Limit(3)
	three := expr.Reselect3(q, n, s, n.Add(1).As("more"))
	got := expr.DescribeRow(three)
	want := []expr.ColumnDescription{
		{Name: "n", GoType: reflect.TypeFor[int64](), SQLType: types.Integer()},
		{Name: "s", GoType: reflect.TypeFor[*string](), SQLType: types.String(9)},
		{Name: "more", GoType: reflect.TypeFor[int64]()},
	}
	for i, w := range want {
		g := got[i]
		if g.Name != w.Name || g.GoType != w.GoType || w.SQLType != nil && g.SQLType != w.SQLType || g.Element == nil || g.Entity != nil {
			t.Errorf("%d: got %+v, want %+v", i, g, w)
		}
	}
	if st := three.Statement(); len(st.Where) != 1 || len(st.Order) != 1 || st.Limit == nil || st.Result != reflect.TypeFor[expr.Row3[int64, *string, int64]]() {
		t.Errorf("clauses are lost: %+v", st)
	}
	if len(expr.DescribeRow(expr.Reselect2(q, s, n))) != 2 || len(expr.DescribeRow(expr.Reselect(q, s))) != 1 {
		t.Error("the items are not those that were given")
	}
	if len(q.Statement().Items) != 1 || q.Statement().Result != reflect.TypeFor[int64]() {
		t.Error("the statement changed")
	}
}
