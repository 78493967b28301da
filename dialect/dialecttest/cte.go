package dialecttest

import (
	"github.com/azoth-orm/azoth"
	"github.com/azoth-orm/azoth/col"
	"github.com/azoth-orm/azoth/expr"
	"github.com/azoth-orm/azoth/fn"
	"github.com/azoth-orm/azoth/schema"
	"github.com/azoth-orm/azoth/types"
)

// node is a row of a tree.
type node struct {
	ID       col.Int64
	ParentID col.NullInt64
	Name     col.String
}

// step is a row of a graph that has a circle.
type step struct {
	Source col.Int64
	Target col.Int64
}

// forest is the tables of the area: nodes root(1) -> a(2), b(3); a -> aa(4), ab(5); aa -> aaa(6); and other(7) alone. Steps 1 -> 2 -> 3 -> 1.
type forest struct {
	nodes, copies table[node]
	steps         table[step]
}

// cteArea is common table expressions.
func cteArea(s *suite) *area {
	m := azoth.NewMetaData()
	columns := func() []schema.Item {
		return []schema.Item{
			schema.Col("id", types.BigInteger(), schema.PrimaryKey(), schema.NoAutoincrement()),
			schema.Col("parent_id", types.BigInteger()),
			schema.Col("name", types.String(50), schema.NotNull()),
		}
	}
	f := &forest{
		nodes:  define[node](m, "nodes", columns()...),
		copies: define[node](m, "node_copies", columns()...),
		steps: define[step](m, "steps", schema.Col("source", types.BigInteger(), schema.PrimaryKey(), schema.NoAutoincrement()),
			schema.Col("target", types.BigInteger(), schema.NotNull())),
	}
	return &area{name: "cte", meta: m, fill: f.fill, cases: concat(plainCTEs(s.world), nestedCTEs(s.world), f.recursive(), f.writes(), f.written())}
}

func (f *forest) fill(t *T) {
	n := f.nodes.c
	for i, r := range []struct {
		parent *int64
		name   string
	}{
		{nil, "root"}, {ptr(int64(1)), "a"}, {ptr(int64(1)), "b"}, {ptr(int64(2)), "aa"}, {ptr(int64(2)), "ab"}, {ptr(int64(4)), "aaa"}, {nil, "other"},
	} {
		t.insert(f.nodes, n.ID.Set(int64(i+1)), n.ParentID.Set(r.parent), n.Name.Set(r.name))
	}
	for source, target := range map[int64]int64{1: 2, 2: 3, 3: 1} {
		t.insert(f.steps, f.steps.c.Source.Set(source), f.steps.c.Target.Set(target))
	}
}

func plainCTEs(w *world) []testCase {
	p, o := w.people.c, w.orders.c
	old := azoth.Select2(p.ID, p.Name).Where(p.Age.Gt(40)).CTE("old")
	total := fn.Sum(azoth.Mul(o.Price, o.Qty)).NotNull().As("total")
	spent := azoth.Select2(o.PersonID, total).GroupBy(o.PersonID).CTE("spent")
	spender, spentTotal := azoth.Col(spent, o.PersonID), azoth.Col(spent, total)
	rich := azoth.Select2(spender, spentTotal).Where(spentTotal.Gt(dec("20"))).CTE("rich")
	average := fn.Avg(azoth.Col(spent, total)).As("average")
	x, y := azoth.Alias(old, "x"), azoth.Alias(old, "y")
	quoted := azoth.Select(p.ID).Where(p.ID.Lt(3)).CTE(`My "CTE"`)
	union := azoth.Select(p.ID).Where(p.ID.Eq(1)).Union(azoth.Select(p.ID).Where(p.ID.Eq(6))).CTE("ends")
	return []testCase{
		yields("one", "", azoth.Select(azoth.Col(old, p.Name)).OrderBy(azoth.Col(old, p.Name)), "bob", "o'brien"),
		yields("joined", "", azoth.Select2(p.Name, azoth.Col(spent, total)).Join(spent, azoth.Eq(p.ID, azoth.Col(spent, o.PersonID))).OrderBy(p.ID).Limit(1),
			azoth.Pair("ada", dec("29.50"))),
		yields("one that reads another", "", azoth.Select(azoth.Col(rich, spender)).OrderBy(azoth.Col(rich, spentTotal)),
			nil, ptr(ada), ptr(obrien), ptr(carol)),
		yields("used twice", "", azoth.Select2(azoth.Typed[string](x.C("name")), azoth.Typed[string](y.C("name"))).Where(x.C("id").Lt(y.C("id"))), azoth.Pair("bob", "o'brien")),
		yields("name with quotes", "", azoth.Select(azoth.Col(quoted, p.ID)).OrderBy(azoth.Col(quoted, p.ID)), ada, bob),
		yields("in a scalar subquery", "", azoth.Select(p.ID).Join(spent, azoth.Eq(p.ID, azoth.Col(spent, o.PersonID))).Where(
			azoth.Gt(azoth.Cast[float64](azoth.Col(spent, total), types.Double()), azoth.Scalar[float64](azoth.Select(average)))).OrderBy(p.ID), carol, obrien),
		yields("in a condition", "", w.who(azoth.In(p.ID, azoth.Select(azoth.Col(old, p.ID)))), bob, obrien),
		yields("of a union", "", azoth.Select(azoth.Typed[int64](union.C("id"))).OrderBy(union.C("id")), ada, obrien),
		yields("values inside and outside", "", azoth.Select(azoth.Col(old, p.ID)).Where(azoth.Col(old, p.Name).Ne("bob")).Limit(5), obrien),
	}
}

