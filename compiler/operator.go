package compiler

import (
	"github.com/azoth-orm/azoth/expr"
	"github.com/azoth-orm/azoth/types"
)

// Parentheses. An operand gets them when it does not bind more strongly than the operator that it is an operand of: see Operator.Level.
// They are decided here, while rendering, and never stored in the tree.

// Operand appends e as an operand of the operator against: in parentheses where it needs them.
func (c *Compiler) Operand(e expr.Element, against expr.Op) {
	c.operand(e, position{op: against, level: c.grammar.Operators[against].Level})
}

// position is where an operand stands.
type position struct {
	op    expr.Op
	level int
	// condition says that a truth value is wanted: a boolean column is written as a comparison where a database has no booleans.
	condition bool
}

// condition is the place of a condition that stands alone: WHERE, ON, HAVING with one condition.
var condition = position{level: levelCondition, condition: true}

// operand appends e at a place. A truth value becomes a condition where one is wanted.
func (c *Compiler) operand(e expr.Element, p position) {
	if c.err != nil {
		return
	}
	e = c.resolve(e)
	if p.condition || p.op == expr.OpAnd || p.op == expr.OpOr {
		if c.isBoolean(e) {
			c.truth(e, true)
			return
		}
	}
	if c.needsParentheses(e, p) {
		c.Parenthesized(func() { c.Element(e) })
		return
	}
	c.Element(e)
}

// Grouped is implemented by nodes of applications that are an operator and its operands, so that they get parentheses as an operand.
type Grouped interface {
	// SQLOperator is the operator of the grammar that binds as strongly as the node's own.
	SQLOperator() expr.Op
}

// needsParentheses compares the levels of e's operator and of the place.
func (c *Compiler) needsParentheses(e expr.Element, p position) bool {
	op, ok := c.operatorOf(e)
	if !ok {
		return false
	}
	if op == p.op && c.grammar.Operators[op].Flat {
		return false
	}
	return c.levelOf(e, op) <= p.level
}

// operatorOf is the outermost operator of e.
func (c *Compiler) operatorOf(e expr.Element) (expr.Op, bool) {
	switch e := c.resolve(e).(type) {
	case *expr.Binary:
		return e.Op, true
	case *expr.List:
		return e.Op, true
	case *expr.Unary:
		return e.Op, true
	case *expr.In:
		return e.Op, true
	case *expr.Between:
		return e.Op, true
	case *expr.Exists:
		return expr.OpExists, true
	case *expr.Collate:
		return opCollate, true
	case *expr.CustomBinary:
		return expr.OpCustom, true
	case *expr.RegexpReplace:
		return expr.OpRegexpReplace, true
	case *expr.Coerced:
		return c.operatorOf(e.X)
	case *expr.Label:
		return c.operatorOf(e.X)
	case *expr.Adapted:
		return c.operatorOf(e.X)
	case Grouped:
		return e.SQLOperator(), true
	}
	return expr.OpNone, false
}

// opCollate is the operator of expr.Collate, which has a node of its own.
const opCollate expr.Op = 255

// always is the position in which every operator gets parentheses.
var always = position{level: levelAny}

// writeBinary writes left op right, by the operator's own rule if it has one.
func writeBinary(c *Compiler, b *expr.Binary) {
	if is, ok := c.nullTest(b); ok {
		b = is
	}
	o, ok := c.grammar.Operators[b.Op]
	switch {
	case !ok:
		c.Fail(&UnsupportedError{Dialect: c.grammar.Name, Node: b})
	case o.Rule != nil:
		o.Rule(c, b)
	default:
		c.Infix(b, o.Text)
	}
}

// nullTest is a = NULL, which is never true, as a IS NULL.
func (c *Compiler) nullTest(b *expr.Binary) (*expr.Binary, bool) {
	op := expr.OpIs
	switch b.Op {
	case expr.OpEq:
	case expr.OpNe:
		op = expr.OpIsNot
	default:
		return nil, false
	}
	if _, ok := c.resolve(b.Right).(*expr.Null); ok {
		return expr.NewBinary(op, b.Left, b.Right), true
	}
	if _, ok := c.resolve(b.Left).(*expr.Null); ok {
		return expr.NewBinary(op, b.Right, b.Left), true
	}
	return nil, false
}

// Infix appends left text right, with the parentheses of b's operator. Rules for operators that only differ in text call it.
func (c *Compiler) Infix(b *expr.Binary, text string) {
	c.side(b.Left, b.Right, b.Op)
	c.Write(text)
	c.side(b.Right, b.Left, b.Op)
}

// side appends one side of a comparison; a bind takes name and type of the other side.
func (c *Compiler) side(e, other expr.Element, op expr.Op) {
	if b, ok := c.resolve(e).(*expr.Bind); ok {
		c.bindCompared(b, other, c.grammar.Operators[op].Text)
		return
	}
	c.Operand(e, op)
}

// writeCustom writes an operator that a program gave as text.
func writeCustom(c *Compiler, b *expr.Binary) { c.Infix(b, " "+b.Text+" ") }

// writeList writes a AND b AND c.
func writeList(c *Compiler, l *expr.List) {
	if len(l.Xs) == 1 {
		c.Element(l.Xs[0])
		return
	}
	text := c.grammar.Operators[l.Op].Text
	for i, x := range l.Xs {
		if i > 0 {
			c.Write(text)
		}
		c.Operand(x, l.Op)
	}
}

