package dialecttest

import (
	"math"
	"strconv"

	"github.com/azoth-orm/azoth"
	"github.com/azoth-orm/azoth/dialect"
	"github.com/azoth-orm/azoth/expr"
	"github.com/azoth-orm/azoth/fn"
	"github.com/azoth-orm/azoth/types"
)

// expressionArea is arithmetic, CASE, CAST, and values of the program in a SELECT.
func expressionArea(s *suite) *area {
	return &area{name: "expression", cases: concat(arithmetic(s.world), bits(s.world), cases(s.world), casts(s.world), literals(s.world))}
}

func arithmetic(w *world) []testCase {
	p := w.people.c
	age := p.Age.NotNull()
	at := func(name string, x expr.Item[int], want int) testCase { return of(w, bob, name, "", x, want) }
	number := func(n int) expr.Number[int, int] {
		return azoth.AsNumber(azoth.Cast[int](azoth.Lit(n), types.Integer()))
	}
	return []testCase{
		at("add", age.Add(8), 50),
		at("subtract", age.Sub(50), -8),
		at("multiply", age.Mul(-2), -84),
		at("divide integers", age.Div(5), 8),
		at("divide a negative integer", age.Neg().Div(5), -8),
		at("modulo", age.Mod(5), 2),
		at("modulo of a negative number", age.Neg().Mod(5), -2),
		at("negate", age.Neg(), -42),
		at("negate twice", age.Neg().Neg(), 42),
		at("subtract a negative number", age.Sub(-3), 45),
		at("precedence", age.Add(8).Mul(2), 100),
		at("subtraction is not associative", azoth.Sub(age, age.Sub(2)), 2),
		at("division is not associative", azoth.Div(age.Mul(2), age.Div(21)), 42),
		at("columns", azoth.Add(age, p.ID), 44),
		at("value on the left", azoth.Sub(number(100), age), 58),
		at("values only", azoth.Add(number(2), number(3)), 5),
		of(w, carol, "sum with null", "", p.Age.Add(1), nil),
		of(w, obrien, "decimal", "", p.Salary.Add(dec("0.25")), dec("6001.00")),
		of(w, obrien, "decimal times integer", "", azoth.Mul(p.Salary, p.ID), dec("36004.50")),
		of(w, obrien, "decimal minus decimal", "", azoth.Sub(p.Salary, p.Salary), dec("0")),
		of(w, ada, "decimal divided", "", azoth.Div(p.Salary, azoth.AsNumber(azoth.Cast[int](azoth.Lit(2), types.Integer()))), dec("2600.25")),
		of(w, dan, "whole decimal divided", "", azoth.Cast[float64](p.Salary.Div(dec("1000")), types.Double()), 2.5),
		of(w, obrien, "float", "", p.Height.Mul(2), ptr(3.8)),
		of(w, obrien, "float divided", "", p.Height.Div(4), ptr(0.475)),
		of(w, ada, "float and integer", "", azoth.Mul(p.Height.NotNull(), p.Age), 59.4),
		{name: "division by zero", needs: "DivisionByZeroFails", run: func(t *T) {
			_, err := azoth.Select(age.Div(0)).Where(p.ID.Eq(bob)).All(t.ctx, t.conn)
			t.is(err, dialect.ErrData)
		}},
		{name: "division by zero is null", needs: "!DivisionByZeroFails", run: func(t *T) {
			rows(t, azoth.Select(p.Age.Div(0)).Where(p.ID.Eq(bob)), nil)
		}},
		yields("average in a condition", "", w.who(azoth.Gt(azoth.Cast[float64](p.Salary, types.Double()),
			azoth.Scalar[float64](azoth.Select(fn.Avg(azoth.Columns[person](azoth.Alias(w.people, "x")).Salary))))), ada, carol, obrien),
	}
}

func bits(w *world) []testCase {
	p := w.people.c
	op := func(o expr.Op, n int64) expr.Number[int64, int64] {
		return expr.Arith(o, p.ID, azoth.AsNumber(azoth.Lit(n)))
	}
	not := expr.MakeNumber[int64, int64](expr.NewUnary(expr.OpBitNot, expr.ElementOf(p.ID)))
	return []testCase{
		w.finds("bitwise and", op(expr.OpBitAnd, 4).Gt(0), dan, eve, obrien),
		w.finds("bitwise or", op(expr.OpBitOr, 1).Eq(5), dan, eve),
		w.finds("bitwise xor", op(expr.OpBitXor, 5).Eq(0), eve),
		of(w, obrien, "bitwise xor of two bits", "", op(expr.OpBitXor, 5), 3),
		of(w, carol, "shift left", "", op(expr.OpShiftLeft, 2), 12),
		of(w, obrien, "shift right", "", op(expr.OpShiftRight, 1), 3),
		of(w, eve, "bitwise and of a shift", "", expr.Arith(expr.OpBitAnd, op(expr.OpShiftLeft, 1), azoth.AsNumber(azoth.Lit(int64(8)))), 8),
		w.finds("bitwise not", expr.Arith(expr.OpBitAnd, not, azoth.AsNumber(azoth.Lit(int64(7)))).Eq(4), carol),
	}
}

