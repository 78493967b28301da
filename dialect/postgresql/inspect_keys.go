package postgresql

import (
	"context"

	"github.com/azoth-orm/azoth/compiler"
	"github.com/azoth-orm/azoth/dialect"
	"github.com/azoth-orm/azoth/driver"
	"github.com/azoth-orm/azoth/schema"
)

// constraintKinds are the parts by pg_constraint.contype.
var constraintKinds = []struct {
	kind string
	part dialect.Part
}{
	{"p", dialect.PartPrimaryKey}, {"u", dialect.PartUniques}, {"f", dialect.PartForeignKeys}, {"c", dialect.PartChecks},
}

func (r *reading) constraints(ctx context.Context) error {
	var wanted []string
	for _, k := range constraintKinds {
		if r.sel.Has(k.part) {
			wanted = append(wanted, k.kind)
		}
	}
	list, err := nameList(wanted)
	if err != nil {
		return err
	}
	return r.query(ctx, constraintList, r.constraint, list)
}

// constraint is a row of constraintList: a check, or a column of a key, the first of which brings the key.
func (r *reading) constraint(t *dialect.ReflectedTable, row driver.Rows) error {
	name, column := row.Text(1), row.Text(5)
	deferrable, immediate, comment := row.Bool(3), row.Bool(3) && !row.Bool(4), row.Text(14)
	switch row.Text(2) {
	case "p":
		if t.PrimaryKey == nil {
			t.PrimaryKey = &dialect.ReflectedPrimaryKey{Name: name, Comment: comment}
		}
		t.PrimaryKey.Columns = append(t.PrimaryKey.Columns, column)
	case "u":
		if n := len(t.Uniques); n == 0 || t.Uniques[n-1].Name != name {
			t.Uniques = append(t.Uniques, dialect.ReflectedUnique{
				Name: name, Deferrable: deferrable, Immediate: immediate, NullsNotDistinct: row.Bool(15), Comment: comment,
			})
		}
		u := &t.Uniques[len(t.Uniques)-1]
		u.Columns = append(u.Columns, column)
	case "c":
		t.Checks = append(t.Checks, dialect.ReflectedCheck{Name: name, SQL: unwrapped(row.Text(6)), Comment: comment})
	case "f":
		if n := len(t.ForeignKeys); n == 0 || t.ForeignKeys[n-1].Name != name {
			t.ForeignKeys = append(t.ForeignKeys, dialect.ReflectedForeignKey{
				Name: name, RefSchema: r.targetSchema(row), RefTable: row.Text(8), OnDelete: actions[row.Text(11)], OnUpdate: actions[row.Text(12)],
				Match: matches[row.Text(13)], Deferrable: deferrable, Immediate: immediate, Comment: comment,
			})
		}
		f := &t.ForeignKeys[len(t.ForeignKeys)-1]
		f.Columns, f.RefColumns = append(f.Columns, column), append(f.RefColumns, row.Text(10))
	}
	return nil
}

// targetSchema is the schema of a referenced table: none if the search path finds it, but that of the tables that are read if it is
// theirs and they were asked for by it.
func (r *reading) targetSchema(row driver.Rows) string {
	in := row.Text(7)
	if in != r.sel.Schema && row.Bool(9) {
		return ""
	}
	return in
}

// actions are what a foreign key does, by pg_constraint.confdeltype.
var actions = map[string]schema.Action{"r": schema.Restrict, "c": schema.Cascade, "n": schema.SetNull, "d": schema.SetDefault}

// matches are the kinds of MATCH that are not SIMPLE.
var matches = map[string]string{"f": "FULL"}

func (r *reading) indexes(ctx context.Context) error {
	return r.query(ctx, indexList, func(t *dialect.ReflectedTable, row driver.Rows) error {
		if n := len(t.Indexes); n == 0 || t.Indexes[n-1].Name != row.Text(1) {
			t.Indexes = append(t.Indexes, dialect.ReflectedIndex{
				Name: row.Text(1), Unique: row.Bool(2), Where: unwrapped(row.Text(3)), Using: row.Text(4), Constraint: row.Text(5),
				NullsNotDistinct: row.Bool(6), Comment: row.Text(7),
			})
		}
		addElement(&t.Indexes[len(t.Indexes)-1], row)
		return nil
	})
}

// Bits of pg_index.indoption.
const (
	optionDesc       = 1
	optionNullsFirst = 2
)

// addElement is a row of indexList.
func addElement(i *dialect.ReflectedIndex, row driver.Rows) {
	if row.Bool(9) {
		i.Include = append(i.Include, row.Text(8))
		return
	}
	option := row.Int64(10)
	e := dialect.ReflectedIndexElement{Column: row.Text(8), Desc: option&optionDesc != 0}
	first := option&optionNullsFirst != 0
	e.NullsFirst, e.NullsLast = first && !e.Desc, !first && e.Desc
	if sql := indexElements(row.Text(11)); len(i.Elements) < len(sql) {
		e.SQL = sql[len(i.Elements)]
	}
	i.Elements = append(i.Elements, e)
}

// indexElements are the elements of CREATE INDEX … USING method (elements); none of "".
func indexElements(definition string) []string {
	tokens := grammar.Text.Tokens(definition)
	for i, t := range tokens {
		if !t.Is("USING") || i+2 >= len(tokens) || !tokens[i+2].Is("(") {
			continue
		}
		var out []string
		for _, e := range compiler.SplitTokens(tokens[i+3 : compiler.Closing(tokens, i+2)]) {
			out = append(out, definition[e[0].Start:e[len(e)-1].End])
		}
		return out
	}
	return nil
}
