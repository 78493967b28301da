package pgx

import (
	"fmt"

	"github.com/azoth-orm/azoth/driver"
	"github.com/jackc/pgx/v5/pgproto3"
)

// rows is an open result. Each run has its own, so that closing an old one late cannot disturb a newer one.
//
// Rows are read from the network as they are asked for. A second statement on the connection first has what is left read into
// memory; see park.go. The readers of single values are in cell.go.
type rows struct {
	stmt *stmt // nil once the result has ended
	conn *conn
	shape
	// values are those of the current row, in the network buffer or in parked; none if there is no row.
	values [][]byte
	parked *parking
	// out is what the reply has told so far.
	out outcome
	res driver.Result
	// failed is what a reader could not convert; the next Step or Close reports it.
	failed error
	// cut is what ended the result while it was read ahead; whoever gets there reports it.
	cut   error
	state rowsState
	// unread says that nothing more comes from the network.
	unread bool
	texts  driver.Strings
}

type rowsState uint8

const (
	stepping rowsState = iota
	atFirst            // the first row was fetched by Query and not yet asked for
	broken             // failed is set
	over
)

var _ driver.Rows = (*rows)(nil)

// Columns describes the columns.
func (r *rows) Columns() []driver.Column { return r.columns }

// first reads up to the first row, or to the end.
func (r *rows) first() error {
	c := r.conn
	for {
		msg, err := c.receive()
		if err != nil {
			return err
		}
		switch m := msg.(type) {
		case *pgproto3.RowDescription:
			r.reshape(m)
		case *pgproto3.DataRow:
			if err := r.show(m.Values); err != nil {
				return err
			}
			r.state, r.stmt.open, c.stream = atFirst, r, r
			return nil
		}
		if err := c.take(msg, &r.out); err != nil {
			return err
		}
		if r.out.ready {
			return r.finish()
		}
	}
}

// reshape takes the description that came with the result, where the one of the statement may be out of date.
func (r *rows) reshape(m *pgproto3.RowDescription) {
	same := len(m.Fields) == len(r.types)
	for i := 0; same && i < len(m.Fields); i++ {
		same = m.Fields[i].DataTypeOID == r.types[i] && string(m.Fields[i].Name) == r.columns[i].Name
	}
	if same {
		return
	}
	r.columns, r.types = fields(m)
	r.codecs = make([]codec, len(r.types))
	for i, oid := range r.types {
		k, _ := r.conn.common.catalog.lookup(oid)
		r.columns[i].Type, r.codecs[i] = k.name, k.codec
		switch format := m.Fields[i].Format; {
		case format == textFormat && k.codec.format() == binaryFormat:
			r.codecs[i] = foreignCodec
		case format == binaryFormat && k.codec.format() == textFormat:
			r.codecs[i] = opaqueCodec
		}
	}
}

// show makes values the current row.
func (r *rows) show(values [][]byte) error {
	if err := r.fits(values); err != nil {
		return r.conn.lose(err)
	}
	r.values = values
	return nil
}

// fits refuses a row that is not what was announced.
func (r *rows) fits(values [][]byte) error {
	if len(values) != len(r.codecs) {
		return fmt.Errorf("protocol error: a row of %d values for %d columns", len(values), len(r.codecs))
	}
	return nil
}

// Step advances to the next row.
func (r *rows) Step() (bool, error) {
	if r.state != stepping || r.parked != nil {
		return r.stepUnusual()
	}
	return r.stepNetwork()
}

func (r *rows) stepUnusual() (bool, error) {
	switch {
	case r.state == atFirst:
		r.state = stepping
		return true, nil
	case r.state == broken:
		return false, r.Close()
	case r.state == over:
		return false, nil
	}
	if values, ok := r.parked.next(); ok {
		r.values = values
		return true, nil
	}
	if !r.unread {
		r.parked = nil
		return r.stepNetwork()
	}
	return false, r.leaveParked()
}

// stepNetwork reads the next row from the network.
func (r *rows) stepNetwork() (bool, error) {
	c := r.conn
	for {
		msg, err := c.receive()
		if err != nil {
			r.leave()
			return false, err
		}
		if m, ok := msg.(*pgproto3.DataRow); ok {
			if err := r.show(m.Values); err != nil {
				r.leave()
				return false, err
			}
			return true, nil
		}
		if err := c.take(msg, &r.out); err != nil {
			r.leave()
			return false, err
		}
		if r.out.ready {
			return false, r.finish()
		}
	}
}

// finish ends a result whose reply has been read to its end.
func (r *rows) finish() error {
	err := r.stmt.end(&r.out)
	if err == nil {
		r.res = driver.Result{RowsAffected: r.out.affected}
	}
	r.leave()
	return err
}

// leaveParked ends a result that was read ahead.
func (r *rows) leaveParked() error {
	if r.cut == nil {
		r.res = driver.Result{RowsAffected: r.out.affected}
	}
	r.leave()
	return r.cut
}

// leave gives the statement and the connection back.
func (r *rows) leave() {
	s := r.stmt
	r.stmt, r.values, r.parked, r.state = nil, nil, nil, over
	s.open = nil
	if r.conn.stream == r {
		r.conn.stream = nil
	}
}

// abandon ends the result of a connection that is closed.
func (r *rows) abandon() {
	r.leave()
	r.failed, r.state = driver.ErrClosed, broken
}

// Result is what the statement did, once Step has returned false without an error.
func (r *rows) Result() driver.Result { return r.res }

// Close ends the result. Rows that were not read are read and dropped: the server sends them in any case. An error that it reports among
// them is returned.
func (r *rows) Close() error {
	err := r.failed
	r.failed = nil
	if r.stmt == nil {
		r.state = over
		return err
	}
	if ended := r.dropRest(); err == nil {
		err = ended
	}
	return err
}

func (r *rows) dropRest() error {
	r.values = nil
	if r.unread {
		return r.leaveParked()
	}
	if err := r.conn.rest(&r.out); err != nil {
		r.leave()
		return err
	}
	return r.finish()
}

// misread notes that column i could not be read as asked.
func (r *rows) misread(i int, to string) {
	if r.failed == nil {
		r.failed = r.convertError(i, to)
		r.state = broken
	}
}

func (r *rows) convertError(i int, to string) error {
	return &driver.ConvertError{Driver: name, Column: i, From: r.Kind(i).String(), To: to}
}
