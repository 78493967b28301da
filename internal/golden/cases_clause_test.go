package golden_test

import (
	"maps"
	"testing"

	"github.com/azoth-orm/azoth"
	"github.com/azoth-orm/azoth/compiler"
	"github.com/azoth-orm/azoth/expr"
	"github.com/azoth-orm/azoth/fn"
	"github.com/azoth-orm/azoth/orm"
)

func TestGoldenClause(t *testing.T) {
	all := cases{}
	for _, cs := range []cases{textClauses(), hints(), labelStyles(), params(), distinctOnCases(), constants(), ownClauses()} {
		maps.Copy(all, cs)
	}
	check(t, "clause", all)
}

func textClauses() cases {
	u, n := users, nodes
	q := azoth.Select(u.ID).Where(u.Name.Eq("ed"))
	high, end := azoth.Prefix("HIGH_PRIORITY"), azoth.Suffix("/* end */")
	one := u.ID.Eq(1)
	return cases{
		"prefix":             q.Extend(high),
		"prefix-two":         q.Extend(azoth.Prefix("/*+ a */"), azoth.Prefix("SQL_NO_CACHE")),
		"prefix-of-dialect":  q.Extend(azoth.Prefix("SQL_CALC_FOUND_ROWS", "mysql")),
		"prefix-of-each":     q.Extend(azoth.Prefix("A", "mysql")).Extend(azoth.Prefix("B", "postgresql"), azoth.Prefix("C", "sqlite")),
		"prefix-distinct":    q.Distinct().Extend(high),
		"prefix-in-subquery": azoth.Select(azoth.Col(q.Extend(high).Subquery("s"), u.ID)),
		"prefix-in-union":    q.Extend(high).Union(azoth.Select(addresses.ID)),
		"suffix":             q.Extend(end),
		"suffix-of-dialect":  q.Extend(azoth.Suffix("CROSS", "oracle"), azoth.Suffix("SETTINGS", "postgresql")),
		"suffix-order-limit": q.OrderBy(u.ID).Limit(3).Extend(end),
		"suffix-for-update":  q.ForUpdate().Extend(end),
		"prefix-suffix":      q.Extend(azoth.Prefix("P"), azoth.Suffix("S")),
		"insert-prefix":      azoth.Insert(nodes).Values(n.ID.Set(1), n.Name.Set("x")).Extend(azoth.Prefix("OR IGNORE", "sqlite"), azoth.Prefix("IGNORE", "mysql")),
		"update-prefix":      azoth.Update(users).Set(u.Name.Set("x")).Where(one).Extend(azoth.Prefix("OR IGNORE", "sqlite"), azoth.Prefix("LOW_PRIORITY", "mysql")),
		"delete-prefix":      azoth.Delete(users).Where(one).Extend(azoth.Prefix("QUICK", "mysql")),
		"insert-prefix-from-select": azoth.Insert(nodes).FromSelect(azoth.Select2(u.ID, u.Name), n.ID, n.Name).
			Extend(azoth.Prefix("OR REPLACE")),
	}
}

func hints() cases {
	u := users
	q, x := azoth.Select(u.ID).Where(u.Name.Eq("ed")), orm.Alias(users, "x")
	index, only := azoth.Hint(users, "USE INDEX (i)", "mysql"), azoth.Hint(users, "ONLY", "postgresql")
	return cases{
		"hint":                      q.Extend(azoth.Hint(users, "USE INDEX (ix_users)", "mysql")),
		"hint-name":                 q.Extend(azoth.Hint(users, "USE INDEX (ix_{name})", "mysql")),
		"hint-only":                 q.Extend(only),
		"hint-of-each":              q.Extend(azoth.Hint(users, "FORCE INDEX (i)", "mysql"), only),
		"hint-join":                 azoth.Select(u.ID).Join(addresses).Extend(azoth.Hint(addresses, "USE INDEX (i)", "mysql"), only),
		"hint-other-dialect":        q.Extend(azoth.Hint(users, "WITH (NOLOCK)", "mssql")),
		"hint-and-prefix":           q.Extend(index, azoth.Prefix("HIGH_PRIORITY", "mysql")),
		"hint-alias":                azoth.Select(x.ID).Extend(azoth.Hint(x, "USE INDEX (i)", "mysql"), azoth.Hint(x, "ONLY", "postgresql")),
		"statement-hint":            q.Extend(azoth.StatementHint("OPTION (RECOMPILE)")),
		"statement-hint-limit":      q.OrderBy(u.ID).Limit(1).Extend(azoth.StatementHint("/* h */")),
		"statement-hint-of-dialect": q.Extend(azoth.StatementHint("OPTION (x)", "mssql"), azoth.StatementHint("/* pg */", "postgresql")),
	}
}

