package schema

import (
	"strings"

	"github.com/azoth-orm/azoth/expr"
	"github.com/azoth-orm/azoth/types"
)

// Sequence is a sequence of the database: numbers, each given once.
//
// SQLAlchemy: Sequence.
type Sequence struct {
	// Name is the sequence's name, Schema the schema that it lives in; "" is the database's default.
	Name, Schema string
	// MetaData is the catalogue that the sequence belongs to; it may be nil.
	MetaData *MetaData
	// Type is the integer type of the numbers, in a database that makes a difference; nil is its own, of 64 bits.
	Type types.Type
	// Counter says how it counts.
	Counter
	// Optional says that only databases which count no column up by themselves need the sequence: it is neither made nor used elsewhere.
	// SQLAlchemy: Sequence(optional=True).
	Optional bool
}

// NewSequence is a new sequence of meta, which may be nil: CreateAll creates it before the tables, DropAll drops it after them. name may
// be "schema.sequence". It panics if meta has a sequence of that name.
//
// SQLAlchemy: Sequence.
func NewSequence(meta *MetaData, name string, counter Counter) *Sequence {
	s := &Sequence{Name: name, MetaData: meta, Counter: counter}
	if in, n, ok := strings.Cut(name, "."); ok {
		s.Schema, s.Name = in, n
	} else if meta != nil {
		s.Schema = meta.Schema
	}
	if meta != nil {
		meta.addSequence(s)
	}
	return s
}

// Key is the name of s in its MetaData: schema.sequence, or sequence.
func (s *Sequence) Key() string { return key(s.Schema, s.Name) }

// String is the sequence's name, with its schema.
func (s *Sequence) String() string { return s.Key() }

// appendKey writes which sequence is meant.
func (s *Sequence) appendKey(k *expr.Key) {
	k.String(s.Schema)
	k.String(s.Name)
}

// NextNumber is the next number of a sequence, as a node.
//
// SQLAlchemy: next_value.
type NextNumber struct {
	expr.Base
	Sequence *Sequence
}

// NextValue renders nextval('name'), or NEXT VALUE FOR name: an expression for INSERT and SELECT, and the default of a column, in the
// program ([Default]) or in the database ([ServerDefault]).
//
// SQLAlchemy: Sequence.next_value.
func NextValue(s *Sequence) expr.Number[int64, int64] { return NextValueAs[int64](s) }

// NextValueAs is [NextValue] for a column of another Go type.
func NextValueAs[V ~int | ~int16 | ~int32 | ~int64](s *Sequence) expr.Number[V, V] {
	n := &NextNumber{Sequence: s}
	n.Base = expr.NewBase(n)
	return expr.MakeNumber[V, V](n)
}

// AppendKey writes the sequence.
func (n *NextNumber) AppendKey(k *expr.Key) {
	k.Tag(expr.TagNextValue)
	n.Sequence.appendKey(k)
}

// Children shows nothing.
func (n *NextNumber) Children(*expr.Visitor) {}

// SQLType is the type of the numbers.
func (n *NextNumber) SQLType() types.Type {
	if n.Sequence.Type != nil {
		return n.Sequence.Type
	}
	return types.BigInteger()
}

// CreateSequence is CREATE SEQUENCE.
//
// SQLAlchemy: CreateSequence.
type CreateSequence struct {
	ddl
	Sequence *Sequence
	// IfNotExists renders IF NOT EXISTS.
	IfNotExists bool
}

// AppendKey writes the sequence, how it counts and the options.
func (c *CreateSequence) AppendKey(k *expr.Key) {
	appendDDL(k, kindCreateSequence, nil)
	c.Sequence.appendKey(k)
	k.SQLType(c.Sequence.Type)
	c.Sequence.Counter.appendKey(k)
	k.Bool(c.IfNotExists)
}

func (c *Counter) appendKey(k *expr.Key) {
	for _, n := range []*int64{c.Start, c.Increment, c.Min, c.Max, c.Cache} {
		k.Bool(n != nil)
		if n != nil {
			k.Uint(uint64(*n))
		}
	}
	for _, b := range []bool{c.NoMin, c.NoMax, c.Cycle, c.NoCycle, c.Order != nil, c.Order != nil && *c.Order} {
		k.Bool(b)
	}
}

// DropSequence is DROP SEQUENCE.
//
// SQLAlchemy: DropSequence.
type DropSequence struct {
	ddl
	Sequence *Sequence
	// IfExists renders IF EXISTS.
	IfExists bool
}

// AppendKey writes the sequence and the options.
func (d *DropSequence) AppendKey(k *expr.Key) {
	appendDDL(k, kindDropSequence, nil)
	d.Sequence.appendKey(k)
	k.Bool(d.IfExists)
}

// sequencesOf are the sequences of the catalogue, and those that columns of tables take their defaults from, each once.
func sequencesOf(m *MetaData, tables []*Table) []*Sequence {
	var out []*Sequence
	seen := map[tableName]bool{}
	add := func(s *Sequence) {
		if n := (tableName{s.Schema, s.Name}); !seen[n] {
			seen[n] = true
			out = append(out, s)
		}
	}
	if m != nil {
		for _, s := range m.sequences {
			add(s)
		}
	}
	for _, t := range tables {
		for _, c := range t.Columns {
			eachSequence(c.Default, add)
			eachSequence(c.ServerDefault, add)
		}
	}
	return out
}

// eachSequence visits the sequences that an expression counts up.
func eachSequence(e expr.Element, add func(*Sequence)) {
	if e == nil {
		return
	}
	if n, ok := e.(*NextNumber); ok {
		add(n.Sequence)
	}
	expr.ChildrenOf(e, func(c expr.Element) { eachSequence(c, add) })
}
