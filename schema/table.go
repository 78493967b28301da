package schema

import (
	"strings"

	"github.com/azoth-orm/azoth/expr"
)

// derived is embedded under a name of this package, so that no completion list shows it as a field.
type derived = expr.Derived

// Table is a table of the database: what a FROM clause lists, and what CREATE TABLE creates. It is built while the program
// starts and only read after that, by any number of goroutines.
//
// A *Table is an expr.From and an expr.FromElement. t.C("name") is a column without a Go type.
//
// SQLAlchemy: Table.
type Table struct {
	derived
	// Name is the table's name, Schema the schema that it lives in; "" is the database's default.
	Name, Schema string
	// NoReturning says that a flush and Insert.Run do not ask INSERT and UPDATE of the table for what the database filled in (RETURNING), but
	// read it by a SELECT: for tables with triggers that run after the row was written. SQLAlchemy: Table(implicit_returning=False).
	NoReturning bool
	// MetaData is the catalogue that the table belongs to.
	MetaData *MetaData
	// Columns are the columns, in order.
	Columns []*Column
	// PrimaryKey is the primary key; it has no columns if the table has none. It is never nil.
	PrimaryKey *PrimaryKeyConstraint
	// ForeignKeys, Uniques and Checks are the other constraints; Constraints gives all of them in the order of the DDL.
	ForeignKeys []*ForeignKeyConstraint
	Uniques     []*UniqueConstraint
	Checks      []*CheckConstraint
	// Indexes are the indexes, in order.
	Indexes []*Index
	// Comment is kept in the database, where it keeps comments.
	Comment string
	// Temporary renders CREATE TEMPORARY TABLE.
	Temporary bool
	// Options are what follows the closing parenthesis of CREATE TABLE, by dialect: Options["mysql"] = "ENGINE=InnoDB". Those for mysql
	// are MariaDB's, too, unless there are some for mariadb.
	Options map[string]string
	// Info is what the program keeps with the table; nothing reads it.
	Info Info

	number uint64
	after  []*Table
	hooks  hooks
	refs   []*expr.ColumnRef
	byName map[string]*Column
	others []Constraint
}

// NewTable is a new table of meta, without columns. name may be "schema.table". It panics if meta has a table of that name.
//
// SQLAlchemy: Table.
func NewTable(meta *MetaData, name string) *Table {
	if s, n, ok := strings.Cut(name, "."); ok {
		return NewTableIn(meta, s, n)
	}
	if meta != nil {
		return NewTableIn(meta, meta.Schema, name)
	}
	return NewTableIn(nil, "", name)
}

// NewTableIn is [NewTable] for a name that may contain dots; schema "" is the database's default.
//
// SQLAlchemy: Table(schema=...).
func NewTableIn(meta *MetaData, schema, name string) *Table {
	t := &Table{number: expr.NextNumber(), byName: map[string]*Column{}, MetaData: meta, Schema: schema, Name: name}
	t.derived = expr.MakeDerived(t)
	t.PrimaryKey = &PrimaryKeyConstraint{Table: t}
	if meta != nil {
		meta.add(t)
	}
	return t
}

// Key is the name of t in its MetaData: schema.table, or table.
func (t *Table) Key() string { return key(t.Schema, t.Name) }

func key(schema, name string) string {
	if schema == "" {
		return name
	}
	return schema + "." + name
}

// String is the table's name, with its schema.
func (t *Table) String() string { return t.Key() }

// Number is t's own number, for cache keys.
func (t *Table) Number() uint64 { return t.number }

// FromName is the table's name.
func (t *Table) FromName() string { return t.Name }

// FromColumns are the nodes of the columns, in order. The slice must not be changed.
func (t *Table) FromColumns() []*expr.ColumnRef { return t.refs }

// AppendKey writes t's number.
func (t *Table) AppendKey(k *expr.Key) {
	k.Tag(expr.TagTable)
	k.Uint(t.number)
}

// Children shows nothing.
func (t *Table) Children(*expr.Visitor) {}

// Column is the column of that name, or nil; one that has a key goes by that.
func (t *Table) Column(name string) *Column { return t.byName[name] }

// AddColumn adds c as the last column and gives it back. A column that says PrimaryKey joins the primary key and is NOT NULL.
// It panics if the table has a column of that name.
func (t *Table) AddColumn(c *Column) *Column {
	if c.Name == "" {
		panic(errorf("table %s: a column needs a name", t.Name))
	}
	if t.byName[c.Key()] != nil {
		panic(errorf("table %s has two columns %s (rename one)", t.Name, c.Key()))
	}
	expr.InitColumn(&c.ColumnRef)
	c.From, c.Origin, c.Table = t, c, t
	t.Columns = append(t.Columns, c)
	t.refs = append(t.refs, &c.ColumnRef)
	t.byName[c.Key()] = c
	if c.PrimaryKey {
		c.Nullable = false
		t.PrimaryKey.Columns = append(t.PrimaryKey.Columns, c)
	}
	return c
}

// Rename gives a column of t, which no statement has used yet, another name. It panics if there is one of that name.
func (t *Table) Rename(c *Column, name string) {
	if c.Name == name {
		return
	}
	if t.byName[name] != nil {
		panic(errorf("table %s has two columns %s (rename one)", t.Name, name))
	}
	if c.Alias != "" {
		c.Name = name
		return
	}
	delete(t.byName, c.Name)
	c.Name = name
	t.byName[name] = c
}

// SetPrimaryKey makes cols the primary key, in place of what it was. They become NOT NULL.
func (t *Table) SetPrimaryKey(cols ...*Column) {
	for _, c := range t.PrimaryKey.Columns {
		c.PrimaryKey = false
	}
	for _, c := range cols {
		c.PrimaryKey, c.Nullable = true, false
	}
	t.PrimaryKey.Columns = append([]*Column(nil), cols...)
}

// DependsOn has CreateAll create other tables before t, and DropAll drop them after it, as if t had foreign keys to them: for what triggers
// and views need.
//
// SQLAlchemy: Table.add_is_dependent_on.
func (t *Table) DependsOn(others ...*Table) { t.after = append(t.after, others...) }

// AutoincrementColumn is the column that the database counts up, or nil.
//
// SQLAlchemy: Table.autoincrement_column.
func (t *Table) AutoincrementColumn() *Column {
	pk := t.PrimaryKey.Columns
	for _, c := range pk {
		if c.Autoincrement == AutoincrementOn {
			return c
		}
	}
	if len(pk) != 1 || !countsByItself(pk[0]) {
		return nil
	}
	return pk[0]
}

// ForeignKeyOf is the first foreign key that c belongs to, or nil.
func (t *Table) ForeignKeyOf(c *Column) *ForeignKeyConstraint {
	for _, f := range t.ForeignKeys {
		if indexOf(f.Columns, c) >= 0 {
			return f
		}
	}
	return nil
}

// ForeignKeysTo are the foreign keys of t that reference other. One whose target is missing is left out: CreateAll and the ORM's
// configuration report it.
func (t *Table) ForeignKeysTo(other *Table) []*ForeignKeyConstraint {
	var out []*ForeignKeyConstraint
	for _, f := range t.ForeignKeys {
		if r, err := f.RefTable(); err == nil && r == other {
			out = append(out, f)
		}
	}
	return out
}
