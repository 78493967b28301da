package mysql

import (
	"strings"

	"github.com/azoth-orm/azoth/compiler"
	"github.com/azoth-orm/azoth/expr"
	"github.com/azoth-orm/azoth/types"
)

var grammar = newGrammar()

func newGrammar() *compiler.Grammar {
	g := compiler.NewGrammar("mysql")
	g.Placeholder = compiler.QuestionMark
	g.Quoting = compiler.Quoting{Open: "`", Close: "`", Reserved: reserved, Functions: functions, Names: compiler.NameRules{
		MaxCharacters: 64, MaxLabel: 255, MaxLabelBytes: 255, BasicPlane: true, TrimsLabels: true, FoldsCase: true,
	}}
	g.Literals.Backslash = true
	g.Literals.Native = types.Native{JSON: true, Decimal: true}
	g.Text = compiler.TextSyntax{Backslash: true, Backticks: true, HashComments: true}
	setFeatures(&g.Features)
	g.Limit = limit
	g.Lock = lock
	g.Upsert = compiler.OnDuplicateKey
	g.CastName = castName
	g.SpellBy(expr.OpDiv, compiler.DivideByKeyword)
	g.SpellBy(expr.OpConcat, compiler.ConcatByFunction)
	g.SpellBy(expr.OpAdd, compiler.WithoutIntervals(" + "))
	g.SpellBy(expr.OpSub, compiler.WithoutIntervals(" - "))
	g.SpellBy(expr.OpIsDistinct, isDistinct)
	g.Spell(expr.OpIsNotDistinct, " <=> ")
	g.SpellBy(expr.OpRegexp, compiler.RegexpLike(" REGEXP ", "REGEXP_LIKE"))
	g.SpellBy(expr.OpNotRegexp, compiler.RegexpLike(" NOT REGEXP ", "NOT REGEXP_LIKE"))
	g.SpellBy(expr.OpMatch, match)
	g.Spell(expr.OpTrueDiv, " / ")
	g.SpellBy(expr.OpFloorDiv, compiler.FloorOfQuotient)
	g.Functions["length"] = compiler.Renamed("char_length") // length counts bytes
	g.Functions["random"] = compiler.Renamed("rand")
	g.Functions["rollup"] = rollup
	compiler.On(g, extract)
	g.Functions["aggregate_strings"] = groupConcat
	for _, name := range []string{"session_user", "user"} { // words are columns there
		g.Functions[name] = compiler.Renamed(strings.ToUpper(name))
	}
	g.Functions["sysdate"] = compiler.Renamed("SYSDATE")
	for _, name := range []string{"cube", "grouping_sets"} {
		g.Functions[name] = compiler.NoFunction("it has no grouping sets but ROLLUP (join SELECTs with UNION ALL, one for each set)")
	}
	g.FromHint = compiler.HintBehind
	typeNames(g)
	writeDDL(g)
	return g
}

func setFeatures(f *compiler.Features) {
	f.InnerJoin = " INNER JOIN "
	f.EmptyFrom = " FROM DUAL"
	f.EmptyTextSet = func(int) string { return "SELECT _in_0 FROM (SELECT 1 AS _in_0) as _empty_set WHERE 1!=1" }
	f.ConcatFunction = true
	f.AnyQuery = true
	f.Nulls = compiler.NullsByIsNull
	f.Returning, f.UpdateReturning = false, false
	f.DefaultRow = compiler.DefaultNothing
	f.CTEFollowsInsert = true
	f.UpdateFrom = compiler.UpdateListed
	f.WriteLimit = true
	f.DeleteUsing = compiler.DeleteUsingAll
	f.ValuesFunction = true
	f.LiteralConstants = true
	f.Fetch = compiler.Fetching{}
	f.TableFunctions = compiler.TableFunctions{}
	f.TableSample, f.WriteCTE, f.Materialized = false, false, false
	f.Values, f.ScalarValues = compiler.ValuesSelected, false
	f.Aggregates.Filter, f.Aggregates.OrderedSet = false, false
	f.FrameGroups, f.FrameExclude = false, false
}

// limit writes LIMIT offset, n. An offset alone needs a limit, which the manual says is the largest number.
func limit(c *compiler.Compiler, l compiler.Limits) {
	c.Write(" \n LIMIT ")
	if l.Offset != nil {
		c.Number(l.Offset)
		c.Write(", ")
	}
	if l.Limit != nil {
		c.Number(l.Limit)
		return
	}
	c.Write("18446744073709551615")
}

func lock(c *compiler.Compiler, f *expr.ForUpdate) {
	if f.Share {
		c.Write(" LOCK IN SHARE MODE")
	} else {
		c.Write(" FOR UPDATE")
	}
	options := *f
	options.Of = nil // known to MySQL 8 only
	c.LockOptions(&options)
}

// isDistinct writes a IS DISTINCT FROM b.
func isDistinct(c *compiler.Compiler, b *expr.Binary) {
	c.Write("NOT (")
	c.Infix(b, " <=> ")
	c.Write(")")
}

// match writes MATCH (a) AGAINST (b IN BOOLEAN MODE).
func match(c *compiler.Compiler, b *expr.Binary) {
	c.Write("MATCH (")
	c.Operand(b.Left, expr.OpComma)
	c.Write(") AGAINST (")
	c.Operand(b.Right, expr.OpComma)
	c.Write(" IN BOOLEAN MODE)")
}

// groupConcat writes group_concat(x SEPARATOR y).
func groupConcat(c *compiler.Compiler, f *expr.Function) {
	c.Write("group_concat(")
	for i, a := range f.Args {
		if i > 0 {
			c.OrderInside(f)
			c.Write(" SEPARATOR ")
		}
		c.Operand(a, expr.OpComma)
	}
	c.Write(")")
}

// rollup writes a, b WITH ROLLUP.
func rollup(c *compiler.Compiler, f *expr.Function) {
	c.List(f.Args)
	c.Write(" WITH ROLLUP")
}
