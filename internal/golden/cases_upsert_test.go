package golden_test

import (
	"testing"

	"github.com/azoth-orm/azoth"
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
	check(t, "upsert", cases{
		"nothing":                  key.OnConflict().DoNothing(),
		"nothing-on-key":           key.OnConflict(k.ID).DoNothing(),
		"nothing-on-column":        key.OnConflict(k.Keyword).DoNothing(),
		"nothing-on-two":           line.OnConflict(l.OrderID, l.LineNo).DoNothing(),
		"nothing-many":             azoth.Insert(keywords).Values(k.Keyword.Set("a")).Values(k.Keyword.Set("b")).OnConflict().DoNothing(),
		"update-value":             key.OnConflict(k.ID).DoUpdate(k.Keyword.Set("coffee")),
		"update-excluded":          overwritten,
		"update-expression":        lines.DoUpdate(l.Quantity.SetExpr(l.Quantity.Add(1))),
		"update-sum-with-excluded": lines.DoUpdate(l.Quantity.SetExpr(azoth.Add(l.Quantity, azoth.Excluded(l.Quantity)))),
		"update-two":               aged.OnConflict(u.ID).Overwrite(u.Name, u.Age),
		"update-function":          key.OnConflict(k.ID).DoUpdate(k.Keyword.SetExpr(fn.Lower(azoth.Excluded(k.Keyword)))),
		"update-null":              ed.OnConflict(u.ID).DoUpdate(u.Nickname.Set(nil)),
		"update-where":             ed.OnConflict(u.ID).Overwrite(u.Name).WhereUpdated(u.Age.Gt(7)),
		"update-where-excluded":    aged.OnConflict(u.ID).Overwrite(u.Age).WhereUpdated(azoth.Lt(u.Age, azoth.Excluded(u.Age))),
		"update-many":              two.OnConflict(k.ID).Overwrite(k.Keyword),
		"update-returning":         azoth.Returning(overwritten, k.ID),
		"nothing-returning":        azoth.Returning(key.OnConflict().DoNothing(), k.ID),
		"entity":                   ed.OnConflict(u.ID).Overwrite(u.Name),
	})
}
