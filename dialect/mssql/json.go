package mssql

import (
	"github.com/azoth-orm/azoth/compiler"
	"github.com/azoth-orm/azoth/expr"
)

// writeJSON writes a place of a document: JSON_QUERY for what is a document itself, JSON_VALUE for a value.
func writeJSON(c *compiler.Compiler, j *expr.JSONAccess) {
	switch j.As {
	case expr.JSONAsDocument:
		call(c, "JSON_QUERY(", j)
	case expr.JSONAsText:
		call(c, "JSON_VALUE(", j)
	case expr.JSONAsBool:
		c.Write("CASE ")
		call(c, "JSON_VALUE(", j)
		c.Write(" WHEN ")
		c.Text("true")
		c.Write(" THEN 1 WHEN ")
		c.Text("false")
		c.Write(" THEN 0 END")
	default:
		name, err := c.Grammar().TypeName(compiler.JSONScalar(j))
		if err != nil {
			c.Fail(err)
			return
		}
		c.Write("CAST(")
		call(c, "JSON_VALUE(", j)
		c.Write(" AS " + name + ")")
	}
}

func call(c *compiler.Compiler, function string, j *expr.JSONAccess) {
	c.Write(function)
	c.JSONPlace(j)
	c.Write(")")
}
