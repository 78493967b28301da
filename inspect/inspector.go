package inspect

import (
	"context"
	"fmt"
	"slices"

	"github.com/azoth-orm/azoth/dialect"
	"github.com/azoth-orm/azoth/expr"
)

// Inspector answers questions about the tables of a database. It is a value without state of its own: any number of goroutines may share
// one that was made of an Engine. One of a Connection reads in its transaction, and sees what that has done.
//
// A table is named without its schema; In gives an Inspector for another schema. A name that is wanted exactly as it is may contain any
// character. What is temporary is found by its name in the default schema.
//
// SQLAlchemy: Inspector.
type Inspector struct {
	from   dialect.CatalogRunner
	schema string
	err    error
}

// New is an Inspector that reads with ex, an Engine or a Connection. With anything else every method is an error.
//
// SQLAlchemy: inspect(engine).
func New(ex expr.Executor) *Inspector {
	from, ok := ex.(dialect.CatalogRunner)
	if !ok {
		return &Inspector{err: fmt.Errorf("inspect: a %T cannot read a catalogue (give an Engine or a Connection)", ex)}
	}
	return &Inspector{from: from}
}

// In is an Inspector for the tables of a schema; "" is the default. SQLAlchemy: the argument schema.
func (i *Inspector) In(schema string) *Inspector {
	c := *i
	c.schema = schema
	return &c
}

// ask runs f with a connection and the catalogue of its dialect.
func (i *Inspector) ask(ctx context.Context, f func(dialect.CatalogConn, dialect.Catalog) error) error {
	if i.err != nil {
		return i.err
	}
	return i.from.RunCatalog(ctx, func(c dialect.CatalogConn) error {
		k, err := catalogOf(c)
		if err != nil {
			return err
		}
		return f(c, k)
	})
}

func catalogOf(c dialect.CatalogConn) (dialect.Catalog, error) {
	if k := c.Dialect().Catalog; k != nil {
		return k, nil
	}
	return nil, &UnsupportedError{Dialect: c.Dialect().Name, What: "catalogue"}
}

// DefaultSchema is the schema in which names without one are created. SQLAlchemy: Inspector.default_schema_name.
func (i *Inspector) DefaultSchema(ctx context.Context) (name string, err error) {
	err = i.ask(ctx, func(c dialect.CatalogConn, k dialect.Catalog) error {
		name, err = k.DefaultSchema(ctx, c)
		return err
	})
	return name, err
}

// SchemaNames are the schemas, sorted, without those that the database keeps for itself. SQLAlchemy: Inspector.get_schema_names.
func (i *Inspector) SchemaNames(ctx context.Context) (names []string, err error) {
	err = i.ask(ctx, func(c dialect.CatalogConn, k dialect.Catalog) error {
		names, err = k.SchemaNames(ctx, c)
		return err
	})
	return names, err
}

// HasSchema tells whether there is a schema of that name. SQLAlchemy: Inspector.has_schema.
func (i *Inspector) HasSchema(ctx context.Context, name string) (bool, error) {
	names, err := i.SchemaNames(ctx)
	return slices.Contains(names, name), err
}

// Relations are the tables, views and sequences, temporary ones included, sorted by name: what the methods for names choose from.
func (i *Inspector) Relations(ctx context.Context) (out []dialect.Relation, err error) {
	err = i.ask(ctx, func(c dialect.CatalogConn, k dialect.Catalog) error {
		out, err = k.Relations(ctx, c, i.schema)
		return err
	})
	return out, err
}

func (i *Inspector) names(ctx context.Context, kind dialect.RelationKind, temporary bool) ([]string, error) {
	all, err := i.Relations(ctx)
	if err != nil {
		return nil, err
	}
	var out []string
	for _, r := range all {
		if r.Kind == kind && r.Temporary == temporary {
			out = append(out, r.Name)
		}
	}
	return out, nil
}

// TableNames are the tables, sorted, without temporary ones. SQLAlchemy: Inspector.get_table_names.
func (i *Inspector) TableNames(ctx context.Context) ([]string, error) {
	return i.names(ctx, dialect.BaseTable, false)
}

// TempTableNames are the temporary tables of the connection, sorted. A server that lists none (MariaDB before 11.2, MySQL) gives none.
// SQLAlchemy: Inspector.get_temp_table_names.
func (i *Inspector) TempTableNames(ctx context.Context) ([]string, error) {
	return i.names(ctx, dialect.BaseTable, true)
}