// writeUnary writes -x, DISTINCT x and their like.
func writeUnary(c *Compiler, u *expr.Unary) {
	if u.Op == expr.OpNot {
		writeNot(c, u)
		return
	}
	c.Write(c.grammar.Operators[u.Op].Text)
	c.Operand(u.X, u.Op)
}

// writeNot is NOT before what cannot be turned round: see negated.
func writeNot(c *Compiler, u *expr.Unary) {
	if c.isBoolean(u.X) {
		c.truth(u.X, false)
		return
	}
	c.Write(c.grammar.Operators[expr.OpNot].Text)
	c.Operand(u.X, expr.OpNot)
}

// negated is the element that NOT x is, if NOT turns x's operator round: a = b becomes a != b.
func (c *Compiler) negated(x expr.Element) (expr.Element, bool) {
	switch x := c.resolve(x).(type) {
	case *expr.Binary:
		if _, some := c.resolve(x.Right).(*expr.Quantified); some { // not = ANY is <> ALL
			return nil, false
		}
		if n := c.grammar.Operators[x.Op].Negation; n != expr.OpNone {
			turned := *x
			turned.Op = n
			return &turned, true
		}
	case *expr.In:
		return &turnedIn{in: x, op: c.grammar.Operators[x.Op].Negation}, true
	case *expr.Between:
		turned := *x
		turned.Op = c.grammar.Operators[x.Op].Negation
		return &turned, true
	case *expr.Adapted:
		if n, ok := c.negated(x.X); ok {
			return expr.NewAdapted(n, x.From, x.To), true
		}
	case *expr.Unary:
		if x.Op == expr.OpNot && c.isBoolean(x.X) {
			return x.X, true
		}
	}
	return nil, false
}

// isBoolean tells whether e is a truth value that is no condition by itself in a database without booleans: a boolean column, a
// function that returns one.
func (c *Compiler) isBoolean(e expr.Element) bool {
	switch e := c.resolve(e).(type) {
	case *expr.ColumnRef, *expr.Function, *expr.Bind, *expr.CaseElement, *expr.Cast, *expr.Over, *expr.Filter:
		_, ok := c.typeOf(e).(types.BooleanType)
		return ok
	case *expr.Truth:
		return true
	case *expr.Adapted:
		return c.isBoolean(e.X)
	case *expr.Label:
		return c.isBoolean(e.X)
	}
	return false
}

// truth appends a truth value, or its negation, as a condition.
func (c *Compiler) truth(e expr.Element, want bool) {
	if !c.grammar.Features.NativeBoolean {
		c.Element(e)
		if want {
			c.Write(" = 1")
		} else {
			c.Write(" = 0")
		}
		return
	}
	if !want {
		c.Write("NOT ")
	}
	c.Element(e)
}

// writeBetween writes x BETWEEN a AND b. The bounds are operands of AND: an AND in them needs parentheses.
func writeBetween(c *Compiler, b *expr.Between) {
	c.Operand(b.X, b.Op)
	c.Write(c.grammar.Operators[b.Op].Text)
	if b.Symmetric {
		if !c.grammar.Features.BetweenSymmetric {
			c.Fail(&UnsupportedError{c.grammar.Name, b, "it has no BETWEEN SYMMETRIC (give the smaller bound first)"})
			return
		}
		c.Write("SYMMETRIC ")
	}
	c.side(b.Lo, b.X, expr.OpAnd)
	c.Write(" AND ")
	c.side(b.Hi, b.X, expr.OpAnd)
}

// writeCollate writes x COLLATE name.
func writeCollate(c *Compiler, x *expr.Collate) {
	c.operand(x.X, position{op: opCollate, level: levelCollate})
	c.Write(" COLLATE ")
	write := c.Name
	if c.grammar.Features.PlainCollations {
		write = func(name string) { c.Write(c.grammar.Quoting.Phrase(name)) }
	}
	if x.Schema != "" {
		write(x.Schema)
		c.Write(".")
	}
	write(x.Name)
}

// conditions appends conditions that are joined by AND; one alone stands without.
func (c *Compiler) conditions(es []expr.Element) {
	es = expr.FoldAnd(c.flatten(es, nil))
	if len(es) == 1 {
		c.operand(es[0], condition)
		return
	}
	for i, e := range es {
		if i > 0 {
			c.Write(" AND ")
		}
		c.Operand(e, expr.OpAnd)
	}
}

// flatten takes apart the ANDs among es, so that they need no parentheses.
func (c *Compiler) flatten(es []expr.Element, out []expr.Element) []expr.Element {
	for _, e := range es {
		e = c.resolve(e)
		switch x := e.(type) {
		case *expr.List:
			if x.Op == expr.OpAnd {
				out = c.flatten(x.Xs, out)
				continue
			}
		case *expr.Adapted:
			if l, ok := c.resolve(x.X).(*expr.List); ok && l.Op == expr.OpAnd {
				for _, y := range l.Xs {
					out = c.flatten([]expr.Element{expr.NewAdapted(y, x.From, x.To)}, out)
				}
				continue
			}
		}
		out = append(out, e)
	}
	return out
}
