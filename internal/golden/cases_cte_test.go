package golden_test

import (
	"testing"

	"github.com/azoth-orm/azoth"
	"github.com/azoth-orm/azoth/expr"
	"github.com/azoth-orm/azoth/fn"
	"github.com/azoth-orm/azoth/orm"
)

func TestGoldenCte(t *testing.T) {
	u, o, grown := users, orders, users.Age.Gt(7)
	pair := azoth.Select2(u.ID, u.Name)
	c := azoth.Select(u.ID).Where(grown).CTE("c")
	ids := azoth.Select(azoth.Col(c, u.ID))
	named := pair.Where(grown).CTE("c")
	check(t, "cte", cases{
		"simple":                   azoth.Select(azoth.Col(pair.Where(grown).CTE("grown"), u.Name)),
		"all-columns":              everything(pair.CTE("c")),
		"anonymous":                everything(pair.CTE("")),
		"join":                     cteJoin(),
		"outer-join-entity":        cteOuterJoin(),
		"binds-inside-and-outside": azoth.Select(azoth.Col(named, u.ID)).Where(azoth.Col(named, u.Name).Eq("ed")).Limit(3),
		"two":                      twoCTEs(),
		"one-names-another":        cteNamesAnother(),
		"used-twice":               cteUsedTwice(),
		"in-subquery":              azoth.Select(o.ID).Where(azoth.In(o.UserID, ids)),
		"in-scalar-subquery":       cteInScalar(),
		"in-exists":                cteInExists(),
		"quoted-name":              azoth.Select(azoth.Col(azoth.Select(u.ID).CTE("My Users"), u.ID)),
		"recursive":                recursive(),
		"recursive-alias":          recursiveAlias(),
		"recursive-level":          recursiveLevel(),
		"recursive-counter":        recursiveCounter(),
		"recursive-union":          recursiveUnion(),
		"recursive-joined":         recursiveJoined(),
		"of-union":                 cteOfUnion(),
		"same-name-columns":        everything(azoth.Select2(u.ID, addresses.ID).Where(azoth.Eq(u.ID, addresses.UserID)).CTE("c")),
		"entity-alias":             azoth.Select(orm.AliasOf(users, azoth.Select(users).Where(grown).CTE("c"))),
		"nested-in-subquery":       azoth.Select(azoth.Col(ids.Subquery("s"), azoth.Col(c, u.ID))),
		"materialized":             azoth.Select(azoth.Col(azoth.Select(u.ID).CTE("c", azoth.Materialized()), u.ID)),
		"delete-returning":         azoth.Select(azoth.Col(azoth.Returning(azoth.Delete(orders).Where(o.Total.Gt(10)), o.ID).CTE("gone"), o.ID)),
		"delete-in":                azoth.Delete(orders).Where(azoth.In(o.UserID, ids)),
		"update-in":                azoth.Update(orders).Set(o.Quantity.Set(0)).Where(azoth.In(o.UserID, ids)),
		"insert-from": azoth.Insert(nodes).FromSelect(azoth.Select2(azoth.Col(named, u.ID), azoth.Col(named, u.Name)),
			nodes.ID, nodes.Name),
	})
}

func cteJoin() any {
	u, o, total := users, orders, fn.Sum(orders.Total).As("total")
	c := azoth.Select2(o.UserID, total).GroupBy(o.UserID).CTE("totals")
	return azoth.Select2(u.Name, azoth.Col(c, total)).Join(c, azoth.Eq(u.ID, azoth.Col(c, o.UserID)))
}

func cteOuterJoin() any {
	u, o, total := users, orders, fn.Sum(orders.Total).As("total")
	c := azoth.Select2(o.UserID, total).GroupBy(o.UserID).CTE("totals")
	return azoth.Select2(users, azoth.Col(c, total)).OuterJoin(c, azoth.Eq(u.ID, azoth.Col(c, o.UserID))).OrderBy(u.ID)
}

func twoCTEs() any {
	u, o := users, orders
	c, d := azoth.Select(u.ID).Where(u.Age.Gt(7)).CTE("c"), azoth.Select(o.UserID).Where(o.Total.Gt(10)).CTE("d")
	return azoth.Select(azoth.Col(c, u.ID)).Join(d, azoth.Eq(azoth.Col(c, u.ID), azoth.Col(d, o.UserID)))
}

