package postgresql

import (
	"context"
	"strings"

	"github.com/azoth-orm/azoth/dialect"
	"github.com/azoth-orm/azoth/driver"
	"github.com/azoth-orm/azoth/schema"
	"github.com/azoth-orm/azoth/types"
)

func (r *reading) columns(ctx context.Context) error {
	return r.query(ctx, columnList, func(t *dialect.ReflectedTable, row driver.Rows) error {
		c, err := column(row)
		t.Columns = append(t.Columns, c)
		return err
	})
}

// column is a row of columnList.
func column(row driver.Rows) (dialect.ReflectedColumn, error) {
	c := dialect.ReflectedColumn{Name: row.Text(1), Nullable: row.Bool(2), Default: row.Text(3), Comment: row.Text(6)}
	f, err := typeFactsOf(row, 7)
	if err != nil {
		return c, err
	}
	if c.Type, err = f.reflect(); err != nil {
		return c, err
	}
	switch row.Text(4) {
	case "s":
		c.Computed, c.Default = &dialect.ReflectedComputed{SQL: unwrapped(c.Default), Storage: schema.Stored}, ""
	case "v":
		c.Computed, c.Default = &dialect.ReflectedComputed{SQL: unwrapped(c.Default), Storage: schema.Virtual}, ""
	}
	var s *sequenceFacts
	if err := decode(row.Text(17), &s); err != nil || s == nil {
		return c, err
	}
	counting(&c, row.Text(5), s)
	return c, nil
}

// unwrapped is an expression without the parentheses that PostgreSQL puts around everything.
func unwrapped(sql string) string { return grammar.Text.Unparenthesized(sql) }

// sequenceFacts is what columnList tells of the sequence behind a column.
type sequenceFacts struct {
	Schema, Name, Type                string
	Visible, Owned, Cycle             bool
	Start, Increment, Min, Max, Cache int64
}

func (s *sequenceFacts) counter() schema.Counter {
	return schema.Counter{Start: &s.Start, Increment: &s.Increment, Min: &s.Min, Max: &s.Max, Cache: &s.Cache, Cycle: s.Cycle}
}

// standard tells whether s counts as a sequence of SERIAL does.
func (s *sequenceFacts) standard() bool {
	return s.Start == 1 && s.Increment == 1 && s.Min == 1 && s.Max == greatest[s.Type] && s.Cache == 1 && !s.Cycle
}

// greatest are the greatest numbers of the integer types.
var greatest = map[string]int64{"smallint": 1<<15 - 1, "integer": 1<<31 - 1, "bigint": 1<<63 - 1}

// integers are the types of the numbers of sequences.
var integers = map[string]types.Type{"smallint": types.SmallInteger(), "integer": types.Integer(), "bigint": types.BigInteger()}

// counting tells how a column counts: as an identity, as SERIAL does, or by a sequence that lives for itself.
func counting(c *dialect.ReflectedColumn, identity string, s *sequenceFacts) {
	if identity != "" {
		c.Identity = &schema.Identity{Always: identity == "a", Counter: s.counter()}
		return
	}
	if !isNextValue(c.Default) {
		return
	}
	if s.Owned && s.standard() && c.Type == integers[s.Type] {
		c.Autoincrement = true
		return
	}
	c.Sequence = &dialect.ReflectedSequence{Name: s.Name, Type: integers[s.Type], Counter: s.counter()}
	if !s.Visible {
		c.Sequence.Schema = s.Schema
	}
}

// isNextValue tells whether a default is nextval('sequence'::regclass) and nothing else.
func isNextValue(sql string) bool {
	t := grammar.Text.Tokens(sql)
	return len(t) == 7 && t[0].Is("nextval") && strings.EqualFold(t[5].Text, "regclass")
}

// typeFacts is what the catalogue tells of a type.
type typeFacts struct {
	text             string // the whole type, as DDL has it
	modifier         int64  // length, precision: -1 if there is none
	array            bool
	kind             string // pg_type.typtype
	name, schema     string
	visible          bool
	labels           []string
	collation, where string // its schema, if it has to be named
}

// typeFactsOf reads them from the columns of a row, beginning with the text.
func typeFactsOf(row driver.Rows, i int) (typeFacts, error) {
	f := typeFacts{
		text: row.Text(i), modifier: row.Int64(i + 1), array: row.Bool(i + 2), kind: row.Text(i + 3), name: row.Text(i + 4), schema: row.Text(i + 5),
		visible: row.Bool(i + 6), collation: row.Text(i + 8), where: row.Text(i + 9),
	}
	return f, decode(row.Text(i+7), &f.labels)
}
