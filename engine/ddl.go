package engine

import (
	"context"
	"errors"

	"github.com/azoth-orm/azoth/dialect"
	"github.com/azoth-orm/azoth/schema"
	"github.com/azoth-orm/azoth/types"
)

var (
	_ schema.DDLRunner = (*Engine)(nil)
	_ schema.DDLRunner = (*Connection)(nil)
)

// RunDDL runs f in a transaction of its own: MetaData.CreateAll and DropAll use it.
func (e *Engine) RunDDL(ctx context.Context, f func(schema.DDLConn) error) error {
	return e.Begin(ctx, func(c *Connection) error { return f(ddlConn{c}) })
}

// RunDDL runs f in the connection's transaction, which it begins if there is none and does not commit.
func (c *Connection) RunDDL(_ context.Context, f func(schema.DDLConn) error) error {
	return f(ddlConn{c})
}

// ddlConn is a connection as DDL uses it.
type ddlConn struct{ *Connection }

// HasTable tells whether there is a table or view of that name.
func (c ddlConn) HasTable(ctx context.Context, schema, name string) (bool, error) {
	for _, q := range c.engine.dialect.HasTable(schema, name) {
		found, err := c.yields(ctx, q)
		if found || err != nil {
			return found, err
		}
	}
	return false, nil
}

// SupportsAlter tells whether a foreign key can be added to a table that exists.
func (c ddlConn) SupportsAlter() bool { return c.engine.dialect.Features.AlterForeignKeys }

// HasTable tells whether the database has a table or view of that name; schema "" is the default one.
//
// SQLAlchemy: Inspector.has_table.
func (c *Connection) HasTable(ctx context.Context, schema, name string) (bool, error) {
	return ddlConn{c}.HasTable(ctx, schema, name)
}

// yields tells whether a query of the dialect returns a row.
func (c *Connection) yields(ctx context.Context, q dialect.Query) (found bool, err error) {
	if err := c.enter(); err != nil {
		return false, err
	}
	defer c.leave()
	if err := c.begin(ctx); err != nil {
		return false, err
	}
	if c.engine.listening {
		c.engine.statementEvent(ctx, &StatementEvent{SQL: q.SQL, Args: [][]types.Value{q.Args}, Source: RawSQL})
	}
	s, err := c.link.conn.Prepare(ctx, q.SQL) // asked once: not worth a place among the kept ones
	if err != nil {
		return false, c.failure(q.SQL, q.Args, err)
	}
	defer func() { err = errors.Join(err, s.Close()) }()
	for i, v := range q.Args {
		bindValue(s, i, v)
	}
	rows, err := s.Query(ctx)
	if err != nil {
		return false, c.failure(q.SQL, q.Args, err)
	}
	found, err = rows.Step()
	if err = errors.Join(err, rows.Close()); err != nil {
		return false, c.failure(q.SQL, q.Args, err)
	}
	return found, nil
}
