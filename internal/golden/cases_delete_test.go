package golden_test

import (
	"testing"

	"github.com/azoth-orm/azoth"
	"github.com/azoth-orm/azoth/fn"
	"github.com/azoth-orm/azoth/orm"
)

func TestGoldenDelete(t *testing.T) {
	u, a, m, l, q := users, addresses, orm.Alias(users, "m"), orderLines, azoth.Delete(users)
	five, ed := u.ID.Eq(5), u.Name.Eq("ed")
	mean := azoth.Scalar[float64](azoth.Select(fn.Avg(m.Age)))
	boss, addressed := orm.Alias(users, "boss"), azoth.Eq(u.ID, a.UserID)
	s := azoth.Select(a.UserID).Subquery("s")
	count := azoth.Scalar[int64](azoth.Select(fn.Count(a.ID)).Where(azoth.Eq(a.UserID, u.ID)))
	check(t, "delete", cases{
		"limit":                 q.AllRows().Limit(5),
		"limit-where":           q.Where(u.Age.Gt(7)).Limit(5),
		"using-two-tables":      q.Where(addressed, azoth.Eq(a.ID, l.OrderID)),
		"using-alias":           q.Where(azoth.Eq(u.ID, boss.Age)),
		"using-subquery":        q.Where(azoth.Eq(u.ID, azoth.Col(s, a.UserID))),
		"using-returning":       azoth.Returning(q.Where(addressed), u.ID),
		"using-and-condition":   q.Where(addressed, a.EmailAddress.Eq("x").Or(u.Age.Gt(7))),
		"correlated":            q.Where(count.Gt(2)),
		"true":                  q.Where(azoth.True()),
		"false":                 q.Where(azoth.False()),
		"all":                   q.AllRows(),
		"where":                 q.Where(five),
		"entity":                q.Where(five),
		"where-two":             q.Where(five, ed),
		"where-two-calls":       q.Where(five).Where(ed),
		"where-or":              q.Where(five.Or(ed)),
		"where-in":              q.Where(u.ID.In(1, 2)),
		"where-in-empty":        q.Where(u.ID.In()),
		"where-in-subquery":     q.Where(azoth.In(u.ID, azoth.Select(a.UserID))),
		"where-not-exists":      q.Where(exists(addresses, azoth.Eq(a.UserID, u.ID)).Not()),
		"where-scalar-subquery": q.Where(dynamic(u.Age).Lt(mean)),
		"where-is-null":         q.Where(u.Nickname.IsNull()),
		"where-other-table":     q.Where(azoth.Eq(u.ID, a.UserID)),
		"composite-key":         azoth.Delete(orderLines).Where(l.OrderID.Eq(1).And(l.LineNo.Eq(2))),
		"quoted":                azoth.DeleteFrom(odd).Where(odd.C("two words").Eq("x")),
		"returning":             azoth.Returning(q.Where(five), u.ID),
		"returning-all":         azoth.Returning(q.Where(five), users),
		"returning-entity":      azoth.Returning(q.Where(five), users),
	})
}
