package golden_test

import (
	"testing"

	"github.com/azoth-orm/azoth"
	"github.com/azoth-orm/azoth/expr"
	"github.com/azoth-orm/azoth/types"
)

func TestGoldenTruth(t *testing.T) {
	u, q := users, azoth.Select(users.ID)
	yes, no := azoth.True(), azoth.False()
	seven, one, two := u.Age.Eq(7), u.ID.Eq(1), u.ID.Eq(2)
	check(t, "truth", cases{
		"true":                   q.Where(yes),
		"false":                  q.Where(no),
		"not-true":               q.Where(azoth.Not(yes)),
		"not-false":              q.Where(no.Not()),
		"true-and":               q.Where(azoth.And(yes, seven)),
		"false-and":              q.Where(azoth.And(no, seven)),
		"and-false-last":         q.Where(azoth.And(seven, one, no)),
		"true-or":                q.Where(azoth.Or(yes, seven)),
		"false-or":               q.Where(azoth.Or(no, seven)),
		"false-or-two":           q.Where(azoth.Or(no, seven, one)),
		"true-and-two":           q.Where(azoth.And(yes, seven, one)),
		"true-and-true":          q.Where(azoth.And(yes, yes)),
		"false-or-false":         q.Where(azoth.Or(no, no)),
		"true-and-false":         q.Where(azoth.And(yes, no)),
		"true-or-false":          q.Where(azoth.Or(yes, no)),
		"or-in-and":              q.Where(azoth.And(seven, azoth.Or(no, one))),
		"and-in-or":              q.Where(azoth.Or(seven, azoth.And(yes, one, two))),
		"two-wheres":             q.Where(yes).Where(seven),
		"two-wheres-false":       q.Where(seven).Where(no),
		"or-start":               q.Where(no.Or(one, two, u.ID.Eq(3))),
		"not-of-folded":          q.Where(azoth.And(yes, seven).Not()),
		"having":                 azoth.Select(u.Name).GroupBy(u.Name).Having(yes),
		"join":                   q.Join(addresses, yes),
		"selected":               azoth.Select(dynamic(yes).As("a")),
		"selected-false":         azoth.Select(dynamic(no).As("a")),
		"case-condition":         selected(azoth.Case[int]().When(yes, 1).Else(0)),
		"is-true":                q.Where(u.Active.IsTrue()),
		"is-false":               q.Where(u.Active.IsFalse()),
		"is-not-true":            q.Where(u.Active.IsNotTrue()),
		"is-not-false":           q.Where(u.Active.IsNotFalse()),
		"comparison-is-true":     q.Where(seven.IsTrue()),
		"eq-constant":            q.Where(azoth.Eq(u.Active, yes)),
		"ne-constant":            q.Where(azoth.Ne(u.Active, no)),
		"null":                   azoth.Select(dynamic(azoth.Null[int]()).As("n")),
		"coalesce-with-constant": q.Where(coalesced(u.Active, no)),
	})
}

// coalesced is coalesce(a, b) of conditions.
func coalesced(a, b expr.Predicate) expr.Predicate {
	f := expr.Call("coalesce", a, b)
	f.Type = types.Boolean()
	return expr.MakeBool(f)
}
