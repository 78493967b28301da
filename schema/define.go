package schema

import (
	"context"

	"github.com/azoth-orm/azoth/expr"
	"github.com/azoth-orm/azoth/types"
)

// Item is what [Define] builds a table of: a column, a constraint, an index.
//
// SQLAlchemy: SchemaItem.
type Item interface{ addTo(t *Table) }

// Define is a new table of meta with columns, constraints and indexes, for tables that no struct maps. It panics if something is
// given twice, or names a column that the table does not have.
//
// SQLAlchemy: Table(name, metadata, Column(...), ...).
func Define(name string, meta *MetaData, items ...Item) *Table {
	t := NewTable(meta, name)
	for _, i := range items {
		i.addTo(t)
	}
	return t
}

// ColumnOption says something about a column of [Col].
type ColumnOption func(*ColumnDef)

// ColumnDef is a column that [Define] adds.
type ColumnDef struct {
	column *Column
	then   []func(t *Table, c *Column)
}

// NewColumn is a column for Table.AddColumn. It may be NULL until Nullable says otherwise.
//
// SQLAlchemy: Column.
func NewColumn(name string, t types.Type) *Column {
	c := &Column{Nullable: true}
	c.Name, c.Type = name, t
	return c
}

// Col is a column of a table that is defined. A nil type is that of the column that its foreign key references. The column may be
// NULL unless an option says otherwise.
//
// SQLAlchemy: Column.
func Col(name string, t types.Type, options ...ColumnOption) *ColumnDef {
	d := &ColumnDef{column: NewColumn(name, t)}
	for _, o := range options {
		o(d)
	}
	return d
}

func (d *ColumnDef) addTo(t *Table) {
	t.AddColumn(d.column)
	for _, f := range d.then {
		f(t, d.column)
	}
}

// PrimaryKey makes the column part of the primary key. SQLAlchemy: Column(primary_key=True).
func PrimaryKey() ColumnOption { return func(d *ColumnDef) { d.column.PrimaryKey = true } }

// NotNull renders NOT NULL. SQLAlchemy: Column(nullable=False).
func NotNull() ColumnOption { return func(d *ColumnDef) { d.column.Nullable = false } }

// Unique adds UNIQUE (column). SQLAlchemy: Column(unique=True).
func Unique() ColumnOption {
	return func(d *ColumnDef) {
		d.then = append(d.then, func(t *Table, c *Column) { t.AddUnique(c) })
	}
}

// Indexed adds an index of the column: ix_table_column. SQLAlchemy: Column(index=True).
func Indexed() ColumnOption {
	return func(d *ColumnDef) {
		d.then = append(d.then, func(t *Table, c *Column) { t.AddIndex(&c.ColumnRef) })
	}
}

// ForeignKeyTo adds a foreign key to "table.column", which need not exist yet. Options are [OnDelete] and [OnUpdate].
//
// SQLAlchemy: ForeignKey.
func ForeignKeyTo(target string, options ...ForeignKeyOption) ColumnOption {
	return func(d *ColumnDef) {
		d.then = append(d.then, func(t *Table, c *Column) {
			applyForeignKey(t.AddForeignKeyTo([]*Column{c}, target), options)
		})
	}
}

// ServerDefault renders DEFAULT x: an expression, a literal ([types.Value] in an expr.Bind), or expr.NewText.
//
// SQLAlchemy: Column(server_default=...).
func ServerDefault(x expr.Node) ColumnOption {
	return func(d *ColumnDef) { d.column.ServerDefault = expr.ElementOf(x) }
}

// Default is what an INSERT without the column sends. SQLAlchemy: Column(default=...).
func Default(x expr.Node) ColumnOption {
	return func(d *ColumnDef) { d.column.Default = expr.ElementOf(x) }
}

// DefaultFunc is what an INSERT without the column sends: what f gives, once for each row. SQLAlchemy: Column(default=callable).
func DefaultFunc[V any](f func() V) ColumnOption { return Default(expr.ComputedBy(f)) }