func cteNamesAnother() any {
	u := users
	c := azoth.Select2(u.ID, u.Age).Where(u.Age.Gt(7)).CTE("c")
	id := azoth.Col(c, u.ID)
	d := azoth.Select(id).Where(azoth.Col(c, u.Age).Lt(9)).CTE("d")
	return azoth.Select(azoth.Col(d, id))
}

func cteUsedTwice() any {
	u := users
	c := azoth.Select2(u.ID, u.Age).CTE("c")
	x := azoth.Alias(c, "x")
	return azoth.Select2(c.C("id"), x.C("id")).Where(c.C("age").Lt(x.C("age")))
}

func cteInScalar() any {
	o, m := orders, fn.Max(orders.Total).As("m")
	c := azoth.Select(m).CTE("c")
	return azoth.Select(o.ID).Where(azoth.Eq(o.Total, azoth.Scalar[float64](azoth.Select(azoth.Col(c, m)))))
}

func cteInExists() any {
	u, o := users, orders
	c := azoth.Select(o.UserID).Where(o.Total.Gt(10)).CTE("c")
	id := azoth.Col(c, o.UserID)
	return azoth.Select(u.Name).Where(azoth.Select(id).Where(azoth.Eq(id, u.ID)).AsExists())
}

func recursive() any {
	n := nodes
	return everything(azoth.RecursiveCTE("tree", azoth.Select3(n.ID, n.ParentID, n.Name).Where(n.ParentID.IsNull()),
		func(tree expr.Derived) expr.Select[expr.Row3[int, *int, string]] {
			return azoth.Select3(n.ID, n.ParentID, n.Name).Join(tree, azoth.Eq(n.ParentID, azoth.Col(tree, n.ID)))
		}))
}

func recursiveAlias() any {
	n, child := nodes, orm.Alias(nodes, "child")
	tree := azoth.RecursiveCTE("tree", azoth.Select2(n.ID, n.Name).Where(n.ID.Eq(1)),
		func(tree expr.Derived) expr.Select[expr.Row2[int, string]] {
			return azoth.Select2(child.ID, child.Name).Where(azoth.Eq(child.ParentID, azoth.Col(tree, n.ID)))
		})
	return azoth.Select(azoth.Col(tree, n.Name))
}

func recursiveLevel() any {
	n, level := nodes, azoth.AsNumber(azoth.Lit(0)).As("level")
	tree := azoth.RecursiveCTE("tree", azoth.Select2(n.ID, level).Where(n.ParentID.IsNull()),
		func(tree expr.Derived) expr.Select[expr.Row2[int, int]] {
			l := azoth.Col(tree, level)
			return azoth.Select2(n.ID, l.Add(1)).Join(tree, azoth.Eq(n.ParentID, azoth.Col(tree, n.ID))).Where(l.Lt(5))
		})
	return azoth.Select2(azoth.Col(tree, n.ID), azoth.Col(tree, level)).OrderBy(azoth.Col(tree, level))
}

func recursiveCounter() any {
	x := azoth.AsNumber(azoth.Lit(1)).As("x")
	counter := azoth.RecursiveCTE("counter", azoth.Select(x), func(c expr.Derived) expr.Select[int] {
		return azoth.Select(azoth.Col(c, x).Add(1)).Where(azoth.Col(c, x).Lt(10))
	})
	return azoth.Select(azoth.Col(counter, x))
}

func recursiveUnion() any {
	n := nodes
	return everything(expr.RecursiveDistinctCTE("c", azoth.Select(n.ID).Where(n.ID.Eq(1)), func(c expr.Derived) expr.Select[int] {
		return azoth.Select(n.ID).Join(c, azoth.Eq(n.ParentID, azoth.Col(c, n.ID)))
	}))
}

func recursiveJoined() any {
	n := nodes
	tree := azoth.RecursiveCTE("tree", azoth.Select(n.ID).Where(n.ParentID.IsNull()), func(tree expr.Derived) expr.Select[int] {
		return azoth.Select(n.ID).Join(tree, azoth.Eq(n.ParentID, azoth.Col(tree, n.ID)))
	})
	return azoth.Select(nodes).Join(tree, azoth.Eq(azoth.Col(tree, n.ID), n.ID))
}

func cteOfUnion() any {
	u := users
	first := azoth.Select(u.ID.Nullable()).Where(u.Age.Gt(7))
	return azoth.Select(first.Union(azoth.Select(orders.UserID)).CTE("c").C("id"))
}
