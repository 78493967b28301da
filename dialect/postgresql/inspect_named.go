package postgresql

import (
	"context"

	"github.com/azoth-orm/azoth/dialect"
	"github.com/azoth-orm/azoth/driver"
	"github.com/azoth-orm/azoth/types"
)

// What has a name in a schema beside tables and views.

// Sequences are the sequences of a schema, those of counting columns included.
func (catalog) Sequences(ctx context.Context, c dialect.CatalogConn, schema string) ([]dialect.ReflectedSequence, error) {
	var out []dialect.ReflectedSequence
	q := dialect.Query{SQL: sequenceList, Args: []types.Value{schemaValue(schema)}}
	err := c.Query(ctx, q, func(r driver.Rows) error {
		f := sequenceFacts{Start: r.Int64(2), Increment: r.Int64(3), Min: r.Int64(4), Max: r.Int64(5), Cache: r.Int64(6), Cycle: r.Bool(7)}
		out = append(out, dialect.ReflectedSequence{
			Name: r.Text(0), Schema: schema, Type: integers[r.Text(1)], Counter: f.counter(),
			Table: r.Text(8), Column: r.Text(9), Identity: r.Bool(10),
		})
		return nil
	})
	return out, err
}

// Enums are the enumerations of a schema.
func (catalog) Enums(ctx context.Context, c dialect.CatalogConn, schema string) ([]dialect.ReflectedEnum, error) {
	var out []dialect.ReflectedEnum
	q := dialect.Query{SQL: enumList, Args: []types.Value{schemaValue(schema)}}
	err := c.Query(ctx, q, func(r driver.Rows) error {
		e := dialect.ReflectedEnum{Name: r.Text(0), Schema: r.Text(1), Comment: r.Text(2)}
		err := decode(r.Text(3), &e.Labels)
		out = append(out, e)
		return err
	})
	return out, err
}

// Domains are the domains of a schema.
func (catalog) Domains(ctx context.Context, c dialect.CatalogConn, schema string) ([]dialect.ReflectedDomain, error) {
	var out []dialect.ReflectedDomain
	q := dialect.Query{SQL: domainList, Args: []types.Value{schemaValue(schema)}}
	err := c.Query(ctx, q, func(r driver.Rows) error {
		d, err := domain(r)
		out = append(out, d)
		return err
	})
	return out, err
}

// domain is a row of domainList.
func domain(r driver.Rows) (dialect.ReflectedDomain, error) {
	d := dialect.ReflectedDomain{Name: r.Text(0), Schema: r.Text(1), Comment: r.Text(2), Nullable: r.Bool(3), Default: r.Text(4)}
	f, err := typeFactsOf(r, 5)
	if err != nil {
		return d, err
	}
	if d.Type, err = f.reflect(); err != nil {
		return d, err
	}
	if err := decode(r.Text(15), &d.Checks); err != nil {
		return d, err
	}
	for i := range d.Checks {
		d.Checks[i].SQL = unwrapped(d.Checks[i].SQL)
	}
	return d, nil
}
