package golden_test

import (
	"errors"
	"strings"
	"testing"

	"github.com/azoth-orm/azoth"
	"github.com/azoth-orm/azoth/compiler"
	"github.com/azoth-orm/azoth/expr"
	"github.com/azoth-orm/azoth/fn"
	"github.com/azoth-orm/azoth/types"
)

// TestUnsupported wants an error that says what a database lacks, and what to do, where SQLAlchemy writes what the server refuses.
func TestUnsupported(t *testing.T) {
	u, o := users, orders
	total := fn.Sum(o.Total)
	q := azoth.Select(u.ID)
	lateral := azoth.Select(o.Total).Where(azoth.Eq(o.UserID, u.ID)).Lateral("s")
	table := azoth.TableValued(series(1, 3), azoth.Column("value", types.Integer()))
	gone := azoth.Returning(azoth.Delete(orders).Where(o.Total.Gt(10)), o.ID).CTE("gone")
	groups := azoth.OrderBy(o.ID).Groups(azoth.Preceding(1), azoth.CurrentRow())
	exclude := azoth.OrderBy(o.ID).Rows(azoth.Preceding(1), azoth.CurrentRow()).Exclude(expr.ExcludeTies)
	const all, lite, servers, without = "sqlite postgresql mysql mariadb", "sqlite", "mysql mariadb", "sqlite mysql mariadb"
	for _, c := range []struct {
		name, dialects, want string
		st                   any
	}{
		{"fetch percent", all, "it has no FETCH … PERCENT (use percent_rank() in a subquery, or Limit)", q.Extend(azoth.Fetch(5).Percent())},
		{"fetch with ties", "sqlite mysql", "it has no FETCH … WITH TIES (use rank() in a subquery)", q.Extend(azoth.Fetch(5).WithTies())},
		{"fetch of a union", "sqlite mysql", "WITH TIES", q.Union(q).Extend(azoth.Fetch(5).WithTies())},
		{"lateral", "sqlite mariadb", "it has no LATERAL (use a correlated subquery", azoth.Select(u.ID).Join(lateral, azoth.True())},
		{"lateral function", without, "it has no ", azoth.Select(table.Lateral().C("value"))},
		{"function", servers, "it has no functions in FROM (use azoth.Values", azoth.Select(table.C("value"))},
		{"ordinality", without, "it has no ", azoth.Select(table.WithOrdinality("n").C("n"))},
		{"derived columns", without, "(", azoth.Select(table.RenderDerived().C("value"))},
		{"function as a column", without, "no column there (use azoth.TableValued", azoth.Select(azoth.ColumnValued(series(1, 2), "x"))},
		{"column of a row", without, "it has no columns of the rows of functions", azoth.Select(azoth.FunctionColumn[int](series(1, 2), "x"))},
		{"sample", without, "it has no TABLESAMPLE", azoth.Select(fn.Count()).From(azoth.TableSample(users, "s", series(1, 2), nil))},
		{"write as a CTE", without, "a common table expression is a SELECT there (run two statements in a transaction)", azoth.Select(azoth.Col(gone, o.ID))},
		{"write as a CTE that is added", without, "is a SELECT there", q.Extend(azoth.With(azoth.WriteCTE(azoth.Delete(orders).AllRows(), "x")))},
		{"intersect all", lite, "it has no INTERSECT ALL (number the rows", expr.Combine(expr.IntersectAll, q, q)},
		{"except all", lite, "it has no EXCEPT ALL", expr.Combine(expr.ExceptAll, q, q)},
		{"rollup", lite, "it has no grouping sets (join SELECTs with UNION ALL", azoth.Select(total).GroupBy(fn.Rollup(o.UserID))},
		{"cube", without, "grouping sets", azoth.Select(total).GroupBy(fn.Cube(o.UserID))},
		{"grouping sets", without, "grouping sets", azoth.Select(total).GroupBy(fn.GroupingSets(o.UserID))},
		{"within group", without, "it has no WITHIN GROUP (number the rows", azoth.Select(fn.Mode(o.UserID))},
		{"filter", servers, "it has no FILTER (aggregate a CASE", azoth.Select(total.Filter(o.Total.Gt(1)))},
		{"groups", servers, "it has no GROUPS in the frame of a window (use Rows", azoth.Select(total.Over(groups))},
		{"exclude", servers, "it has no EXCLUDE in the frame of a window", azoth.Select(total.Over(exclude))},
		{"distinct on", without, "it has no DISTINCT ON", q.Extend(azoth.DistinctOn(u.Name))},
	} {
		for dialect := range strings.FieldsSeq(all) {
			_, err := render(c.st, dialect)
			var unsupported *compiler.UnsupportedError
			switch refused := strings.Contains(" "+c.dialects+" ", " "+dialect+" "); {
			case !refused && err != nil:
				t.Errorf("%s on %s: %v", c.name, dialect, err)
			case refused && (!errors.As(err, &unsupported) || !strings.Contains(err.Error(), c.want)):
				t.Errorf("%s on %s: %v, want an error with %q", c.name, dialect, err, c.want)
			}
		}
	}
}

