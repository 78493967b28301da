package schema

import (
	"context"

	"github.com/azoth-orm/azoth/expr"
)

// Reflector reads tables from the catalogue of its database into m. Engine and Connection are Reflectors; package inspect does the work.
type Reflector interface {
	ReflectInto(ctx context.Context, m *MetaData, o Reflection) ([]*Table, error)
}

// Reflection says what is reflected.
type Reflection struct {
	// Schema is where the tables are; "" is the schema of the MetaData, or the database's default.
	Schema string
	// Only are the tables that are wanted; nil is all of the schema. One that does not exist is an error.
	Only []string
	// If, unless it is nil, is asked for every table of the schema whether it is wanted.
	If func(name string) bool
	// Views says that views are wanted, too: they become tables without keys.
	Views bool
	// Alone leaves out the tables that foreign keys lead to.
	Alone bool
	// Each, unless it is nil, is told of every column before it is added to its table, and may change all of it.
	// SQLAlchemy: DDLEvents.column_reflect.
	Each func(t *Table, c *Column)
}

// ReflectOption says what [MetaData.Reflect] reads.
//
// SQLAlchemy: the arguments of MetaData.reflect.
type ReflectOption func(*Reflection)

// FromSchema reads the tables of a schema. SQLAlchemy: schema.
func FromSchema(name string) ReflectOption { return func(r *Reflection) { r.Schema = name } }

// Only reads these tables, and those that their foreign keys lead to. A name that does not exist is an error. SQLAlchemy: only.
func Only(names ...string) ReflectOption {
	return func(r *Reflection) { r.Only = append(r.Only, names...) }
}

// OnlyIf reads the tables for whose names f is true, and those that their foreign keys lead to. SQLAlchemy: only, with a function.
func OnlyIf(f func(name string) bool) ReflectOption { return func(r *Reflection) { r.If = f } }

// WithViews reads views, too: they become tables without keys. SQLAlchemy: views=True.
func WithViews() ReflectOption { return func(r *Reflection) { r.Views = true } }

// Alone leaves out the tables that only foreign keys lead to. A statement that needs one of them says so. SQLAlchemy: resolve_fks=False.
func Alone() ReflectOption { return func(r *Reflection) { r.Alone = true } }

// OnColumn has f called for every column before it is added to its table. f may change its type, its default, its comment; Alias is the name
// by which the program finds it, Name that which statements write. Keys, indexes and foreign keys follow.
//
//	m.Reflect(ctx, db, schema.OnColumn(func(t *schema.Table, c *schema.Column) { c.Alias = strings.ToLower(c.Name) }))
//
// SQLAlchemy: DDLEvents.column_reflect.
func OnColumn(f func(t *Table, c *Column)) ReflectOption { return func(r *Reflection) { r.Each = f } }

// Reflect reads the tables of a schema from the database, with their columns, keys, constraints, indexes and comments: a fixed number of
// queries for any number of tables. Foreign keys are followed, also into other schemas. Tables that m has already stay as they are. ex is an
// Engine, a Connection or another [Reflector].
//
// A table that cannot be read is an error, after everything else has been read: a view of a table that is gone.
//
// SQLAlchemy: MetaData.reflect.
func (m *MetaData) Reflect(ctx context.Context, ex expr.Executor, options ...ReflectOption) error {
	_, err := m.reflect(ctx, ex, "Reflect", options)
	return err
}

// ReflectTable reads one table or view, and the tables that its foreign keys lead to. If m has it already, it is that one.
//
// SQLAlchemy: Table(name, metadata, autoload_with=...).
func (m *MetaData) ReflectTable(ctx context.Context, ex expr.Executor, name string, options ...ReflectOption) (*Table, error) {
	tables, err := m.reflect(ctx, ex, "ReflectTable", append([]ReflectOption{Only(name), WithViews()}, options...))
	if len(tables) == 0 {
		return nil, err
	}
	return tables[0], err
}

func (m *MetaData) reflect(ctx context.Context, ex expr.Executor, what string, options []ReflectOption) ([]*Table, error) {
	r, ok := ex.(Reflector)
	if !ok {
		return nil, errorf("%s with a %T: it cannot read a catalogue (give an Engine or a Connection)", what, ex)
	}
	o := Reflection{}
	for _, f := range options {
		f(&o)
	}
	if o.Schema == "" {
		o.Schema = m.Schema
	}
	return r.ReflectInto(ctx, m, o)
}
