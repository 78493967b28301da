package compiler

import "github.com/azoth-orm/azoth/expr"

// WithoutIntervals writes a sum or a difference, and refuses one of days, times and intervals: where there is no type of intervals, the
// operators count the digits of a time.
func WithoutIntervals(text string) func(c *Compiler, b *expr.Binary) {
	return func(c *Compiler, b *expr.Binary) {
		if expr.IsTemporal(c.typeOf(b.Left)) || expr.IsTemporal(c.typeOf(b.Right)) {
			c.Fail(&UnsupportedError{c.grammar.Name, b, "it has no arithmetic of days and times (use a function of the database, such as date_add or julianday)"})
			return
		}
		c.Infix(b, text)
	}
}
