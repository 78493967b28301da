package pgx

import (
	"context"
	"crypto/rand"
	"errors"
	"slices"
	"strconv"
	"strings"

	"github.com/azoth-orm/azoth/driver"
	"github.com/azoth-orm/azoth/types"
	"github.com/jackc/pgx/v5/pgconn"
	"github.com/jackc/pgx/v5/pgproto3"
)

var errNUL = errors.New("pgx: prepare: the text holds a NUL byte, at which PostgreSQL would stop reading")

// prepared is a statement as the server knows it.
type prepared struct {
	// name is its name in the session; "" says that it is parsed where it runs.
	name string
	// oids are the types of the parameters, params how their values travel; nil for a direct statement.
	oids   []uint32
	params []codec
	// elements are the types of the elements of parameters that are arrays; nil if none is.
	elements []element
	shape
	// schema and forgotten are what the counts of changes were before it was prepared.
	schema, forgotten uint64
	// users are the Stmts that run it. It is dropped with the last of them, unless it is kept.
	users int
	kept  bool
}

// stale tells whether the schema has changed since, or the server has forgotten it.
func (p *prepared) stale(c *conn) bool {
	return p.params != nil && (p.schema != c.common.schema.Load() || p.name != "" && p.forgotten != c.names.forgotten)
}

// shape is the form of a row.
type shape struct {
	columns []driver.Column
	types   []uint32
	codecs  []codec
	formats []int16
}

// names are the names of prepared statements in a session.
type names struct {
	// prefix is that of this session alone: behind a pooler that was not told of, a name must never mean somebody else's statement.
	prefix string
	last   uint64
	// garbage are statements that the server may forget; it is told with the next request.
	garbage []string
	// forgotten counts how often the server has forgotten all of them.
	forgotten uint64
}

func (n *names) next() string {
	if n.prefix == "" {
		n.prefix = "azoth_" + rand.Text()[:12] + "_"
	}
	n.last++
	return n.prefix + strconv.FormatUint(n.last, 10)
}

// drop makes the server forget a statement with the next request.
func (n *names) drop(p *prepared) {
	if p.name != "" && p.forgotten == n.forgotten {
		n.garbage = append(n.garbage, p.name)
	}
}

// Prepare prepares one statement. PostgreSQL finds the types of the parameters by itself.
func (c *conn) Prepare(ctx context.Context, sql string) (driver.Stmt, error) {
	return c.PrepareTyped(ctx, sql, nil)
}

// PrepareTyped prepares one statement whose parameters have types that are known; see hints.go for what comes of them.
func (c *conn) PrepareTyped(ctx context.Context, sql string, params []types.Type) (driver.Stmt, error) {
	if c.dead != nil {
		return nil, c.dead
	}
	if strings.IndexByte(sql, 0) >= 0 {
		return nil, errNUL
	}
	if skipBlank(sql) == "" {
		return nil, driver.ErrEmptyStatement
	}
	k := kindOf(sql)
	if k != planned {
		if err := ctx.Err(); err != nil {
			return nil, stopped(err)
		}
		return newStmt(c, sql, k, &prepared{}), nil
	}
	p, err := c.plan(ctx, sql, hints(params, c.utc()))
	if err != nil {
		return nil, err
	}
	return newStmt(c, sql, k, p), nil
}

// plan finds a statement that was kept, or prepares it.
func (c *conn) plan(ctx context.Context, sql string, tries [][]uint32) (*prepared, error) {
	var key string
	if c.kept != nil {
		if err := ctx.Err(); err != nil {
			return nil, stopped(err)
		}
		key = keptKey(sql, tries[0])
		if p := c.kept.find(c, key); p != nil {
			return p, nil
		}
	}
	p, err := c.prepare(ctx, sql, tries)
	if err != nil {
		return nil, err
	}
	if err := c.describe(ctx, p); err != nil {
		c.names.drop(p)
		return nil, err
	}
	if c.kept != nil {
		c.kept.add(key, p)
	}
	return p, nil
}