func cases(w *world) []testCase {
	p := w.people.c
	size := azoth.Case[string]().When(p.Age.Gt(60), "old").When(p.Age.Gt(35), "grown")
	label := size.Else("young").As("size")
	return []testCase{
		of(w, obrien, "case", "", size.Else("young"), "old"),
		of(w, ada, "case takes the first that holds", "", size.Else("young"), "grown"),
		of(w, eve, "case else", "", size.Else("young"), "young"),
		of(w, carol, "case of null", "", size.Else("young"), "young"),
		of(w, eve, "case without else", "", size.End(), nil),
		of(w, eve, "case else a column", "", size.ElseExpr(p.Name), "eve"),
		of(w, ada, "case of a column", "", azoth.Case[string]().WhenExpr(p.Active, p.Name).Else("-"), "ada"),
		of(w, ada, "case of decimals", "", azoth.Case[types.Decimal]().When(p.Active, dec("1.5")).Else(dec("2")), dec("1.5")),
		of(w, ada, "case of numbers", "", azoth.AsNumber(azoth.Case[int]().When(p.Active, 1).Else(0)).Add(1), 2),
		yields("sum of a case", "", azoth.Select(fn.Sum(azoth.AsNumber(azoth.Case[int]().When(p.Active, 1).Else(0)))), ptr(4)),
		yields("group by a case", "", azoth.Select2(label, fn.Count()).GroupBy(label).OrderBy(label), azoth.Pair("grown", int64(2)), azoth.Pair("old", int64(1)), azoth.Pair("young", int64(3))),
		of(w, ada, "case in case", "", azoth.Case[string]().WhenExpr(p.Active, size.Else("young")).Else("-"), "grown"),
	}
}

func casts(w *world) []testCase {
	p := w.people.c
	return []testCase{
		of(w, bob, "integer to text", "", azoth.Cast[string](p.Age, types.String(10)), "42"),
		value("text to integer", "", azoth.Cast[int64](text("42"), types.Integer()), 42),
		value("text to decimal", "", azoth.Cast[types.Decimal](text("15.75"), types.Numeric(10, 2)), dec("15.75")),
		value("decimal of the program", "", azoth.Cast[types.Decimal](azoth.Lit(dec("15.7563")), types.Numeric(10, 4)), dec("15.7563")),
		of(w, bob, "integer to float", "", azoth.Cast[float64](p.Age, types.Double()), 42),
		of(w, bob, "integer to decimal", "", azoth.Cast[types.Decimal](p.Age, types.Numeric(10, 2)), dec("42")),
		of(w, carol, "cast of null", "", azoth.Cast[string](p.Age, types.String(10)).Nullable(), nil),
		of(w, eve, "date to text", "", azoth.Cast[string](p.Hired, types.String(20)), "2020-02-29"),
		of(w, bob, "cast in an expression", "", azoth.Concat(azoth.Cast[string](p.Age, types.String(10)), azoth.Lit("!")), "42!"),
		w.finds("cast in a condition", azoth.Cast[string](p.ID, types.String(5)).Eq("3"), carol),
	}
}

// literals are values of the program that a SELECT gives back.
func literals(w *world) []testCase {
	out := []testCase{
		value("text of the program", "", azoth.Cast[string](azoth.Lit("it's"), types.String(20)), "it's"),
		value("float of the program", "", azoth.Cast[float64](azoth.Lit(15.7563), types.Double()), 15.7563),
		value("true", "", azoth.Cast[bool](azoth.Lit(true), types.Boolean()), true),
		value("null", "", azoth.Null[string](), nil),
		value("condition", "", azoth.Lt(azoth.Cast[int](azoth.Lit(1), types.Integer()), azoth.Cast[int](azoth.Lit(2), types.Integer())), true),
		value("negated condition", "", azoth.Cast[int](azoth.Lit(1), types.Integer()).Gt(2), false),
		value("exists", "", azoth.Exists(w.people.c.Name.Eq("bob")), true),
		value("exists not", "", azoth.Exists(w.people.c.Name.Eq("nobody")), false),
		yields("same value twice", "", azoth.Select2(azoth.LiteralColumn[int]("1"), azoth.LiteralColumn[int]("1")), azoth.Pair(1, 1)),
		yields("values of other types", "", azoth.Select3(w.people.c.ID, azoth.Lit("x"), azoth.Lit(int64(7))).Where(w.people.c.ID.Eq(1)), azoth.Triple(ada, "x", int64(7))),
	}
	for _, n := range []int64{
		0, 1, -1, math.MaxInt32, math.MaxInt32 + 1, math.MinInt32, math.MinInt32 - 1, 1376537018368127, -1376537018368127, math.MaxInt64, math.MinInt64,
	} {
		out = append(out, testCase{name: "integer " + strconv.FormatInt(n, 10), run: func(t *T) {
			rows(t, azoth.Select(azoth.Cast[int64](azoth.Lit(n), types.BigInteger())).Where(azoth.Eq(azoth.Lit(n), azoth.Lit(n))), n)
		}})
	}
	return out
}
