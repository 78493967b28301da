package mysql

import (
	"context"
	sqldriver "database/sql/driver"
	"errors"
	"fmt"
	"io"
	"time"

	gomysql "github.com/go-sql-driver/mysql"

	"github.com/azoth-orm/azoth/driver"
)

// conn is one connection. It belongs to one goroutine at a time, not to a particular one.
type conn struct {
	connector *connector
	dc        session
	wire      *wire
	inside    inside
	server    server
	watch     watch

	// open is the result that the server is sending: nothing else can be asked before it has been read.
	open *rows
	// retired are closed statements that the server has not been told of.
	retired []statement
	stmts   map[*stmt]struct{}
	// stale says that an error has come since the server last told its status.
	stale bool
	// changed says that a statement has set something in the session that a rollback does not undo.
	changed bool
	closed  bool
	lost    *driver.LostError
}

// server is what the server said of itself.
type server struct {
	version string
	host    string
	port    int64
	packet  int // the longest packet
}

var (
	_ driver.Conn      = (*conn)(nil)
	_ driver.Versioned = (*conn)(nil)

	_ driver.SessionSettler = (*conn)(nil)
)

func newConn(k *connector, dc sqldriver.Conn, w *wire) (*conn, error) {
	s, ok := dc.(session)
	if !ok {
		return nil, fmt.Errorf("mysql: the client library's connection is a %T (%s)", dc, useVersion)
	}
	in, err := lookInside(dc)
	if err != nil {
		return nil, err
	}
	c := &conn{connector: k, dc: s, wire: w, inside: in, stmts: make(map[*stmt]struct{})}
	c.watch.conn = c
	return c, nil
}

// meet asks the server who it is.
func (c *conn) meet(ctx context.Context) error {
	deadline, _ := ctx.Deadline()
	stop := context.AfterFunc(ctx, func() { _ = c.wire.SetDeadline(time.Unix(1, 0)) })
	_ = c.wire.SetDeadline(deadline)
	row, err := firstRow(c.dc, "SELECT VERSION(), @@hostname, @@port, @@max_allowed_packet")
	if !stop() {
		return ctx.Err()
	}
	if err != nil {
		return errors.Join(ended(ctx), err)
	}
	_ = c.wire.SetDeadline(time.Time{})
	c.server = server{version: plainText(row[0]), host: plainText(row[1]), port: plainInt(row[2]), packet: int(plainInt(row[3]))}
	return nil
}

// firstRow runs a statement of the driver's own and gives its first row, copied.
func firstRow(dc session, sql string) ([]sqldriver.Value, error) {
	src, err := dc.Query(sql, nil)
	if err != nil {
		return nil, err
	}
	row := make([]sqldriver.Value, len(src.Columns()))
	err = src.Next(row)
	keep(row)
	if err == nil {
		err = src.Close()
	}
	if errors.Is(err, io.EOF) {
		err = errors.New("the server sent no row")
	}
	return row, err
}

// ServerVersion is what VERSION() says: "10.11.6-MariaDB-log", "8.0.36".
func (c *conn) ServerVersion() string { return c.server.version }

// Raw is the connection of github.com/go-sql-driver/mysql, a database/sql/driver.Conn.
func (c *conn) Raw() any {
	if c.open != nil {
		c.open.setAside()
	}
	c.changed = true
	return c.dc
}

// pingTimeout limits a ping whose ctx does not.
const pingTimeout = 5 * time.Second

// Ping asks the server for a sign of life. One that does not come within five seconds, or before ctx ends, does not count any more.
func (c *conn) Ping(ctx context.Context) error {
	if err := c.begin(ctx, impatient); err != nil {
		return err
	}
	since := time.Now()
	err := c.dc.Ping(context.Background())
	if err != nil && ctx.Err() == nil && time.Since(since) >= pingTimeout {
		err = fmt.Errorf("no answer to a ping within %v: %w", pingTimeout, err)
	}
	err = c.end(err)
	if !c.dead() {
		_ = c.wire.SetDeadline(time.Time{})
	}
	if err == nil {
		c.stale = false
	}
	return err
}

