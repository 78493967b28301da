package hostile

import (
	"errors"
	"fmt"
	"slices"
	"strconv"
	"strings"
	"unicode/utf8"

	"github.com/azoth-orm/azoth"
	"github.com/azoth-orm/azoth/expr"
	"github.com/azoth-orm/azoth/schema"
	"github.com/azoth-orm/azoth/types"
)

// The positions that only some databases have, and those where a name is a value.

// probeSequences creates a sequence of each name and takes two numbers from it.
func probeSequences(w *world, names []string) error {
	var made []*schema.Sequence
	for _, n := range names {
		s := &schema.Sequence{Name: n}
		if err := w.exec(&schema.CreateSequence{Sequence: s}); err != nil {
			return err
		}
		made = append(made, s)
		for i := range 2 {
			if err := w.reads(azoth.Select(schema.NextValue(s)).Statement(), i+1); err != nil {
				return fmt.Errorf("%s: %w", Show(n), err)
			}
		}
	}
	got, err := w.names(sequenceNames[w.kind])
	if err := errors.Join(err, same("sequences", got, names)); err != nil {
		return err
	}
	for _, s := range made {
		if err := w.exec(&schema.DropSequence{Sequence: s}); err != nil {
			return err
		}
	}
	got, err = w.names(sequenceNames[w.kind])
	return errors.Join(err, same("dropped sequences", got, nil))
}

var sequenceNames = map[kind]string{
	postgresql: "SELECT sequencename FROM pg_catalog.pg_sequences",
	mariadb:    "SELECT table_name FROM information_schema.tables WHERE table_schema = database() AND table_type = 'SEQUENCE'",
}

// probeEnumTypes creates a table with a column of an enumeration of each name.
func probeEnumTypes(w *world, names []string) error { return w.enumTypes("", names) }

// probeEnumTypesIn names the schema, so that the type may be called like one of the system.
func probeEnumTypesIn(w *world, names []string) error { return w.enumTypes("public", names) }

// systemTypes are the types that the database has itself.
func systemTypes(w *world) ([]string, error) {
	return w.names("SELECT typname FROM pg_catalog.pg_type WHERE typnamespace = 'pg_catalog'::regnamespace")
}

func (w *world) enumTypes(in string, names []string) error {
	t := w.table("t", key("id"))
	row := []any{1}
	for i, n := range names {
		e := types.Enum("a", "b")
		e.Schema, e.Name = in, n
		if err := w.exec(&schema.CreateEnumType{Type: e}); err != nil {
			return fmt.Errorf("%s: %w", Show(n), err)
		}
		t.AddColumn(schema.NewColumn("c"+strconv.Itoa(i), e))
		row = append(row, "b")
	}
	if err := w.create(t); err != nil {
		return err
	}
	if err := w.insert(t, row...); err != nil {
		return err
	}
	got, err := w.names("SELECT t.typname FROM pg_catalog.pg_attribute a JOIN pg_catalog.pg_type t ON t.oid = a.atttypid" +
		" WHERE a.attrelid = 't'::regclass AND t.typtype = 'e'")
	if err := errors.Join(err, same("types of columns", got, names)); err != nil {
		return err
	}
	for i, n := range names {
		c := t.C("c" + strconv.Itoa(i))
		if err := w.reads(azoth.Select(c).Where(c.Eq("b")).Statement(), "b"); err != nil {
			return fmt.Errorf("%s: %w", Show(n), err)
		}
	}
	return nil
}

// probeJSONKeys makes one document of all names and looks each of them up.
func probeJSONKeys(w *world, names []string) error {
	t := w.table("t", key("id"), schema.NewColumn("doc", types.JSON()))
	doc, deep := map[string]int{}, map[string]map[string]int{}
	for i, n := range names {
		doc[n] = i
		deep[n] = map[string]int{n: i}
	}
	if err := w.create(t); err != nil {
		return err
	}
	kept := errors.Join(w.insert(t, 1, types.Document{V: doc}), w.insert(t, 2, types.Document{V: deep}))
	found := w.findKeys(t, names)
	if kept != nil && reasonOf(found) == "" {
		return fmt.Errorf("what no document can hold is looked for: %w", errors.New(kept.Error()))
	}
	return errors.Join(kept, found)
}

