package dialecttest

import (
	"github.com/azoth-orm/azoth"
	"github.com/azoth-orm/azoth/col"
	"github.com/azoth-orm/azoth/expr"
	"github.com/azoth-orm/azoth/schema"
	"github.com/azoth-orm/azoth/types"
)

// boxed is a row with arrays and a document in the database's own form.
type boxed struct {
	ID    col.Int64
	Tags  col.NullArray[string]
	Sizes col.NullArray[int64]
	Doc   col.NullJSON[any]
}

// operatorArea is the operators that databases write in their own ways, and constants.
func operatorArea(s *suite) *area {
	m := azoth.NewMetaData()
	b := define[boxed](m, "boxed",
		schema.Col("id", types.BigInteger(), schema.PrimaryKey(), schema.NoAutoincrement()),
		schema.Col("tags", types.Array(types.String(20))),
		schema.Col("sizes", types.Array(types.BigInteger())),
		schema.Col("doc", types.JSONType{Binary: true}))
	return &area{
		name: "operator", meta: m,
		cases: concat(ignoringCase(s.world), regexps(s.world), divisions(s.world), bitMethods(s.world), truths(s.world), switches(s.world), ownOperators(s.world), boxes(b), contents(b)),
		fill: func(t *T) {
			for _, r := range []struct {
				id    int64
				tags  []string
				sizes []int64
				doc   any
			}{
				{1, []string{"go", "sql"}, []int64{4, 5, 6}, map[string]any{"a": 1.0, "b": map[string]any{"c": "x"}}},
				{2, []string{"c"}, []int64{7}, map[string]any{"a": 2.0}},
				{3, nil, nil, map[string]any{"z": nil}},
			} {
				t.insert(b, b.c.ID.Set(r.id), b.c.Tags.Set(&r.tags), b.c.Sizes.Set(&r.sizes), b.c.Doc.Set(&r.doc))
			}
		},
	}
}

func ignoringCase(w *world) []testCase {
	p := w.people.c
	return []testCase{
		w.finds("contains without regard to case", p.Name.IContains("AR"), carol),
		w.finds("contains a wildcard without regard to case", p.Name.IContains("%")),
		w.finds("starts without regard to case", p.Name.IStartsWith("DA"), dan),
		w.finds("ends without regard to case", p.Name.IEndsWith("N"), dan, obrien),
		w.finds("does not contain without regard to case", p.Name.IContains("A").Not(), bob, eve, obrien),
		w.finds("contains a column", azoth.Contains(p.Name, p.Nickname), dan, obrien),
		w.finds("like with an escape character", p.Name.LikeEscape("o!'%", "!"), obrien),
	}
}

func regexps(w *world) []testCase {
	p := w.people.c
	needs := func(c testCase, needs string) testCase { c.needs = needs; return c }
	return []testCase{
		needs(w.finds("regular expression", p.Name.RegexpMatch("^[a-b]"), ada, bob), "Regexp"),
		needs(w.finds("no match of a regular expression", p.Name.RegexpMatch("[ae]").Not(), bob), "Regexp"),
		needs(w.finds("regular expression that ignores case", p.Name.RegexpMatch("^B", "i"), bob), "Regexp RegexpFlags"),
		needs(w.finds("regular expression with flags", p.Name.RegexpMatch("^B", "is"), bob), "Regexp RegexpFlags"),
		needs(w.finds("no match that ignores case", p.Name.RegexpMatch("[AE]", "i").Not(), bob), "Regexp RegexpFlags"),
		of(w, bob, "replacement", "RegexpReplace", p.Name.RegexpReplace("o.$", "ill"), "bill"),
		of(w, bob, "replacement that ignores case", "RegexpReplace RegexpFlags", p.Name.RegexpReplace("O.$", "ill", "i"), "bill"),
		of(w, bob, "replacement by a column", "RegexpReplace", azoth.RegexpReplace(p.Name, azoth.Lit("^b"), p.Name), "bobob"),
		needs(w.finds("full text", p.Name.Match("carol"), carol), "FullText"),
		needs(w.finds("full text of a language", p.Name.Match("carol", "english"), carol), "FullText"),
		needs(w.finds("between in any order", p.ID.BetweenSymmetric(3, 2), bob, carol), "BetweenSymmetric"),
		needs(w.finds("not between in any order", p.ID.BetweenSymmetric(5, 2).Not(), ada, obrien), "BetweenSymmetric"),
		{name: "between in any order is refused", needs: "!BetweenSymmetric", run: func(t *T) {
			_, err := w.who(p.ID.BetweenSymmetric(3, 2)).All(t.ctx, t.conn)
			t.refused(err)
		}},
	}
}

