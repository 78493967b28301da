package golden_test

import (
	"testing"

	"github.com/azoth-orm/azoth"
	"github.com/azoth-orm/azoth/expr"
)

func TestGoldenOperators(t *testing.T) {
	u, q := users, azoth.Select(users.ID)
	glob := u.Name.Op("GLOB", "e*")
	bits := func(op expr.Op, n int) expr.Number[int, int] {
		return expr.Arith(op, u.Age, expr.MakeNumber[int, int](azoth.Lit(n))).NotNull()
	}
	check(t, "operators", cases{
		"eq":                            q.Where(u.Age.Eq(7)),
		"ne":                            q.Where(u.Age.Ne(7)),
		"lt":                            q.Where(u.Age.Lt(7)),
		"le":                            q.Where(u.Age.Le(7)),
		"gt":                            q.Where(u.Age.Gt(7)),
		"ge":                            q.Where(u.Age.Ge(7)),
		"eq-columns":                    q.Where(azoth.Eq(u.Age, u.ID)),
		"ne-columns":                    q.Where(azoth.Ne(u.Age, u.ID)),
		"lt-columns":                    q.Where(azoth.Lt(u.Age, u.ID)),
		"le-columns":                    q.Where(azoth.Le(u.Age, u.ID)),
		"gt-columns":                    q.Where(azoth.Gt(u.Age, u.ID)),
		"ge-columns":                    q.Where(azoth.Ge(u.Age, u.ID)),
		"eq-literal-first":              q.Where(azoth.Eq(azoth.Lit(7), u.Age)),
		"eq-columns-of-tables":          q.Where(azoth.Eq(u.ID, addresses.UserID)),
		"between":                       q.Where(u.ID.Between(2, 3)),
		"not-between":                   q.Where(u.ID.Between(2, 3).Not()),
		"between-columns":               q.Where(azoth.Between(u.Age, u.ID, u.ID.Add(10))),
		"between-and-more":              q.Where(u.ID.Between(2, 3), u.Name.Eq("ed")),
		"between-or":                    q.Where(u.ID.Between(2, 3).Or(u.ID.Between(5, 6))),
		"distinct-from":                 q.Where(u.Name.IsDistinctFrom("ed")),
		"not-distinct-from":             q.Where(u.Name.IsNotDistinctFrom("ed")),
		"distinct-from-column":          q.Where(azoth.IsDistinctFrom(u.Name, u.Nickname)),
		"not-distinct-from-column":      q.Where(azoth.IsNotDistinctFrom(u.Name, u.Nickname)),
		"distinct-from-null":            q.Where(azoth.IsDistinctFrom(u.Name, azoth.Null[string]())),
		"not-not-distinct-from":         q.Where(u.Name.IsNotDistinctFrom("ed").Not()),
		"custom-op":                     q.Where(glob),
		"custom-op-boolean":             q.Where(glob),
		"custom-op-not":                 q.Where(glob.Not()),
		"custom-op-selected":            azoth.Select(u.Age.Op("&", 7)),
		"bitwise-and":                   q.Where(bits(expr.OpBitAnd, 7).Eq(1)),
		"bitwise-or":                    q.Where(bits(expr.OpBitOr, 7).Eq(7)),
		"bitwise-xor":                   q.Where(bits(expr.OpBitXor, 7).Eq(7)),
		"bitwise-shift":                 q.Where(azoth.Gt(bits(expr.OpShiftLeft, 1), bits(expr.OpShiftRight, 1))),
		"regexp-match":                  q.Where(expr.Compare(expr.OpRegexp, u.Name, azoth.Lit("^e"))),
		"not-regexp-match":              q.Where(expr.Compare(expr.OpRegexp, u.Name, azoth.Lit("^e")).Not()),
		"collate":                       q.Where(u.Name.Collate("NOCASE").Eq("ed")),
		"concat":                        azoth.Select(u.Name.Concat("x")),
		"concat-columns":                azoth.Select(azoth.Concat(u.Name, u.Fullname)),
		"concat-chain":                  azoth.Select(azoth.Concat(u.Name.Concat(" "), u.Fullname)),
		"concat-where":                  q.Where(azoth.Concat(u.Name, u.Fullname).Eq("edEd")),
		"concat-method":                 azoth.Select(azoth.Concat(u.Name.Concat(" ("), u.Nickname).Concat(")")),
		"concat-literal-first":          azoth.Select(azoth.Concat(azoth.Lit("Mr "), u.Name)),
		"concat-attribute":              azoth.Select(u.Name.Concat("!")),
		"comparison-with-null-constant": q.Where(azoth.Eq(u.Name, azoth.Null[string]())),
		"tuple-eq":                      q.Where(expr.MakeBool(expr.NewBinary(expr.OpEq, tuple(u.Name, u.Nickname), tuple(azoth.Lit("ed"), azoth.Lit("eddie"))))),
		"tuple-lt":                      q.Where(expr.MakeBool(expr.NewBinary(expr.OpGt, tuple(u.Age, u.ID), tuple(azoth.Lit(7), azoth.Lit(3))))),
	})
}

func tuple(xs ...expr.Node) expr.Element {
	es := make([]expr.Element, len(xs))
	for i, x := range xs {
		es[i] = expr.ElementOf(x)
	}
	return expr.NewTuple(es...)
}
