package mysql

import (
	"context"
	"strings"

	"github.com/azoth-orm/azoth/compiler"
	"github.com/azoth-orm/azoth/dialect"
	"github.com/azoth-orm/azoth/driver"
	"github.com/azoth-orm/azoth/schema"
	"github.com/azoth-orm/azoth/types"
)

// checks reads the CHECK constraints. What MariaDB adds to a JSON column is part of that column.
func (r *reading) checks(ctx context.Context) error {
	sql := checkList
	if r.server.mariadb {
		sql = mariaCheckList
	}
	return r.query(ctx, sql, byConstraint, func(t *table, row driver.Rows) error {
		name, clause := row.Text(1), r.unescaped(row.Text(2))
		if row.Text(3) == "Column" && isDocument(name, clause) {
			t.documents[name] = true
			return nil
		}
		if r.sel.Has(dialect.PartChecks) {
			t.Checks = append(t.Checks, dialect.ReflectedCheck{Name: name, SQL: grammar.Text.Unparenthesized(clause)})
		}
		return nil
	})
}

// isDocument tells whether a check is json_valid(column) and nothing else.
func isDocument(column, clause string) bool {
	t := grammar.Text.Tokens(clause)
	return len(t) == 4 && t[0].Is("json_valid") && t[2].Kind == compiler.NameToken && t[2].Text == column
}

// unescaped is an expression as MySQL tells it: its catalogue puts a backslash in front of every quote. MariaDB's does not.
func (r *reading) unescaped(sql string) string {
	if r.server.mariadb {
		return sql
	}
	return compiler.Unescaped(sql)
}

func (r *reading) columns(ctx context.Context) error {
	sequences := map[string]bool{}
	err := r.query(ctx, columnList, byColumn, func(t *table, row driver.Rows) error {
		f := columnFacts{
			name: row.Text(1), columnType: row.Text(2), nullable: row.Text(3) == "YES", value: row.Text(4), hasValue: !row.IsNull(4),
			extra: row.Text(5), comment: row.Text(6), charset: row.Text(7), collation: row.Text(8), generated: row.Text(9), usual: row.Text(10),
		}
		c := r.column(t, &f)
		if c.Sequence != nil {
			sequences[c.Sequence.Schema] = true
		}
		t.Columns = append(t.Columns, c)
		return nil
	})
	if err != nil || len(sequences) == 0 {
		return err
	}
	return r.fillSequences(ctx, sequences)
}

// columnFacts is what the catalogue tells of a column.
type columnFacts struct {
	name, columnType   string
	nullable           bool
	value              string
	hasValue           bool
	extra, comment     string
	charset, collation string
	generated          string
	usual              string // the collation that the character set has without a word
}

func (r *reading) column(t *table, f *columnFacts) dialect.ReflectedColumn {
	c := dialect.ReflectedColumn{Name: f.name, Nullable: f.nullable, Comment: f.comment, Type: r.typeOf(t, f)}
	extra := strings.ToLower(f.extra)
	switch {
	case strings.Contains(extra, "auto_increment"):
		c.Autoincrement = true
	case strings.Contains(extra, "stored generated"), strings.Contains(extra, "persistent"):
		c.Computed = &dialect.ReflectedComputed{SQL: grammar.Text.Unparenthesized(r.unescaped(f.generated)), Storage: schema.Stored}
		return c
	case strings.Contains(extra, "virtual generated"), strings.HasPrefix(extra, "virtual"):
		c.Computed = &dialect.ReflectedComputed{SQL: grammar.Text.Unparenthesized(r.unescaped(f.generated)), Storage: schema.Virtual}
		return c
	}
	if t.Kind != dialect.BaseTable {
		return c // the defaults of a view are those of its table
	}
	c.Default = r.defaultOf(f, c.Type)
	c.Sequence = r.sequenceOf(c.Default)
	if at := strings.Index(extra, "on update "); at >= 0 {
		if c.Default == "" {
			c.Default = "NULL"
		}
		c.Default += " ON UPDATE " + f.extra[at+len("on update "):]
	}
	return c
}

// defaultOf is the default as SQL. MariaDB tells it so; MySQL tells the value, and whether it is an expression.
func (r *reading) defaultOf(f *columnFacts, t types.Type) string {
	if !f.hasValue || r.server.mariadb && f.value == "NULL" {
		return ""
	}
	if r.server.mariadb || strings.HasPrefix(f.value, "b'") {
		return f.value
	}
	if strings.HasPrefix(strings.ToUpper(f.value), "CURRENT_TIMESTAMP") {
		return f.value
	}
	if strings.Contains(strings.ToUpper(f.extra), "DEFAULT_GENERATED") {
		return "(" + r.unescaped(f.value) + ")"
	}
	if isNumber(t) {
		return f.value
	}
	s, err := grammar.Literals.Literal(types.TextValue(f.value), nil)
	if err != nil {
		return ""
	}
	return s
}

func isNumber(t types.Type) bool {
	switch t.(type) {
	case types.NumericType, types.FloatType, types.DoubleType, types.BooleanType, NumberType, BitType, YearType:
		return true
	}
	return types.IsInteger(t)
}

// sequenceOf is the sequence of nextval(`database`.`sequence`).
func (r *reading) sequenceOf(sql string) *dialect.ReflectedSequence {
	t := grammar.Text.Tokens(sql)
	if len(t) != 6 || !t[0].Is("nextval") || !t[3].Is(".") {
		return nil
	}
	return &dialect.ReflectedSequence{Schema: t[2].Text, Name: t[4].Text}
}

// fillSequences tells of the sequences behind defaults how they count. A sequence of the database that is read has the schema that was
// asked for.
func (r *reading) fillSequences(ctx context.Context, schemas map[string]bool) error {
	known := map[[2]string]dialect.ReflectedSequence{}
	for s := range schemas {
		list, err := catalog{}.Sequences(ctx, r.conn, s)
		if err != nil {
			return err
		}
		for _, x := range list {
			known[[2]string{s, x.Name}] = x
		}
	}
	for _, t := range r.tables {
		for i := range t.Columns {
			s := t.Columns[i].Sequence
			if s == nil {
				continue
			}
			x, ok := known[[2]string{s.Schema, s.Name}]
			if !ok {
				t.Columns[i].Sequence = nil
				continue
			}
			x.Schema = r.otherSchema(s.Schema)
			t.Columns[i].Sequence = &x
		}
	}
	return nil
}

// otherSchema is how a database is named beside tables of the one that is read.
func (r *reading) otherSchema(name string) string {
	switch name {
	case r.in:
		return r.sel.Schema
	case r.server.database:
		return ""
	}
	return name
}