// findKeys looks for each key in the document, and for the same key in what is there.
func (w *world) findKeys(t *schema.Table, names []string) error {
	for i, n := range names {
		at := expr.MakeJSONPath(t.C("doc"), n)
		if err := w.reads(azoth.Select2(at.AsInt(), t.C("id")).Where(at.AsInt().Eq(int64(i)), t.C("id").Eq(1)).Statement(), i, 1); err != nil {
			return fmt.Errorf("%s: %w", Show(n), err)
		}
		if err := w.reads(azoth.Select(at.Key(n).AsText()).Where(t.C("id").Eq(2)).Statement(), i); err != nil {
			return fmt.Errorf("%s in %s: %w", Show(n), Show(n), err)
		}
	}
	return nil
}

// jsonKey: no database finds a NUL in a key, what is no UTF-8 is no JSON, and MariaDB takes - for the beginning of a number.
func jsonKey(k kind, name string) verdict {
	if strings.Contains(name, "\x00") || !utf8.ValidString(name) || k == mariadb && strings.HasPrefix(name, "-") {
		return ours
	}
	return fine
}

// probeComments keeps each name as the comment of a column, and one of them as that of the table.
func probeComments(w *world, names []string) error {
	t := w.table("t", key("id"))
	t.Comment = names[0]
	for i, n := range names {
		c := integer("c" + strconv.Itoa(i))
		c.Comment = n
		t.AddColumn(c)
	}
	w.made = append(w.made, t)
	if err := schema.CreateTables(ctx, w.conn, t); err != nil {
		return err
	}
	got, err := w.names(map[kind]string{
		postgresql: "SELECT description FROM pg_catalog.pg_description WHERE objoid = 't'::regclass AND objsubid > 0",
		mariadb:    "SELECT column_comment FROM information_schema.columns WHERE table_schema = database() AND table_name = 't' AND char_length(column_comment) > 0",
	}[w.kind])
	want := slices.DeleteFunc(slices.Clone(names), func(n string) bool { return n == "" })
	if err := errors.Join(err, same("comments of columns", got, want)); err != nil {
		return err
	}
	got, err = w.names(map[kind]string{
		postgresql: "SELECT description FROM pg_catalog.pg_description WHERE objoid = 't'::regclass AND objsubid = 0",
		mariadb:    "SELECT table_comment FROM information_schema.tables WHERE table_schema = database() AND table_name = 't' AND char_length(table_comment) > 0",
	}[w.kind])
	return errors.Join(err, same("comment of the table", got, slices.DeleteFunc(names[:1:1], func(n string) bool { return n == "" })))
}

// probeLiterals writes each name as the default of a column, into a CHECK, and compares it as a literal in an index.
func probeLiterals(w *world, names []string) error {
	t := w.table("t", key("id"))
	var items []expr.Element
	for i, n := range names {
		c := schema.NewColumn("c"+strconv.Itoa(i), types.String(256))
		c.ServerDefault = expr.NewBind(types.TextValue(n))
		t.AddColumn(c)
		t.AddCheck(expr.ElementOf(expr.MakeDynamic(c).Ne(n + "x")))
		items = append(items, &c.ColumnRef)
	}
	if err := w.create(t); err != nil {
		return err
	}
	if err := w.wrote(1, azoth.InsertInto(t).Values(t.C("id").Set(1)).Statement()); err != nil {
		return err
	}
	_, rows, err := w.query(&expr.Query{Items: itemsOf(items)})
	if err != nil {
		return err
	}
	if len(rows) != 1 || !slices.Equal(rows[0], names) {
		return fmt.Errorf("the defaults are %q, want %q", rows, names)
	}
	return nil
}

// literal is a text in SQL: what is no text is refused.
func literal(_ kind, name string) verdict {
	if !utf8.ValidString(name) || strings.Contains(name, "\x00") {
		return ours
	}
	return fine
}

// comment: MariaDB keeps its catalogue in characters of the basic plane.
func comment(k kind, name string) verdict {
	if k == mariadb && strings.ContainsFunc(name, func(r rune) bool { return r > 0xFFFF }) {
		return ours
	}
	return literal(k, name)
}