func divisions(w *world) []testCase {
	p := w.people.c
	age := p.Age.NotNull()
	half := func(x expr.Node) expr.Value[float64, float64] { return azoth.Cast[float64](x, types.Double()) }
	two := azoth.AsNumber(azoth.Cast[int](azoth.Lit(2), types.Integer()))
	return []testCase{
		of(w, dan, "true division of integers", "", half(azoth.TrueDiv(age, two)), 14.5),
		of(w, dan, "floor division of integers", "", age.FloorDiv(2), 14),
		of(w, ada, "floor division of floats", "", half(p.Height.NotNull().FloorDiv(0.5)), 3),
		of(w, ada, "floor division of a decimal", "", half(azoth.FloorDiv(p.Salary, azoth.AsNumber(azoth.Cast[int](azoth.Lit(1000), types.Integer())))), 5),
		of(w, dan, "number on the left of a division", "", azoth.Div(azoth.AsNumber(azoth.Cast[int](azoth.Lit(100), types.Integer())), age), 3),
		of(w, dan, "number on the left of a remainder", "", azoth.Mod(azoth.AsNumber(azoth.Cast[int](azoth.Lit(100), types.Integer())), age), 13),
	}
}

func bitMethods(w *world) []testCase {
	p := w.people.c
	age := p.Age.NotNull()
	return []testCase{
		of(w, bob, "and", "", age.BitAnd(15), 10),
		of(w, bob, "or", "", age.BitOr(5), 47),
		of(w, bob, "xor", "", age.BitXor(3), 41),
		of(w, bob, "shifted left", "", age.ShiftLeft(2), 168),
		of(w, bob, "shifted right", "", age.ShiftRight(1), 21),
		of(w, bob, "inverted and cut", "", age.BitNot().BitAnd(63), 21),
		of(w, bob, "and of columns", "", azoth.BitAnd(age, age), 42),
		of(w, bob, "sum before and", "", age.Add(1).BitAnd(3), 3),
		of(w, bob, "and before the sum", "", age.BitAnd(3).Add(1), 3),
		w.finds("bits in a condition", p.ID.BitAnd(1).Eq(0), bob, dan, obrien),
	}
}

func truths(w *world) []testCase {
	p := w.people.c
	yes, no := azoth.True(), azoth.False()
	return []testCase{
		w.finds("true finds all", yes, ada, bob, carol, dan, eve, obrien),
		w.finds("false finds none", no),
		w.finds("not false", no.Not(), ada, bob, carol, dan, eve, obrien),
		w.finds("true and", yes.And(p.ID.Eq(2)), bob),
		w.finds("false and", no.And(p.ID.Eq(2))),
		w.finds("false or", no.Or(p.ID.Eq(2), p.ID.Eq(3)), bob, carol),
		w.finds("is true", p.Age.Gt(40).IsTrue(), bob, obrien),
		w.finds("is not true", p.Age.Gt(30).IsNotTrue(), carol, dan, eve),
		w.finds("is false", p.Age.Gt(30).IsFalse(), dan, eve),
		w.finds("is not false", p.Age.Gt(30).IsNotFalse(), ada, bob, carol, obrien),
		w.finds("equal to true", azoth.Eq(p.Active, yes), ada, bob, dan, obrien),
		of(w, bob, "true is selected", "", expr.Item[bool](yes), true),
		of(w, bob, "false is selected", "", expr.Item[bool](no), false),
	}
}

func switches(w *world) []testCase {
	p := w.people.c
	named := azoth.Switch[string](p.ID).When(ada, "first").When(bob, "second")
	return []testCase{
		of(w, ada, "switch", "", named.Else("other"), "first"),
		of(w, carol, "switch else", "", named.Else("other"), "other"),
		of(w, carol, "switch without else", "", named.End(), nil),
		of(w, bob, "switch with expressions", "", azoth.Switch[string](p.Name).WhenExpr(azoth.Concat(azoth.Lit("b"), azoth.Lit("ob")), p.Name).Else("-"), "bob"),
		w.finds("switch in a condition", named.Else("x").Eq("second"), bob),
		w.finds("coerced text", azoth.Coerce[int64](p.ID, types.BigInteger()).Eq(3), carol),
	}
}

