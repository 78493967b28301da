package engine

import (
	"context"
	"errors"

	"github.com/azoth-orm/azoth/compiler"
	"github.com/azoth-orm/azoth/dialect"
	"github.com/azoth-orm/azoth/driver"
	"github.com/azoth-orm/azoth/inspect"
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
	return c.has(ctx, c.engine.Dialect().HasTable, schema, name)
}

// HasIndex tells whether a table has an index of that name.
func (c ddlConn) HasIndex(ctx context.Context, schema, table, name string) (bool, error) {
	return inspect.New(c.Connection).In(c.schemas.Of(schema)).HasIndex(ctx, table, c.engine.Dialect().Grammar.FittedName(name))
}

// HasSequence tells whether there is a sequence of that name.
func (c ddlConn) HasSequence(ctx context.Context, schema, name string) (bool, error) {
	return c.has(ctx, c.engine.Dialect().HasSequence, schema, name)
}

// HasEnumType tells whether there is an enumeration of that name.
func (c ddlConn) HasEnumType(ctx context.Context, schema, name string) (bool, error) {
	return c.has(ctx, c.engine.Dialect().HasEnumType, schema, name)
}

// has tells whether one of the queries that look for a name returns a row.
func (c ddlConn) has(ctx context.Context, queries func(schema, name string) []dialect.Query, schema, name string) (bool, error) {
	if queries == nil {
		return false, nil
	}
	for _, q := range queries(c.schemas.Of(schema), name) {
		found, err := c.Yields(ctx, q)
		if found || err != nil {
			return found, err
		}
	}
	return false, nil
}

// Abilities are what DDL can say to the database.
func (c ddlConn) Abilities() schema.Abilities {
	d := c.engine.Dialect()
	can := d.Grammar.Features.DDL
	return schema.Abilities{
		AlterForeignKeys: d.Features.AlterForeignKeys, DeferForeignKeys: d.Features.DeferForeignKeys,
		Sequences: can.Sequences != compiler.SequenceNever, SequencesOptional: can.SequencesOptional, EnumTypes: can.EnumTypes,
		CommentStatements: can.Comments == compiler.CommentStatement, Dialects: d.Grammar.Names(),
	}
}

// HasTable tells whether the database has a table or view of that name; schema "" is the default one.
//
// SQLAlchemy: Inspector.has_table.
func (c *Connection) HasTable(ctx context.Context, schema, name string) (bool, error) {
	return ddlConn{c}.HasTable(ctx, schema, name)
}

// Yields tells whether a query of the dialect returns a row. It begins the transaction if there is none.
func (c *Connection) Yields(ctx context.Context, q dialect.Query) (found bool, err error) {
	if err := c.enter(); err != nil {
		return false, err
	}
	defer c.leave()
	err = c.each(ctx, q, func(types.Value) { found = true })
	return found, err
}

// each runs a query of the dialect and calls f with the first column of its rows, as text.
func (c *Connection) each(ctx context.Context, q dialect.Query, f func(types.Value)) error {
	return c.scan(ctx, q, c.once, func(r driver.Rows) error {
		f(types.TextValue(r.Text(0)))
		return nil
	})
}

// prepareQuery prepares a query of the dialect. done is called when it has run.
type prepareQuery func(ctx context.Context, sql string) (s driver.Stmt, done func() error, err error)

// once prepares a query that is not worth a place among the kept ones.
func (c *Connection) once(ctx context.Context, sql string) (driver.Stmt, func() error, error) {
	s, err := c.link.conn.Prepare(ctx, sql)
	if err != nil {
		return nil, nil, err
	}
	return s, s.Close, nil
}

// kept prepares a query that is asked again and again.
func (c *Connection) kept(ctx context.Context, sql string) (driver.Stmt, func() error, error) {
	s, err := c.link.stmts.Get(ctx, 0, sql, nil)
	return s, func() error { return nil }, err
}

// scan runs a query of the dialect and calls f with each row. An error of f ends it.
func (c *Connection) scan(ctx context.Context, q dialect.Query, prepare prepareQuery, f func(driver.Rows) error) (err error) {
	if err := c.begin(ctx); err != nil {
		return err
	}
	h, sql, args := c.hear(ctx, RawSQL, q.SQL, q.Args...)
	q = dialect.Query{SQL: sql, Args: args}
	var rows driver.Rows
	done := func() error { return nil }
	defer func() { err = errors.Join(err, done()) }()
	err = c.attempt(ctx, func() (err error) {
		rows, done, err = c.runQuery(ctx, q, prepare)
		return err
	})
	if err != nil {
		return h.failed(err)
	}
	h.answered(nil)
	n, wrong, err := readAll(rows, f)
	if err = errors.Join(err, rows.Close()); err != nil {
		return h.failed(c.failure(ctx, q.SQL, q.Args, err))
	}
	h.closed(n, 0)
	return wrong
}

// runQuery runs a query of the dialect up to its first row.
func (c *Connection) runQuery(ctx context.Context, q dialect.Query, prepare prepareQuery) (rows driver.Rows, done func() error, err error) {
	s, end, err := prepare(ctx, q.SQL)
	if err != nil {
		return nil, func() error { return nil }, c.failure(ctx, q.SQL, q.Args, err)
	}
	for i, v := range q.Args {
		bindValue(s, i, v)
	}
	if rows, err = s.Query(ctx); err != nil {
		return nil, end, c.failure(ctx, q.SQL, q.Args, err)
	}
	return rows, end, nil
}
