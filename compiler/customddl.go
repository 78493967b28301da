package compiler

import "github.com/azoth-orm/azoth/schema"

// writeCustomDDL writes SQL of the program, with the names of the table in it.
func writeCustomDDL(c *Compiler, d *schema.CustomDDL) {
	var table, in, full string
	if d.Table != nil {
		table = string(c.capture(func() { c.Name(d.Table.Name) }).text)
		if to := c.schemas.Of(d.Table.Schema); to != "" {
			in = string(c.capture(func() { c.Name(to) }).text)
		}
		full = string(c.capture(func() { c.Table(d.Table) }).text)
	}
	text, err := d.Expand(table, in, full)
	if err != nil {
		c.Fail(err)
		return
	}
	c.Write(text)
}
