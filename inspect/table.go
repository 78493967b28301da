package inspect

import (
	"context"
	"errors"
	"slices"
	"strings"
	"unicode/utf8"

	"github.com/azoth-orm/azoth/dialect"
)

// Tables reads the given parts of some tables and views, sorted by name; without names of all tables that are not temporary. A name that
// does not exist is left out. The number of queries does not depend on that of tables.
//
// SQLAlchemy: Inspector.get_multi_columns and the like.
func (i *Inspector) Tables(ctx context.Context, parts dialect.Part, names ...string) ([]*dialect.ReflectedTable, error) {
	if len(names) == 0 {
		return i.Describe(ctx, dialect.Selection{Kinds: dialect.BaseTable, Parts: parts})
	}
	return i.Describe(ctx, dialect.Selection{Names: names, Parts: parts})
}

// Describe is Tables for a selection that says what kinds are wanted. Its Schema is that of i.
func (i *Inspector) Describe(ctx context.Context, s dialect.Selection) (out []*dialect.ReflectedTable, err error) {
	s.Schema, s.Names = i.schema, possible(s.Names)
	err = i.ask(ctx, func(c dialect.CatalogConn, k dialect.Catalog) error {
		out, err = k.Describe(ctx, c, s)
		return err
	})
	return out, err
}

// possible are the names that a table can have: no database takes a NUL, or what is no text, and some do not even look for it.
func possible(names []string) []string {
	if !slices.ContainsFunc(names, isImpossible) {
		return names
	}
	return slices.DeleteFunc(slices.Clone(names), isImpossible)
}

func isImpossible(name string) bool {
	return strings.IndexByte(name, 0) >= 0 || !utf8.ValidString(name)
}

// one reads a part of one table.
func (i *Inspector) one(ctx context.Context, part dialect.Part, name string) (*dialect.ReflectedTable, error) {
	found, err := i.Tables(ctx, part, name)
	if err != nil {
		return nil, err
	}
	if len(found) == 0 {
		return nil, &NoSuchTableError{Schema: i.schema, Name: name}
	}
	if found[0].Err != nil {
		return nil, &UnreflectableError{Schema: i.schema, Name: name, Err: found[0].Err}
	}
	return found[0], nil
}

// piece is a part of a description, and what it is of a table.
type piece[T any] struct {
	part dialect.Part
	of   func(*dialect.ReflectedTable) T
}

// one reads the piece of one table.
func (p piece[T]) one(ctx context.Context, i *Inspector, name string) (T, error) {
	t, err := i.one(ctx, p.part, name)
	if err != nil {
		var none T
		return none, err
	}
	return p.of(t), nil
}

// multi reads the piece of many tables. A table that cannot be read is an error, beside what could be read.
func (p piece[T]) multi(ctx context.Context, i *Inspector, names []string) (map[string]T, error) {
	tables, err := i.Tables(ctx, p.part, names...)
	if err != nil {
		return nil, err
	}
	out := make(map[string]T, len(tables))
	for _, t := range tables {
		if t.Err != nil {
			err = errors.Join(err, &UnreflectableError{Schema: i.schema, Name: t.Name, Err: t.Err})
			continue
		}
		out[t.Name] = p.of(t)
	}
	return out, err
}

func columns() piece[[]dialect.ReflectedColumn] {
	return piece[[]dialect.ReflectedColumn]{dialect.PartColumns, func(t *dialect.ReflectedTable) []dialect.ReflectedColumn { return t.Columns }}
}

func primaryKey() piece[*dialect.ReflectedPrimaryKey] {
	return piece[*dialect.ReflectedPrimaryKey]{dialect.PartPrimaryKey, func(t *dialect.ReflectedTable) *dialect.ReflectedPrimaryKey { return t.PrimaryKey }}
}

func foreignKeys() piece[[]dialect.ReflectedForeignKey] {
	return piece[[]dialect.ReflectedForeignKey]{dialect.PartForeignKeys, func(t *dialect.ReflectedTable) []dialect.ReflectedForeignKey { return t.ForeignKeys }}
}

func uniques() piece[[]dialect.ReflectedUnique] {
	return piece[[]dialect.ReflectedUnique]{dialect.PartUniques, func(t *dialect.ReflectedTable) []dialect.ReflectedUnique { return t.Uniques }}
}

func checks() piece[[]dialect.ReflectedCheck] {
	return piece[[]dialect.ReflectedCheck]{dialect.PartChecks, func(t *dialect.ReflectedTable) []dialect.ReflectedCheck { return t.Checks }}
}

func indexes() piece[[]dialect.ReflectedIndex] {
	return piece[[]dialect.ReflectedIndex]{dialect.PartIndexes, func(t *dialect.ReflectedTable) []dialect.ReflectedIndex { return t.Indexes }}
}

func comment() piece[string] {
	return piece[string]{dialect.PartOptions, func(t *dialect.ReflectedTable) string { return t.Comment }}
}

func options() piece[map[string]string] {
	return piece[map[string]string]{dialect.PartOptions, func(t *dialect.ReflectedTable) map[string]string { return t.Options }}
}

