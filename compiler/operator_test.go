package compiler_test

import (
	"errors"
	"strings"
	"testing"

	"github.com/azoth-orm/azoth/compiler"
	"github.com/azoth-orm/azoth/expr"
	"github.com/azoth-orm/azoth/fn"
	"github.com/azoth-orm/azoth/types"
)

func op(o expr.Op, a, b expr.Node) expr.Bool {
	return expr.MakeBool(expr.NewBinary(o, expr.ElementOf(a), expr.ElementOf(b)))
}

// TestOperators checks spelling, parentheses and negation; the texts are SQLAlchemy's.
func TestOperators(t *testing.T) {
	exists := expr.NewSelect(userID).From(expr.MakeDerived(addresses)).Where(expr.Compare(expr.OpEq, addrUser, userID)).AsExists()
	two := expr.Or(userID.Eq(1), userID.Eq(2))
	pair := expr.MakeTuple2(userID, userName)
	for _, c := range []struct {
		name                 string
		b                    expr.Predicate
		sqlite, postgres, my string // postgres and my are "" if they are as sqlite but for the placeholders
	}{
		{"or in and", expr.And(two, userName.Eq("ed")), "(users.id = ? OR users.id = ?) AND users.name = ?", "", ""},
		{"and in or", expr.Or(expr.And(userID.Eq(1), userName.Eq("ed")), userAge.Eq(2)), "users.id = ? AND users.name = ? OR users.age = ?", "", ""},
		{"or alone", two, "users.id = ? OR users.id = ?", "", ""},
		{"not or", two.Not(), "NOT (users.id = ? OR users.id = ?)", "", ""},
		{"not not or", two.Not().Not(), "NOT (NOT (users.id = ? OR users.id = ?))", "", ""},
		{"not eq", userName.Eq("ed").Not(), "users.name != ?", "", ""},
		{"not not eq", userName.Eq("ed").Not().Not(), "users.name = ?", "", ""},
		{"not lt", userAge.Lt(3).Not(), "users.age >= ?", "", ""},
		{"not null", userName.IsNull().Not(), "users.name IS NOT NULL", "", ""},
		{"not in", userID.In(1, 2).Not(), "(users.id NOT IN (?, ?))", "", ""},
		{"not not in", userID.NotIn(1, 2).Not(), "users.id IN (?, ?)", "", ""},
		{"not between", userID.Between(1, 2).Not(), "users.id NOT BETWEEN ? AND ?", "", ""},
		{"boolean", active, "users.active = 1", "users.active", "users.active = 1"},
		{"not boolean", active.Not(), "users.active = 0", "NOT users.active", "users.active = 0"},
		{"boolean in and", expr.And(active, userID.Eq(1)), "users.active = 1 AND users.id = ?", "users.active AND users.id = ?", "users.active = 1 AND users.id = ?"},
		{
			"exists in and", expr.And(exists, userID.Eq(1)),
			"(EXISTS (SELECT users.id \nFROM addresses \nWHERE addresses.user_id = users.id)) AND users.id = ?", "", "",
		},
		{"not exists", exists.Not(), "NOT (EXISTS (SELECT users.id \nFROM addresses \nWHERE addresses.user_id = users.id))", "", ""},
		{"starts with", userName.StartsWith("e"), "(users.name LIKE ? || '%' ESCAPE '/')", "", "(users.name LIKE concat(?, '%') ESCAPE '/')"},
		{"contains", userName.Contains("e"), "(users.name LIKE '%' || ? || '%' ESCAPE '/')", "", "(users.name LIKE concat('%', ?, '%') ESCAPE '/')"},
		{"not ends with", userName.EndsWith("e").Not(), "(users.name NOT LIKE '%' || ? ESCAPE '/')", "", "(users.name NOT LIKE concat('%', ?) ESCAPE '/')"},
		{"ilike", userName.ILike("e"), "lower(users.name) LIKE lower(?)", "users.name ILIKE ?", "lower(users.name) LIKE lower(?)"},
		{"not ilike", userName.ILike("e").Not(), "lower(users.name) NOT LIKE lower(?)", "users.name NOT ILIKE ?", "lower(users.name) NOT LIKE lower(?)"},
		{"distinct from", userName.IsDistinctFrom("x"), "users.name IS NOT ?", "users.name IS DISTINCT FROM ?", "NOT (users.name <=> ?)"},
		{"not distinct from", userName.IsNotDistinctFrom("x"), "users.name IS ?", "users.name IS NOT DISTINCT FROM ?", "users.name <=> ?"},
		{"custom", userName.Op("~~", "x"), "users.name ~~ ?", "", ""},
		{"custom in and", expr.And(userName.Op("~~", "x"), userID.Eq(1)), "(users.name ~~ ?) AND users.id = ?", "", ""},
		{"not custom", userName.Op("~~", "x").Not(), "NOT (users.name ~~ ?)", "", ""},
		{"collate", userName.Collate("NOCASE").Eq("x"), `(users.name COLLATE "NOCASE") = ?`, "", "(users.name COLLATE `NOCASE`) = ?"},
		{"sum of products", userAge.Add(1).Mul(2).Eq(3), "(users.age + ?) * ? = ?", "", ""},
		{"differences", userAge.Sub(1).Sub(2).Eq(3), "(users.age - ?) - ? = ?", "", ""},
		{"sums", userAge.Add(1).Add(2).Eq(3), "users.age + ? + ? = ?", "", ""},
		{"negative", userAge.Add(1).Neg().Eq(3), "-(users.age + ?) = ?", "", ""},
		{"concat", userName.Concat("a").Concat("b").Eq("c"), "(users.name || ? || ?) = ?", "", "(concat(users.name, ?, ?)) = ?"},
		{
			"xor", op(expr.OpEq, expr.NewBinary(expr.OpBitXor, expr.ElementOf(userID), expr.ElementOf(userAge)), userAge),
			"((users.id | users.age) - (users.id & users.age)) = users.age", "users.id # users.age = users.age", "users.id ^ users.age = users.age",
		},
		{"division of integers", userAge.Div(2).Eq(3), "users.age / ? = ?", "", "users.age DIV ? = ?"},
		{"division of others", price.Div(2).Eq(3), "orders.price / (? + 0.0) = ?", "orders.price / CAST(? AS NUMERIC(10, 2)) = ?", "orders.price / ? = ?"},
		{
			"division by a quotient", expr.Arith[float64, float64, float64, float64](expr.OpDiv, price, price.Div(2)).Eq(3),
			"orders.price / ((orders.price / (? + 0.0)) + 0.0) = ?", "orders.price / CAST(orders.price / CAST(? AS NUMERIC(10, 2)) AS NUMERIC) = ?", "orders.price / (orders.price / ?) = ?",
		},
		{"division of a function", fn.Abs(userAge.Sub(1)).Div(2).Eq(3), "abs(users.age - ?) / ? = ?", "", "abs(users.age - ?) DIV ? = ?"},
		{"division of a CASE", expr.MakeNumber[int, *int](expr.NewCase[int]().WhenExpr(userID.Eq(1), userAge.Neg()).End()).Div(2).Eq(3), "CASE WHEN (users.id = ?) THEN -users.age END / ? = ?", "", "CASE WHEN (users.id = ?) THEN -users.age END DIV ? = ?"},
		{"empty in", userID.In(), "users.id IN (SELECT 1 FROM (SELECT 1) WHERE 1!=1)", "users.id IN (NULL) AND (1 != 1)", "users.id IN (NULL) AND (1 != 1)"},
		{"empty not in", userID.NotIn(), "(users.id NOT IN (SELECT 1 FROM (SELECT 1) WHERE 1!=1))", "(users.id NOT IN (NULL) OR (1 = 1))", "(users.id NOT IN (NULL) OR (1 = 1))"},
		{"tuple in", pair.In(expr.Row2[int, string]{V1: 1, V2: "a"}), "(users.id, users.name) IN (VALUES (?, ?))", "(users.id, users.name) IN ((?, ?))", "(users.id, users.name) IN ((?, ?))"},
		{
			"empty tuple in", pair.In(), "(users.id, users.name) IN (SELECT 1, 1 FROM (SELECT 1, 1) WHERE 1!=1)",
			"(users.id, users.name) IN ((NULL, NULL)) AND (1 != 1)", "(users.id, users.name) IN ((NULL, NULL)) AND (1 != 1)",
		},
		{"in a query", expr.InQuery(userID, expr.NewSelect(addrUser)), "users.id IN (SELECT addresses.user_id \nFROM addresses)", "", ""},
		{"not in a query", expr.NotInQuery(userID, expr.NewSelect(addrUser)), "(users.id NOT IN (SELECT addresses.user_id \nFROM addresses))", "", ""},
		{"case", expr.NewCase[string]().When(userID.Eq(1), "a").Else("b").Eq("c"), "CASE WHEN (users.id = ?) THEN ? ELSE ? END = ?", "", ""},
		{"value first", op(expr.OpEq, expr.Lit(5), userID), "? = users.id", "", ""},
	} {
		t.Run(c.name, func(t *testing.T) {
			for dialect, want := range map[string]string{"sqlite": c.sqlite, "postgresql": c.postgres, "mysql": c.my} {
				if want == "" {
					want = c.sqlite
				}
				from := "users"
				if strings.Contains(want, "orders.") {
					from = "orders"
				}
				want = "SELECT " + from + ".id \nFROM " + from + " \nWHERE " + want
				if dialect == "postgresql" {
					want = dollars(want)
				}
				item := userID
				if from == "orders" {
					item = number(orders, "id")
				}
				check(t, expr.NewSelect(item).Where(c.b).Statement(), dialect, want)
			}
		})
	}
}

