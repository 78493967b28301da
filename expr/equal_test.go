package expr_test

import (
	"testing"
	"time"

	"github.com/azoth-orm/azoth/expr"
	"github.com/azoth-orm/azoth/types"
)

// distinct are constructs each of which differs from all others. A function builds it anew each time.
func distinct() map[string]func() expr.Element {
	id, name, other := thing("id"), thing("name"), others.C("id")
	node := func(n expr.Node) func() expr.Element { return func() expr.Element { return expr.ElementOf(n) } }
	q := func(f func() expr.Select[any]) func() expr.Element {
		return func() expr.Element { return f().Statement() }
	}
	call := func(name string, t types.Type, args ...expr.Node) func() expr.Element {
		return func() expr.Element {
			f := expr.Call(name, args...)
			f.Type = t
			return f
		}
	}
	at := func(t time.Time) func() expr.Element {
		return func() expr.Element { return expr.NewBind(types.TimeValue(t)) }
	}
	noon := time.Date(2020, 1, 2, 12, 0, 0, 0, time.UTC)
	return map[string]func() expr.Element{
		"column":           node(id),
		"other column":     node(name),
		"of other table":   node(other),
		"named":            func() expr.Element { return expr.NamedColumn("id", nil).Ref() },
		"named, typed":     func() expr.Element { return expr.NamedColumn("id", types.Integer()).Ref() },
		"named, other":     func() expr.Element { return expr.NamedColumn("id", types.Text()).Ref() },
		"table":            func() expr.Element { return things },
		"alias":            func() expr.Element { return expr.NewAlias(things, "") },
		"named alias":      func() expr.Element { return expr.NewAlias(things, "x") },
		"alias of another": func() expr.Element { return expr.NewAlias(others, "x") },
		"column of alias":  func() expr.Element { return expr.NewAlias(things, "x").FromColumns()[0] },
		"bind":             func() expr.Element { return expr.NewBind(types.Int64Value(1)) },
		"bind, other":      func() expr.Element { return expr.NewBind(types.Int64Value(2)) },
		"bind, text":       func() expr.Element { return expr.NewBind(types.TextValue("1")) },
		"bind, typed":      func() expr.Element { return expr.ElementOf(expr.TypedLit(1, types.SmallInteger())) },
		"bind, null":       func() expr.Element { return expr.NewBind(types.NullValue()) },
		"time":             at(noon),
		"time, elsewhere":  at(noon.In(time.FixedZone("x", 3600))),
		"param":            func() expr.Element { return expr.NewParam("p", nil) },
		"param, typed":     func() expr.Element { return expr.NewParam("p", types.Integer()) },
		"param, other":     func() expr.Element { return expr.NewParam("q", nil) },
		"null":             func() expr.Element { return expr.ElementOf(expr.NullValue[int]()) },
		"eq":               func() expr.Element { return expr.ElementOf(id.Eq(1)) },
		"eq, other":        func() expr.Element { return expr.ElementOf(id.Eq(2)) },
		"ne":               func() expr.Element { return expr.ElementOf(id.Ne(1)) },
		"not":              func() expr.Element { return expr.ElementOf(id.Eq(1).Not()) },
		"in":               func() expr.Element { return expr.ElementOf(id.In(1, 2)) },
		"in, other":        func() expr.Element { return expr.ElementOf(id.In(1, 3)) },
		"in, longer":       func() expr.Element { return expr.ElementOf(id.In(1, 2, 3)) },
		"and":              func() expr.Element { return expr.ElementOf(id.Eq(1).And(name.Eq("x"))) },
		"or":               func() expr.Element { return expr.ElementOf(id.Eq(1).Or(name.Eq("x"))) },
		"label":            func() expr.Element { return expr.ElementOf(id.As("x")) },
		"label, other":     func() expr.Element { return expr.ElementOf(id.As("y")) },
		"function":         call("f", nil, id),
		"function, typed":  call("f", types.Integer(), id),
		"function, other":  call("g", nil, id),
		"function, more":   call("f", nil, id, name),
		"cast":             func() expr.Element { return expr.NewCast(id.Ref(), types.Integer()) },
		"cast, other":      func() expr.Element { return expr.NewCast(id.Ref(), types.String(3)) },
		"cast, longer":     func() expr.Element { return expr.NewCast(id.Ref(), types.String(4)) },
		"text":             func() expr.Element { return expr.NewText("x") },
		"text, other":      func() expr.Element { return expr.NewText("y") },
		"text, bound":      func() expr.Element { return expr.NewText(":a").Bound("a", 1) },
		"text, bound 2":    func() expr.Element { return expr.NewText(":a").Bound("a", 2) },
		"order":            func() expr.Element { return expr.OrderingElement(id.Asc()) },
		"order, other":     func() expr.Element { return expr.OrderingElement(id.Desc()) },
		"select":           q(func() expr.Select[any] { return expr.NewSelect(id) }),
		"select, where":    q(func() expr.Select[any] { return ids(1) }),
		"select, value":    q(func() expr.Select[any] { return ids(2) }),
		"select, limit":    q(func() expr.Select[any] { return ids(1).Limit(1) }),
		"select, offset":   q(func() expr.Select[any] { return ids(1).Offset(1) }),
		"select, distinct": q(func() expr.Select[any] { return ids(1).Distinct() }),
		"select, lock":     q(func() expr.Select[any] { return ids(1).ForUpdate() }),
		"select, prefix":   q(func() expr.Select[any] { return ids(1).Extend(expr.Prefix("p")) }),
		"select, order":    q(func() expr.Select[any] { return ids(1).OrderBy(id) }),
		"select, group":    q(func() expr.Select[any] { return ids(1).GroupBy(id) }),
		"select, from":     q(func() expr.Select[any] { return ids(1).From(others) }),
		"select, join": q(func() expr.Select[any] {
			return ids(1).Join(others, expr.MakeBool(expr.NewBinary(expr.OpEq, other.Ref(), id.Ref())))
		}),
		"union":           func() expr.Element { return ids(1).Union(ids(2)).Statement() },
		"union all":       func() expr.Element { return ids(1).UnionAll(ids(2)).Statement() },
		"union, turned":   func() expr.Element { return ids(2).Union(ids(1)).Statement() },
		"subquery":        func() expr.Element { return expr.FromOf(ids(1).Subquery("")) },
		"subquery, named": func() expr.Element { return expr.FromOf(ids(1).Subquery("s")) },
		"subquery, other": func() expr.Element { return expr.FromOf(ids(2).Subquery("s")) },
		"cte":             func() expr.Element { return expr.FromOf(ids(1).CTE("s")) },
		"exists":          func() expr.Element { return expr.ElementOf(ids(1).AsExists()) },
		"insert":          func() expr.Element { return expr.NewInsertTable(things).Values(name.Set("a")).Statement() },
		"insert, other":   func() expr.Element { return expr.NewInsertTable(things).Values(name.Set("b")).Statement() },
		"update":          func() expr.Element { return expr.NewUpdateTable(things).Set(name.Set("a")).Where(id.Eq(1)).Statement() },
		"update, other":   func() expr.Element { return expr.NewUpdateTable(things).Set(name.Set("a")).Where(id.Eq(2)).Statement() },
		"delete":          func() expr.Element { return expr.NewDeleteTable(things).Where(id.Eq(1)).Statement() },
		"delete, other":   func() expr.Element { return expr.NewDeleteTable(things).Where(id.Eq(2)).Statement() },
	}
}

