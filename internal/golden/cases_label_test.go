package golden_test

import (
	"testing"

	"github.com/azoth-orm/azoth"
	"github.com/azoth-orm/azoth/fn"
	"github.com/azoth-orm/azoth/orm"
)

func TestGoldenLabel(t *testing.T) {
	u, a := users, addresses
	n, next, initial := fn.Count(u.ID).As("n"), u.Age.Add(1).As("n"), fn.Lower(u.Name).As("initial")
	counted := azoth.Select2(u.Name, n).GroupBy(u.Name)
	check(t, "label", cases{
		"column":                         azoth.Select(u.Name.As("name_label")),
		"attribute":                      azoth.Select(users.Name.As("name_label")),
		"same-name-as-column":            azoth.Select(u.Name.As("name")),
		"two":                            azoth.Select2(u.Name.As("a"), u.Fullname.As("b")),
		"same-label-twice":               azoth.Select2(u.Name.As("a"), u.Fullname.As("a")),
		"hides-other-column":             azoth.Select2(u.ID, a.ID.As("address_id")).Where(azoth.Eq(u.ID, a.UserID)),
		"function":                       azoth.Select(n),
		"function-unlabelled":            azoth.Select(fn.Count(u.ID)),
		"functions-unlabelled-alike":     azoth.Select2(fn.Count(u.ID), fn.Count(u.Name)),
		"functions-unlabelled-different": azoth.Select2(fn.Min(u.Age), fn.Max(u.Age)),
		"expression":                     azoth.Select(u.Age.Add(1).As("next_age")),
		"comparison":                     azoth.Select(u.Age.Gt(18).As("adult")),
		"boolean-connective":             azoth.Select(u.Age.Gt(18).And(u.Name.Eq("ed")).As("adult_ed")),
		"reserved-word":                  azoth.Select(u.Name.As("select")),
		"mixed-case":                     azoth.Select(u.Name.As("NameLabel")),
		"with-space":                     azoth.Select(u.Name.As("the name")),
		"with-quote":                     azoth.Select(u.Name.As(`the "name"`)),
		"of-alias-column":                azoth.Select(orm.Alias(users, "u").Name.As("who")),
		"order-by-label":                 counted.OrderBy(n),
		"order-by-label-desc":            counted.OrderBy(n.Desc()),
		"order-by-label-name":            counted.OrderBy(n),
		"order-by-label-in-expression":   azoth.Select(next).OrderBy(next.Add(1)),
		"group-by-label":                 azoth.Select2(initial, fn.Count(u.ID)).GroupBy(initial),
		"where-label":                    azoth.Select(next).Where(next.Gt(18)),
	})
}
