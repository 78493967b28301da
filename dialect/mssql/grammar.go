package mssql

import (
	"strings"

	"github.com/azoth-orm/azoth/compiler"
	"github.com/azoth-orm/azoth/expr"
)

var grammar = newGrammar()

func newGrammar() *compiler.Grammar {
	g := compiler.NewGrammar("mssql")
	g.Placeholder = compiler.AtNumber
	g.Quoting = compiler.Quoting{Open: "[", Close: "]", Reserved: reserved, Names: compiler.NameRules{MaxCharacters: 128, FoldsCase: true}}
	g.Literals = compiler.Literals{
		True: "1", False: "0", National: true, Bytes: compiler.PrefixedBytes, Native: native,
		Time: func(text string) string { return "CAST(" + text + " AS DATETIME2)" }, // a DATETIME takes three digits of a second only
	}
	g.Text = compiler.TextSyntax{Brackets: true, DoubledBrackets: true, NestedComments: true}
	setFeatures(&g.Features)
	g.Select = g.Select.Behind("columns", compiler.Clause[*compiler.SelectState]{Name: "into", Write: compiler.Into})
	g.Select = g.Select.Behind("select", compiler.Clause[*compiler.SelectState]{Name: "top", Write: top})
	g.Select.Replace("limit", func(c *compiler.Compiler, s *compiler.SelectState) {
		if l := s.Limits(); l.Offset != nil {
			offsetFetch(c, l)
		}
	})
	g.Limit = offsetFetch
	g.FromHint = compiler.HintBehind
	g.Lock = nil
	g.Upsert = noUpsert
	g.FromHint = compiler.HintBehind
	operators(g)
	functions(g)
	typeNames(g)
	writeDDL(g)
	return g
}

func setFeatures(f *compiler.Features) {
	f.RecursiveWord = false
	f.SubqueryOrder = false
	f.SetOperandOrder = false
	f.NestedWith = false
	f.StrictConditions = true
	f.PlainCollations = true
	f.ScalarValues = false
	f.Nulls = compiler.NullsByCase
	f.ReturningStyle = compiler.ReturningOutput
	f.UpdateFrom = compiler.UpdateFromAll
	f.DeleteUsing = compiler.DeleteFromAll
	f.LiteralConstants = true
	f.SchemaParts = true
	f.EmptyTextSet = func(int) string { return "SELECT 1 WHERE 1!=1" }
	f.Fetch = compiler.Fetching{} // a part of ORDER BY, and of OFFSET
	f.NoSetOperationAll = true
	f.Lateral, f.TableSample, f.WriteCTE, f.Materialized = false, false, false, false
	f.TableFunctions = compiler.TableFunctions{InFrom: true, Columns: true}
	f.Aggregates.Filter, f.Aggregates.Order = false, compiler.AggregateOrderBehind
	f.FrameRange, f.FrameGroups, f.FrameExclude = false, false, false
	f.AnyQuery = true
	f.TryCast = true
}

// operators spells the operators that SQL Server does not have, or calls otherwise.
func operators(g *compiler.Grammar) {
	g.Spell(expr.OpConcat, " + ")
	g.SpellBy(expr.OpEq, equal)
	g.SpellBy(expr.OpMatch, contains)
	g.SpellBy(expr.OpIsDistinct, isDistinct("NOT EXISTS"))
	g.SpellBy(expr.OpIsNotDistinct, isDistinct("EXISTS"))
}

// functions are those that SQL Server calls otherwise.
func functions(g *compiler.Grammar) {
	g.Functions["now"] = compiler.Keyword("CURRENT_TIMESTAMP")
	g.Functions["current_date"] = compiler.Keyword("GETDATE()")
	g.Functions["length"] = compiler.Renamed("LEN")
	g.Functions["char_length"] = compiler.Renamed("LEN")
	g.Functions["pow"] = compiler.Renamed("POWER")
	compiler.On(g, extract)
	compiler.On(g, writeJSON)
}

