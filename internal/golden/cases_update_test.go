package golden_test

import (
	"testing"

	"github.com/azoth-orm/azoth"
	"github.com/azoth-orm/azoth/fn"
	"github.com/azoth-orm/azoth/orm"
)

func TestGoldenUpdate(t *testing.T) {
	u, a, o, c := users, addresses, orders, odd.C
	q := azoth.Update(users)
	ed, one, five := u.Name.Set("ed"), u.Age.Set(ptr(1)), u.ID.Eq(5)
	mine, grown := azoth.Eq(u.ID, a.UserID), u.Age.Gt(18)
	next := u.Age.SetExpr(u.Age.Add(1))
	count := azoth.Scalar[int64](azoth.Select(fn.Count(a.ID)).Where(azoth.Eq(a.UserID, u.ID)))
	boss := orm.Alias(users, "boss")
	addressed := azoth.Eq(u.ID, a.UserID)
	dn, counted := dynamic(u.Nickname), fn.Count(a.ID).As("n")
	s := azoth.Select2(a.UserID, counted).GroupBy(a.UserID).Subquery("s")
	mails := azoth.Scalar[string](azoth.Select(fn.Min(a.EmailAddress)).Where(azoth.Eq(a.UserID, u.ID)))
	fromAddress := u.Nickname.SetExpr(a.EmailAddress)
	check(t, "update", cases{
		"ordered-values":               q.SetInOrder(u.Nickname.SetExpr(u.Name), ed).AllRows(),
		"ordered-values-one":           q.SetInOrder(ed).AllRows(),
		"ordered-values-where":         q.Where(five).SetInOrder(next, ed, u.Fullname.SetExpr(u.Name.Concat("x"))),
		"ordered-values-returning":     azoth.Returning(q.SetInOrder(u.Nickname.SetExpr(u.Name), ed).AllRows(), u.ID),
		"from-two-tables":              q.Where(addressed, azoth.Eq(a.ID, o.ID)).Set(fromAddress),
		"from-alias":                   q.Where(azoth.Eq(u.ID, boss.Age)).Set(u.Name.SetExpr(boss.Name)),
		"from-subquery":                q.Where(azoth.Eq(u.ID, azoth.Col(s, a.UserID))).Set(dynamic(u.Age).Set(azoth.Col(s, counted))),
		"from-and-expression":          q.Where(addressed).Set(u.Name.SetExpr(azoth.Concat(u.Name, a.EmailAddress))),
		"from-where-function":          q.Where(azoth.Eq(fn.Lower(a.EmailAddress), u.Name), u.Age.Gt(7)).Set(one),
		"from-returning":               azoth.Returning(q.Where(addressed).Set(fromAddress), u.ID),
		"multi-table":                  q.Where(addressed).Set(ed, a.EmailAddress.Set("x")),
		"multi-table-expression":       q.Where(addressed).Set(fromAddress, a.EmailAddress.SetExpr(u.Name)),
		"multi-table-other-only":       q.Where(addressed).Set(a.EmailAddress.Set("x")),
		"multi-table-same-name":        q.Where(azoth.Eq(u.ID, o.UserID)).Set(u.ID.Set(1), o.ID.Set(2)),
		"multi-table-set-from":         q.Where(addressed).Set(fromAddress),
		"multi-table-alias":            q.Where(azoth.Eq(u.ID, boss.Age)).Set(u.Name.SetExpr(boss.Name)),
		"limit":                        q.Set(one).AllRows().Limit(5),
		"limit-where":                  q.Where(u.Age.Gt(7)).Set(one).Limit(5),
		"correlated-two-columns":       q.Set(dynamic(u.Age).Set(count), dn.Set(mails)).AllRows(),
		"correlated-where":             q.Where(count.Gt(2)).Set(one),
		"correlated-in-sum":            q.Set(u.Age.SetExpr(azoth.Add(u.Age, azoth.AsNumber(count)))).AllRows(),
		"correlated-coalesce":          q.Set(dynamic(u.Age).Set(count.Coalesce(0))).AllRows(),
		"bound-parameters":             q.Where(azoth.Eq(u.ID, azoth.Lit(1))).Set(u.Name.SetExpr(azoth.Lit("x"))),
		"bitwise":                      q.Set(u.Age.SetExpr(u.Age.BitOr(4))).AllRows(),
		"true":                         q.Where(azoth.True()).Set(one),
		"false":                        q.Where(azoth.False()).Set(one),
		"boolean-constant":             q.Set(u.Active.SetExpr(azoth.True())).AllRows(),
		"one":                          q.Set(ed).AllRows(),
		"where":                        q.Where(five).Set(ed),
		"entity":                       q.Where(five).Set(u.Nickname.Set(nil)),
		"two-values":                   q.Where(five).Set(ed, u.Fullname.Set(ptr("Ed Jones"))),
		"two-values-calls":             q.Set(ed).Set(u.Age.Set(ptr(7))).AllRows(),
		"null":                         q.Where(five).Set(u.Nickname.Set(nil)),
		"null-expression":              q.Where(five).Set(u.Nickname.SetExpr(azoth.Null[string]())),
		"boolean":                      q.Where(u.Active).Set(u.Active.Set(false)),
		"expression":                   q.Set(next).AllRows(),
		"expression-of-other-column":   q.Set(u.Nickname.SetExpr(u.Name)).AllRows(),
		"function":                     q.Set(u.Name.SetExpr(fn.Lower(u.Name))).AllRows(),
		"concat":                       q.Set(u.Fullname.SetExpr(u.Name.Concat(" Jones"))).AllRows(),
		"case":                         q.Set(u.Nickname.SetExpr(azoth.Case[string]().When(grown, "old").Else("young"))).AllRows(),
		"scalar-subquery":              q.Set(dynamic(u.Age).Set(count)).AllRows(),
		"scalar-subquery-uncorrelated": q.Set(u.Age.SetExpr(azoth.Scalar[int](azoth.Select(fn.Max(o.Quantity))))).AllRows(),
		"where-two":                    q.Where(five, u.Name.Eq("ed")).Set(one),
		"where-two-calls":              q.Where(five).Where(u.Name.Eq("ed")).Set(one),
		"where-or":                     q.Where(five.Or(u.Name.Eq("ed"))).Set(one),
		"where-in":                     q.Where(u.ID.In(1, 2, 3)).Set(one),
		"where-in-subquery":            q.Where(azoth.In(u.ID, azoth.Select(a.UserID))).Set(one),
		"where-exists":                 q.Where(exists(addresses, azoth.Eq(a.UserID, u.ID))).Set(one),
		"where-is-null":                q.Where(u.Nickname.IsNull().And(u.Age.Gt(7))).Set(u.Nickname.Set(ptr("x"))),
		"where-other-table":            q.Where(mine).Where(a.EmailAddress.Eq("x")).Set(one),
		"set-from-other-table":         q.Where(mine).Set(u.Nickname.SetExpr(a.EmailAddress)),
		"table-order-of-columns":       q.Set(u.Nickname.Set(ptr("e")), ed).AllRows(),
		"quoted":                       azoth.UpdateTable(odd).Where(c("select").Eq("a")).Set(c("mixedCase").Set("b"), c("two words").Set("c")),
		"returning":                    azoth.Returning(q.Where(five).Set(ed), u.ID),
		"returning-two":                azoth.Returning2(q.Where(five).Set(ed), u.ID, u.Name),
		"returning-entity":             azoth.Returning(q.Where(five).Set(ed), users),
		"returning-expression":         azoth.Returning(q.Set(next).AllRows(), u.Age.Mul(2)),
		"cte-free-in-values":           q.Where(u.Age.Between(1, 9)).Set(u.Age.SetExpr(u.Age.Coalesce(0).Add(1))),
	})
}
