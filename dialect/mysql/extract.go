package mysql

import (
	"strings"

	"github.com/azoth-orm/azoth/compiler"
	"github.com/azoth-orm/azoth/expr"
	"github.com/azoth-orm/azoth/types"
)

// extract writes EXTRACT(field FROM x), and functions for the fields that MySQL does not have: the day of the week, counted from Sunday,
// which is 0, the day of the year, and the seconds since 1970.
func extract(c *compiler.Compiler, e *expr.Extract) {
	switch strings.ToLower(e.Field) {
	case "dow":
		c.Write("(DAYOFWEEK(")
		c.Element(e.X)
		c.Write(") - 1)")
	case "doy":
		c.Write("DAYOFYEAR(")
		c.Element(e.X)
		c.Write(")")
	case "epoch":
		c.Write("TIMESTAMPDIFF(SECOND, ")
		c.Literal(types.TextValue("1970-01-01"), nil)
		c.Write(", ")
		c.Operand(e.X, expr.OpComma)
		c.Write(")")
	default:
		compiler.WriteExtract(c, e)
	}
}
