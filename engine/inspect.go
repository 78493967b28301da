package engine

import (
	"context"
	"errors"

	"github.com/azoth-orm/azoth/dialect"
	"github.com/azoth-orm/azoth/driver"
	"github.com/azoth-orm/azoth/inspect"
	"github.com/azoth-orm/azoth/schema"
)

var (
	_ dialect.CatalogRunner = (*Engine)(nil)
	_ dialect.CatalogRunner = (*Connection)(nil)
	_ schema.Reflector      = (*Engine)(nil)
	_ schema.Reflector      = (*Connection)(nil)
)

// RunCatalog runs f with a connection of its own, in a transaction that is rolled back: package inspect reads with it.
func (e *Engine) RunCatalog(ctx context.Context, f func(dialect.CatalogConn) error) (err error) {
	c, err := e.Connect(ctx)
	if err != nil {
		return err
	}
	defer func() { err = errors.Join(err, c.Close()) }()
	return c.RunCatalog(ctx, f)
}

// RunCatalog runs f in the connection's transaction, which it begins if there is none.
func (c *Connection) RunCatalog(_ context.Context, f func(dialect.CatalogConn) error) error {
	return f(catalogConn{c})
}

// catalogConn is a connection as a catalogue uses it.
type catalogConn struct{ c *Connection }

// Dialect is the dialect of the server.
func (k catalogConn) Dialect() *dialect.Dialect { return k.c.engine.Dialect() }

// Query runs q and calls each for every row.
func (k catalogConn) Query(ctx context.Context, q dialect.Query, each func(driver.Rows) error) error {
	if err := k.c.enter(); err != nil {
		return err
	}
	defer k.c.leave()
	return k.c.scan(ctx, q, k.c.once, each)
}

// readAll calls each for every row, and counts them. wrong is the error of each, err that of the database.
func readAll(rows driver.Rows, each func(driver.Rows) error) (n int, wrong, err error) {
	for ; ; n++ {
		more, err := rows.Step()
		if !more || err != nil {
			return n, nil, err
		}
		if wrong := each(rows); wrong != nil {
			return n, wrong, nil
		}
	}
}

// ReflectInto reads tables into m: MetaData.Reflect uses it.
func (e *Engine) ReflectInto(ctx context.Context, m *schema.MetaData, o schema.Reflection) ([]*schema.Table, error) {
	return inspect.Reflect(ctx, e, m, o)
}

// ReflectInto reads tables into m: MetaData.Reflect uses it.
func (c *Connection) ReflectInto(ctx context.Context, m *schema.MetaData, o schema.Reflection) ([]*schema.Table, error) {
	return inspect.Reflect(ctx, c, m, o)
}