func labelStyles() cases {
	u, a := users, addresses
	table, none := azoth.TableLabels(), azoth.NoLabels()
	two, both := azoth.Select2(u.ID, u.Name), azoth.Select2(u.ID, a.ID).Join(addresses)
	x, anonymous := orm.Alias(users, "x"), orm.Alias(users, "")
	return cases{
		"labels-table":                 two.Extend(table),
		"labels-table-two":             both.Extend(table),
		"labels-table-where-order":     two.Where(u.ID.Gt(3)).OrderBy(u.Name).Extend(table),
		"labels-table-expression":      azoth.Select3(u.ID, u.Age.Add(1), fn.Count(u.ID)).Extend(table),
		"labels-table-labelled":        azoth.Select2(u.ID.As("x"), u.Name).Extend(table),
		"labels-table-subquery":        azoth.Select(two.Extend(table).Subquery("s").C("users_id")),
		"labels-table-subquery-all":    everything(both.Extend(table).Subquery("s")),
		"labels-table-cte":             azoth.Select(azoth.Col(both.Extend(table).CTE("c"), a.ID)),
		"labels-table-repeated":        azoth.Select2(u.ID, u.ID).Extend(table),
		"labels-table-entity":          azoth.Select(nodes).Extend(table),
		"labels-table-union":           azoth.Select(u.ID).Extend(table).Union(azoth.Select(a.ID).Extend(table)),
		"labels-none":                  two.Extend(none),
		"labels-none-two":              both.Extend(none),
		"labels-none-function":         azoth.Select2(u.ID, fn.Lower(u.Name)).Extend(none),
		"labels-none-labelled":         azoth.Select2(u.ID.As("x"), a.ID).Join(addresses).Extend(none),
		"labels-dedupe":                both,
		"labels-table-alias":           azoth.Select2(x.ID, u.ID).Join(users, azoth.Eq(u.ID, x.ID)).Extend(table),
		"labels-table-anonymous-alias": azoth.Select2(anonymous.ID, anonymous.Name).Extend(table),
	}
}

func params() cases {
	u, a, o := users, addresses, orders
	low, three := azoth.Param[int]("low"), azoth.Bind("low", 3)
	old := azoth.Select(u.ID).Where(azoth.Gt(u.Age, low))
	return cases{
		"param":             old.Extend(three),
		"param-twice":       old.Where(azoth.Gt(u.ID, low)).Extend(three),
		"param-two":         old.Where(azoth.Eq(u.Name, azoth.Param[string]("name"))).Extend(three, azoth.Bind("name", "ed")),
		"param-again":       old.Extend(three).Extend(azoth.Bind("low", 4)),
		"param-in-subquery": azoth.Select(o.ID).Where(azoth.In(o.UserID, old)).Extend(three),
		"param-in-cte":      azoth.Select(azoth.Col(old.CTE("c"), u.ID)).Extend(three),
		"param-selected":    azoth.Select2(u.ID, low.As("low")).Extend(three),
		"param-in-function": azoth.Select(fn.Coalesce(u.Age, low)).Extend(three),
		"param-in-union":    old.Union(azoth.Select(a.ID).Where(azoth.Gt(a.ID, low))).Extend(three),
		"param-in-case-of-join": azoth.Select(u.ID).Join(addresses, azoth.Eq(a.UserID, u.ID), azoth.Gt(a.ID, low)).
			Extend(three),
	}
}

func distinctOnCases() cases {
	u, q := users, azoth.Select(users.ID)
	return cases{
		"distinct-on":             azoth.Select2(u.ID, u.Name).Extend(azoth.DistinctOn(u.Name)).OrderBy(u.Name),
		"distinct-on-two":         q.Extend(azoth.DistinctOn(u.Name, u.Age)),
		"distinct-on-expression":  q.Extend(azoth.DistinctOn(fn.Lower(u.Name))),
		"distinct-on-in-subquery": azoth.Select(azoth.Col(q.Extend(azoth.DistinctOn(u.Name)).Subquery("s"), u.ID)),
	}
}

func constants() cases {
	u, q, ed := users, azoth.Select(users.ID), users.Name.Eq("ed")
	return cases{
		"true":          q.Where(azoth.True(), ed, azoth.True()),
		"true-or":       q.Where(azoth.Or(ed, azoth.True())),
		"false-or":      q.Where(azoth.Or(azoth.False(), ed, azoth.False())),
		"false-and":     q.Where(ed, azoth.False(), u.ID.Gt(3)),
		"not-true":      q.Where(azoth.Not(azoth.True())),
		"not-false-and": q.Where(azoth.And(azoth.Not(azoth.False()), u.ID.Gt(3))),
		"false-having":  azoth.Select(u.Name).GroupBy(u.Name).Having(azoth.False()),
	}
}

// qualify is a clause of an application: QUALIFY condition.
type qualify struct {
	expr.Custom
	condition expr.Element
}

// AppendKey writes the condition.
func (q *qualify) AppendKey(k *expr.Key) {
	k.Custom(q)
	k.Element(q.condition)
}

// Children visits the condition.
func (q *qualify) Children(v *expr.Visitor) { expr.Child(v, &q.condition) }

func init() {
	for _, g := range grammars {
		compiler.On(g, func(c *compiler.Compiler, q *qualify) {
			c.Write("QUALIFY ")
			c.Element(q.condition)
		})
	}
}

func ownClauses() cases {
	u, out := users, cases{}
	q := azoth.Select(u.ID).Where(u.Name.Eq("ed"))
	everything := azoth.Select(u.Age).Distinct().Where(u.ID.Gt(7)).GroupBy(u.Age).Having(fn.Count(u.ID).Gt(1)).OrderBy(u.Age).Limit(5)
	for name, point := range map[string]string{
		"post-select": expr.PostSelect, "pre-columns": expr.PreColumns, "post-criteria": expr.PostCriteria, "post-body": expr.PostBody,
	} {
		x := &qualify{condition: expr.ElementOf(u.Age.Gt(3))}
		x.Custom = expr.NewBase(x)
		clause := expr.Extension{Point: point, Node: x}
		out["ext-"+name] = q.Extend(clause)
		out["ext-"+name+"-everything"] = everything.Extend(clause)
		out["ext-"+name+"-in-subquery"] = azoth.Select(azoth.Col(q.Extend(clause).Subquery("s"), u.ID))
	}
	return out
}