// TestMistakes wants an error for what is wrong on every database.
func TestMistakes(t *testing.T) {
	u, q := users, azoth.Select(users.ID)
	sub, low := q.Subquery("s"), q.Where(azoth.Gt(u.Age, azoth.Param[int]("low")))
	clash := azoth.Select(azoth.Col(q.CTE("c"), u.ID)).Where(azoth.In(azoth.Lit(1), azoth.Select(azoth.Col(azoth.Select(orders.ID).CTE("c"), orders.ID))))
	for name, c := range map[string]struct {
		st   any
		want string
	}{
		"limit and fetch":           {q.Limit(1).Extend(azoth.Fetch(2)), "has both a Limit and a Fetch"},
		"with a subquery":           {q.Extend(azoth.With(sub)), "s is no common table expression (make it with CTE)"},
		"with a table":              {azoth.Delete(users).Where(u.ID.Eq(1)).Extend(azoth.With(azoth.Alias(users, "x"))), "no common table expression"},
		"prefix of a union":         {q.Union(q).Extend(azoth.Prefix("x")), "a set operation has no Prefix (a SELECT has)"},
		"fetch of a delete":         {azoth.Delete(users).AllRows().Extend(azoth.Fetch(3)), "a DELETE has no Fetch"},
		"hint of an update":         {azoth.Update(users).Set(u.Name.Set("x")).AllRows().Extend(azoth.StatementHint("x")), "an UPDATE has no StatementHint"},
		"labels of an insert":       {azoth.Insert(users).Values(u.Name.Set("x")).Extend(azoth.TableLabels()), "an INSERT has no labels"},
		"two CTEs of one name":      {clash, "two different CTEs are called c"},
		"parameter without a value": {q.Where(azoth.Eq(u.ID, azoth.Param[int]("id"))), "has no value (give it one with azoth.Bind"},
		"parameter with two values": {low.Extend(azoth.Bind("low", 1)).Union(low.Extend(azoth.Bind("low", 2))), "parameter low has two values in one statement"},
		"order of a filter":         {azoth.Select(fn.Strings(u.Name, ",").Filter(u.Active).OrderBy(u.ID)), "say OrderBy before Filter"},
		"values without rows":       {azoth.Select(azoth.Values("v", []int{}).C("value")), "VALUES v has no rows"},
		"values of channels":        {azoth.Select(fn.Count()).From(azoth.Values("v", []chan int{nil})), "a row cannot be a chan int"},
		"values of odd fields":      {azoth.Select(fn.Count()).From(azoth.Values("v", []struct{ A chan int }{{}})), "no SQL type follows from chan int"},
		"unknown name in text":      {q.Where(azoth.TextCondition("id = 1").Bind("x", 1)), "has no placeholder :x"},
	} {
		if _, err := render(c.st, "postgresql"); err == nil || !strings.Contains(err.Error(), c.want) {
			t.Errorf("%s: %v, want an error with %q", name, err, c.want)
		}
	}
	if _, err := render(q.Extend(azoth.Hint(users, "NOLOCK")), "postgresql"); err == nil || !strings.Contains(err.Error(), `no hint "NOLOCK"`) {
		t.Errorf("a hint that PostgreSQL does not have: %v", err)
	}
}