// Columns are the columns of a table or view, in order. A table that does not exist is a [*NoSuchTableError], here and below.
//
// SQLAlchemy: Inspector.get_columns.
func (i *Inspector) Columns(ctx context.Context, table string) ([]dialect.ReflectedColumn, error) {
	return columns().one(ctx, i, table)
}

// PrimaryKey is the primary key of a table, nil if it has none. SQLAlchemy: Inspector.get_pk_constraint.
func (i *Inspector) PrimaryKey(ctx context.Context, table string) (*dialect.ReflectedPrimaryKey, error) {
	return primaryKey().one(ctx, i, table)
}

// ForeignKeys are the foreign keys of a table, sorted by name. SQLAlchemy: Inspector.get_foreign_keys.
func (i *Inspector) ForeignKeys(ctx context.Context, table string) ([]dialect.ReflectedForeignKey, error) {
	return foreignKeys().one(ctx, i, table)
}

// UniqueConstraints are the unique constraints of a table, sorted by name. SQLAlchemy: Inspector.get_unique_constraints.
func (i *Inspector) UniqueConstraints(ctx context.Context, table string) ([]dialect.ReflectedUnique, error) {
	return uniques().one(ctx, i, table)
}

// CheckConstraints are the CHECK constraints of a table, sorted by name. SQLAlchemy: Inspector.get_check_constraints.
func (i *Inspector) CheckConstraints(ctx context.Context, table string) ([]dialect.ReflectedCheck, error) {
	return checks().one(ctx, i, table)
}

// Indexes are the indexes of a table, sorted by name, without that of the primary key. SQLAlchemy: Inspector.get_indexes.
func (i *Inspector) Indexes(ctx context.Context, table string) ([]dialect.ReflectedIndex, error) {
	return indexes().one(ctx, i, table)
}

// TableComment is the comment of a table, "" if it has none. SQLAlchemy: Inspector.get_table_comment.
func (i *Inspector) TableComment(ctx context.Context, table string) (string, error) {
	return comment().one(ctx, i, table)
}

// TableOptions are by name what the database keeps with a table: engine, charset. SQLAlchemy: Inspector.get_table_options.
func (i *Inspector) TableOptions(ctx context.Context, table string) (map[string]string, error) {
	return options().one(ctx, i, table)
}

// ViewDefinition is the SELECT of a view; a table is a [*NoSuchTableError]. SQLAlchemy: Inspector.get_view_definition.
func (i *Inspector) ViewDefinition(ctx context.Context, view string) (string, error) {
	found, err := i.Describe(ctx, dialect.Selection{Names: []string{view}, Kinds: dialect.AnyView, Parts: dialect.PartDefinition})
	if err != nil {
		return "", err
	}
	if len(found) == 0 {
		return "", &NoSuchTableError{Schema: i.schema, Name: view}
	}
	return found[0].Definition, nil
}

// MultiColumns are the columns by table: of the tables and views that are named, or of all tables. Names that do not exist are left out,
// here and below. SQLAlchemy: Inspector.get_multi_columns.
func (i *Inspector) MultiColumns(ctx context.Context, tables ...string) (map[string][]dialect.ReflectedColumn, error) {
	return columns().multi(ctx, i, tables)
}

// MultiPrimaryKey are the primary keys by table. SQLAlchemy: Inspector.get_multi_pk_constraint.
func (i *Inspector) MultiPrimaryKey(ctx context.Context, tables ...string) (map[string]*dialect.ReflectedPrimaryKey, error) {
	return primaryKey().multi(ctx, i, tables)
}

// MultiForeignKeys are the foreign keys by table. SQLAlchemy: Inspector.get_multi_foreign_keys.
func (i *Inspector) MultiForeignKeys(ctx context.Context, tables ...string) (map[string][]dialect.ReflectedForeignKey, error) {
	return foreignKeys().multi(ctx, i, tables)
}

// MultiUniqueConstraints are the unique constraints by table. SQLAlchemy: Inspector.get_multi_unique_constraints.
func (i *Inspector) MultiUniqueConstraints(ctx context.Context, tables ...string) (map[string][]dialect.ReflectedUnique, error) {
	return uniques().multi(ctx, i, tables)
}

// MultiCheckConstraints are the CHECK constraints by table. SQLAlchemy: Inspector.get_multi_check_constraints.
func (i *Inspector) MultiCheckConstraints(ctx context.Context, tables ...string) (map[string][]dialect.ReflectedCheck, error) {
	return checks().multi(ctx, i, tables)
}

// MultiIndexes are the indexes by table. SQLAlchemy: Inspector.get_multi_indexes.
func (i *Inspector) MultiIndexes(ctx context.Context, tables ...string) (map[string][]dialect.ReflectedIndex, error) {
	return indexes().multi(ctx, i, tables)
}

// MultiTableComment are the comments by table. SQLAlchemy: Inspector.get_multi_table_comment.
func (i *Inspector) MultiTableComment(ctx context.Context, tables ...string) (map[string]string, error) {
	return comment().multi(ctx, i, tables)
}

// MultiTableOptions are the options by table. SQLAlchemy: Inspector.get_multi_table_options.
func (i *Inspector) MultiTableOptions(ctx context.Context, tables ...string) (map[string]map[string]string, error) {
	return options().multi(ctx, i, tables)
}
