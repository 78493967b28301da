package mysql

import (
	"fmt"

	"github.com/azoth-orm/azoth/compiler"
	"github.com/azoth-orm/azoth/expr"
	"github.com/azoth-orm/azoth/types"
)

// writeJSON writes a place of a document. A JSON null is not NULL to MySQL, so it is turned into one.
func writeJSON(c *compiler.Compiler, j *expr.JSONAccess) {
	if j.As == expr.JSONAsDocument {
		c.JSONExtract(j)
		return
	}
	c.Write("CASE ")
	c.JSONExtract(j)
	c.Write(" WHEN ")
	c.Literal(types.TextValue("null"), types.Text())
	c.Write(" THEN NULL ")
	switch j.As {
	case expr.JSONAsText:
		c.Write("ELSE JSON_UNQUOTE(")
		c.JSONExtract(j)
		c.Write(")")
	case expr.JSONAsInt:
		c.Write("ELSE CAST(")
		c.JSONExtract(j)
		c.Write(" AS SIGNED INTEGER)")
	case expr.JSONAsDecimal:
		c.Write("ELSE CAST(")
		c.JSONExtract(j)
		c.Write(fmt.Sprintf(" AS DECIMAL(%d, %d))", j.Decimal.Precision, j.Decimal.Scale))
	case expr.JSONAsFloat:
		c.Write("ELSE ")
		c.JSONExtract(j)
		c.Write("+0.0000000000000000000000")
	case expr.JSONAsBool:
		c.Write("WHEN true THEN true ELSE false")
	}
	c.Write(" END")
}
