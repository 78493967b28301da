package compiler

import (
	"crypto/md5"
	"encoding/hex"
	"slices"
	"strings"

	"github.com/azoth-orm/azoth/expr"
	"github.com/azoth-orm/azoth/schema"
)

// IndexUsing is where CREATE INDEX has the method of the index.
type IndexUsing uint8

// Where the method stands: nowhere, for a database with one kind of index, in front of the expressions, or behind them.
const (
	IndexUsingNever IndexUsing = iota
	IndexUsingFirst
	IndexUsingLast
)

// writeCreateIndex writes CREATE [UNIQUE] INDEX name ON table (expressions) [WHERE condition].
func writeCreateIndex(c *Compiler, s *schema.CreateIndex) {
	i := s.Index
	features := &c.grammar.Features.DDL
	if len(i.Exprs) == 0 && (features.WholeIndex == "" || !strings.EqualFold(i.Using, features.WholeIndex)) {
		c.failf("index %s of %s has no columns", i.IndexName(), i.Table)
		return
	}
	c.Write("CREATE ")
	c.writeIf(i.Unique, "UNIQUE ")
	c.writeIf(c.isIndexKind(i.Using), strings.ToUpper(i.Using)+" ")
	c.Write("INDEX ")
	c.ifNotExists(s, s.IfNotExists)
	if features.LocalNames || features.IndexInSchema {
		c.schemaOf(i.Table)
	}
	c.indexName(i)
	c.Write(" ON ")
	c.Element(&IndexTarget{Index: i})
	c.indexOptions(s)
}

// indexOptions appends what stands behind the expressions of an index.
func (c *Compiler) indexOptions(s *schema.CreateIndex) {
	features := &c.grammar.Features.DDL
	if len(s.Index.Include) > 0 && features.IndexInclude {
		c.Write(" INCLUDE (")
		c.listed(s.Index.Include)
		c.Write(")")
	}
	if s.Index.NullsNotDistinct {
		if !features.Constraints.NullsNotDistinct && !features.Constraints.NullsEqual {
			c.unsupported(s, "a unique index cannot take NULL for a value like others there (leave NullsNotDistinct out)")
			return
		}
		c.writeIf(features.Constraints.NullsNotDistinct, " NULLS NOT DISTINCT")
	}
	if s.Index.Where == nil {
		return
	}
	if !features.PartialIndex {
		c.unsupported(s, "it has no partial indexes (leave Where out)")
		return
	}
	c.Write(" WHERE ")
	c.Literally(func() { c.Element(s.Index.Where) })
}

// writeIndexTarget writes table (expressions). Expressions that are no columns get parentheses where the database wants them.
func writeIndexTarget(c *Compiler, s *IndexTarget) {
	c.referenced(s.Index.Table)
	if len(s.Index.Exprs) == 0 {
		return
	}
	c.Write(" ")
	using := ""
	if s.Index.Using != "" && !c.isIndexKind(s.Index.Using) {
		using = "USING " + c.grammar.Quoting.Phrase(s.Index.Using)
	}
	where := c.grammar.Features.DDL.IndexUsing
	c.writeIf(using != "" && where == IndexUsingFirst, using+" ")
	c.Parenthesized(func() {
		for n, e := range s.Index.Exprs {
			c.separate(n)
			if col, ok := e.(*schema.Column); ok {
				e = &col.ColumnRef
			}
			if c.grammar.Features.DDL.IndexColumnsOnly && !isColumn(e) {
				c.unsupported(&schema.CreateIndex{Index: s.Index}, "it indexes columns only (index a computed column instead)")
			}
			if o, ok := e.(*expr.OrderElement); ok && o.Nulls != expr.NullsDefault && !c.grammar.Features.DDL.IndexNulls {
				c.unsupported(&schema.CreateIndex{Index: s.Index}, "its indexes have no NULLS FIRST and NULLS LAST (leave it out)")
			}
			c.Literally(func() { c.indexed(e) })
		}
	})
	c.writeIf(using != "" && where == IndexUsingLast, " "+using)
}

// isIndexKind tells whether a method is a kind of index, whose word stands in front of INDEX.
func (c *Compiler) isIndexKind(using string) bool {
	return using != "" && slices.Contains(c.grammar.Features.DDL.IndexKinds, strings.ToUpper(using))
}

// isColumn tells whether an element of an index is a column, its order, or text, of which nothing is known.
func isColumn(e expr.Element) bool {
	if o, ok := e.(*expr.OrderElement); ok {
		e = o.X
	}
	switch e.(type) {
	case *expr.ColumnRef, *schema.Column, *expr.TextFragment:
		return true
	}
	return false
}

func (c *Compiler) indexed(e expr.Element) {
	if c.grammar.Features.DDL.needsGroup(e) {
		c.Parenthesized(func() { c.Element(e) })
		return
	}
	c.Element(e)
}

// needsGroup tells whether e, as an element of an index, stands in parentheses.
func (f *DDLFeatures) needsGroup(e expr.Element) bool {
	if a, ok := e.(*expr.Adapted); ok {
		e = a.X
	}
	switch e.(type) {
	case *expr.ColumnRef, *expr.OrderElement, *expr.TextFragment:
		return false
	case *expr.Function:
		return f.IndexFunctionParentheses
	}
	return f.IndexExpressionParentheses
}

func writeDropIndex(c *Compiler, s *schema.DropIndex) {
	c.Write("\nDROP INDEX ")
	c.writeIf(s.IfExists, "IF EXISTS ")
	if c.grammar.Features.DDL.DropIndexOnTable {
		c.indexName(s.Index)
		c.Write(" ON ")
		c.Table(s.Index.Table)
		return
	}
	c.schemaOf(s.Index.Table)
	c.indexName(s.Index)
}

func (c *Compiler) schemaOf(t *schema.Table) {
	c.schemaPrefix(t.Schema)
}

const hashLength = 4

// indexName appends the name of an index.
func (c *Compiler) indexName(i *schema.Index) {
	name, made, err := i.FullName()
	if err != nil {
		c.Fail(err)
		return
	}
	c.madeName(name, made)
}

// madeName appends a name, cut if it was made and is too long.
func (c *Compiler) madeName(name string, made bool) {
	if made {
		name = c.grammar.FittedName(name)
	}
	c.Name(name)
}

// FittedName is a name that was made of others, such as that of an index or by a naming convention, as the database gets it: one that is
// too long is cut; four digits of its hash keep it apart from others. A name that the program gave is the program's.
func (g *Grammar) FittedName(name string) string {
	most, bytes := g.Features.DDL.MaxName, g.Quoting.Names.MaxBytes > 0
	if most == 0 || shortened(name, most, bytes) == name {
		return name
	}
	sum := md5.Sum([]byte(name))
	hash := hex.EncodeToString(sum[:])
	return shortened(name, most-2*hashLength, bytes) + "_" + hash[len(hash)-hashLength:]
}
