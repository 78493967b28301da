package compiler

import "github.com/azoth-orm/azoth/schema"

// writeCreateTableAs writes CREATE TABLE name AS query, with literals in the place of values.
func writeCreateTableAs(c *Compiler, s *schema.CreateTableAs) {
	if s.Query == nil {
		c.failf("CREATE TABLE %s AS has no query (give it one)", s.Name)
		return
	}
	c.Write("CREATE ")
	c.writeIf(s.Temporary, "TEMPORARY ")
	c.Write("TABLE ")
	c.writeIf(s.IfNotExists, "IF NOT EXISTS ")
	c.inSchema(s.Schema, s.Name)
	c.Write(" AS ")
	c.writeDefinition(s.Query)
}
