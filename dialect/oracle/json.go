package oracle

import (
	"github.com/azoth-orm/azoth/compiler"
	"github.com/azoth-orm/azoth/expr"
)

// longest is the type of a text in SQL, of the greatest length that every database has.
const longest = "VARCHAR2(4000)"

// writeJSON writes a place of a document: JSON_QUERY for what is a document itself, JSON_VALUE for a value. The path is a literal: Oracle
// takes no placeholder there.
func writeJSON(c *compiler.Compiler, j *expr.JSONAccess) {
	switch j.As {
	case expr.JSONAsDocument:
		place(c, "JSON_QUERY(", j)
		c.Write(")")
	case expr.JSONAsText:
		value(c, j, longest)
	case expr.JSONAsInt:
		value(c, j, "INTEGER")
	case expr.JSONAsFloat:
		value(c, j, "FLOAT")
	case expr.JSONAsBool:
		truth(c, j)
	case expr.JSONAsDecimal:
		decimal(c, j)
	}
}

func place(c *compiler.Compiler, function string, j *expr.JSONAccess) {
	c.Write(function)
	c.Operand(j.X, expr.OpComma)
	c.Write(", ")
	c.Text(c.JSONPath(j))
}

// value writes JSON_VALUE(x, path RETURNING type ERROR ON ERROR).
func value(c *compiler.Compiler, j *expr.JSONAccess, name string) {
	place(c, "JSON_VALUE(", j)
	c.Write(" RETURNING " + name + " ERROR ON ERROR)")
}

// decimal writes a number of so many digits.
func decimal(c *compiler.Compiler, j *expr.JSONAccess) {
	value(c, j, Number(j.Decimal.Precision, j.Decimal.Scale).Name)
}

// truth writes a truth value as a number, for RETURNING does not make one of it.
func truth(c *compiler.Compiler, j *expr.JSONAccess) {
	c.Write("CASE ")
	place(c, "JSON_VALUE(", j)
	c.Write(") WHEN ")
	c.Text("true")
	c.Write(" THEN 1 WHEN ")
	c.Text("false")
	c.Write(" THEN 0 ELSE CAST(")
	place(c, "JSON_VALUE(", j)
	c.Write(") AS NUMBER(1)) END")
}
