package compiler

import (
	"strconv"

	"github.com/azoth-orm/azoth/expr"
	"github.com/azoth-orm/azoth/types"
)

// turnedIn is NOT (x IN (...)) as x NOT IN (...). The original In keeps the list, whose address the key knows.
type turnedIn struct {
	expr.Base
	in *expr.In
	op expr.Op
}

// AppendKey is never called: the node lives only while its statement renders.
func (*turnedIn) AppendKey(*expr.Key) {}

// Children shows the left side.
func (t *turnedIn) Children(v *expr.Visitor) { expr.Child(v, &t.in) }

// SQLOperator is the turned operator.
func (t *turnedIn) SQLOperator() expr.Op { return t.op }

// writeIn writes x IN (...).
func writeIn(c *Compiler, n *expr.In) { c.in(n, n.Op) }

// writeTurnedIn writes what NOT made of an IN.
func writeTurnedIn(c *Compiler, t *turnedIn) { c.in(t.in, t.op) }

// writeNotIn is the rule of x NOT IN (SELECT ...).
func writeNotIn(c *Compiler, b *expr.Binary) {
	c.Parenthesized(func() { c.Infix(b, " NOT IN ") })
}

// in appends x IN (...). NOT IN stands in parentheses because the empty list may render an OR behind it.
func (c *Compiler) in(n *expr.In, op expr.Op) {
	write := func() {
		c.Operand(n.X, expr.OpIn)
		c.Write(c.grammar.Operators[op].Text)
		values := c.inList(n)
		if len(values) == 0 {
			c.emptyList(n, op)
			return
		}
		c.Parenthesized(func() { c.inValues(n, values) })
	}
	if op == expr.OpNotIn {
		c.Parenthesized(write)
		return
	}
	write()
}

// inList are the values of the list. Those of a parameter are known when the statement runs; what is only shown has one in their place.
func (c *Compiler) inList(n *expr.In) []types.Value {
	if n.Param == nil {
		return n.Values
	}
	if c.key == nil || c.fixed {
		return make([]types.Value, n.Columns)
	}
	return c.key.Texts(&n.List)
}

// inValues appends the placeholders of the list; each is the next value of the one bind that the key has for all of them.
func (c *Compiler) inValues(n *expr.In, values []types.Value) {
	name := c.inName(n)
	if n.Columns > 1 {
		c.inTuples(n, values, name)
		return
	}
	typ := c.typeOf(n.X)
	for i, v := range values {
		c.separate(i)
		c.bindList(&n.List, i, BindRef{Const: v, Type: typ, Name: numbered(name, i+1)})
	}
}

// inName is what the names of the values begin with.
func (c *Compiler) inName(n *expr.In) string {
	if n.Param != nil {
		return n.Param.Name
	}
	return c.names.anonymous(&n.List, c.bindPrefix(n.X))
}

// inTuples appends the list for a tuple: (?, ?), (?, ?).
func (c *Compiler) inTuples(n *expr.In, values []types.Value, name string) {
	if c.grammar.Features.TupleInValues {
		c.Write("VALUES ")
	}
	typs := c.tupleTypes(n.X)
	for row := range len(values) / n.Columns {
		c.separate(row)
		c.Write("(")
		for col := range n.Columns {
			c.separate(col)
			i := row*n.Columns + col
			ref := BindRef{Const: values[i], Name: numbered(numbered(name, row+1), col+1)}
			if col < len(typs) {
				ref.Type = typs[col]
			}
			c.bindList(&n.List, i, ref)
		}
		c.Write(")")
	}
}

// tupleTypes are the types of a tuple's columns, which its values take.
func (c *Compiler) tupleTypes(x expr.Element) []types.Type {
	t, ok := c.resolve(x).(*expr.Tuple)
	if !ok {
		return nil
	}
	out := make([]types.Type, len(t.Xs))
	for i, e := range t.Xs {
		out[i] = c.typeOf(e)
	}
	return out
}

// separate appends the comma before every element but the first.
func (c *Compiler) separate(i int) {
	if i > 0 {
		c.Write(", ")
	}
}

// emptyList appends what stands for a list without values: a set without rows where a database takes one, otherwise a list of NULL
// and a condition that makes the whole false, or true for NOT IN.
func (c *Compiler) emptyList(n *expr.In, op expr.Op) {
	if f := c.grammar.Features.EmptySet; f != nil {
		c.Parenthesized(func() { c.Write(f(n.Columns)) })
		return
	}
	c.Write("(")
	list := repeated("NULL", n.Columns)
	if n.Columns > 1 {
		list = "(" + list + ")"
	}
	if op == expr.OpNotIn {
		c.Write(list + ") OR (1 = 1)")
		return
	}
	c.Write(list + ") AND (1 != 1)")
}

// repeated is s n times, with commas.
func repeated(s string, n int) string {
	out := s
	for range n - 1 {
		out += ", " + s
	}
	return out
}

// EmptySelect is the set of no rows of n columns as SQLite takes it, for Features.EmptySet.
func EmptySelect(n int) string {
	ones := repeated(strconv.Itoa(1), n)
	return "SELECT " + ones + " FROM (SELECT " + ones + ") WHERE 1!=1"
}

// writeTuple writes (a, b).
func writeTuple(c *Compiler, t *expr.Tuple) {
	c.Parenthesized(func() { c.List(t.Xs) })
}
