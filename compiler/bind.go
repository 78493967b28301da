package compiler

import (
	"strconv"

	"github.com/azoth-orm/azoth/expr"
	"github.com/azoth-orm/azoth/types"
)

// Bind appends a placeholder for b. Rules call it for the binds of their own nodes, which hand them to the key in AppendKey.
func (c *Compiler) Bind(b *expr.Bind) { c.bindBeside(b, nil) }

// bindBeside appends a placeholder for b, which stands beside other: the column that it is compared with or assigned to. It takes name
// and type from there.
func (c *Compiler) bindBeside(b *expr.Bind, other expr.Element) {
	ref := BindRef{Type: b.Type, Name: c.bindName(b, other)}
	if ref.Type == nil && other != nil {
		ref.Type = c.typeOf(other)
	}
	c.bindAs(b, ref)
}

// bindAs appends a placeholder for b; ref has its name and type.
func (c *Compiler) bindAs(b *expr.Bind, ref BindRef) {
	index, ok := c.bindIndex(b)
	if !ok {
		return
	}
	ref.Index = index
	if index < 0 {
		ref.Const = b.Value
	}
	c.placeholder(ref)
}

// bindIndex is where the key has b's value. A bind that the key does not have is a mistake of the node that contains it.
func (c *Compiler) bindIndex(b *expr.Bind) (int, bool) {
	if c.key == nil || c.fixed {
		return -1, true
	}
	i, ok := c.key.Index(b)
	if !ok && c.typed {
		return -1, true
	}
	if !ok {
		c.failf("a bound value is not in the statement's key: the node that renders it must hand it over in its AppendKey method (call k.Bind, or k.Element of what contains it)")
	}
	return i, ok
}

// Const appends a placeholder for a value that belongs to the text: it is the same for every statement of this structure.
func (c *Compiler) Const(v types.Value, t types.Type) {
	c.placeholder(BindRef{Index: -1, Const: v, Type: t, Name: c.names.next("param")})
}

// writeConstant writes a placeholder, or a literal where the database takes none.
func writeConstant(c *Compiler, k *expr.Constant) {
	if c.grammar.Features.LiteralConstants {
		c.Literal(k.Value, k.Type)
		return
	}
	c.Const(k.Value, k.Type)
}

// writeLiteralParam writes the value of a parameter that is part of the text. What is only shown has a placeholder in its place.
func writeLiteralParam(c *Compiler, p *expr.LiteralParam) {
	if c.key == nil || c.fixed {
		c.Bind(p.Bind())
		return
	}
	for _, v := range c.key.Texts(p.Bind()) {
		c.Literal(v, p.Type)
	}
}

// bindList appends the n-th value of a list: In.Values.
func (c *Compiler) bindList(list *expr.Bind, n int, ref BindRef) {
	base, ok := c.bindIndex(list)
	if !ok {
		return
	}
	ref.Index = -1
	if base >= 0 {
		ref.Index = base + n
	}
	c.placeholder(ref)
}

// bindName is the placeholder's name, after the column beside it: name_1.
func (c *Compiler) bindName(b *expr.Bind, other expr.Element) string {
	switch {
	case b.Name != "":
		return b.Name
	case b.Prefix != "":
		return c.names.anonymous(b, b.Prefix)
	}
	return c.names.anonymous(b, c.bindPrefix(other))
}

// bindPrefix is what the name of a bind begins with: the name of the column or function that it stands beside.
func (c *Compiler) bindPrefix(other expr.Element) string {
	switch e := c.resolve(other).(type) {
	case *expr.ColumnRef:
		if n := c.columnName(e); n != "" {
			return n
		}
	case *expr.Label:
		return e.Name
	case *expr.Function:
		return functionName(e)
	}
	return "param"
}

// TypeOf is the SQL type of e, nil if it is not known: for rules that write a type's operators in another way.
func (c *Compiler) TypeOf(e expr.Element) types.Type { return c.typeOf(e) }

// typeOf is the SQL type of e; a column without one has that of the column that its foreign key references.
func (c *Compiler) typeOf(e expr.Element) types.Type {
	e = c.resolve(e)
	if e == nil {
		return nil
	}
	switch e := e.(type) {
	case *expr.ColumnRef:
		return columnType(e)
	case *expr.Adapted:
		return c.typeOf(e.X)
	case *expr.Label:
		return c.typeOf(e.X)
	case *expr.Binary:
		if e.Op == expr.OpTrueDiv {
			if t := c.typeOf(e.Left); t != nil && !types.IsInteger(t) {
				return t
			}
			return types.NumericType{}
		}
		if isArithmetic(e.Op) {
			return c.typeOf(e.Left)
		}
		return types.Boolean()
	case *expr.Unary:
		if e.Op == expr.OpNeg || e.Op == expr.OpBitNot {
			return c.typeOf(e.X)
		}
	}
	return expr.TypeOf(e)
}

// isArithmetic tells whether the result of op has the type of its left side, and is no condition.
func isArithmetic(op expr.Op) bool {
	switch op {
	case expr.OpAdd, expr.OpSub, expr.OpMul, expr.OpDiv, expr.OpMod, expr.OpConcat, expr.OpFloorDiv,
		expr.OpBitAnd, expr.OpBitOr, expr.OpBitXor, expr.OpShiftLeft, expr.OpShiftRight, expr.OpCustom:
		return true
	}
	return false
}

// numbered is prefix_n.
func numbered(prefix string, n int) string { return prefix + "_" + strconv.Itoa(n) }