// dollars numbers the placeholders of a text that has none in strings.
func dollars(sql string) string {
	var b strings.Builder
	n := 0
	for _, r := range sql {
		if r != '?' {
			b.WriteRune(r)
			continue
		}
		n++
		b.WriteString("$" + string(rune('0'+n)))
	}
	return b.String()
}

func TestRegexpUnknownToStandard(t *testing.T) {
	st := expr.NewSelect(userID).Where(op(expr.OpRegexp, userName, expr.Lit("x"))).Statement()
	_, err := compiler.Text(st, compiler.NewGrammar("plain"))
	var unsupported *compiler.UnsupportedError
	if !errors.As(err, &unsupported) || unsupported.Dialect != "plain" {
		t.Errorf("got %v", err)
	}
}

func TestOneNumberForOneValue(t *testing.T) {
	sum := userAge.Add(1)
	st := expr.NewSelect(sum.As("x")).GroupBy(sum).Having(sum.Gt(3)).Statement()
	c := check(t, st, "postgresql", "SELECT users.age + $1 AS x \nFROM users GROUP BY users.age + $1 \nHAVING users.age + $1 > $2")
	if len(c.Binds) != 2 {
		t.Errorf("%d binds, want 2", len(c.Binds))
	}
}

func TestBooleanLiteral(t *testing.T) {
	l := compiler.Literals{True: "true", False: "false"}
	if s, err := l.Literal(types.BoolValue(true), nil); s != "true" || err != nil {
		t.Errorf("got %q, %v", s, err)
	}
}