func TestEqual(t *testing.T) {
	all := distinct()
	for a, x := range all {
		for b, y := range all {
			if got := expr.Equal(x(), y()); got != (a == b) {
				t.Errorf("%q and %q: %v", a, b, got)
			}
		}
	}
}

func TestSameStructure(t *testing.T) {
	all := distinct()
	same := map[string]string{
		"bind": "bind, other", "eq": "eq, other", "in": "in, other", "text, bound": "text, bound 2", "select, where": "select, value",
		"union": "union, turned", "subquery, named": "subquery, other", "insert": "insert, other", "update": "update, other",
		"delete": "delete, other", "time": "time, elsewhere",
	}
	for a, b := range same {
		if !expr.SameStructure(all[a](), all[b]()) {
			t.Errorf("%q and %q have different structures", a, b)
		}
	}
	if expr.SameStructure(all["eq"](), all["ne"]()) {
		t.Error("= and != have one structure")
	}
}

func TestEqualMistakes(t *testing.T) {
	bad := expr.NewInsertTable(things).Statement()
	if !expr.Equal(bad, bad) || expr.Equal(bad, expr.NewInsertTable(things).Statement()) {
		t.Error("a statement with a mistake is equal to itself only")
	}
	if !expr.Equal(nil, nil) || expr.Equal(nil, things) {
		t.Error("nothing is equal to nothing only")
	}
}
