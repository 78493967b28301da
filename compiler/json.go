package compiler

import (
	"strconv"
	"strings"

	"github.com/azoth-orm/azoth/expr"
	"github.com/azoth-orm/azoth/types"
)

// writeJSON writes a place of a document by JSON_EXTRACT, as SQLite has it: JSON_QUOTE keeps a document a document.
func writeJSON(c *Compiler, j *expr.JSONAccess) {
	if t := JSONScalar(j); t != nil {
		name, err := c.grammar.TypeName(t)
		if err != nil {
			c.Fail(err)
			return
		}
		c.Write("CAST(")
		c.JSONExtract(j)
		c.Write(" AS " + name + ")")
		return
	}
	c.Write("JSON_QUOTE(")
	c.JSONExtract(j)
	c.Write(")")
}

// JSONScalar is the SQL type that a place of a document is cast to; nil for one that stays a document.
func JSONScalar(j *expr.JSONAccess) types.Type {
	switch j.As {
	case expr.JSONAsText:
		return types.String(0)
	case expr.JSONAsInt:
		return types.Integer()
	case expr.JSONAsFloat:
		return types.Float()
	case expr.JSONAsBool:
		return types.Boolean()
	case expr.JSONAsDecimal:
		return j.Decimal
	}
	return nil
}

// JSONExtract appends JSON_EXTRACT(x, path). The path is bound; it is part of the statement's structure.
func (c *Compiler) JSONExtract(j *expr.JSONAccess) {
	c.Write("JSON_EXTRACT(")
	c.JSONPlace(j)
	c.Write(")")
}

// JSONPlace appends x, path: the arguments of the functions that look into a document.
func (c *Compiler) JSONPlace(j *expr.JSONAccess) {
	c.Operand(j.X, expr.OpComma)
	c.Write(", ")
	c.Const(types.TextValue(c.JSONPath(j)), types.String(0))
}

// JSONSteps are the steps of j. A key that the database would not find is a [*NameError].
func (c *Compiler) JSONSteps(j *expr.JSONAccess) []any {
	for _, s := range j.Steps {
		if key, ok := s.(string); ok {
			c.allowed(keyName, key)
		}
	}
	return j.Steps
}

// JSONPath is the path of a place in a document: $."key"[0].
func (c *Compiler) JSONPath(j *expr.JSONAccess) string {
	var b strings.Builder
	b.WriteByte('$')
	for _, s := range c.JSONSteps(j) {
		if n, ok := s.(int); ok {
			b.WriteString("[" + strconv.Itoa(n) + "]")
			continue
		}
		b.WriteString("." + c.jsonString(s))
	}
	return b.String()
}

// jsonString is a text as documents have it. MariaDB compares the letters of a key, not what they stand for, so there must be one form.
func (c *Compiler) jsonString(text any) string {
	v, err := types.Document{V: text}.EncodeSQL(nil, types.Native{})
	if err != nil {
		c.Fail(err)
		return ""
	}
	return v.Text()
}