// prepare tries one set of hints after the other until the server takes one.
func (c *conn) prepare(ctx context.Context, sql string, tries [][]uint32) (*prepared, error) {
	// A statement that cannot be parsed fails the transaction, unless there is a savepoint to go back to.
	guard := unguarded
	if len(tries) > 1 && c.dead == nil && (c.deferred != "" || c.pg.TxStatus() == 'T') {
		guard = guardFirst
	}
	var first error
	for _, oids := range tries {
		p, reported, err := c.parse(ctx, sql, oids, guard)
		if err == nil {
			return p, nil
		}
		if first == nil {
			first = err
		}
		if reported == nil || !aboutTypes(reported.Code) || c.pg.TxStatus() == 'E' && guard == unguarded {
			return nil, first
		}
		if guard == guardFirst {
			guard = guardAgain
		}
	}
	return nil, first
}

// guard says what stands around a statement that is parsed in a transaction.
type guard uint8

const (
	unguarded guard = iota
	guardFirst
	guardAgain
)

// parse prepares sql with types for its parameters, 0 where the server is to find out.
func (c *conn) parse(ctx context.Context, sql string, oids []uint32, g guard) (*prepared, *pgconn.PgError, error) {
	if err := c.enter(ctx, cancel); err != nil {
		return nil, nil, err
	}
	c.sendDeferred()
	p := &prepared{schema: c.common.schema.Load(), forgotten: c.names.forgotten}
	if !c.pooler {
		p.name = c.names.next()
	}
	c.sendGarbage()
	switch g {
	case guardFirst:
		c.sendDirect("SAVEPOINT azoth_parse")
	case guardAgain:
		c.sendDirect("ROLLBACK TO SAVEPOINT azoth_parse")
	}
	c.sendParse(p.name, sql, oids)
	c.sendDescribe(statement, p.name)
	if g != unguarded {
		c.sendDirect("RELEASE SAVEPOINT azoth_parse")
	}
	if err := c.flush(); err != nil {
		return nil, nil, err
	}
	o, err := c.readDescription(p)
	if err != nil {
		return nil, nil, err
	}
	return p, o.reported, c.settle(&o)
}

// readDescription reads what the server says of a statement.
func (c *conn) readDescription(p *prepared) (o outcome, err error) {
	for !o.ready {
		msg, err := c.receive()
		if err != nil {
			return o, err
		}
		switch m := msg.(type) {
		case *pgproto3.ParameterDescription:
			p.oids = m.ParameterOIDs // made for this message
		case *pgproto3.RowDescription:
			p.columns, p.types = fields(m)
		}
		if err := c.take(msg, &o); err != nil {
			return o, err
		}
	}
	return o, nil
}

// fields are the names and types of the columns of a result.
func fields(m *pgproto3.RowDescription) ([]driver.Column, []uint32) {
	columns, oids := make([]driver.Column, len(m.Fields)), make([]uint32, len(m.Fields))
	for i := range m.Fields {
		columns[i].Name = string(m.Fields[i].Name)
		oids[i] = m.Fields[i].DataTypeOID
	}
	return columns, oids
}

// describe finds out how the values of a statement travel.
func (c *conn) describe(ctx context.Context, p *prepared) error {
	if err := c.meet(ctx, append(slices.Clip(p.oids), p.types...)); err != nil {
		return err
	}
	p.params = make([]codec, len(p.oids))
	for i, oid := range p.oids {
		k, _ := c.common.catalog.lookup(oid)
		p.params[i] = k.codec
	}
	if err := c.describeArrays(ctx, p); err != nil {
		return err
	}
	p.codecs, p.formats = make([]codec, len(p.types)), make([]int16, len(p.types))
	for i, oid := range p.types {
		k, _ := c.common.catalog.lookup(oid)
		p.columns[i].Type, p.codecs[i], p.formats[i] = k.name, k.codec, k.codec.format()
	}
	return nil
}

// sendGarbage tells the server which statements it may forget. It takes them before anything in the request can fail.
func (c *conn) sendGarbage() {
	for _, n := range c.names.garbage {
		c.out.drop = pgproto3.Close{ObjectType: statement, Name: n}
		c.wire.SendClose(&c.out.drop)
	}
	c.names.garbage = c.names.garbage[:0]
}

// sendDirect runs a statement without parameters and rows as part of a request.
func (c *conn) sendDirect(sql string) {
	c.sendParse("", sql, nil)
	c.wire.SendBind(&pgproto3.Bind{})
	c.sendExecute()
}
