package compiler

import (
	"github.com/azoth-orm/azoth/expr"
	"github.com/azoth-orm/azoth/schema"
)

// writeCreateTableAs writes CREATE TABLE name AS query, with literals in the place of values.
func writeCreateTableAs(c *Compiler, s *schema.CreateTableAs) {
	if !c.hasQuery(s) {
		return
	}
	c.Write("CREATE ")
	c.temporary(s, s.Temporary)
	c.Write("TABLE ")
	c.writeIf(s.IfNotExists, "IF NOT EXISTS ")
	c.inSchema(s.Schema, s.Name)
	c.Write(" AS ")
	c.writeDefinition(s.Query)
}

func (c *Compiler) hasQuery(s *schema.CreateTableAs) bool {
	if s.Query == nil {
		c.failf("CREATE TABLE %s AS has no query (give it one)", s.Name)
	}
	return s.Query != nil
}

// SelectInto is the rule of CREATE TABLE AS of a database that creates tables by SELECT … INTO name FROM …; its SELECT has the clause [Into].
func SelectInto(c *Compiler, s *schema.CreateTableAs) {
	if !c.hasQuery(s) {
		return
	}
	switch {
	case s.IfNotExists:
		c.Fail(&UnsupportedError{Dialect: c.grammar.Name, Node: s, Reason: "SELECT INTO has no IF NOT EXISTS (leave it out, and look for the table before)"})
	case s.Temporary:
		c.Fail(&UnsupportedError{Dialect: c.grammar.Name, Node: s, Reason: "SELECT INTO has no TEMPORARY (give the table a name that begins with #)"})
	}
	c.creates = &created{first: firstSelect(s.Query), write: func() { c.inSchema(s.Schema, s.Name) }}
	c.writeDefinition(s.Query)
	if c.creates != nil {
		c.failf("CREATE TABLE %s AS: what %s creates a table of is a SELECT, and a %T is none", s.Name, c.grammar.Name, s.Query)
	}
}

// created is the table that a SELECT creates.
type created struct {
	first *expr.Query
	write func()
}

// firstSelect is the SELECT that stands first in q.
func firstSelect(q expr.Selectable) *expr.Query {
	switch q := q.(type) {
	case *expr.Query:
		return q
	case *expr.CompoundQuery:
		return firstSelect(q.Parts[0])
	}
	return nil
}

// Into writes INTO name where [SelectInto] asked for it.
func Into(c *Compiler, s *SelectState) {
	if c.creates == nil || c.creates.first != s.Query {
		return
	}
	c.Write(" INTO ")
	c.creates.write()
	c.creates = nil
}
