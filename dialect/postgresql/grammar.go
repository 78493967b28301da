package postgresql

import (
	"fmt"
	"strings"

	"github.com/azoth-orm/azoth/compiler"
	"github.com/azoth-orm/azoth/expr"
)

var grammar = newGrammar()

func newGrammar() *compiler.Grammar {
	g := compiler.NewGrammar("postgresql")
	g.Placeholder = compiler.Dollar
	g.Quoting.Reserved = reserved
	g.Quoting.Names.MaxBytes = 63 // a longer name would be cut, and a notice say so
	g.Literals.Bytes = compiler.EscapedBytes
	g.Literals.Native = native
	g.Text = compiler.TextSyntax{DollarQuotes: true, EStrings: true, NestedComments: true}
	g.Features.NativeBoolean = true
	g.Features.ILike = true
	g.Features.DistinctOn = true
	g.Features.AnyArray, g.Features.AnyQuery = true, true
	g.Features.Fetch = compiler.Fetching{First: true, Ties: true, Parentheses: true}
	g.FromHint = only
	g.Features.DeleteUsing = compiler.DeleteUsingOthers
	g.Limit = limit
	g.Lock = lock
	g.UnnestedName = unnestedName
	g.Spell(expr.OpBitXor, " # ")
	g.Features.BetweenSymmetric, g.Features.ConflictConstraint = true, true
	writeOperators(g)
	compiler.On(g, extract)
	g.Functions["pow"] = compiler.Renamed("power")
	typeNames(g)
	writeDDL(g)
	return g
}

// limit writes LIMIT and OFFSET; LIMIT ALL is no limit.
func limit(c *compiler.Compiler, l compiler.Limits) {
	if l.Limit != nil {
		c.Write(" \n LIMIT ")
		c.Number(l.Limit)
	}
	if l.Offset == nil {
		return
	}
	if l.Limit == nil {
		c.Write("\n LIMIT ALL")
	}
	c.Write(" OFFSET ")
	c.Number(l.Offset)
}

// only writes ONLY t, which leaves out the rows of tables that inherit from t: the one hint that there is.
func only(c *compiler.Compiler, hint string, write func()) {
	if !strings.EqualFold(hint, "only") {
		c.Fail(fmt.Errorf("postgresql: it has no hint %q (it has ONLY; name the dialects that a hint is for)", hint))
		return
	}
	c.Write("ONLY ")
	write()
}

func lock(c *compiler.Compiler, f *expr.ForUpdate) {
	switch {
	case f.Share && f.KeyShare:
		c.Write(" FOR KEY SHARE")
	case f.Share:
		c.Write(" FOR SHARE")
	case f.KeyShare:
		c.Write(" FOR NO KEY UPDATE")
	default:
		c.Write(" FOR UPDATE")
	}
	c.LockOptions(f)
}

// extract writes EXTRACT(field FROM x). Seconds come with a fraction, which the other databases cut off.
func extract(c *compiler.Compiler, e *expr.Extract) {
	field := strings.ToLower(e.Field)
	fraction := field == "second" || field == "epoch"
	if fraction {
		c.Write("CAST(FLOOR(")
	}
	c.Write("EXTRACT(" + c.Grammar().Quoting.Phrase(e.Field) + " FROM ")
	c.Element(e.X)
	c.Write(")")
	if fraction {
		c.Write(") AS BIGINT)")
	}
}
