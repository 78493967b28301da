package golden_test

import (
	"testing"

	"github.com/azoth-orm/azoth"
	"github.com/azoth-orm/azoth/expr"
	"github.com/azoth-orm/azoth/types"
)

func TestGoldenOperators(t *testing.T) {
	u, q := users, azoth.Select(users.ID)
	glob := u.Name.Op("GLOB", "e*")
	who := expr.NewBind(types.TextValue("ed"))
	named := expr.Make[string](who)
	n5 := expr.NewBind(types.Int64Value(5))
	n5.Type = types.Integer()
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
		"bitwise-and":                   q.Where(u.Age.BitAnd(7).Eq(1)),
		"bitwise-or":                    q.Where(u.Age.BitOr(7).Eq(7)),
		"bitwise-xor":                   q.Where(u.Age.BitXor(7).Eq(7)),
		"bitwise-shift":                 q.Where(azoth.Gt(u.Age.ShiftLeft(1), u.Age.ShiftRight(1))),
		"regexp-match":                  q.Where(u.Name.RegexpMatch("^e")),
		"not-regexp-match":              q.Where(u.Name.RegexpMatch("^e").Not()),
		"collate":                       q.Where(u.Name.Collate("NOCASE").Eq("ed")),
		"concat":                        azoth.Select(u.Name.Concat("x")),
		"concat-columns":                azoth.Select(azoth.Concat(u.Name, u.Fullname)),
		"concat-chain":                  azoth.Select(azoth.Concat(u.Name.Concat(" "), u.Fullname)),
		"concat-where":                  q.Where(azoth.Concat(u.Name, u.Fullname).Eq("edEd")),
		"concat-method":                 azoth.Select(azoth.Concat(u.Name.Concat(" ("), u.Nickname).Concat(")")),
		"concat-literal-first":          azoth.Select(azoth.Concat(azoth.Lit("Mr "), u.Name)),
		"concat-attribute":              azoth.Select(u.Name.Concat("!")),
		"comparison-with-null-constant": q.Where(azoth.Eq(u.Name, azoth.Null[string]())),
		"between-symmetric":             q.Where(u.ID.BetweenSymmetric(3, 2)),
		"not-between-symmetric":         q.Where(u.ID.BetweenSymmetric(3, 2).Not()),
		"between-symmetric-columns":     q.Where(azoth.BetweenSymmetric(u.Age, u.ID, u.ID.Add(10))),
		"between-symmetric-and":         q.Where(u.ID.BetweenSymmetric(3, 2), u.Name.Eq("ed")),
		"not-between-or":                q.Where(u.ID.Between(2, 3).Not().Or(u.Age.Eq(7))),
		"between-of-sum":                q.Where(u.ID.Add(1).Between(2, 3)),
		"collate-order-by":              q.OrderBy(u.Name.Collate("NOCASE").Desc()),
		"collate-selected":              selected(u.Name.Collate("C")),
		"collate-of-concat":             q.Where(azoth.Concat(u.Name, u.Fullname).Collate("C").Eq("x")),
		"collate-like":                  q.Where(u.Name.Collate("C").Like("e%")),
		"collate-in":                    q.Where(u.Name.Collate("C").In("a", "b")),
		"collate-lower-case-name":       q.Where(u.Name.Collate("utf8mb4_bin").Eq("ed")),
		"collate-schema":                q.Where(u.Name.CollateIn("pg_catalog", "C").Eq("ed")),
		"literal-selected":              azoth.Select2(dynamic(azoth.Lit(5)).As("v"), u.ID),
		"literal-text":                  selected(azoth.Lit("a")),
		"literal-in-list":               q.Where(azoth.Lit(5).In(1, 5)),
		"null-selected":                 selected(azoth.Null[int]()),
		"bind-named":                    q.Where(azoth.Eq(u.Name, named)),
		"bind-twice":                    q.Where(azoth.Or(azoth.Eq(u.Name, named), azoth.Eq(u.Nickname, named))),
		"bind-typed":                    selected(n5),
		"bind-in-sum":                   selected(expr.NewBinary(expr.OpAdd, expr.ElementOf(u.Age), n5)),
		"tuple-not-in":                  q.Where(azoth.Tuple2(u.Name, u.Nickname).In(azoth.Pair("a", "b")).Not()),
		"tuple-ne":                      q.Where(expr.MakeBool(expr.NewBinary(expr.OpNe, tuple(u.Name, u.Nickname), tuple(azoth.Lit("ed"), azoth.Lit("eddie"))))),
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
