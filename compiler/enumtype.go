package compiler

import (
	"github.com/azoth-orm/azoth/schema"
	"github.com/azoth-orm/azoth/types"
)

func registerEnumTypes(g *Grammar) {
	On(g, writeCreateEnumType)
	On(g, writeDropEnumType)
}

const noEnumTypes = "its enumerations are not types of their own (create the table alone)"

// writeCreateEnumType writes CREATE TYPE name AS ENUM ('a', 'b').
func writeCreateEnumType(c *Compiler, s *schema.CreateEnumType) {
	if !c.grammar.Features.DDL.EnumTypes {
		c.unsupported(s, noEnumTypes)
		return
	}
	c.Write("CREATE TYPE ")
	c.enumTypeName(s.Type)
	c.Write(" AS ENUM (")
	for i, v := range s.Type.Values() {
		c.separate(i)
		c.Literal(types.TextValue(v), nil)
	}
	c.Write(")")
}

func writeDropEnumType(c *Compiler, s *schema.DropEnumType) {
	if !c.grammar.Features.DDL.EnumTypes {
		c.unsupported(s, noEnumTypes)
		return
	}
	c.Write("DROP TYPE ")
	c.writeIf(s.IfExists, "IF EXISTS ")
	c.enumTypeName(s.Type)
}

// enumTypeName appends the name of an enumeration, as in a column.
func (c *Compiler) enumTypeName(t types.EnumType) {
	if t.Varchar {
		c.failf("the enumeration %s is a VARCHAR, not a type of its own (leave Varchar out)", t.SQLType())
		return
	}
	name, err := c.grammar.TypeName(c.typeInSchema(t))
	if err != nil {
		c.Fail(err)
		return
	}
	c.Write(name)
}
