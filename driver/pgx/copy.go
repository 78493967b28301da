package pgx

import (
	"context"
	"crypto/tls"
	"encoding/binary"
	"errors"
	"slices"
	"strconv"

	"github.com/azoth-orm/azoth/driver"
	"github.com/azoth-orm/azoth/types"
	"github.com/jackc/pgx/v5/pgconn"
	"github.com/jackc/pgx/v5/pgproto3"
)

// COPY … FROM STDIN takes rows in PostgreSQL's binary form: a header, then for each row the number of its columns and each value with its
// length in front, as in an array. The server reads a value as whatever type the column has by then, and a number of the wrong type may
// look like a right one. So the statement that has described the columns runs in the same request, just before: the server refuses it if
// the columns have changed, and nobody can change them from then on, since it has locked the table.
//
// The rows are written to memory before anything is sent. So a value that has no binary form is found while there is still another way.

var (
	_ driver.Copier   = (*stmt)(nil)
	_ driver.CopyConn = (*conn)(nil)
)

// CopiesRows is true.
func (c *conn) CopiesRows() bool { return true }

const (
	// copyMessage is about the size of a message of rows.
	copyMessage = 64 << 10
	// copyHeader and copyTrailer stand before and behind all rows.
	copyHeader  = "PGCOPY\n\xff\r\n\x00" + "\x00\x00\x00\x00" + "\x00\x00\x00\x00"
	copyTrailer = "\xff\xff"
	// messageHeader is the length of a message's header.
	messageHeader = 5
)

// copying are rows in the messages in which they are sent.
type copying struct {
	messages []byte
	// ends are where the messages end.
	ends []int
}

// open begins a message.
func (k *copying) open() { k.messages = append(k.messages, 'd', 0, 0, 0, 0) }

// start is where the message begins that is being written.
func (k *copying) start() int {
	if len(k.ends) == 0 {
		return 0
	}
	return k.ends[len(k.ends)-1]
}

// shut ends a message. It fails if that is larger than a message may be.
func (k *copying) shut() error {
	size := len(k.messages) - k.start()
	if size > maxValues {
		return misbound(0, "the values of a row are larger than the gigabyte that PostgreSQL takes at once")
	}
	binary.BigEndian.PutUint32(k.messages[k.start()+1:], uint32(size-1))
	k.ends = append(k.ends, len(k.messages))
	return nil
}

// BindRows writes rows in the form in which they are copied.
func (s *stmt) BindRows(values []types.Value, n int) error {
	s.rows = nil
	switch {
	case s.conn == nil:
		return driver.ErrClosed
	case s.open != nil:
		return driver.ErrInUse
	case len(s.types) == 0 || len(s.oids) > 0:
		return errNoColumns
	case n < 0 || len(values) != n*len(s.types):
		return misbound(0, strconv.Itoa(len(values))+" values for "+strconv.Itoa(n)+" rows")
	}
	elements := make([]element, len(s.types))
	for i := range elements {
		elements[i] = element{s.types[i], s.codecs[i]}
		if !elements[i].copies() {
			return driver.ErrNotCopied
		}
	}
	k := &copying{messages: make([]byte, 0, copySize(values, n))}
	if err := k.rows(elements, values, n); err != nil {
		return err
	}
	s.rows = k
	return nil
}

var errNoColumns = errors.New("pgx: only a statement without parameters that gives columns can copy rows into them")

// copies tells whether values of a type have a binary form that the driver writes.
func (e element) copies() bool {
	switch e.codec {
	case foreignCodec, opaqueCodec, numericCodec:
		return false
	case textCodec, jsonCodec:
		return e.textIsBinary()
	}
	return true
}

// copySize is about what the rows will have.
func copySize(values []types.Value, n int) int {
	size := len(copyHeader) + len(copyTrailer) + 2*n + elementHeader*len(values)
	for i := range values {
		size += sizeOf(values[i])
	}
	return size + messageHeader*(size/copyMessage+2)
}

// rows writes all messages.
func (k *copying) rows(elements []element, values []types.Value, n int) error {
	k.open()
	k.messages = append(k.messages, copyHeader...)
	for i := range n {
		if len(k.messages)-k.start() >= copyMessage {
			if err := k.shut(); err != nil {
				return err
			}
			k.open()
		}
		if err := k.row(elements, values[i*len(elements):], i); err != nil {
			return err
		}
	}
	k.messages = append(k.messages, copyTrailer...)
	return k.shut()
}

// row writes the i-th row.
func (k *copying) row(elements []element, values []types.Value, i int) error {
	b := appendInt2(k.messages, int16(len(elements)))
	for at, e := range elements {
		v := values[at]
		if v.IsNull() {
			b = appendInt4(b, -1)
			continue
		}
		out, ok, wrong := appendElement(b, e, v)
		switch {
		case wrong != "":
			return misbound(at, inElement(i, wrong))
		case !ok:
			return driver.ErrNotCopied
		}
		b = out
	}
	k.messages = b
	return nil
}