// top writes TOP (n), which is a limit without an offset.
func top(c *compiler.Compiler, s *compiler.SelectState) {
	l := s.Limits()
	if l.Fetch != nil {
		topFetch(c, l)
		return
	}
	if l.Limit == nil || l.Offset != nil {
		return
	}
	topNumber(c, l.Limit)
}

func topNumber(c *compiler.Compiler, n expr.Element) {
	c.Write("TOP (")
	c.Number(n)
	c.Write(") ")
}

// topFetch writes TOP (n) PERCENT WITH TIES, which is a FETCH that is more than a limit.
func topFetch(c *compiler.Compiler, l compiler.Limits) {
	switch {
	case l.Limit != nil:
		c.Fail(&compiler.UnsupportedError{Dialect: "mssql", Node: l.Statement, Reason: "a statement has a Limit or a Fetch (leave one out)"})
		return
	case l.Offset != nil:
		c.Fail(&compiler.UnsupportedError{Dialect: "mssql", Node: l.Statement, Reason: "its WITH TIES and PERCENT have no OFFSET (use rank() in a subquery)"})
		return
	case l.Fetch.Ties && !l.Ordered:
		c.Fail(&compiler.UnsupportedError{Dialect: "mssql", Node: l.Statement, Reason: "WITH TIES is about an ORDER BY (say OrderBy)"})
		return
	}
	topNumber(c, l.Fetch.N)
	if l.Fetch.IsPercent {
		c.Write("PERCENT ")
	}
	if l.Fetch.Ties {
		c.Write("WITH TIES ")
	}
}

// contains writes CONTAINS (a, b), the search in a full-text index.
func contains(c *compiler.Compiler, b *expr.Binary) {
	c.Write("CONTAINS (")
	c.Infix(b, ", ")
	c.Write(")")
}

// offsetFetch writes OFFSET m ROWS FETCH FIRST n ROWS ONLY, which is a part of ORDER BY. A set operation without an offset has OFFSET 0.
func offsetFetch(c *compiler.Compiler, l compiler.Limits) {
	if !l.Ordered {
		c.Fail(&compiler.UnsupportedError{Dialect: "mssql", Node: l.Statement, Reason: "its OFFSET is a part of ORDER BY (say OrderBy)"})
		return
	}
	if l.Offset == nil {
		c.Write("\n OFFSET 0 ROWS")
	}
	compiler.FetchFirst(c, l)
}

func noUpsert(c *compiler.Compiler, s *expr.InsertStatement) {
	c.Fail(&compiler.UnsupportedError{Dialect: "mssql", Node: s, Reason: "it has no INSERT that meets an existing row " +
		"(update first and insert what was not there, in one transaction, or write a MERGE as azoth.Text)"})
}

// equal writes a = b, a value on the right.
func equal(c *compiler.Compiler, b *expr.Binary) {
	_, value := b.Left.(*expr.Bind)
	_, both := b.Right.(*expr.Bind)
	if value && !both {
		b = expr.NewBinary(expr.OpEq, b.Right, b.Left)
	}
	c.Infix(b, " = ")
}

// isDistinct compares two values as INTERSECT does, to which NULL is equal to NULL.
func isDistinct(word string) func(c *compiler.Compiler, b *expr.Binary) {
	return func(c *compiler.Compiler, b *expr.Binary) {
		c.Write(word + " (SELECT ")
		c.Infix(b, " INTERSECT SELECT ")
		c.Write(")")
	}
}

// fields are the fields of EXTRACT by their names in DATEPART.
var fields = map[string]string{
	"doy": "dayofyear", "dow": "weekday", "milliseconds": "millisecond", "microseconds": "microsecond",
}

// extract writes DATEPART(field, x).
func extract(c *compiler.Compiler, e *expr.Extract) {
	field := e.Field
	if name, ok := fields[strings.ToLower(field)]; ok {
		field = name
	}
	c.Write("DATEPART(" + c.Grammar().Quoting.Phrase(field) + ", ")
	c.Operand(e.X, expr.OpComma)
	c.Write(")")
}
