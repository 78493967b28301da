package golden_test

import (
	"maps"
	"testing"

	"github.com/azoth-orm/azoth"
	"github.com/azoth-orm/azoth/expr"
	"github.com/azoth-orm/azoth/fn"
)

func TestGoldenCteMore(t *testing.T) {
	all := cases{}
	for _, cs := range []cases{cteTexts(), cteNesting(), cteAdded(), cteWrites()} {
		maps.Copy(all, cs)
	}
	check(t, "cte_more", all)
}

func cteTexts() cases {
	u, o := users, orders
	old := azoth.Select2(u.ID, u.Name).Where(u.Age.Gt(7))
	with := func(os ...expr.CTEOption) any { return azoth.Select(azoth.Col(old.CTE("c", os...), u.ID)) }
	d := azoth.Select(o.UserID).CTE("d", azoth.NotMaterialized())
	kept := azoth.Select(azoth.Col(old.CTE("c", azoth.Materialized()), u.ID))
	return cases{
		"materialized":           kept,
		"not-materialized":       with(azoth.NotMaterialized()),
		"materialized-two":       kept.Where(azoth.In(u.ID, azoth.Select(azoth.Col(d, o.UserID)))).CrossJoin(),
		"prefix":                 with(expr.CTEPrefix("PRE")),
		"prefix-of-dialect":      with(expr.CTEPrefix("PRE", "mysql")),
		"suffix":                 with(expr.CTESuffix("SEARCH DEPTH FIRST BY id SET place")),
		"materialized-suffix":    with(azoth.Materialized(), expr.CTESuffix("SUF")),
		"materialized-recursive": everything(treeOf(azoth.Materialized())),
		"recursive-suffix":       everything(treeOf(expr.CTESuffix("CYCLE id SET looped USING path"))),
	}
}

func treeOf(o ...expr.CTEOption) expr.Derived {
	n := nodes
	return azoth.RecursiveCTE("tree", azoth.Select(n.ID).Where(n.ID.Eq(1)), func(tree expr.Derived) expr.Select[int] {
		return azoth.Select(n.ID).Join(tree, azoth.Eq(n.ParentID, azoth.Col(tree, n.ID)))
	}, o...)
}

func cteNesting() cases {
	u, o, n := users, orders, nodes
	nest := azoth.Nesting()
	old := azoth.Select(u.ID).Where(u.Age.Gt(7))
	c := old.CTE("c", nest)
	id := azoth.Col(c, u.ID)
	ids := azoth.Select(id)
	m := fn.Max(u.ID).As("m")
	top := azoth.Select(m).CTE("c", nest)
	pair := azoth.Select2(u.ID, u.Name).Where(u.Age.Gt(7)).CTE("c", nest)
	tree := treeOf(nest)
	return cases{
		"nesting":                 azoth.Select(azoth.Col(ids.CTE("d"), id)),
		"nesting-same-name":       nestingSameName(),
		"nesting-two-of-one-name": nestingTwoOfOneName(),
		"nesting-at-top":          azoth.Select(azoth.Select(u.ID).CTE("c", nest).C("id")),
		"nesting-in-subquery":     azoth.Select(azoth.Col(ids.Subquery("s"), id)),
		"nesting-in-scalar":       azoth.Select(o.ID).Where(azoth.Eq(o.UserID, azoth.Scalar[int](azoth.Select(azoth.Col(top, m).Nullable())))),
		"nesting-in-in":           azoth.Select(o.ID).Where(azoth.In(o.UserID, ids), o.ID.Gt(3)),
		"nesting-beside-other":    nestingBesideOther(),
		"nesting-in-union":        azoth.Select(ids.Union(azoth.Select(o.ID)).Subquery("s").C("id")),
		"nesting-deep":            nestingDeep(),
		"nesting-recursive":       azoth.Select(azoth.Select(azoth.Col(tree, n.ID)).CTE("d").C("id")),
		"insert-from-nesting":     azoth.Insert(nodes).FromSelect(azoth.Select2(azoth.Col(pair, u.ID), azoth.Col(pair, u.Name)), n.ID, n.Name),
	}
}

func nestingSameName() any {
	x := users.ID.As("x")
	inner := azoth.Col(azoth.Select(x).CTE("c", azoth.Nesting()), x)
	return azoth.Select(azoth.Col(azoth.Select(inner).Where(inner.Gt(3)).CTE("c"), inner))
}

func nestingTwoOfOneName() any {
	x, y := users.ID.As("x"), orders.ID.As("x")
	one := azoth.Col(azoth.Select(x).Where(users.ID.Gt(1)).CTE("c", azoth.Nesting()), x)
	two := azoth.Col(azoth.Select(y).Where(orders.ID.Gt(2)).CTE("c", azoth.Nesting()), y)
	d, e := azoth.Col(azoth.Select(one).CTE("d"), one), azoth.Col(azoth.Select(two).CTE("e"), two)
	return azoth.Select2(d, e).Where(azoth.Eq(d, e))
}

func nestingBesideOther() any {
	u, o := users, orders
	plain := azoth.Col(azoth.Select(o.UserID).Where(o.ID.Gt(2)).CTE("p"), o.UserID)
	inner := azoth.Col(azoth.Select(u.ID).Where(u.Age.Gt(7)).CTE("c", azoth.Nesting()), u.ID)
	outer := azoth.Col(azoth.Select(inner).Where(azoth.In(inner, azoth.Select(plain))).CTE("d"), inner)
	return azoth.Select2(outer, plain).Where(azoth.Eq(outer, plain))
}