// DefaultContextFunc is [DefaultFunc] of a function that sees the row, and may fail: the statement is not sent then.
//
// SQLAlchemy: Column(default=callable), which takes a context.
func DefaultContextFunc[V any](f func(ctx context.Context, row DefaultContext) (V, error)) ColumnOption {
	return Default(expr.ComputedFor(f))
}

// DefaultContext is what a function that gives a column its value sees of the row. SQLAlchemy: DefaultExecutionContext.
type DefaultContext = expr.DefaultContext

// UpdateDefault is what an UPDATE sets that does not mention the column. SQLAlchemy: Column(onupdate=...).
func UpdateDefault(x expr.Node) ColumnOption {
	return func(d *ColumnDef) { d.column.OnUpdate = expr.ElementOf(x) }
}

// UpdateDefaultFunc is [UpdateDefault] of what f gives, once for each run of the statement. SQLAlchemy: Column(onupdate=callable).
func UpdateDefaultFunc[V any](f func() V) ColumnOption { return UpdateDefault(expr.ComputedBy(f)) }

// UpdateDefaultContextFunc is [UpdateDefaultFunc] of a function that sees what else is set, and may fail.
//
// SQLAlchemy: Column(onupdate=callable), which takes a context.
func UpdateDefaultContextFunc[V any](f func(ctx context.Context, row DefaultContext) (V, error)) ColumnOption {
	return UpdateDefault(expr.ComputedFor(f))
}

// FetchedOnInsert says that the database fills the column by means that the table does not show, such as a trigger: a flush reads it back.
//
// SQLAlchemy: Column(server_default=FetchedValue()).
func FetchedOnInsert() ColumnOption { return func(d *ColumnDef) { d.column.FetchedOnInsert = true } }

// FetchedOnUpdate says that the database changes the column at every UPDATE: a flush reads it back. Beside [ServerDefault] it stands for any
// means of the database, such as ON UPDATE CURRENT_TIMESTAMP.
//
// SQLAlchemy: Column(server_onupdate=FetchedValue()).
func FetchedOnUpdate() ColumnOption { return func(d *ColumnDef) { d.column.FetchedOnUpdate = true } }

// InsertSentinel is a column for nothing but telling the rows of an INSERT apart when they come back, for tables whose key does not: an
// integer that may be NULL, and that statements leave alone otherwise. SQLAlchemy: insert_sentinel.
func InsertSentinel(name string) *ColumnDef {
	return Col(name, types.Integer(), func(d *ColumnDef) { d.column.Sentinel = true })
}

// NoReturning keeps flushes and Insert.Run from asking INSERT and UPDATE for what the database filled in: they select it afterwards, when
// triggers have run. SQLAlchemy: Table(implicit_returning=False).
func NoReturning() Item { return item(func(t *Table) { t.NoReturning = true }) }

// NoAutoincrement leaves counting to the program. SQLAlchemy: Column(autoincrement=False).
func NoAutoincrement() ColumnOption {
	return func(d *ColumnDef) { d.column.Autoincrement = AutoincrementOff }
}

// Comment keeps a comment in the database. SQLAlchemy: Column(comment=...).
func Comment(text string) ColumnOption { return func(d *ColumnDef) { d.column.Comment = text } }

// KeyedAs gives the column a name in the program that differs from that in SQL: Table.Column, t.C and foreign keys find it by its key.
//
// SQLAlchemy: Column(key=...).
func KeyedAs(key string) ColumnOption { return func(d *ColumnDef) { d.column.Alias = key } }

// Quoted writes the column's name in quotes, whether it needs them or not. SQLAlchemy: Column(quote=True).
func Quoted() ColumnOption { return func(d *ColumnDef) { d.column.Quote = true } }

