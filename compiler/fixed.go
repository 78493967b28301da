package compiler

import "github.com/azoth-orm/azoth/expr"

// writeFixed writes an expression whose values do not come with the run.
func writeFixed(c *Compiler, f *expr.Fixed) {
	c.within(func(ctx *context) { ctx.fixed = true }, func() { c.Element(f.X) })
}
