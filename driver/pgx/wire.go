package pgx

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"net"
	"strconv"
	"time"

	"github.com/jackc/pgx/v5/pgconn"
	"github.com/jackc/pgx/v5/pgproto3"
)

// A request is a group of messages that ends with Sync and is written at once; the reply ends with ReadyForQuery, whatever went wrong
// in between. So the connection is free again when that has come, and only then.
//
// The messages are sent through pgproto3 and received through pgconn, which keeps account of the transaction and of the server's
// settings. pgconn's own functions for statements are not used: they describe every result again and watch every ctx with a
// goroutine.

// messages are those that are sent again and again.
type messages struct {
	parse    pgproto3.Parse
	describe pgproto3.Describe
	execute  pgproto3.Execute
	sync     pgproto3.Sync
	drop     pgproto3.Close
}

// sendParse asks the server to parse sql under a name; "" is the unnamed statement, which the next one replaces.
func (c *conn) sendParse(name, sql string, oids []uint32) {
	c.out.parse = pgproto3.Parse{Name: name, Query: sql, ParameterOIDs: oids}
	c.wire.SendParse(&c.out.parse)
}

const (
	statement = 'S'
	portal    = 'P'
)

// sendDescribe asks for the parameters and columns of a statement, or the columns of the unnamed portal.
func (c *conn) sendDescribe(what byte, name string) {
	c.out.describe = pgproto3.Describe{ObjectType: what, Name: name}
	c.wire.SendDescribe(&c.out.describe)
}

// sendExecute runs the unnamed portal.
func (c *conn) sendExecute() { c.wire.SendExecute(&c.out.execute) }

// flush ends the request with Sync and writes it.
func (c *conn) flush() error {
	c.wire.SendSync(&c.out.sync)
	if err := c.wire.Flush(); err != nil {
		return c.lose(err)
	}
	return nil
}

// outcome is what the reply to a request has told so far.
type outcome struct {
	// reported is the first error.
	reported *pgconn.PgError
	// verb is the first word of the command tag, affected the number at its end.
	verb     verb
	affected int64
	// ready says that the reply has ended.
	ready bool
}

// receive is the next message of the reply. What the server may say at any time is passed over.
func (c *conn) receive() (pgproto3.BackendMessage, error) {
	for {
		msg, err := c.read()
		if err != nil {
			return nil, c.lose(err)
		}
		switch msg.(type) {
		case *pgproto3.ParameterStatus, *pgproto3.NoticeResponse, *pgproto3.NotificationResponse:
		default:
			return msg, nil
		}
	}
}

// read is the next message of any kind. An error has no message in it, but if it timed out the connection may be read on.
func (c *conn) read() (pgproto3.BackendMessage, error) {
	for {
		blocks := c.wire.ReadBufferLen() == 0
		if blocks {
			c.watch.waiting.Store(true)
		}
		msg, err := c.pg.ReceiveMessage(context.Background())
		if blocks {
			c.watch.waiting.Store(false)
		}
		if err == nil || !timedOut(err) || !c.watch.extend(c.pg.Conn()) {
			return msg, err
		}
	}
}

func timedOut(err error) bool {
	var n net.Error
	return errors.As(err, &n) && n.Timeout()
}

// take notes a message that holds no data.
func (c *conn) take(msg pgproto3.BackendMessage, o *outcome) error {
	switch m := msg.(type) {
	case *pgproto3.CommandComplete:
		o.verb, o.affected = readTag(m.CommandTag)
	case *pgproto3.ErrorResponse:
		if o.reported == nil {
			o.reported = pgconn.ErrorResponseToPgError(m)
		}
	case *pgproto3.ReadyForQuery:
		o.ready = true
	case *pgproto3.CopyInResponse, *pgproto3.CopyBothResponse:
		o.refuse("COPY FROM STDIN", "CopyFrom")
		return c.failCopy()
	case *pgproto3.CopyOutResponse:
		o.refuse("COPY TO STDOUT", "CopyTo")
	case *pgproto3.ParseComplete, *pgproto3.BindComplete, *pgproto3.CloseComplete, *pgproto3.NoData, *pgproto3.EmptyQueryResponse,
		*pgproto3.DataRow, *pgproto3.RowDescription, *pgproto3.ParameterDescription,
		*pgproto3.CopyData, *pgproto3.CopyDone:
	default:
		return c.lose(fmt.Errorf("protocol error: unexpected %T", msg))
	}
	return nil
}

// refuse is the error for a statement that the driver has no part in.
func (o *outcome) refuse(what, function string) {
	if o.reported == nil {
		o.reported = &pgconn.PgError{
			Code: featureNotSupported, Message: what + " does not go through statements",
			Hint: "Use pgconn's " + function + " on Conn.Raw.",
		}
	}
}

// failCopy ends COPY FROM STDIN, for which the server waits. It has passed over our Sync meanwhile.
func (c *conn) failCopy() error {
	c.wire.Send(&pgproto3.CopyFail{Message: "no data"})
	return c.flush()
}

// finish writes the request, reads its reply to the end, and ends the call that enter has begun.
func (c *conn) finish() error {
	if err := c.flush(); err != nil {
		return err
	}
	var o outcome
	if err := c.rest(&o); err != nil {
		return err
	}
	return c.settle(&o)
}

// rest reads the reply to its end and drops rows.
func (c *conn) rest(o *outcome) error {
	for !o.ready {
		msg, err := c.receive()
		if err != nil {
			return err
		}
		if err := c.take(msg, o); err != nil {
			return err
		}
	}
	return nil
}

// verb is what a statement did, as far as it matters.
type verb uint8

const (
	otherVerb verb = iota
	wrote          // rows were written, and counted
	changed        // the schema was changed, so that statements may be out of date
	rollback
	discarded // the server has forgotten the prepared statements
)

// readTag reads a command tag: "INSERT 0 5", "UPDATE 2", "ALTER TABLE".
func readTag(tag []byte) (verb, int64) {
	word, rest, _ := bytes.Cut(tag, []byte(" "))
	switch string(word) {
	case "INSERT", "UPDATE", "DELETE", "MERGE", "COPY":
		n, _ := strconv.ParseInt(string(rest[bytes.LastIndexByte(rest, ' ')+1:]), 10, 64)
		return wrote, n
	case "ALTER", "DROP":
		return changed, 0
	case "CREATE":
		if bytes.HasSuffix(rest, []byte("VIEW")) { // OR REPLACE
			return changed, 0
		}
	case "ROLLBACK":
		return rollback, 0
	case "DISCARD", "DEALLOCATE":
		return discarded, 0
	}
	return otherVerb, 0
}

// grace is how long the connection waits for the server's reply when the caller's ctx has ended.
const grace = 2 * time.Second
