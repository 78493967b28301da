package dialecttest

import (
	"github.com/azoth-orm/azoth"
	"github.com/azoth-orm/azoth/col"
	"github.com/azoth-orm/azoth/expr"
	"github.com/azoth-orm/azoth/schema"
	"github.com/azoth-orm/azoth/types"
)

// phrase is a row of a text with characters that mean something in a pattern.
type phrase struct {
	ID   col.Int64
	Data col.NullString
}

// phrases are the texts, from number 1.
var phrases = []*string{
	ptr("abcdefg"), ptr("ab/cdefg"), ptr("ab%cdefg"), ptr("ab_cdefg"), ptr("abcde/fg"), ptr("abcde%fg"), ptr("ab#cdefg"), ptr("ab9cdefg"),
	ptr("abcde#fg"), ptr("abcd9fg"), nil, ptr(`ab\cdefg`), ptr("grüße"),
}

// likeArea is patterns.
func likeArea(*suite) *area {
	m := azoth.NewMetaData()
	tbl := define[phrase](m, "phrases",
		schema.Col("id", types.BigInteger(), schema.PrimaryKey(), schema.NoAutoincrement()),
		schema.Col("data", types.String(50)))
	a := &area{name: "like", meta: m, fill: func(t *T) {
		for i, data := range phrases {
			t.insert(tbl, tbl.c.ID.Set(int64(i+1)), tbl.c.Data.Set(data))
		}
	}}
	finds := func(name, needs string, p expr.Predicate, ids ...int64) {
		a.cases = append(a.cases, yields(name, needs, azoth.Select(tbl.c.ID).Where(p).OrderBy(tbl.c.ID), ids...))
	}
	patterns(tbl.c, finds)
	escapes(tbl.c, finds)
	regularExpressions(tbl.c, finds)
	return a
}

type finder func(name, needs string, p expr.Predicate, ids ...int64)

func patterns(p *phrase, finds finder) {
	all := []int64{1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 12}
	finds("percent sign", "", p.Data.Like("ab%c%"), all...)
	finds("underscore", "", p.Data.Like("ab_cdefg"), 2, 3, 4, 7, 8, 12)
	finds("whole text", "", p.Data.Like("abcdefg"), 1)
	finds("part of the text", "", p.Data.Like("bcd"))
	finds("not like", "", p.Data.NotLike("ab%"), 13)
	finds("not of like", "", p.Data.Like("ab%").Not(), 13)
	finds("like a column", "", azoth.And(azoth.Like(p.Data, p.Data), p.ID.Ne(12)), 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 13)
	finds("like an expression", "", azoth.Like(p.Data, azoth.Concat(azoth.Lit("%de"), azoth.Lit("/%"))), 5)
	finds("letter beyond ascii", "", p.Data.Like("%ü%"), 13)
	finds("like of another case", "CaseSensitiveLike", p.Data.Like("AB%"))
	finds("like of any case", "!CaseSensitiveLike", p.Data.Like("AB%"), all...)
	finds("ilike", "", p.Data.ILike("AB%"), all...)
	finds("ilike in the middle", "", p.Data.ILike("%CDE%G"), 1, 2, 3, 4, 5, 6, 7, 8, 9, 12)
	finds("not ilike", "", p.Data.NotILike("AB%"), 13)
	finds("ilike beyond ascii", "UnicodeCase", p.Data.ILike("GRÜSSE").Or(p.Data.ILike("%Ü%")), 13)
}

// escapes are the methods that take a text and not a pattern: what would be a wildcard stands for itself.
func escapes(p *phrase, finds finder) {
	finds("starts with", "", p.Data.StartsWith("abcd"), 1, 5, 6, 9, 10)
	finds("starts with a percent sign in it", "", p.Data.StartsWith("ab%c"), 3)
	finds("starts with an underscore in it", "", p.Data.StartsWith("ab_c"), 4)
	finds("starts with the escape character in it", "", p.Data.StartsWith("ab/c"), 2)
	finds("starts with a backslash in it", "", p.Data.StartsWith(`ab\c`), 12)
	finds("does not start with", "", p.Data.StartsWith("ab").Not(), 13)
	finds("starts with nothing", "", p.Data.StartsWith(""), 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 12, 13)
	finds("ends with", "", p.Data.EndsWith("efg"), 1, 2, 3, 4, 7, 8, 12)
	finds("ends with a percent sign in it", "", p.Data.EndsWith("e%fg"), 6)
	finds("ends with the escape character in it", "", p.Data.EndsWith("e/fg"), 5)
	finds("ends with a number sign in it", "", p.Data.EndsWith("e#fg"), 9)
	finds("does not end with", "", p.Data.EndsWith("fg").Not(), 13)
	finds("contains", "", p.Data.Contains("bcd"), 1, 5, 6, 9, 10)
	finds("contains a percent sign", "", p.Data.Contains("b%cde"), 3)
	finds("contains an underscore", "", p.Data.Contains("b_c"), 4)
	finds("contains the escape character", "", p.Data.Contains("/"), 2, 5)
	finds("contains a backslash", "", p.Data.Contains(`\`), 12)
	finds("contains an escape and a wildcard", "", p.Data.Contains("/%"))
	finds("does not contain", "", p.Data.Contains("b").Not(), 13)
	finds("contains a letter beyond ascii", "", p.Data.Contains("üß"), 13)
}

func regularExpressions(p *phrase, finds finder) {
	matches := func(pattern string) expr.Bool { return expr.Compare(expr.OpRegexp, p.Data, azoth.Lit(pattern)) }
	finds("regexp with a dot", "Regexp", matches("a.cde"), 1, 5, 6, 9)
	finds("regexp from the beginning", "Regexp", matches("^abc"), 1, 5, 6, 9, 10)
	finds("regexp of a digit", "Regexp", matches("[0-9]c"), 8)
	finds("regexp of alternatives", "Regexp", matches("^(b|gr)"), 13)
	finds("not regexp", "Regexp", matches("a.cde").Not(), 2, 3, 4, 7, 8, 10, 12, 13)
}
