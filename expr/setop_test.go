package expr_test

import (
	"strings"
	"testing"

	"github.com/azoth-orm/azoth/expr"
	"github.com/azoth-orm/azoth/types"
)

func ids(n int) expr.Select[any] { return expr.NewSelect(thing("id")).Where(thing("id").Gt(n)) }

func TestSetOperations(t *testing.T) {
	one, two := ids(1), expr.NewSelect(others.C("id"))
	for name, c := range map[string]struct {
		q    expr.Compound[any]
		want string
	}{
		"union": {one.Union(two), "SELECT things.id FROM things WHERE things.id > :id_1 UNION SELECT others.id FROM others"},
		"all":   {two.UnionAll(two, two), "SELECT others.id FROM others UNION ALL SELECT others.id FROM others UNION ALL SELECT others.id FROM others"},
		"order": {
			two.Except(one).OrderBy(others.C("id").Desc()).Limit(3).Offset(1),
			"SELECT others.id FROM others EXCEPT SELECT things.id FROM things WHERE things.id > :id_1 ORDER BY id DESC LIMIT :param_1 OFFSET :param_2",
		},
		"nested": {
			two.Union(two).Intersect(one),
			"(SELECT others.id FROM others UNION SELECT others.id FROM others) INTERSECT SELECT things.id FROM things WHERE things.id > :id_1",
		},
		"operator": {expr.Combine(expr.ExceptAll, two, one), "SELECT others.id FROM others EXCEPT ALL SELECT things.id FROM things WHERE things.id > :id_1"},
	} {
		t.Run(name, func(t *testing.T) {
			got := strings.Join(strings.Fields(text(c.q.Statement())), " ")
			if c.q.Err() != nil || got != c.want {
				t.Errorf("%v\ngot  %s\nwant %s", c.q.Err(), got, c.want)
			}
		})
	}
}

func TestSetOperationsOfDifferentWidth(t *testing.T) {
	wide := expr.NewSelect(expr.MakeSource[any](expr.NewEntityRef(entity{}, things)))
	err := ids(1).Union(wide).Err()
	if err == nil || !strings.Contains(err.Error(), "statement 2 of a set operation selects 3 columns, the first one 1") {
		t.Error(err)
	}
}

func TestCompoundIsImmutable(t *testing.T) {
	q := ids(1).Union(ids(2)).OrderBy(thing("id"))
	before := text(q.Statement())
	a, b := q.OrderBy(thing("id").Desc()), q.OrderBy(thing("id").Asc())
	_ = q.Limit(1)
	_ = q.Offset(1)
	if text(q.Statement()) != before || text(a.Statement()) == text(b.Statement()) {
		t.Errorf("%s was changed, or its copies share their order", before)
	}
}

func TestWindowIsImmutable(t *testing.T) {
	w := expr.PartitionBy(thing("name")).OrderBy(thing("id"))
	count := expr.MakeAggregate[int64, int64](expr.NewFunction("count", expr.NewStar()))
	before := text(expr.ElementOf(count.Over(w)))
	a, b := w.OrderBy(thing("made")), w.OrderBy(thing("name"))
	_ = w.Rows(expr.UnboundedPreceding(), expr.UnboundedFollowing())
	if text(expr.ElementOf(count.Over(w))) != before || text(expr.ElementOf(count.Over(a))) == text(expr.ElementOf(count.Over(b))) {
		t.Error("a window was changed by what was made of it")
	}
}

func TestCaseIsImmutable(t *testing.T) {
	c := expr.NewCase[string]().When(thing("id").Eq(1), "one")
	a, b := c.When(thing("id").Eq(2), "two"), c.When(thing("id").Eq(3), "three")
	if got := text(expr.ElementOf(c.End())); strings.Count(got, "WHEN") != 1 {
		t.Error(got)
	}
	var x, y expr.Key
	expr.ElementOf(a.Else("a")).AppendKey(&x)
	expr.ElementOf(b.Else("b")).AppendKey(&y)
	if string(x.Bytes()) != string(y.Bytes()) || x.Values()[3].Text() != "two" || y.Values()[3].Text() != "three" {
		t.Errorf("two CASEs that grew from one share their branches: %v, %v", x.Values(), y.Values())
	}
}

func TestJSONPath(t *testing.T) {
	p := expr.MakeJSONPath(thing("made"), "a")
	q, r := p.Key("b"), p.Index(2)
	for got, want := range map[string]string{
		text(expr.ElementOf(q.AsText())): "CAST(JSON_EXTRACT(things.made, :param_1) AS VARCHAR)",
		text(expr.ElementOf(r)):          "JSON_QUOTE(JSON_EXTRACT(things.made, :param_1))",
	} {
		if got != want {
			t.Errorf("got %s, want %s", got, want)
		}
	}
	keys := map[string]bool{}
	for _, x := range []expr.Node{p, q, r, p.Key("2"), q.AsText(), q.AsInt(), q.AsFloat(), q.AsBool()} {
		var k expr.Key
		expr.ElementOf(x).AppendKey(&k)
		keys[string(k.Bytes())] = true
	}
	if len(keys) != 8 {
		t.Errorf("8 different places have %d keys", len(keys))
	}
}

func TestCastAndExtractKeys(t *testing.T) {
	keys := map[string]bool{}
	x := expr.ElementOf(thing("id"))
	for _, e := range []expr.Element{
		expr.NewCast(x, types.Integer()), expr.NewCast(x, types.String(1)), expr.NewCast(x, types.String(2)), expr.NewCast(x, types.Char(1)),
		expr.NewExtract("year", x), expr.NewExtract("month", x),
	} {
		var k expr.Key
		e.AppendKey(&k)
		keys[string(k.Bytes())] = true
	}
	if len(keys) != 6 {
		t.Errorf("6 different expressions have %d keys", len(keys))
	}
}

func TestInSetOperation(t *testing.T) {
	id := expr.Typed[int](others.C("id"))
	got := text(expr.ElementOf(expr.InQuery(id, expr.NewSelect(id).Union(expr.NewSelect(id)))))
	if got = strings.Join(strings.Fields(got), " "); got != "others.id IN (SELECT others.id FROM others UNION SELECT others.id FROM others)" {
		t.Error(got)
	}
}

func TestLateral(t *testing.T) {
	last := ids(1).Limit(1).Lateral("last")
	got := text(expr.NewSelect(last.C("id")).Statement())
	if !strings.Contains(got, "FROM LATERAL (SELECT") {
		t.Error(got)
	}
}
