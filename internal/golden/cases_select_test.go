package golden_test

import (
	"testing"

	"github.com/azoth-orm/azoth"
	"github.com/azoth-orm/azoth/fn"
)

func TestGoldenSelect(t *testing.T) {
	u, a, o := users, addresses, orders
	linked := azoth.Eq(u.ID, a.UserID)
	n := fn.Count(a.ID).As("n")
	check(t, "select", cases{
		"one-column":                  azoth.Select(u.Name),
		"two-columns":                 azoth.Select2(u.Name, u.Fullname),
		"table":                       azoth.Select(users),
		"entity":                      azoth.Select(users),
		"two-entities":                azoth.Select2(users, addresses).Where(linked),
		"two-tables":                  azoth.Select2(users, addresses).Where(linked),
		"three-columns-of-two-tables": azoth.Select3(u.Name, u.Nickname, a.EmailAddress).Where(linked),
		"same-name-of-two-tables":     azoth.Select2(u.ID, a.ID).Where(linked),
		"same-name-of-three-tables":   azoth.Select3(u.ID, a.ID, nodes.ID).Where(linked, azoth.Eq(nodes.ID, u.ID)),
		"repeated-column":             azoth.Select2(u.Name, u.Name),
		"repeated-column-thrice":      azoth.Select3(u.Name, u.Name, u.Name),
		"entity-and-column":           azoth.Select2(users, u.Name),
		"literal-value":               azoth.Select(azoth.Lit(1)),
		"literal-and-column":          azoth.Select2(azoth.Lit("x"), u.ID),
		"null":                        azoth.Select(azoth.Null[int]()),
		"expression":                  azoth.Select(u.Age.Add(1)),
		"two-expressions":             azoth.Select2(u.Age.Add(1), u.Age.Add(2)),
		"comparison-as-column":        azoth.Select(u.Age.Gt(18)),
		"bind-as-column":              azoth.Select(azoth.Lit(5)),
		"from-explicit":               azoth.Select(azoth.Lit(1)).From(users),
		"from-explicit-count":         azoth.Select(fn.Count()).From(users),
		"from-entity-count":           azoth.Select(fn.Count()).From(users),
		"from-explicit-and-column":    azoth.Select(u.ID).From(users),
		"from-two":                    azoth.Select(azoth.Lit(1)).From(users, addresses).CrossJoin(),
		"cross-from-list":             azoth.Select2(u.ID, o.Total).CrossJoin(),
		"add-columns":                 azoth.Select2(u.ID, u.Name),
		"with-only-columns":           azoth.Select(u.Name).Where(u.ID.Eq(1)),
		"where-names-another-table":   azoth.Select(u.Name).Where(linked),
		"where-names-two-tables":      azoth.Select(u.Name).Where(linked).Where(azoth.Eq(o.UserID, u.ID)),
		"entity-with-text-column":     azoth.Select(posts),
		"no-from-function":            azoth.Select(fn.Now()),
		"all-clauses": azoth.Select2(u.Name, n).Join(addresses, azoth.Eq(a.UserID, u.ID)).Where(u.Age.Gt(18)).
			GroupBy(u.Name).Having(fn.Count(a.ID).Gt(1)).OrderBy(u.Name.Desc()).Limit(10).Offset(20),
	})
}
