package compiler

import (
	"strings"

	"github.com/azoth-orm/azoth/expr"
	"github.com/azoth-orm/azoth/types"
)

// Types whose values SQL changes: see expr.SQLProcessor. A placeholder of such a type is wrapped when it is written, a column when it is
// selected for the program.

// inDialect is t as it is in the grammar's database.
func (g *Grammar) inDialect(t types.Type) types.Type { return types.For(t, g.Names()...) }

// boundValue is the place of a bound value inside the expression that its type makes of it.
type boundValue struct {
	expr.Base
	ref BindRef
	// bare says that nothing more is wrapped around it.
	bare bool
}

// AppendKey is never called: the node lives only while its statement renders.
func (*boundValue) AppendKey(*expr.Key) {}

// Children visits nothing.
func (*boundValue) Children(*expr.Visitor) {}

// SQLType is the type of the value inside.
func (b *boundValue) SQLType() types.Type { return b.ref.Type }

func writeBoundValue(c *Compiler, b *boundValue) {
	if b.bare {
		c.plainPlaceholder(b.ref)
		return
	}
	c.placeholder(b.ref)
}

// processorOf is the outermost part of t that SQL changes values for, and t without it. bare says that t itself remains.
func processorOf(t types.Type) (p expr.SQLProcessor, rest types.Type, bare bool) {
	w, wraps := t.(types.Wrapper)
	if p, ok := t.(expr.SQLProcessor); ok {
		if wraps {
			return p, w.Implementation(), false
		}
		return p, t, true
	}
	if !wraps {
		return nil, t, false
	}
	if p, rest, bare = processorOf(w.Implementation()); p == nil {
		return nil, t, false
	}
	return p, w.Rewrap(rest), bare
}

// BindsPlainly tells whether a value of t is a placeholder and nothing else in the grammar's database: so it can be bound without a statement
// around it, in an array or a row that is copied.
func (g *Grammar) BindsPlainly(t types.Type) bool { return bindsPlainly(g.inDialect(t)) }

// bindsPlainly tells whether a value of t is a placeholder and nothing else.
func bindsPlainly(t types.Type) bool {
	for {
		p, rest, bare := processorOf(t)
		if p == nil {
			return true
		}
		if p.BindExpression(&boundValue{}) != nil {
			return false
		}
		if bare {
			return true
		}
		t = rest
	}
}

// placeholder writes the place of a value: a placeholder, or the value itself, in what the type makes of it.
func (c *Compiler) placeholder(ref BindRef) {
	ref.Type = c.grammar.inDialect(ref.Type)
	p, rest, bare := processorOf(ref.Type)
	if p == nil {
		c.plainPlaceholder(ref)
		return
	}
	ref.Type = rest
	value := &boundValue{ref: ref, bare: bare}
	value.Base = expr.NewBase(value)
	wrapped := p.BindExpression(value)
	if wrapped == nil {
		wrapped = value
	}
	c.ofType(func() { c.operand(wrapped, always) })
}

// ofType runs f, which writes what a type makes of a value or a column. Values in it belong to the type: they are constants.
func (c *Compiler) ofType(f func()) {
	c.within(func(ctx *context) { ctx.typed = true }, f)
}

// selectedAs is what is selected for e in the rows that a program reads: what its type makes of it. It is nil if that is e itself.
func (c *Compiler) selectedAs(e expr.Element) expr.Element {
	e = c.resolve(e)
	t := c.grammar.inDialect(expr.TypeOf(e))
	if _, bind := e.(*expr.Bind); bind && t != nil { // it keeps its type, whatever is put around it
		e = &typedColumn{X: e}
	}
	out := columnExpression(t, e)
	if out == e {
		return nil
	}
	return out
}

// columnExpression applies the innermost part of a type first.
func columnExpression(t types.Type, e expr.Element) expr.Element {
	if w, ok := t.(types.Wrapper); ok {
		e = columnExpression(w.Implementation(), e)
	}
	if p, ok := t.(expr.SQLProcessor); ok {
		if wrapped := p.ColumnExpression(e); wrapped != nil {
			return wrapped
		}
	}
	return e
}

// typedColumn is what a type makes of a column that is selected.
type typedColumn struct {
	expr.Base
	X expr.Element
}

// AppendKey is never called: the node lives only while its statement renders.
func (*typedColumn) AppendKey(*expr.Key) {}

// Children visits the expression.
func (t *typedColumn) Children(v *expr.Visitor) { expr.Child(v, &t.X) }

func writeTypedColumn(c *Compiler, t *typedColumn) { c.ofType(func() { c.Element(t.X) }) }

// bindCompared is bindBeside where an operator stands between b and other: a type of the program may say that b has another type then.
func (c *Compiler) bindCompared(b *expr.Bind, other expr.Element, operator string) {
	t, ok := c.typeOf(other).(types.DecoratedType)
	if !ok || b.Type != nil {
		c.bindBeside(b, other)
		return
	}
	c.bindAs(b, BindRef{Type: t.Compared(strings.TrimSpace(operator)), Name: c.bindName(b, other)})
}