func ownOperators(w *world) []testCase {
	p := w.people.c
	age := p.Age.NotNull()
	plus := azoth.Operator{Text: "+", Precedence: 7, Type: types.Integer()}
	loose := azoth.Operator{Text: "+", Type: types.Integer()}
	return []testCase{
		of(w, bob, "operator of the program", "", azoth.Op[int](age, plus, age), 84),
		of(w, bob, "operator that binds loosely", "", azoth.AsNumber(azoth.Op[int](age, loose, p.ID)).Mul(2), 88),
		of(w, bob, "operator that binds as a sum", "", azoth.AsNumber(azoth.Op[int](age, plus, p.ID)).Mul(2), 88),
		w.finds("condition of the program", azoth.BoolOp(p.ID, azoth.Operator{Text: "<", Precedence: 5}, azoth.Lit(int64(3))), ada, bob),
		w.finds("negated condition of the program", azoth.BoolOp(p.ID, azoth.Operator{Text: "<"}, azoth.Lit(int64(5))).Not(), eve, obrien),
	}
}

func boxes(b table[boxed]) []testCase {
	finds := func(name string, p expr.Predicate, ids ...int64) testCase {
		return yields(name, "ArrayOperators", azoth.Select(b.c.ID).Where(p).OrderBy(b.c.ID), ids...)
	}
	first := b.c.Sizes.At(1)
	return []testCase{
		finds("element", first.Eq(4), 1),
		finds("element that is not there", b.c.Sizes.At(9).IsNull(), 1, 2, 3),
		finds("element by a column", azoth.At(b.c.Sizes, b.c.ID).Eq(4), 1),
		finds("element of texts", b.c.Tags.At(2).Eq("sql"), 1),
		finds("part of an array", azoth.Eq(b.c.Sizes.Slice(2, 3), azoth.Array[int64](5, 6)), 1),
		finds("value in an array", azoth.Eq(azoth.Lit("go"), azoth.Any(b.c.Tags)), 1),
		finds("value below all of an array", azoth.Lt(azoth.Lit(int64(6)), azoth.All(b.c.Sizes)), 2, 3),
		finds("value of no element", azoth.Eq(azoth.Lit("go"), azoth.Any(b.c.Tags)).Not(), 2, 3),
		finds("array contains", b.c.Sizes.Contains(4, 6), 1),
		finds("array contains nothing", b.c.Sizes.Contains(), 1, 2, 3),
		finds("array is contained", b.c.Tags.ContainedBy("c", "go"), 2, 3),
		finds("arrays overlap", b.c.Tags.Overlaps("c", "sql"), 1, 2),
		finds("arrays do not overlap", b.c.Tags.Overlaps("c").Not(), 1, 3),
		finds("part contains", azoth.ArrayContains(b.c.Sizes.Slice(1, 2), azoth.Array[int64](5)), 1),
		{name: "operators between arrays are refused", needs: "!ArrayOperators", run: func(t *T) {
			_, err := azoth.Select(b.c.ID).Where(b.c.Tags.Contains("go")).All(t.ctx, t.conn)
			t.refused(err)
			_, err = azoth.Select(b.c.ID).Where(first.Eq(4)).All(t.ctx, t.conn)
			t.refused(err)
		}},
	}
}

func contents(b table[boxed]) []testCase {
	d := b.c.Doc
	finds := func(name, needs string, p expr.Predicate, ids ...int64) testCase {
		return yields(name, needs, azoth.Select(b.c.ID).Where(p).OrderBy(b.c.ID), ids...)
	}
	const own = "DocumentOperators"
	return []testCase{
		finds("document has a key", own, d.HasKey("b"), 1),
		finds("document has no key", own, d.HasKey("a").Not(), 3),
		finds("document has one of the keys", own, d.HasAnyKey("b", "z"), 1, 3),
		finds("document has all of the keys", own, d.HasAllKeys("a", "b"), 1),
		finds("document contains", own, d.Contains(map[string]any{"a": 2}), 2),
		finds("document is contained", own, d.ContainedBy(map[string]any{"a": 2, "x": 1}), 2),
		finds("place contains", own, d.Key("b").Contains(map[string]any{"c": "x"}), 1),
		finds("place has a key", own, d.Key("b").HasKey("c"), 1),
		finds("exact number of a place", "", d.Key("a").AsDecimal(10, 2).Gt(dec("1.5")), 2),
		finds("exact number of a place that is not there", "", d.Key("a").AsDecimal(10, 2).IsNull(), 3),
		{name: "operators of documents are refused", needs: "!DocumentOperators", run: func(t *T) {
			_, err := azoth.Select(b.c.ID).Where(d.HasKey("a")).All(t.ctx, t.conn)
			t.refused(err)
		}},
	}
}