// InTransaction tells whether a transaction is open, as the server sees it. After an error it asks the server.
func (c *conn) InTransaction() bool {
	if c.dead() {
		return false
	}
	if c.stale {
		c.refresh()
	}
	return !c.dead() && c.inside.inTransaction()
}

// CommitsAlone is true: every connection is opened with autocommit=1, and one on which it was changed goes to nobody else.
func (c *conn) CommitsAlone() bool { return true }

// SessionChanged tells whether a statement has set something that outlives the transaction: a variable, the current database, a lock, a
// temporary table. There is no way back but closing the connection.
func (c *conn) SessionChanged() bool { return c.changed }

// SettleSession takes the session as it is for how the connection was made.
func (c *conn) SettleSession() { c.changed = false }

func (c *conn) dead() bool { return c.closed || c.lost != nil }

// refresh has the server tell its status. A ping may be what a late KILL QUERY hits, and is then repeated.
func (c *conn) refresh() {
	if c.open != nil {
		c.open.setAside()
	}
	for range 3 {
		if c.dead() {
			return
		}
		_ = c.wire.SetDeadline(time.Now().Add(grace))
		err := c.dc.Ping(context.Background())
		_ = c.wire.SetDeadline(time.Time{})
		var se *gomysql.MySQLError
		switch {
		case err == nil:
			c.stale = false
			return
		case !errors.As(err, &se) || !isStop(se.Number):
			_ = c.lose(err)
		}
	}
	_ = c.lose(errors.New("the server does not tell its status"))
}

// begin begins a command: it refuses a dead connection and an ended ctx, makes the wire free, and watches ctx.
func (c *conn) begin(ctx context.Context, p patience) error {
	if err := c.usable(); err != nil {
		return err
	}
	if err := ctx.Err(); err != nil {
		return stopped(err, nil)
	}
	if c.open != nil {
		c.open.setAside()
		if err := c.usable(); err != nil {
			return err
		}
	}
	c.closeRetired()
	if p == impatient {
		_ = c.wire.SetDeadline(time.Now().Add(pingTimeout))
	}
	c.watch.start(ctx, p)
	return nil
}

func (c *conn) usable() error {
	switch {
	case c.closed:
		return driver.ErrClosed
	case c.lost != nil:
		return c.lost
	}
	return nil
}

// end ends a command. err is what the client library reported; the result is what it means.
func (c *conn) end(err error) error {
	ctx := c.watch.ctx
	expired := c.watch.end()
	if err != nil {
		err = c.fail(ctx, err, expired)
	}
	if c.dead() {
		return err
	}
	switch c.watch.asked {
	case answered:
		c.refresh() // the KILL may still be waiting for a statement
	case unanswered:
		_ = c.lose(errors.New("a KILL QUERY was sent and not answered"))
	}
	return err
}

// Close closes the connection with its statements and rows. Closing twice is not an error.
func (c *conn) Close() error {
	if c.closed {
		return nil
	}
	c.closed = true
	if c.open != nil {
		_ = c.wire.Close() // there is no other way to stop a result than to read it all
		c.open.drop(driver.ErrClosed)
	}
	for s := range c.stmts {
		s.detach()
	}
	c.retired = nil
	if c.lost != nil {
		return nil
	}
	_ = c.wire.SetDeadline(time.Now().Add(grace))
	_ = c.dc.Close() // says goodbye; whether the server hears it does not matter
	return nil
}

// closeRetired tells the server of statements that were closed while it was sending rows.
func (c *conn) closeRetired() {
	for i, s := range c.retired {
		_ = s.Close() // has no answer; a broken connection shows with the next command
		c.retired[i] = nil
	}
	c.retired = c.retired[:0]
}

// retire closes a statement of the server, at once or when the wire is free.
func (c *conn) retire(s statement) {
	c.retired = append(c.retired, s)
	if c.open == nil && !c.dead() {
		c.closeRetired()
	}
}
