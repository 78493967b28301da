package golden_test

import (
	"testing"

	"github.com/azoth-orm/azoth"
	"github.com/azoth-orm/azoth/expr"
	"github.com/azoth-orm/azoth/fn"
)

func TestGoldenUpsert(t *testing.T) {
	u, k, l := users, keywords, orderLines
	key := azoth.Insert(keywords).Values(k.ID.Set(1), k.Keyword.Set("tea"))
	line := azoth.Insert(orderLines).Values(l.OrderID.Set(1), l.LineNo.Set(2))
	lines := azoth.Insert(orderLines).Values(l.OrderID.Set(1), l.LineNo.Set(2), l.Quantity.Set(3)).OnConflict(l.OrderID, l.LineNo)
	two := azoth.Insert(keywords).Values(k.ID.Set(1), k.Keyword.Set("a")).Values(k.ID.Set(2), k.Keyword.Set("b"))
	ed := azoth.Insert(users).Values(u.ID.Set(1), u.Name.Set("ed"))
	aged := azoth.Insert(users).Values(u.ID.Set(1), u.Name.Set("ed"), u.Age.Set(ptr(7)))
	overwritten := key.OnConflict(k.ID).Overwrite(k.Keyword)
	xk, onKey := azoth.Excluded(k.Keyword), key.OnConflict(k.ID)
	byName, x, xn := ed.OnConflict(u.Name), u.Nickname.Set(ptr("x")), azoth.Excluded(u.Name)
	nicked := azoth.Insert(users).Values(u.ID.Set(1), u.Nickname.Set(ptr("x"))).OnConflict(u.ID)
	toX := k.Keyword.Set("x")
	set := func(v expr.Of[string]) any { return onKey.DoUpdate(k.Keyword.SetExpr(v)) }
	check(t, "upsert", cases{
		"nothing-on-constraint":       key.OnConstraint("keywords_keyword_key").DoNothing(),
		"update-on-constraint":        key.OnConstraint("keywords_pkey").DoUpdate(toX),
		"update-on-constraint-where":  key.OnConstraint("keywords_pkey").DoUpdate(toX).WhereUpdated(k.ID.Gt(3)),
		"update-on-quoted-constraint": key.OnConstraint("Keywords Key").DoNothing(),
		"update-partial-index":        byName.Where(u.Active).DoUpdate(x),
		"update-partial-index-value":  byName.Where(u.Age.Gt(7)).DoUpdate(x),
		"update-partial-index-text":   byName.Where(u.Nickname.Eq("it's")).DoUpdate(x),
		"nothing-partial-index":       byName.Where(u.Active).DoNothing(),
		"update-partial-index-where":  byName.Where(u.Active).Overwrite(u.Name).WhereUpdated(u.Age.Gt(7)),
		"update-where-two":            ed.OnConflict(u.ID).Overwrite(u.Name).WhereUpdated(u.Age.Gt(7), azoth.Ne(u.Name, xn)),
		"update-case":                 set(azoth.Case[string]().WhenExpr(k.ID.Gt(5), xk).ElseExpr(k.Keyword)),
		"update-coalesce":             nicked.DoUpdate(dynamic(u.Nickname).Set(expr.Call("coalesce", azoth.Excluded(u.Nickname), u.Nickname))),
		"update-subquery":             set(azoth.Scalar[string](azoth.Select(fn.Max(u.Name)))),
		"update-concat-excluded":      set(azoth.Concat(k.Keyword, xk)),
		"update-returning-two":        azoth.Returning2(overwritten, k.ID, k.Keyword),
		"from-select":                 azoth.Insert(keywords).FromSelect(azoth.Select2(u.ID, u.Name).Where(u.Age.Gt(7)), k.ID, k.Keyword).OnConflict(k.ID).Overwrite(k.Keyword),
		"update-in-order":             aged.OnConflict(u.ID).DoUpdateInOrder(u.Nickname.SetExpr(u.Name), u.Name.SetExpr(xn)),
		"nothing":                     key.OnConflict().DoNothing(),
		"nothing-on-key":              key.OnConflict(k.ID).DoNothing(),
		"nothing-on-column":           key.OnConflict(k.Keyword).DoNothing(),
		"nothing-on-two":              line.OnConflict(l.OrderID, l.LineNo).DoNothing(),
		"nothing-many":                azoth.Insert(keywords).Values(k.Keyword.Set("a")).Values(k.Keyword.Set("b")).OnConflict().DoNothing(),
		"update-value":                key.OnConflict(k.ID).DoUpdate(k.Keyword.Set("coffee")),
		"update-excluded":             overwritten,
		"update-expression":           lines.DoUpdate(l.Quantity.SetExpr(l.Quantity.Add(1))),
		"update-sum-with-excluded":    lines.DoUpdate(l.Quantity.SetExpr(azoth.Add(l.Quantity, azoth.Excluded(l.Quantity)))),
		"update-two":                  aged.OnConflict(u.ID).Overwrite(u.Name, u.Age),
		"update-function":             key.OnConflict(k.ID).DoUpdate(k.Keyword.SetExpr(fn.Lower(azoth.Excluded(k.Keyword)))),
		"update-null":                 ed.OnConflict(u.ID).DoUpdate(u.Nickname.Set(nil)),
		"update-where":                ed.OnConflict(u.ID).Overwrite(u.Name).WhereUpdated(u.Age.Gt(7)),
		"update-where-excluded":       aged.OnConflict(u.ID).Overwrite(u.Age).WhereUpdated(azoth.Lt(u.Age, azoth.Excluded(u.Age))),
		"update-many":                 two.OnConflict(k.ID).Overwrite(k.Keyword),
		"update-returning":            azoth.Returning(overwritten, k.ID),
		"nothing-returning":           azoth.Returning(key.OnConflict().DoNothing(), k.ID),
		"entity":                      ed.OnConflict(u.ID).Overwrite(u.Name),
	})
}
