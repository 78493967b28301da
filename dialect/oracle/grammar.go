package oracle

import (
	"github.com/azoth-orm/azoth/compiler"
	"github.com/azoth-orm/azoth/expr"
	"github.com/azoth-orm/azoth/types"
)

var grammar = newGrammar()

func newGrammar() *compiler.Grammar {
	g := compiler.NewGrammar("oracle")
	g.Placeholder = compiler.ColonNumber
	g.Quoting.Reserved = reserved
	g.Quoting.Underscore = true
	g.Quoting.Names = compiler.NameRules{MaxBytes: 128, FoldsCase: true} // id without quotes is ID
	g.Literals = compiler.Literals{
		True: "1", False: "0", Bytes: compiler.RawBytes, Native: native,
		Time: func(text string) string { return "TIMESTAMP " + text },
		Date: func(text string) string { return "DATE " + text },
	}
	g.Text = compiler.TextSyntax{QStrings: true}
	g.Limit = compiler.FetchFirst
	g.Lock = lock
	g.Upsert = noUpsert
	g.SetWords[expr.Except] = " MINUS "
	setFeatures(&g.Features)
	operators(g)
	functions(g)
	typeNames(g)
	writeDDL(g)
	return g
}

func setFeatures(f *compiler.Features) {
	f.NativeBoolean = true
	f.EmptyFrom, f.EmptyFromAlways = " FROM DUAL", true
	f.AliasWord = " "
	f.RecursiveWord = false
	f.OrderByLabel = false
	f.CTEFollowsInsert = true
	f.ReturningStyle = compiler.ReturningInto
	f.DefaultRow = compiler.DefaultOfColumn
	f.OneRow = true
	f.UpdateFrom = compiler.UpdateAlone
	f.AnyQuery = true
	f.EmptyTextSet = func(int) string { return "SELECT 1 FROM DUAL WHERE 1!=1" }
	f.TableSample, f.WriteCTE, f.Materialized = false, false, false
	f.TableFunctions = compiler.TableFunctions{InFrom: true, NameIsColumn: true, Word: "TABLE", OnlyColumn: "COLUMN_VALUE"}
	f.ScalarValues = false
	f.WithReads = true
	f.Aggregates.Filter, f.Aggregates.Order = false, compiler.AggregateOrderBehind
}

// operators spells the operators that Oracle writes as functions.
func operators(g *compiler.Grammar) {
	g.SpellBy(expr.OpMod, call("mod"))
	g.SpellBy(expr.OpBitAnd, call("BITAND"))
	g.SpellBy(expr.OpBitOr, call("BITOR"))
	g.SpellBy(expr.OpBitXor, call("BITXOR"))
	g.SpellBy(expr.OpShiftLeft, noShift)
	g.SpellBy(expr.OpShiftRight, noShift)
	g.SpellBy(expr.OpRegexp, regexpLike("REGEXP_LIKE"))
	g.SpellBy(expr.OpNotRegexp, regexpLike("NOT REGEXP_LIKE"))
	g.SpellBy(expr.OpMatch, contains)
	g.SpellBy(expr.OpIsDistinct, decode("1"))
	g.SpellBy(expr.OpIsNotDistinct, decode("0"))
	g.SpellBy(expr.OpDiv, divide)
	g.Spell(expr.OpTrueDiv, " / ")
	g.SpellBy(expr.OpFloorDiv, compiler.FloorOfQuotient)
}

// functions are those that Oracle calls otherwise.
func functions(g *compiler.Grammar) {
	g.Functions["now"] = compiler.Keyword("CURRENT_TIMESTAMP")
	g.Functions["sysdate"] = compiler.Keyword("sysdate")
	g.Functions["uid"] = compiler.Keyword("UID")
	g.Functions["char_length"] = compiler.Renamed("LENGTH")
	g.Functions["pow"] = compiler.Renamed("POWER")
	g.Functions["aggregate_strings"] = compiler.AggregateStrings("LISTAGG")
	compiler.On(g, writeJSON)
}

// call writes name(a, b).
func call(name string) func(c *compiler.Compiler, b *expr.Binary) {
	return func(c *compiler.Compiler, b *expr.Binary) {
		c.Write(name + "(")
		c.Infix(b, ", ")
		c.Write(")")
	}
}

// regexpLike writes REGEXP_LIKE(a, b), with flags behind if there are some.
func regexpLike(name string) func(c *compiler.Compiler, b *expr.Binary) {
	return func(c *compiler.Compiler, b *expr.Binary) {
		c.Write(name + "(")
		c.Infix(b, ", ")
		if b.Text != "" {
			c.Write(", ")
			c.Text(b.Text)
		}
		c.Write(")")
	}
}

// contains writes CONTAINS (a, b) > 0: what it gives is how well the text fits.
func contains(c *compiler.Compiler, b *expr.Binary) {
	c.Write("CONTAINS (")
	c.Infix(b, ", ")
	c.Write(") > 0")
}

// decode compares two values as DECODE does, to which NULL is equal to NULL.
func decode(result string) func(c *compiler.Compiler, b *expr.Binary) {
	return func(c *compiler.Compiler, b *expr.Binary) {
		c.Write("DECODE(")
		c.Infix(b, ", ")
		c.Write(", 0, 1) = " + result)
	}
}

func noShift(c *compiler.Compiler, b *expr.Binary) {
	c.Fail(&compiler.UnsupportedError{Dialect: "oracle", Node: b, Reason: "it shifts no bits (multiply or divide by a power of two)"})
}

// divide writes a / b, which is exact, and TRUNC(a / b) if a is an integer.
func divide(c *compiler.Compiler, b *expr.Binary) {
	if !types.IsInteger(c.TypeOf(b.Left)) {
		c.Infix(b, " / ")
		return
	}
	c.Write("TRUNC(")
	c.Infix(b, " / ")
	c.Write(")")
}

// lock writes FOR UPDATE; a statement inside of another one locks nothing. A table is said by one of its columns.
func lock(c *compiler.Compiler, f *expr.ForUpdate) {
	if c.Nested() {
		return
	}
	c.Write(" FOR UPDATE")
	for i, of := range f.Of {
		if i == 0 {
			c.Write(" OF ")
		} else {
			c.Write(", ")
		}
		c.Element(of.FromColumns()[0])
	}
	options := *f
	options.Of = nil
	c.LockOptions(&options)
}

func noUpsert(c *compiler.Compiler, s *expr.InsertStatement) {
	c.Fail(&compiler.UnsupportedError{Dialect: "oracle", Node: s, Reason: "it has no INSERT that meets an existing row " +
		"(update first and insert what was not there, in one transaction, or write a MERGE as azoth.Text)"})
}
