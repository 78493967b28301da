package sqlite

import (
	"strings"

	"github.com/azoth-orm/azoth/compiler"
	"github.com/azoth-orm/azoth/expr"
	"github.com/azoth-orm/azoth/types"
)

var grammar = newGrammar()

func newGrammar() *compiler.Grammar {
	g := compiler.NewGrammar("sqlite")
	g.Placeholder = compiler.QuestionMark
	g.Quoting.Reserved = reserved
	g.Quoting.Names = compiler.NameRules{FoldsCase: true, NotDerived: compiler.ReservedWords("true false")} // column1, column2
	g.Literals.True, g.Literals.False = "1", "0"
	g.Text = compiler.TextSyntax{Backticks: true, Brackets: true}
	g.Features.TupleInValues = true
	g.Features.EmptySet, g.Features.EmptyTextSet = compiler.EmptySelect, compiler.EmptySelect
	g.Features.ReturningPlainNames = true
	g.Features.BitXor = false
	setQueryFeatures(&g.Features)
	g.Limit = limit
	g.Lock = nil
	g.Upsert = onConflict
	g.Spell(expr.OpIsDistinct, " IS NOT ")
	g.Spell(expr.OpIsNotDistinct, " IS ")
	g.SpellBy(expr.OpAdd, compiler.WithoutIntervals(" + "))
	g.SpellBy(expr.OpSub, compiler.WithoutIntervals(" - "))
	g.SpellBy(expr.OpIs, isNull(" IS "))
	g.SpellBy(expr.OpIsNot, isNull(" IS NOT "))
	g.SpellBy(expr.OpRegexp, compiler.RegexpWithoutFlags(" REGEXP "))
	g.SpellBy(expr.OpNotRegexp, compiler.RegexpWithoutFlags(" NOT REGEXP "))
	g.Spell(expr.OpMatch, " MATCH ")
	g.SpellBy(expr.OpTrueDiv, compiler.TrueDivideAddingZero)
	compiler.On(g, noRegexpReplace)
	g.CastName = castName
	g.SpellBy(expr.OpDiv, compiler.DivideAddingZero)
	g.SpellBy(expr.OpBitXor, bitXor)
	g.Functions["now"] = compiler.Keyword("CURRENT_TIMESTAMP")
	g.Functions["localtimestamp"] = localTimestamp
	for _, name := range []string{"rollup", "cube", "grouping_sets", "grouping"} {
		g.Functions[name] = compiler.NoFunction(noGroupingSets)
	}
	for _, name := range []string{"current_user", "session_user", "user"} {
		g.Functions[name] = compiler.NoFunction("it has no users")
	}
	g.Functions["localtime"] = localTime
	g.Functions["char_length"] = compiler.Renamed("length")
	g.Functions["aggregate_strings"] = compiler.AggregateStrings("group_concat")
	compiler.On(g, extract)
	typeNames(g)
	writeDDL(g)
	return g
}

// setQueryFeatures says what SELECT cannot do.
func setQueryFeatures(f *compiler.Features) {
	f.Fetch = compiler.Fetching{}
	f.SetOperandParentheses = false
	f.NoSetOperationAll = true
	f.Lateral, f.TableSample, f.WriteCTE = false, false, false
	f.TableFunctions = compiler.TableFunctions{InFrom: true}
	f.Values = compiler.ValuesNumbered
	f.Aggregates.OrderedSet = false
}

// noGroupingSets is why there is no ROLLUP.
const noGroupingSets = "it has no grouping sets (join SELECTs with UNION ALL, one for each set)"

// limit writes LIMIT and OFFSET, always both: LIMIT -1 is no limit.
func limit(c *compiler.Compiler, l compiler.Limits) {
	c.Write("\n LIMIT ")
	if l.Limit != nil {
		c.Number(l.Limit)
	} else {
		c.Const(types.Int64Value(-1), types.Integer())
	}
	c.Write(" OFFSET ")
	if l.Offset != nil {
		c.Number(l.Offset)
		return
	}
	c.Const(types.Int64Value(0), types.Integer())
}

// onConflict writes ON CONFLICT. Behind a SELECT that ends with its FROM clause SQLite would read ON as the condition of a join.
func onConflict(c *compiler.Compiler, s *expr.InsertStatement) {
	q, ok := s.Query.(*expr.Query)
	if ok && len(q.Where)+len(q.Group)+len(q.Order) == 0 && q.Limit == nil && q.Offset == nil {
		c.Write(" WHERE true")
	}
	compiler.OnConflict(c, s)
}

// bitXor writes a XOR b, for which there is no operator, as (a | b) - (a & b).
func bitXor(c *compiler.Compiler, b *expr.Binary) {
	c.Write("((")
	c.Infix(b, " | ")
	c.Write(") - (")
	c.Infix(b, " & ")
	c.Write("))")
}

// noRegexpReplace is the rule of REGEXP_REPLACE, which SQLite does not have.
func noRegexpReplace(c *compiler.Compiler, r *expr.RegexpReplace) {
	c.Fail(&compiler.UnsupportedError{Dialect: "sqlite", Node: r, Reason: "it has no regexp_replace"})
}

func localTime(c *compiler.Compiler, _ *expr.Function) {
	c.Write("TIME(CURRENT_TIMESTAMP, ")
	c.Literal(types.TextValue("localtime"), nil)
	c.Write(")")
}

func localTimestamp(c *compiler.Compiler, _ *expr.Function) {
	c.Write("DATETIME(CURRENT_TIMESTAMP, ")
	c.Literal(types.TextValue("localtime"), nil)
	c.Write(")")
}

// extractFormats are the formats of strftime for the fields of EXTRACT.
var extractFormats = map[string]string{
	"month": "%m", "day": "%d", "year": "%Y", "second": "%S", "hour": "%H", "doy": "%j", "minute": "%M", "epoch": "%s", "dow": "%w",
	"week": "%W",
}

// extract writes EXTRACT(field FROM x) with strftime.
func extract(c *compiler.Compiler, e *expr.Extract) {
	format := extractFormats[strings.ToLower(e.Field)]
	if format == "" {
		c.Fail(&compiler.UnsupportedError{Dialect: "sqlite", Node: e, Reason: "it has no field " + e.Field + " of a time"})
		return
	}
	c.Write("CAST(STRFTIME(")
	c.Literal(types.TextValue(format), nil)
	c.Write(", ")
	c.Operand(e.X, expr.OpComma)
	c.Write(") AS INTEGER)")
}
