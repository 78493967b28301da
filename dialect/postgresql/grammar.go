package postgresql

import (
	"github.com/azoth-orm/azoth/compiler"
	"github.com/azoth-orm/azoth/expr"
	"github.com/azoth-orm/azoth/types"
)

var grammar = newGrammar()

func newGrammar() *compiler.Grammar {
	g := compiler.NewGrammar("postgresql")
	g.Placeholder = compiler.Dollar
	g.Quoting.Reserved = reserved
	g.Literals.Bytes = compiler.EscapedBytes
	g.Literals.Native = types.Native{UUID: true, JSON: true, Decimal: true, Bool: true, Interval: true}
	g.Text = compiler.TextSyntax{DollarQuotes: true, EStrings: true, NestedComments: true}
	g.Features.NativeBoolean = true
	g.Features.ILike = true
	g.Features.DistinctOn = true
	g.Features.DeleteUsing = compiler.DeleteUsingOthers
	g.Limit = limit
	g.Lock = lock
	g.Spell(expr.OpBitXor, " # ")
	g.Spell(expr.OpRegexp, " ~ ")
	g.Spell(expr.OpNotRegexp, " !~ ")
	g.Functions["pow"] = compiler.Renamed("power")
	g.Functions["aggregate_strings"] = compiler.Renamed("string_agg")
	typeNames(g)
	writeDDL(g)
	return g
}

// limit writes LIMIT and OFFSET; LIMIT ALL is no limit.
func limit(c *compiler.Compiler, n, offset expr.Element) {
	if n != nil {
		c.Write(" \n LIMIT ")
		c.Number(n)
	}
	if offset == nil {
		return
	}
	if n == nil {
		c.Write("\n LIMIT ALL")
	}
	c.Write(" OFFSET ")
	c.Number(offset)
}

func lock(c *compiler.Compiler, f *expr.ForUpdate) {
	if f.Share {
		c.Write(" FOR SHARE")
	} else {
		c.Write(" FOR UPDATE")
	}
	c.LockOptions(f)
}
