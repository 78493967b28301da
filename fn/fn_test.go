package fn_test

import (
	"testing"
	"time"

	"github.com/azoth-orm/azoth/compiler"
	"github.com/azoth-orm/azoth/expr"
	"github.com/azoth-orm/azoth/fn"
	"github.com/azoth-orm/azoth/schema"
	"github.com/azoth-orm/azoth/types"
)

var (
	table = schema.Define("t", schema.NewMetaData(), schema.Col("n", types.Integer()), schema.Col("s", types.String(9)),
		schema.Col("at", types.DateTime()))
	n  = expr.MakeNumber[int64, int64](table.Column("n"))
	s  = expr.MakeText[*string](table.Column("s"))
	at = expr.MakeValue[time.Time, time.Time](table.Column("at"))
)

func TestFunctions(t *testing.T) {
	window := expr.PartitionBy(s).OrderBy(n.Desc())
	for _, c := range []struct {
		x    expr.Node
		want string
	}{
		{fn.Count(), "count(*)"},
		{fn.Count(n), "count(t.n)"},
		{fn.CountDistinct(n), "count(DISTINCT t.n)"},
		{fn.Sum(n), "sum(t.n)"},
		{fn.Max(n).Coalesce(0), "coalesce(max(t.n), :coalesce_1)"},
		{fn.Min(at), "min(t.at)"},
		{fn.Avg(n), "avg(t.n)"},
		{fn.Count(n).Filter(n.Gt(1)), "count(t.n) FILTER (WHERE t.n > :n_1)"},
		{fn.RowNumber().Over(window), "row_number() OVER (PARTITION BY t.s ORDER BY t.n DESC)"},
		{fn.Rank().Over(expr.Window{}), "rank() OVER ()"},
		{
			fn.Sum(n).Over(expr.WindowOrderBy(n).Rows(expr.Preceding(1), expr.CurrentRow())),
			"sum(t.n) OVER (ORDER BY t.n ROWS BETWEEN :param_1 PRECEDING AND CURRENT ROW)",
		},
		{fn.Lag(n, 1).Over(window), "lag(t.n, :lag_1) OVER (PARTITION BY t.s ORDER BY t.n DESC)"},
		{fn.Lower(s), "lower(t.s)"},
		{fn.Length(s), "length(t.s)"},
		{fn.Replace(s, "a", "b"), "replace(t.s, :replace_1, :replace_2)"},
		{fn.Abs(n), "abs(t.n)"},
		{fn.Round(n, 2), "round(t.n, :round_1)"},
		{fn.Coalesce(s, expr.Lit("x")), "coalesce(t.s, :coalesce_1)"},
		{fn.NullIf(n, 0), "nullif(t.n, :nullif_1)"},
		{fn.CurrentTimestamp(), "CURRENT_TIMESTAMP"},
		{fn.Extract("year", at), "EXTRACT(year FROM t.at)"},
		{fn.Call[int64]("pg_catalog.random_int", n), "pg_catalog.random_int(t.n)"},
		{fn.Aggregate[int64]("bit_or", n), "bit_or(t.n)"},
	} {
		if got := compiler.String(expr.ElementOf(c.x)); got != c.want {
			t.Errorf("got  %s\nwant %s", got, c.want)
		}
	}
}

// The SQL type of a function that keeps its argument's is the argument's: values are decoded by it.
func TestTypes(t *testing.T) {
	for _, c := range []struct {
		x    expr.Node
		want types.Type
	}{
		{fn.Max(at), types.DateTime()},
		{fn.Sum(n), types.Integer()},
		{fn.Count(), types.BigInteger()},
		{fn.Lower(s), types.String(9)},
		{fn.Coalesce(at, at), types.DateTime()},
		{fn.Max(at).Over(expr.Window{}), types.DateTime()},
	} {
		if got := expr.TypeOf(expr.ElementOf(c.x)); got != c.want {
			t.Errorf("%s has type %v, want %v", compiler.String(expr.ElementOf(c.x)), got, c.want)
		}
	}
}