// Doc describes the column for readers of the program. SQLAlchemy: Column(doc=...).
func Doc(text string) ColumnOption { return func(d *ColumnDef) { d.column.Doc = text } }

// WithInfo keeps something of the program's own with the column. SQLAlchemy: Column(info=...).
func WithInfo(info Info) ColumnOption { return func(d *ColumnDef) { d.column.Info = info } }

// ForeignKeyOption says something about a foreign key.
type ForeignKeyOption func(*ForeignKeyConstraint)

// OnDelete renders ON DELETE a. SQLAlchemy: ForeignKey(ondelete=...).
func OnDelete(a Action) ForeignKeyOption { return func(f *ForeignKeyConstraint) { f.OnDelete = a } }

// OnUpdate renders ON UPDATE a. SQLAlchemy: ForeignKey(onupdate=...).
func OnUpdate(a Action) ForeignKeyOption { return func(f *ForeignKeyConstraint) { f.OnUpdate = a } }

// Name names a foreign key: CONSTRAINT name. SQLAlchemy: ForeignKey(name=...).
func Name(name string) ForeignKeyOption { return func(f *ForeignKeyConstraint) { f.Name = name } }

// UseAlter creates the foreign key by an ALTER TABLE of its own. SQLAlchemy: ForeignKey(use_alter=True).
func UseAlter() ForeignKeyOption { return func(f *ForeignKeyConstraint) { f.UseAlter = true } }

func applyForeignKey(f *ForeignKeyConstraint, options []ForeignKeyOption) {
	for _, o := range options {
		o(f)
	}
}

// item is an Item that is a function.
type item func(t *Table)

func (f item) addTo(t *Table) { f(t) }

// ForeignKeyOf is FOREIGN KEY (columns) REFERENCES ... over several columns; targets are "table.column".
//
// SQLAlchemy: ForeignKeyConstraint.
func ForeignKeyOf(columns, targets []string, options ...ForeignKeyOption) Item {
	return item(func(t *Table) {
		applyForeignKey(t.AddForeignKeyTo(t.named(columns), targets...), options)
	})
}

// UniqueOf is UNIQUE (columns). SQLAlchemy: UniqueConstraint.
func UniqueOf(columns ...string) Item {
	return item(func(t *Table) { t.AddUnique(t.named(columns)...) })
}

// NamedCheckOf is CONSTRAINT name CHECK (condition); condition is SQL. SQLAlchemy: CheckConstraint(name=...).
func NamedCheckOf(name, condition string) Item {
	return item(func(t *Table) { t.AddCheck(expr.NewText(condition)).Name = name })
}

// CheckOf is CHECK (condition); condition is SQL. SQLAlchemy: CheckConstraint.
func CheckOf(condition string) Item {
	return item(func(t *Table) { t.AddCheck(expr.NewText(condition)) })
}

// IndexOf is CREATE INDEX name ON table (columns); an empty name makes one. SQLAlchemy: Index.
func IndexOf(name string, columns ...string) Item {
	return item(func(t *Table) { t.addNamedIndex(name, columns) })
}

// UniqueIndexOf is CREATE UNIQUE INDEX name ON table (columns). SQLAlchemy: Index(unique=True).
func UniqueIndexOf(name string, columns ...string) Item {
	return item(func(t *Table) { t.addNamedIndex(name, columns).Unique = true })
}

func (t *Table) addNamedIndex(name string, columns []string) *Index {
	i := t.AddIndex()
	i.Name = name
	for _, c := range t.named(columns) {
		i.Exprs = append(i.Exprs, &c.ColumnRef)
	}
	return i
}

// named are the columns of those names; one that is missing is a mistake of the program.
func (t *Table) named(names []string) []*Column {
	out := make([]*Column, len(names))
	for i, n := range names {
		c := t.Column(n)
		if c == nil {
			panic(errorf("table %s has no column %q", t, n))
		}
		out[i] = c
	}
	return out
}
