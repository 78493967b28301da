package compiler

import (
	"github.com/azoth-orm/azoth/expr"
	"github.com/azoth-orm/azoth/schema"
)

// resolve is the element that e stands for: what a Lazy was built to be, the node of a table's column, and, for NOT, the condition
// that it turns into. Every rule that looks at an element's Go type looks at the resolved one.
func (c *Compiler) resolve(e expr.Element) expr.Element {
	for {
		switch x := e.(type) {
		case *expr.Lazy:
			r, err := x.Resolve()
			if err != nil {
				c.Fail(err)
				return nil
			}
			e = r
		case *schema.Column:
			if x == nil {
				return nil
			}
			return &x.ColumnRef
		case *expr.ColumnRef:
			if x == nil {
				return nil
			}
			return x
		case *expr.Param:
			return x.Bind()
		case *expr.Computed:
			return x.Bind()
		case *expr.Unary:
			if x.Op == expr.OpNot {
				if n, ok := c.negated(x.X); ok {
					return n
				}
			}
			return x
		default:
			return e
		}
	}
}

// writeAdapted renders x while the columns of one FROM element are replaced by those of another. Several may be in force: the
// innermost replaces first, and what it gives is replaced by those around it.
func writeAdapted(c *Compiler, a *expr.Adapted) {
	c.adapting(a, func() {
		if col := c.replacement(a.X); col != nil {
			c.columnOf(col)
			return
		}
		c.Element(a.X)
	})
}

// adapting runs f with a in force. The slice is copied: contexts saved further out share its array.
func (c *Compiler) adapting(a *expr.Adapted, f func()) {
	c.within(func(ctx *context) {
		ctx.adapted = append(ctx.adapted[:len(ctx.adapted):len(ctx.adapted)], a)
	}, f)
}

// adaptColumn is the column that stands for col here.
func (c *Compiler) adaptColumn(col *expr.ColumnRef) *expr.ColumnRef {
	for i := len(c.adapted) - 1; i >= 0; i-- {
		a := c.adapted[i]
		if col.From != a.From || col.From == nil {
			continue
		}
		if n := expr.Corresponding(a.To, col); n != nil {
			col = n
		} else {
			col = col.On(a.To)
		}
	}
	return col
}

// adaptFrom is the FROM element that stands for f here.
func (c *Compiler) adaptFrom(f expr.FromElement) expr.FromElement {
	for i := len(c.adapted) - 1; i >= 0; i-- {
		if a := c.adapted[i]; f == a.From {
			f = a.To
		}
	}
	return f
}

// replacement is the column of a subquery that e, which is no column itself, became: ORDER BY lower(name) of a statement that was
// wrapped is the wrapped statement's column. It is nil if there is none.
func (c *Compiler) replacement(e expr.Element) *expr.ColumnRef {
	switch c.resolve(e).(type) {
	case nil, *expr.ColumnRef, *expr.Adapted, *expr.Bind:
		return nil
	}
	for i := len(c.adapted) - 1; i >= 0; i-- {
		switch to := c.adapted[i].To.(type) {
		case *expr.Subquery, *expr.CTE:
			if col := expr.Corresponding(to, e); col != nil {
				return col
			}
		}
	}
	return nil
}
