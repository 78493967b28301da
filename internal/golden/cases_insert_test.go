package golden_test

import (
	"testing"
	"time"

	"github.com/azoth-orm/azoth"
	"github.com/azoth-orm/azoth/expr"
	"github.com/azoth-orm/azoth/fn"
	"github.com/azoth-orm/azoth/schema"
	"github.com/azoth-orm/azoth/types"
)

func TestGoldenInsert(t *testing.T) {
	u, o, l, n, c := users, orders, orderLines, nodes, odd.C
	into, ed, wendy := azoth.Insert(users), u.Name.Set("ed"), u.Name.Set("wendy")
	one, node := into.Values(ed), azoth.Insert(nodes)
	key := azoth.Scalar[int](azoth.Select(u.ID).Where(u.Name.Eq("ed")))
	stamped := schema.Define("stamped", schema.NewMetaData(),
		schema.Col("id", types.Integer(), schema.PrimaryKey()), schema.Col("name", types.String(0)),
		schema.Col("state", types.String(0), schema.Default(expr.NewBind(types.NullValue()))))
	stamp, sn, ss := azoth.InsertInto(stamped), stamped.C("name"), stamped.C("state")
	name := azoth.Select(u.Name)
	check(t, "insert", cases{
		"from-select-defaults":         stamp.FromSelect(name, sn),
		"from-select-defaults-where":   stamp.FromSelect(name.Where(u.Age.Gt(7)), sn),
		"from-select-default-given":    stamp.FromSelect(azoth.Select2(u.Name, u.Nickname), sn, ss),
		"from-select-without-defaults": stamp.WithoutDefaults().FromSelect(name, sn),
		"from-select-union":            node.FromSelect(name.Union(azoth.Select(u.Nickname.NotNull())), n.Name),
		"from-select-union-all":        node.FromSelect(name.UnionAll(azoth.Select(u.Nickname.NotNull()), azoth.Select(u.Fullname.NotNull())), n.Name),
		"from-select-order":            node.FromSelect(name.OrderBy(u.ID).Limit(3), n.Name),
		"from-select-expression":       node.FromSelect(azoth.Select2(u.ID.Add(1), u.Name.Concat("x")), n.ID, n.Name),
		"from-select-group":            node.FromSelect(azoth.Select2(fn.Max(u.ID).NotNull(), u.Name).GroupBy(u.Name), n.ID, n.Name),
		"defaults":                     stamp.Values(sn.Set("a")),
		"many-returning-two":           azoth.Returning2(into.Values(ed).Values(wendy), u.ID, u.Name),
		"many-with-boolean-constant":   into.Values(ed, u.Active.SetExpr(azoth.True())).Values(wendy, u.Active.SetExpr(azoth.False())),
		"json-value":                   stamp.Values(sn.Set("a"), ss.Set(fn.Upper(azoth.Lit("b")))),
		"values":                       into.Values(ed, u.Fullname.Set(ptr("Ed Jones"))),
		"one-value":                    one,
		"entity":                       into.Values(ed, u.Fullname.Set(ptr("Ed Jones"))),
		"table-order-of-columns":       into.Values(u.Nickname.Set(ptr("eddie")), ed, u.ID.Set(5)),
		"null-value":                   into.Values(ed, u.Nickname.Set(nil)),
		"null-expression":              into.Values(ed, u.Nickname.SetExpr(azoth.Null[string]())),
		"boolean-value":                into.Values(ed, u.Active.Set(true)),
		"prefix":                       one.Extend(azoth.Prefix("OR IGNORE")),
		"prefix-mysql":                 one.Extend(azoth.Prefix("IGNORE")),
		"decimal-and-time": azoth.Insert(orders).Values(o.Price.Set(decimal("10.50")),
			o.CreatedAt.Set(time.Date(2024, 1, 2, 3, 4, 5, 0, time.UTC))),
		"composite-key":         azoth.Insert(orderLines).Values(l.OrderID.Set(1), l.LineNo.Set(2), l.Product.Set("tea"), l.Quantity.Set(3)),
		"function-value":        into.Values(u.Name.SetExpr(fn.Lower(azoth.Lit("ED")))),
		"expression-value":      into.Values(ed, u.Age.SetExpr(number(1).Add(2))),
		"literal-column-value":  into.Values(u.Name.SetExpr(azoth.LiteralColumn[string]("'ed'"))),
		"scalar-subquery-value": azoth.Insert(addresses).Values(addresses.EmailAddress.Set("x"), addresses.UserID.SetExpr(key)),
		"no-values":             node.Values(),
		"quoted": azoth.InsertInto(odd).Values(c("select").Set("a"), c("mixedCase").Set("b"), c("two words").Set("c"),
			c(`say "hi"`).Set("d"), c("1st").Set(1), c("a-b").Set(2)),
		"many":           into.Values(ed, u.Age.Set(ptr(1))).Values(wendy, u.Age.Set(ptr(2))).Values(u.Name.Set("jack"), u.Age.Set(ptr(3))),
		"many-one":       one,
		"many-with-null": into.Values(ed, u.Nickname.Set(ptr("e"))).Values(wendy, u.Nickname.Set(nil)),
		"many-with-expression": into.Values(ed, u.Age.Set(ptr(1))).
			Values(wendy, u.Age.SetExpr(fn.Abs(number(-2)))),
		"named-parameters":             node.Values(n.Name.Set("root"), n.ParentID.Set(nil)),
		"from-select":                  node.FromSelect(azoth.Select2(u.ID, u.Name).Where(u.Age.Gt(7)), n.ID, n.Name),
		"from-select-columns":          node.FromSelect(azoth.Select(u.Name), n.Name),
		"returning-key":                azoth.Returning(one, u.ID),
		"returning-two":                azoth.Returning2(one, u.ID, u.Name),
		"returning-all":                azoth.Returning(one, users),
		"returning-entity":             azoth.Returning(one, users),
		"returning-expression":         azoth.Returning(one, u.Age.Add(1)),
		"returning-label":              azoth.Returning(one, u.ID.As("key")),
		"returning-function":           azoth.Returning(one, fn.Lower(u.Name)),
		"many-returning":               azoth.Returning(one.Values(wendy), u.ID),
		"from-select-returning":        azoth.Returning(node.FromSelect(azoth.Select(u.Name), n.Name), n.ID),
		"generated-key":                generated(one, azoth.Returning(one, u.ID)),
		"generated-key-given":          into.Values(u.ID.Set(5), ed),
		"generated-key-default-values": generated(node.Values(), azoth.Returning(node.Values(), n.ID)),
	})
}

// generated is an INSERT whose key the driver tells, or the database returns.
func generated(plain, returning any) perDialect {
	return perDialect{"sqlite": plain, "mysql": plain, "postgresql": returning, "mssql": returning, "oracle": returning}
}

func decimal(s string) types.Decimal {
	d, err := types.ParseDecimal(s)
	if err != nil {
		panic(err)
	}
	return d
}
