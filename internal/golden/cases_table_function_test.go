package golden_test

import (
	"maps"
	"testing"

	"github.com/azoth-orm/azoth"
	"github.com/azoth-orm/azoth/expr"
	"github.com/azoth-orm/azoth/fn"
	"github.com/azoth-orm/azoth/orm"
	"github.com/azoth-orm/azoth/types"
)

func TestGoldenTableFunction(t *testing.T) {
	all := tableValued()
	for _, cs := range []cases{derivedColumns(), valuedColumns(), samples()} {
		maps.Copy(all, cs)
	}
	check(t, "table_function", all)
}

// series is generate_series(from, to).
func series(from, to int) expr.Value[int, int] {
	return fn.Call[int]("generate_series", azoth.Lit(from), azoth.Lit(to))
}

var (
	value   = azoth.Column("value", types.Integer())
	eachDoc = fn.Call[any]("json_each", azoth.Lit(`["a"]`))
	joined  = azoth.True()
)

func tableValued() cases {
	u := users
	j := azoth.TableValued(eachDoc, azoth.Column("key", nil), azoth.Column("value", nil))
	one := azoth.TableValued(eachDoc, azoth.Column("value", nil)).As("j")
	s := azoth.TableValued(series(1, 5), value).As("s")
	v := azoth.Typed[int](s.C("value"))
	more := azoth.TableValued(series(2, 3), value).As("t")
	grown := azoth.TableValued(fn.Call[int]("generate_series", azoth.Lit(1), u.Age), value).As("s")
	app := azoth.TableValued(fn.Call[any]("app.rows", azoth.Lit(3)), azoth.Column("id", nil)).As("r")
	odd := azoth.TableValued(eachDoc, azoth.Column("my key", nil)).As("j")
	g := azoth.TableValued(series(1, 5)).As("g")
	named, same := j.As("j"), azoth.Eq(u.ID, v)
	id := azoth.Select(u.ID)
	return cases{
		"columns":          azoth.Select2(j.C("key"), j.C("value")),
		"columns-named":    azoth.Select2(named.C("key"), named.C("value")),
		"where":            azoth.Select(named.C("value")).Where(named.C("key").Gt(3)),
		"one-column":       azoth.Select(one.C("value")),
		"series":           azoth.Select(v),
		"series-of-column": azoth.Select2(u.ID, grown.C("value")).From(users).Join(grown, joined),
		"order-limit":      azoth.Select(v).OrderBy(v.Desc()).Limit(2),
		"aggregate":        azoth.Select(fn.Sum(azoth.AsNumber(v))),
		"in-subquery":      azoth.Select(azoth.Select(v).Subquery("q").C("value")),
		"in-condition":     id.Where(azoth.In(u.ID, azoth.Select(v))),
		"join":             azoth.Select2(u.Name, v).Join(s, same),
		"outer-join":       azoth.Select2(v, u.Name).From(s).OuterJoin(users, same),
		"quoted-column":    azoth.Select(odd.C("my key")),
		"schema":           azoth.Select(app.C("id")),
		"two":              azoth.Select2(v, azoth.Typed[int](more.C("value"))).Where(azoth.Eq(v, azoth.Typed[int](more.C("value")))),
		"from-alias":       azoth.Select(azoth.Lit(1)).From(g),
		"count-from-alias": azoth.Select(fn.Count()).From(g),
		"from-anonymous":   azoth.Select(fn.Count()).From(azoth.TableValued(series(1, 5), value)),
	}
}

func derivedColumns() cases {
	u := users
	s := azoth.TableValued(series(1, 5), value)
	split := azoth.TableValued(fn.Call[string]("unnest", fn.Call[any]("string_to_array", azoth.Lit("a,b"), azoth.Lit(","))), value).RenderDerived()
	numbered := s.WithOrdinality("n").RenderDerived()
	n := numbered.As("s")
	derived := s.As("s").RenderDerived()
	records := azoth.TableValued(fn.Call[any]("json_to_recordset", azoth.Lit(`[{"a":1}]`)),
		azoth.Column("a", types.Integer()), azoth.Column("b", types.String(0))).As("r").RenderDerivedTypes()
	grown := azoth.TableValued(fn.Call[int]("generate_series", azoth.Lit(1), u.Age), value).Lateral()
	lateral, t := grown.As("s"), grown.As("t").RenderDerived()
	return cases{
		"derived":              azoth.Select(derived.C("value")),
		"derived-anonymous":    azoth.Select(split.C("value")),
		"derived-types":        azoth.Select2(records.C("a"), records.C("b")),
		"ordinality":           azoth.Select2(n.C("value"), n.C("n")),
		"ordinality-where":     azoth.Select(n.C("value")).Where(n.C("n").Gt(2)),
		"ordinality-anonymous": azoth.Select2(numbered.C("value"), numbered.C("n")),
		"lateral":              azoth.Select2(u.ID, lateral.C("value")).Join(lateral, joined),
		"lateral-derived":      azoth.Select2(u.ID, t.C("value")).Join(t, joined),
	}
}

func valuedColumns() cases {
	u := users
	x := azoth.ColumnValued(series(1, 5), "x")
	split := fn.Call[string]("unnest", fn.Call[any]("string_to_array", azoth.Lit("a,b"), azoth.Lit(",")))
	pair := fn.Call[any]("app.pair", u.ID)
	first := azoth.FunctionColumn[int](pair, "first")
	return cases{
		"column-valued":          azoth.Select(x),
		"column-valued-where":    azoth.Select(x).Where(x.Gt(2)).OrderBy(x),
		"column-valued-function": azoth.Select(fn.Sum(azoth.AsNumber(x))),
		"column-valued-labelled": azoth.Select(x.As("n")),
		"column-valued-text":     azoth.Select(azoth.ColumnValued(split, "x")),
		"scalar-column":          azoth.Select(azoth.FunctionColumn[any](fn.Call[any]("jsonb_each", azoth.Lit(`{"a":1}`)), "value")),
		"scalar-column-of-row":   azoth.Select2(u.ID, first),
		"scalar-column-in-where": azoth.Select(u.ID).Where(first.Eq(3)),
	}
}

func samples() cases {
	o := orders
	bernoulli, system := fn.Call[int]("bernoulli", azoth.Lit(1)), fn.Call[int]("system", azoth.Lit(5))
	of := func(name string, method, seed expr.Node) *userMap {
		return orm.AliasOf(users, azoth.TableSample(users, name, method, seed))
	}
	s := of("s", system, nil)
	return cases{
		"sample":           azoth.Select(of("s", fn.Call[int]("system", azoth.Lit(10)), nil).ID),
		"sample-method":    azoth.Select(of("s", bernoulli, nil).ID),
		"sample-seed":      azoth.Select(of("s", bernoulli, azoth.Lit(7)).ID),
		"sample-anonymous": azoth.Select(of("", bernoulli, nil).ID),
		"sample-where":     azoth.Select(s.Name).Where(s.Age.Gt(3)).OrderBy(s.ID),
		"sample-join":      azoth.Select2(s.Name, o.Total).Join(orders, azoth.Eq(o.UserID, s.ID)),
		"sample-count":     azoth.Select(fn.Count()).From(azoth.TableSample(users, "s", system, nil)),
	}
}
