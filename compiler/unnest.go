package compiler

import (
	"github.com/azoth-orm/azoth/expr"
	"github.com/azoth-orm/azoth/types"
)

// writeUnnest writes unnest($1::TEXT[], $2::BIGINT[]) WITH ORDINALITY AS name(p0, p1, n). Without the types the database would take all
// arrays for text.
func writeUnnest(c *Compiler, u *expr.Unnest) {
	c.Write("unnest(")
	for i, b := range u.Arrays {
		c.separate(i)
		c.unnestedArray(u, b)
	}
	c.Write(")")
	if u.Ordinality {
		c.Write(" WITH ORDINALITY")
	}
	c.Write(" AS ")
	c.nameAs(sourceName, c.fromName(u))
	c.Parenthesized(func() { c.columnNames(u.FromColumns()) })
}

// unnestedArray appends one array with its type.
func (c *Compiler) unnestedArray(u *expr.Unnest, b *expr.Bind) {
	name, err := c.grammar.unnested(b.Type)
	if err != nil {
		c.Fail(err)
		return
	}
	if name == "" {
		c.Fail(&UnsupportedError{c.grammar.Name, u, "it has no rows that are bound as arrays, or none of this type (bind row by row)"})
		return
	}
	c.bindBeside(b, nil)
	c.Write("::" + name + "[]")
}

// unnested is the name of the elements of an array in the cast of a parameter.
func (g *Grammar) unnested(array types.Type) (string, error) {
	t, ok := array.(types.ArrayType)
	if !ok || g.UnnestedName == nil {
		return "", nil
	}
	of := g.inDialect(t.Element)
	if !bindsPlainly(of) {
		return "", nil
	}
	return g.UnnestedName(g, types.Storage(of))
}

// Unnests tells whether values of a type can be bound as an array whose elements become rows, and stay what they are.
func (g *Grammar) Unnests(t types.Type) bool {
	name, err := g.unnested(types.Array(t))
	return err == nil && name != ""
}