// ViewNames are the views, sorted, without materialized and temporary ones. SQLAlchemy: Inspector.get_view_names.
func (i *Inspector) ViewNames(ctx context.Context) ([]string, error) {
	return i.names(ctx, dialect.PlainView, false)
}

// TempViewNames are the temporary views of the connection, sorted. SQLAlchemy: Inspector.get_temp_view_names.
func (i *Inspector) TempViewNames(ctx context.Context) ([]string, error) {
	return i.names(ctx, dialect.PlainView, true)
}

// MaterializedViewNames are the materialized views, sorted. SQLAlchemy: Inspector.get_materialized_view_names.
func (i *Inspector) MaterializedViewNames(ctx context.Context) ([]string, error) {
	return i.names(ctx, dialect.MaterializedView, false)
}

// SequenceNames are the sequences, sorted, those of counting columns included. SQLAlchemy: Inspector.get_sequence_names.
func (i *Inspector) SequenceNames(ctx context.Context) ([]string, error) {
	return i.names(ctx, dialect.SequenceRelation, false)
}

// HasTable tells whether there is a table or view of that name, also a temporary one. SQLAlchemy: Inspector.has_table.
func (i *Inspector) HasTable(ctx context.Context, name string) (bool, error) {
	found, err := i.Describe(ctx, dialect.Selection{Names: []string{name}})
	return len(found) > 0, err
}

// HasSequence tells whether there is a sequence of that name. SQLAlchemy: Inspector.has_sequence.
func (i *Inspector) HasSequence(ctx context.Context, name string) (bool, error) {
	names, err := i.SequenceNames(ctx)
	return slices.Contains(names, name), err
}

// HasIndex tells whether a table has an index of that name; one without the table has none. SQLAlchemy: Inspector.has_index.
func (i *Inspector) HasIndex(ctx context.Context, table, index string) (bool, error) {
	found, err := i.Tables(ctx, dialect.PartIndexes, table)
	if err != nil || len(found) == 0 {
		return false, err
	}
	for _, x := range found[0].Indexes {
		if x.Name == index {
			return true, nil
		}
	}
	return false, nil
}

// Sequences are the sequences, with how they count, sorted by name. It is an [*UnsupportedError] for a database that has none.
func (i *Inspector) Sequences(ctx context.Context) (out []dialect.ReflectedSequence, err error) {
	err = i.ask(ctx, func(c dialect.CatalogConn, k dialect.Catalog) error {
		s, ok := k.(dialect.SequenceCatalog)
		if !ok {
			return &UnsupportedError{Dialect: c.Dialect().Name, What: "sequences"}
		}
		out, err = s.Sequences(ctx, c, i.schema)
		return err
	})
	return out, err
}

// Enums are the enumerations that have a name, sorted. It is an [*UnsupportedError] for a database where they have none.
// SQLAlchemy: PGInspector.get_enums.
func (i *Inspector) Enums(ctx context.Context) (out []dialect.ReflectedEnum, err error) {
	err = i.namedTypes(ctx, "named enumerations", func(c dialect.CatalogConn, n dialect.NamedTypeCatalog) error {
		out, err = n.Enums(ctx, c, i.schema)
		return err
	})
	return out, err
}

// Domains are the domains, sorted by name. It is an [*UnsupportedError] for a database without them.
// SQLAlchemy: PGInspector.get_domains.
func (i *Inspector) Domains(ctx context.Context) (out []dialect.ReflectedDomain, err error) {
	err = i.namedTypes(ctx, "domains", func(c dialect.CatalogConn, n dialect.NamedTypeCatalog) error {
		out, err = n.Domains(ctx, c, i.schema)
		return err
	})
	return out, err
}

func (i *Inspector) namedTypes(ctx context.Context, what string, f func(dialect.CatalogConn, dialect.NamedTypeCatalog) error) error {
	return i.ask(ctx, func(c dialect.CatalogConn, k dialect.Catalog) error {
		n, ok := k.(dialect.NamedTypeCatalog)
		if !ok {
			return &UnsupportedError{Dialect: c.Dialect().Name, What: what}
		}
		return f(c, n)
	})
}