// CopyRows sends the rows that were bound.
func (s *stmt) CopyRows(ctx context.Context, sql string) (driver.Result, error) {
	k := s.rows
	s.rows = nil
	switch {
	case s.conn == nil:
		return driver.Result{}, driver.ErrClosed
	case s.open != nil:
		return driver.Result{}, driver.ErrInUse
	case k == nil:
		return driver.Result{}, misbound(0, "no rows were bound")
	}
	c := s.conn
	if err := c.runDeferred(ctx); err != nil { // the reply to what follows is counted
		return driver.Result{}, err
	}
	if err := c.enter(ctx, cancel); err != nil {
		return driver.Result{}, err
	}
	s.sendCopy(sql)
	var o outcome
	if err := c.copyAll(ctx, s, k, &o); err != nil {
		return driver.Result{}, err
	}
	if err := c.settle(&o); err != nil {
		return driver.Result{}, err
	}
	return driver.Result{RowsAffected: o.affected}, nil
}

// sendCopy asks for the columns once more, which locks the table, and begins the copying.
func (s *stmt) sendCopy(sql string) {
	c := s.conn
	c.sendGarbage()
	if s.name == "" {
		c.sendParse("", s.sql, nil)
	}
	c.wire.SendBind(&s.bind)
	if s.name == "" {
		c.sendDescribe(portal, "") // another session may answer, with another schema
	}
	c.sendExecute()
	c.sendDirect(sql)
	c.wire.Send(&pgproto3.Flush{})
}

// copyAll copies the rows, and reads the reply to its end.
func (c *conn) copyAll(ctx context.Context, s *stmt, k *copying, o *outcome) error {
	if err := c.wire.Flush(); err != nil {
		return c.lose(err)
	}
	ready, err := c.beginCopy(s, o)
	if err != nil {
		return err
	}
	if ready && o.reported != nil { // the columns have changed
		c.wire.Send(&pgproto3.CopyFail{Message: o.reported.Message})
	} else if ready {
		if err := c.sendRows(ctx, k, o); err != nil {
			return err
		}
	}
	if err := c.flush(); err != nil {
		return err
	}
	return c.rest(o)
}

// beginCopy waits until the server wants rows. It does not if it has reported an error; then it waits for Sync.
func (c *conn) beginCopy(s *stmt, o *outcome) (ready bool, err error) {
	var changed *pgconn.PgError
	for complete := 0; ; {
		msg, err := c.receive()
		if err != nil {
			return false, err
		}
		switch m := msg.(type) {
		case *pgproto3.CopyInResponse:
			if o.reported == nil {
				o.reported = changed
			}
			return true, nil
		case *pgproto3.RowDescription:
			if _, oids := fields(m); !slices.Equal(oids, s.types) {
				c.common.schema.Add(1)
				changed = &pgconn.PgError{Severity: "ERROR", Code: featureNotSupported, Message: "the columns have changed since they were described"}
			}
		case *pgproto3.CommandComplete:
			if complete++; complete == 2 {
				o.reported = &pgconn.PgError{Severity: "ERROR", Code: featureNotSupported, Message: "the statement takes no rows to copy"}
			}
		}
		if err := c.take(msg, o); err != nil {
			return false, err
		}
		if o.reported != nil {
			return false, nil
		}
	}
}

// sendRows sends the messages, and how it ended. It stops when the server has reported an error, or ctx has ended.
func (c *conn) sendRows(ctx context.Context, k *copying, o *outcome) error {
	from := 0
	for _, to := range k.ends {
		if ctx.Err() != nil {
			c.wire.Send(&pgproto3.CopyFail{Message: "canceled"})
			return nil
		}
		if err := c.hear(o); err != nil || o.reported != nil {
			return err
		}
		if err := c.wire.SendUnbufferedEncodedCopyData(k.messages[from:to]); err != nil {
			return c.lose(err)
		}
		from = to
	}
	c.wire.Send(&pgproto3.CopyDone{})
	return nil
}

// hear takes what the server says while it gets rows: an error, or notices, for which it would wait some time that somebody reads them.
func (c *conn) hear(o *outcome) error {
	for c.speaks() {
		msg, err := c.read()
		if err != nil {
			return c.lose(err)
		}
		switch msg.(type) {
		case *pgproto3.ParameterStatus, *pgproto3.NoticeResponse, *pgproto3.NotificationResponse:
			continue
		}
		if err := c.take(msg, o); err != nil || o.reported != nil {
			return err
		}
	}
	return nil
}

// speaks tells without waiting whether the server has said something. What is encrypted need not be a message.
func (c *conn) speaks() bool {
	if c.wire.ReadBufferLen() > 0 {
		return true
	}
	socket := c.pg.Conn()
	if _, encrypted := socket.(*tls.Conn); encrypted {
		return false
	}
	_, state := c.socket.peek(socket)
	return state == pending
}