func nestingDeep() any {
	id := users.ID
	a := azoth.Col(azoth.Select(id).Where(id.Gt(1)).CTE("a", azoth.Nesting()), id)
	b := azoth.Col(azoth.Select(a).Where(a.Gt(2)).CTE("b", azoth.Nesting()), a)
	c := azoth.Col(azoth.Select(b).Where(b.Gt(3)).CTE("c"), b)
	return azoth.Select(c).Where(c.Gt(4))
}

func cteAdded() cases {
	u, a, o, n := users, addresses, orders, nodes
	q, one := azoth.Select(u.ID), u.ID.Eq(1)
	c := azoth.Select(o.ID).CTE("c")
	with := azoth.With(c)
	old := azoth.Select2(u.ID, u.Name).Where(u.Age.Gt(7)).CTE("c")
	return cases{
		"add":             q.Extend(with),
		"add-two":         q.Where(u.ID.Gt(3)).Extend(azoth.With(azoth.Select(o.ID).Where(o.ID.Gt(1)).CTE("c"), azoth.Select(a.ID).Where(a.ID.Gt(2)).CTE("d"))),
		"add-and-name":    azoth.Select(azoth.Col(old, u.ID)).Extend(azoth.With(azoth.Select(o.ID).CTE("d"))),
		"add-to-union":    q.Union(azoth.Select(o.ID)).Extend(azoth.With(azoth.Select(a.ID).CTE("c"))),
		"add-in-subquery": azoth.Select(azoth.Col(q.Extend(with).Subquery("s"), u.ID)),
		"add-here":        azoth.Select(azoth.Col(q.Extend(azoth.WithHere(c)).Subquery("s"), u.ID)),
		"add-to-update":   azoth.Update(users).Set(u.Name.Set("x")).Where(one).Extend(with),
		"add-to-delete":   azoth.Delete(users).Where(one).Extend(with),
		"add-to-insert":   azoth.Insert(nodes).Values(n.ID.Set(1), n.Name.Set("x")).Extend(with),
	}
}

func cteWrites() cases {
	u, o, n := users, orders, nodes
	gone := azoth.Delete(orders).Where(o.Total.Gt(10))
	change := azoth.Update(users).Set(u.Name.Set("x"))
	insert := azoth.Insert(nodes).Values(n.ID.Set(1), n.Name.Set("x"))
	old := azoth.Select2(u.ID, u.Name).Where(u.Age.Gt(7))
	which, sum := o.ID.As("which"), azoth.Mul(o.Price, o.Quantity).As("sum")
	pair := azoth.Returning2(gone, o.ID, o.UserID).CTE("gone")
	goneID, goneUser := azoth.Col(pair, o.ID), azoth.Col(pair, o.UserID)
	changed := azoth.Returning(change.Where(u.ID.Eq(3)), u.ID).CTE("changed")
	from := azoth.Returning(change.Where(azoth.Eq(u.ID, o.UserID), o.ID.Gt(3)), u.ID).CTE("changed")
	copied := azoth.Returning(azoth.Insert(nodes).FromSelect(old, n.ID, n.Name), n.ID).CTE("made")
	first := azoth.Returning(gone, o.UserID).CTE("gone")
	second := azoth.Returning(change.Where(azoth.In(u.ID, azoth.Select(azoth.Col(first, o.UserID)))), u.ID).CTE("changed")
	c := azoth.Select(u.ID).Where(u.Age.Gt(7)).CTE("c")
	inside := azoth.Returning(azoth.Delete(orders).Where(azoth.In(o.UserID, azoth.Select(azoth.Col(c, u.ID)))), o.ID).CTE("gone")
	all := azoth.Returning(azoth.Delete(nodes).Where(n.ID.Gt(10)), nodes).CTE("gone")
	return cases{
		"delete":                 azoth.Select(azoth.Col(azoth.Returning(gone, o.ID).CTE("gone"), o.ID)),
		"delete-two-columns":     everything(pair),
		"insert":                 azoth.Select(azoth.Col(azoth.Returning2(insert, n.ID, n.Name).CTE("made"), n.Name)),
		"update":                 azoth.Select(azoth.Col(changed, u.ID)),
		"update-from":            azoth.Select(azoth.Col(from, u.ID)),
		"insert-from-select":     azoth.Select(azoth.Col(copied, n.ID)),
		"delete-add":             azoth.Select(u.ID).Extend(azoth.With(azoth.WriteCTE(gone, "gone"))),
		"insert-add-to-update":   change.Where(u.ID.Eq(1)).Extend(azoth.With(azoth.WriteCTE(insert, "made"))),
		"write-labelled":         azoth.Select(azoth.Col(azoth.Returning(gone, which).CTE("gone"), which)),
		"write-expression":       azoth.Select(fn.Sum(azoth.Col(azoth.Returning(gone, sum).CTE("gone"), sum))),
		"insert-from-delete":     azoth.Insert(nodes).FromSelect(azoth.Select2(goneID, goneUser), n.ID, n.ParentID),
		"delete-joined":          azoth.Select2(u.Name, goneID).Join(pair, azoth.Eq(u.ID, goneUser)).Where(u.Age.Gt(3)),
		"chain-of-writes":        azoth.Select(azoth.Col(second, u.ID)),
		"delete-with-cte-inside": azoth.Select(azoth.Col(inside, o.ID)),
		"delete-returning-all":   azoth.Select2(azoth.Col(all, n.ID), azoth.Col(all, n.Name)),
	}
}
