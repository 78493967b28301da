package golden_test

import (
	"testing"

	"github.com/azoth-orm/azoth"
	"github.com/azoth-orm/azoth/expr"
	"github.com/azoth-orm/azoth/fn"
	"github.com/azoth-orm/azoth/orm"
)

func TestGoldenSubquery(t *testing.T) {
	u, a, m := users, addresses, orm.Alias(users, "m")
	pair := azoth.Select2(u.ID, u.Name)
	total := azoth.Scalar[int64](azoth.Select(fn.Count(a.ID)))
	mine := azoth.Scalar[int64](azoth.Select(fn.Count(a.ID)).Where(azoth.Eq(a.UserID, u.ID)))
	ordered := azoth.Scalar[int64](azoth.Select(fn.Count(orders.ID)).Where(azoth.Eq(orders.UserID, u.ID)))
	last := azoth.Scalar[int](azoth.Select(fn.Max(a.ID)).Where(azoth.Eq(a.UserID, u.ID)))
	oldest := azoth.Scalar[int](azoth.Select(fn.Max(m.Age)))
	mean := azoth.Scalar[float64](azoth.Select(fn.Avg(m.Age)))
	who, one := u.Name.As("who"), azoth.Lit(1).As("one")
	check(t, "subquery", cases{
		"named":                      everything(pair.Subquery("s")),
		"anonymous":                  everything(pair.Subquery("")),
		"one-column":                 azoth.Select(azoth.Col(pair.Subquery("s"), u.Name)),
		"of-entity":                  everything(azoth.Select(users).Subquery("s")),
		"with-where-and-limit":       everything(azoth.Select(u.Name).Where(u.Age.Gt(7)).OrderBy(u.ID).Limit(3).Subquery("s")),
		"labelled-column":            azoth.Select(azoth.Col(azoth.Select(who).Subquery("s"), who)),
		"nested":                     everything(subqueryOf(everything(azoth.Select(u.ID).Subquery("inner_s")), "outer_s")),
		"nested-anonymous":           everything(subqueryOf(everything(azoth.Select(u.ID).Subquery("")), "")),
		"count-rows":                 azoth.Select(fn.Count()).From(azoth.Select(u.ID).Where(u.Age.Gt(7)).Subquery("")),
		"count-distinct-rows":        azoth.Select(fn.Count()).From(azoth.Select(u.Name).Distinct().Subquery("")),
		"same-name-of-two-tables":    everything(azoth.Select2(u.ID, a.ID).Where(azoth.Eq(u.ID, a.UserID)).Subquery("s")),
		"function-unlabelled":        everything(azoth.Select(fn.Count(u.ID)).Subquery("s")),
		"reserved-name":              everything(azoth.Select(u.ID).Subquery("select")),
		"scalar":                     azoth.Select(total),
		"scalar-labelled":            azoth.Select2(u.Name, total.As("n")),
		"scalar-correlated":          azoth.Select2(u.Name, mine),
		"scalar-correlated-labelled": azoth.Select2(u.Name, mine.As("n")),
		"two-scalars":                azoth.Select2(mine, ordered).From(users),
		"scalar-compared":            azoth.Select(u.Name).Where(azoth.Eq(u.Age, oldest)),
		"scalar-compared-correlated": azoth.Select(u.Name).Where(mine.Gt(1)),
		"scalar-in-expression":       azoth.Select(azoth.Sub(u.Age, azoth.AsNumber(mean))),
		"scalar-in-function":         azoth.Select(last.Coalesce(0)).From(users),
		"literal":                    azoth.Select(azoth.Col(azoth.Select(one).Subquery("s"), one)),
		"joined":                     subqueryJoined(),
		"two":                        twoSubqueries("s", "t"),
		"two-anonymous":              twoSubqueries("", ""),
		"where-on-column":            subqueryWhere(),
		"binds-inside-and-outside":   subqueryBinds(),
		"correlate-explicit":         subqueryCorrelated(),
		"correlate-of-alias":         subqueryOfAlias(),
		"entity-and-scalar":          azoth.Select2(users, mine.As("n")),
	})
}

// everything is a SELECT of every column of d.
func everything(d expr.Derived) *expr.Query {
	q := &expr.Query{}
	for _, c := range expr.FromOf(d).FromColumns() {
		q.Items = append(q.Items, expr.SelectItem{Element: c})
	}
	return q
}

func subqueryOf(q *expr.Query, name string) expr.Derived {
	return expr.MakeDerived(&expr.Subquery{Query: q, Name: name})
}

func subqueryJoined() any {
	a, n := addresses, fn.Call[int64]("count", azoth.Lit("*")).As("address_count")
	s := azoth.Select2(a.UserID, n).GroupBy(a.UserID).Subquery("")
	return azoth.Select2(users, azoth.Col(s, n)).OuterJoin(s, azoth.Eq(users.ID, azoth.Col(s, a.UserID))).OrderBy(users.ID)
}

func twoSubqueries(first, second string) any {
	u := users
	s, t := azoth.Select(u.ID).Where(u.Age.Gt(1)).Subquery(first), azoth.Select(u.ID).Where(u.Age.Lt(9)).Subquery(second)
	return azoth.Select2(azoth.Col(s, u.ID), azoth.Col(t, u.ID)).Where(azoth.Eq(azoth.Col(s, u.ID), azoth.Col(t, u.ID)))
}

func subqueryWhere() any {
	next := users.Age.Add(1).As("next_age")
	s := azoth.Select2(users.ID, next).Subquery("s")
	return azoth.Select(azoth.Col(s, users.ID)).Where(azoth.Col(s, next).Gt(18)).OrderBy(azoth.Col(s, next))
}

func subqueryBinds() any {
	u := users
	s := azoth.Select2(u.ID, u.Name).Where(u.Age.Gt(7)).Subquery("s")
	return azoth.Select2(azoth.Col(s, u.ID), azoth.Lit("x")).Where(azoth.Col(s, u.Name).Eq("ed"))
}

func subqueryCorrelated() any {
	u, x := users, orm.Alias(users, "x")
	oldest := azoth.Select(fn.Max(x.Age)).Where(azoth.Eq(x.Name, u.Name)).Correlate(users)
	return azoth.Select(u.Name).Where(azoth.Eq(u.Age, azoth.Scalar[int](oldest)))
}

func subqueryOfAlias() any {
	a, x := addresses, orm.Alias(users, "x")
	n := azoth.Scalar[int64](azoth.Select(fn.Count(a.ID)).Where(azoth.Eq(a.UserID, x.ID)))
	return azoth.Select(x.Name).Where(n.Gt(1))
}
