package compiler

import (
	"strconv"
	"strings"

	"github.com/azoth-orm/azoth/schema"
	"github.com/azoth-orm/azoth/types"
)

// SequenceStyle says how a database has sequences.
type SequenceStyle uint8

// How there are sequences: not at all; as PostgreSQL has them, nextval('name'); as MariaDB has them, nextval(name); as the SQL standard has
// them, NEXT VALUE FOR name; as Oracle has them, name.nextval.
const (
	SequenceNever SequenceStyle = iota
	SequenceByText
	SequenceByName
	SequenceByNextValue
	SequenceByMember
)

// typed tells whether a sequence can have a type.
func (s SequenceStyle) typed() bool { return s == SequenceByText || s == SequenceByNextValue }

// HasSequence tells whether the database has a sequence: it has none, or it does not need an optional one.
func (c *Compiler) HasSequence(s *schema.Sequence) bool { return c.grammar.Features.DDL.HasSequence(s) }

// Numbered tells whether a sequence that the database has gives the column its numbers, so that the column need not count by itself.
func (c *Compiler) Numbered(col *schema.Column) bool {
	q := col.Sequence()
	return q != nil && c.HasSequence(q)
}

func registerSequences(g *Grammar) {
	On(g, writeCreateSequence)
	On(g, writeDropSequence)
	On(g, writeNextNumber)
}

const noSequences = "it has no sequences (let the database count the column up: a primary key of one integer)"

// writeCreateSequence writes CREATE SEQUENCE name AS type and how it counts.
func writeCreateSequence(c *Compiler, s *schema.CreateSequence) {
	if c.grammar.Features.DDL.Sequences == SequenceNever {
		c.unsupported(s, noSequences)
		return
	}
	c.Write("CREATE SEQUENCE ")
	c.ifNotExists(s, s.IfNotExists)
	c.inSchema(s.Sequence.Schema, s.Sequence.Name)
	if s.Sequence.Type != nil && c.grammar.Features.DDL.Sequences.typed() {
		name, err := c.grammar.TypeName(s.Sequence.Type)
		if err != nil {
			c.Fail(err)
			return
		}
		c.Write(" AS " + name)
	}
	if options := c.grammar.Features.DDL.counterOptions(&s.Sequence.Counter); options != "" {
		c.Write(" " + options)
	}
}

func writeDropSequence(c *Compiler, s *schema.DropSequence) {
	if c.grammar.Features.DDL.Sequences == SequenceNever {
		c.unsupported(s, noSequences)
		return
	}
	c.Write("DROP SEQUENCE ")
	c.writeIf(s.IfExists, "IF EXISTS ")
	c.inSchema(s.Sequence.Schema, s.Sequence.Name)
}

// counterOptions is how a sequence or an identity column counts.
func (f *DDLFeatures) counterOptions(n *schema.Counter) string {
	var out []string
	number := func(words string, n *int64) {
		if n != nil {
			out = append(out, words+" "+strconv.FormatInt(*n, 10))
		}
	}
	word := func(said bool, words string) {
		if said {
			out = append(out, words)
		}
	}
	no := "NO "
	if f.CounterOrder {
		no = "NO"
	}
	number("INCREMENT BY", n.Increment)
	number("START WITH", n.Start)
	number("MINVALUE", n.Min)
	number("MAXVALUE", n.Max)
	word(n.NoMin, no+"MINVALUE")
	word(n.NoMax, no+"MAXVALUE")
	number("CACHE", n.Cache)
	word(n.Cycle, "CYCLE")
	if f.NoCycleWord {
		no = "NO"
	}
	word(n.NoCycle, no+"CYCLE")
	if f.CounterOrder && n.Order != nil {
		word(*n.Order, "ORDER")
		word(!*n.Order, "NOORDER")
	}
	return strings.Join(out, " ")
}

// writeNextNumber writes the next number of a sequence, whose name is a text to PostgreSQL.
func writeNextNumber(c *Compiler, n *schema.NextNumber) {
	switch c.grammar.Features.DDL.Sequences {
	case SequenceNever:
		c.unsupported(n, noSequences)
	case SequenceByName:
		c.Write("nextval(")
		c.inSchema(n.Sequence.Schema, n.Sequence.Name)
		c.Write(")")
	case SequenceByNextValue:
		c.Write("NEXT VALUE FOR ")
		c.inSchema(n.Sequence.Schema, n.Sequence.Name)
	case SequenceByMember:
		c.inSchema(n.Sequence.Schema, n.Sequence.Name)
		c.Write(".nextval")
	case SequenceByText:
		name := c.capture(func() { c.inSchema(n.Sequence.Schema, n.Sequence.Name) })
		c.Write("nextval(")
		c.Literal(types.TextValue(string(name.text)), types.Text())
		c.Write(")")
	}
}
