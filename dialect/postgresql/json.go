package postgresql

import (
	"strconv"
	"strings"

	"github.com/azoth-orm/azoth/compiler"
	"github.com/azoth-orm/azoth/expr"
	"github.com/azoth-orm/azoth/types"
)

// writeJSON writes a place of a document with the operators ->, ->>, #> and #>>.
func writeJSON(c *compiler.Compiler, j *expr.JSONAccess) {
	t := compiler.JSONScalar(j)
	if t == nil {
		place(c, j, "")
		return
	}
	name, err := c.Grammar().TypeName(t)
	if err != nil {
		c.Fail(err)
		return
	}
	c.Write("CAST(")
	place(c, j, ">")
	c.Write(" AS " + name + ")")
}

// place writes (x -> 'key') or (x #> '{key,0}'); suffix > asks for text.
func place(c *compiler.Compiler, j *expr.JSONAccess, suffix string) {
	c.Write("(")
	c.Operand(j.X, expr.OpConcat)
	steps := c.JSONSteps(j)
	if len(steps) == 1 {
		c.Write(" ->" + suffix + " ")
		if n, ok := steps[0].(int); ok {
			c.Literal(types.Int64Value(int64(n)), nil)
		} else {
			c.Const(types.TextValue(steps[0].(string)), types.Text())
		}
	} else {
		c.Write(" #>" + suffix + " ")
		c.Const(types.TextValue(pathArray(steps)), types.Text())
	}
	c.Write(")")
}

// pathArray is a path as the text of an array: {"key","0"}.
func pathArray(steps []any) string {
	parts := make([]string, len(steps))
	for i, s := range steps {
		text, ok := s.(string)
		if !ok {
			text = strconv.Itoa(s.(int))
		}
		parts[i] = `"` + strings.NewReplacer(`\`, `\\`, `"`, `\"`).Replace(text) + `"`
	}
	return "{" + strings.Join(parts, ",") + "}"
}