// recursive are walks over the tree.
func (f *forest) recursive() []testCase {
	n := f.nodes.c
	level := azoth.AsNumber(azoth.Lit(int64(0))).As("level")
	tree := azoth.RecursiveCTE("tree", azoth.Select2(n.ID, level).Where(n.Name.Eq("root")), func(tree expr.Derived) expr.Select[expr.Row2[int64, int64]] {
		return azoth.Select2(n.ID, azoth.Col(tree, level).Add(1)).Join(tree, azoth.Eq(n.ParentID, azoth.Col(tree, n.ID)))
	})
	one := azoth.AsNumber(azoth.Lit(int64(1))).As("n")
	counter := azoth.RecursiveCTE("counter", azoth.Select(one), func(c expr.Derived) expr.Select[int64] {
		return azoth.Select(azoth.Col(c, one).Add(1)).Where(azoth.Col(c, one).Lt(100))
	})
	up := azoth.RecursiveCTE("up", azoth.Select2(n.ID, n.ParentID).Where(n.Name.Eq("aaa")), func(up expr.Derived) expr.Select[expr.Row2[int64, *int64]] {
		return azoth.Select2(n.ID, n.ParentID).Join(up, azoth.Eq(n.ID, azoth.Col(up, n.ParentID)))
	})
	e := f.steps.c
	reach := expr.RecursiveDistinctCTE("reach", azoth.Select(e.Target).Where(e.Source.Eq(1)), func(r expr.Derived) expr.Select[int64] {
		return azoth.Select(e.Target).Join(r, azoth.Eq(e.Source, azoth.Col(r, e.Target)))
	})
	members := azoth.Columns[node](azoth.Alias(f.nodes, "member"))
	return []testCase{
		yields("recursive", "", azoth.Select2(azoth.Col(tree, n.ID), azoth.Col(tree, level)).OrderBy(azoth.Col(tree, n.ID)),
			azoth.Pair[int64, int64](1, 0), azoth.Pair[int64, int64](2, 1), azoth.Pair[int64, int64](3, 1), azoth.Pair[int64, int64](4, 2),
			azoth.Pair[int64, int64](5, 2), azoth.Pair[int64, int64](6, 3)),
		yields("recursive without a table", "", azoth.Select2(fn.Count(), fn.Max(azoth.Col(counter, one))), azoth.Pair(int64(100), ptr(int64(100)))),
		yields("recursive upwards", "", azoth.Select(azoth.Col(up, n.ID)).OrderBy(azoth.Col(up, n.ID)), 1, 2, 4, 6),
		yields("recursive in a circle", "", azoth.Select(azoth.Col(reach, e.Target)).OrderBy(azoth.Col(reach, e.Target)), 1, 2, 3),
		yields("recursive and joined", "", azoth.Select(members.Name).Join(tree, azoth.Eq(azoth.Col(tree, n.ID), members.ID)).
			Where(azoth.Col(tree, level).Eq(2)).OrderBy(members.Name), "aa", "ab"),
		yields("recursive with a limit outside", "", azoth.Select(azoth.Col(counter, one)).OrderBy(azoth.Col(counter, one).Desc()).Limit(2), 100, 99),
	}
}

// writes are INSERT, UPDATE and DELETE with a CTE.
func (f *forest) writes() []testCase {
	n, c := f.nodes.c, f.copies.c
	named := azoth.Select3(n.ID, n.ParentID, n.Name).Where(n.Name.Like("a%")).CTE("named")
	ids := azoth.Select(azoth.Col(named, n.ID))
	left := azoth.Select(c.ID).OrderBy(c.ID)
	copyAll := azoth.InsertInto(f.copies).FromSelect(azoth.Select3(n.ID, n.ParentID, n.Name), c.ID, c.ParentID, c.Name)
	return []testCase{
		{name: "insert from", run: func(t *T) {
			t.writes(4, azoth.InsertInto(f.copies).FromSelect(azoth.Select3(azoth.Col(named, n.ID), azoth.Col(named, n.ParentID), azoth.Col(named, n.Name)),
				c.ID, c.ParentID, c.Name))
			rows(t, left, 2, 4, 5, 6)
		}},
		{name: "update where in", needs: "CTEInWrite", run: func(t *T) {
			t.writes(7, copyAll)
			t.writes(4, azoth.UpdateTable(f.copies).Set(c.Name.Set("x")).Where(azoth.In(c.ID, ids)))
			rows(t, left.Where(c.Name.Eq("x")), 2, 4, 5, 6)
		}},
		{name: "delete where in", needs: "CTEInWrite", run: func(t *T) {
			t.writes(7, copyAll)
			t.writes(4, azoth.DeleteFrom(f.copies).Where(azoth.In(c.ID, ids)))
			rows(t, left, 1, 3, 7)
		}},
		{name: "delete by a scalar subquery", needs: "CTEInWrite", run: func(t *T) {
			t.writes(7, copyAll)
			t.writes(1, azoth.DeleteFrom(f.copies).Where(azoth.Eq(c.ID, azoth.Scalar[int64](azoth.Select(fn.Max(azoth.Col(named, n.ID)))))))
			rows(t, left, 1, 2, 3, 4, 5, 7)
		}},
		{name: "update from", needs: "CTEInWrite UpdateFrom", run: func(t *T) {
			t.writes(7, copyAll)
			t.writes(4, azoth.UpdateTable(f.copies).Set(c.ParentID.SetExpr(azoth.Col(named, n.ID).Add(100))).Where(azoth.Eq(c.ID, azoth.Col(named, n.ID))))
			rows(t, azoth.Select(c.ParentID).Where(c.ID.In(2, 3)).OrderBy(c.ID), ptr(int64(102)), ptr(int64(1)))
		}},
	}
}
