package pgx

import (
	"context"
	"encoding/binary"

	"github.com/jackc/pgx/v5/pgproto3"
)

// A connection carries one statement at a time. When another begins while Rows are open, what is left of them is read into memory, and the
// Rows go on from there. A loop that runs statements over its own rows on its own connection therefore holds the rows that it has not
// reached yet.

// parking holds rows that were read ahead: for each value its length, or -1 for NULL, and its bytes.
type parking struct {
	chunks [][]byte
	// pos is where the next row begins in the first chunk, left how many rows there are.
	pos    int
	left   int
	values [][]byte
}

// parkingChunk is the size of the pieces of memory; a row that is larger has one of its own.
const parkingChunk = 64 << 10

func (p *parking) add(values [][]byte) {
	size := 0
	for _, v := range values {
		size += 4 + len(v)
	}
	last := len(p.chunks) - 1
	if last < 0 || cap(p.chunks[last])-len(p.chunks[last]) < size {
		p.chunks = append(p.chunks, make([]byte, 0, max(parkingChunk, size)))
		last++
	}
	chunk := p.chunks[last]
	for _, v := range values {
		n := len(v)
		if v == nil {
			n = -1
		}
		chunk = binary.BigEndian.AppendUint32(chunk, uint32(int32(n)))
		chunk = append(chunk, v...)
	}
	p.chunks[last] = chunk
	p.left++
}

// next gives the next row.
func (p *parking) next() ([][]byte, bool) {
	if p.left == 0 {
		return nil, false
	}
	p.left--
	if p.pos == len(p.chunks[0]) && len(p.chunks) > 1 {
		p.chunks[0] = nil
		p.chunks, p.pos = p.chunks[1:], 0
	}
	chunk := p.chunks[0]
	for i := range p.values {
		n := int(int32(binary.BigEndian.Uint32(chunk[p.pos:])))
		p.pos += 4
		if n < 0 {
			p.values[i] = nil
			continue
		}
		p.values[i] = chunk[p.pos : p.pos+n : p.pos+n]
		p.pos += n
	}
	return p.values, true
}

// park reads what is left of the result into memory, so that the connection is free. ctx is that of the statement that waits for it; if it
// ends, the result stays as it is, partly read. What goes wrong with the result itself is kept for its reader.
func (r *rows) park(ctx context.Context) error {
	c := r.conn
	if r.parked == nil {
		r.parked = &parking{values: make([][]byte, len(r.codecs))}
		r.keepCurrent()
	}
	release := c.hurry(ctx)
	err := r.readAhead()
	release()
	if err != nil && c.dead == nil {
		if timedOut(err) && ctx.Err() != nil {
			return stopped(ctx.Err())
		}
		err = c.lose(err)
	}
	if err == nil {
		err = r.stmt.end(&r.out)
	}
	r.cut, r.unread, c.stream = err, true, nil
	return c.dead
}

// keepCurrent copies the current row, whose values lie in the network's buffer.
func (r *rows) keepCurrent() {
	if len(r.values) == 0 {
		return
	}
	p := &parking{values: make([][]byte, len(r.values))}
	p.add(r.values)
	r.values, _ = p.next()
}

// readAhead reads to the end of the reply.
func (r *rows) readAhead() error {
	c := r.conn
	for !r.out.ready {
		msg, err := c.read()
		if err != nil {
			return err
		}
		switch m := msg.(type) {
		case *pgproto3.ParameterStatus, *pgproto3.NoticeResponse, *pgproto3.NotificationResponse:
			continue
		case *pgproto3.DataRow:
			if err := r.fits(m.Values); err != nil {
				return err
			}
			r.parked.add(m.Values)
			continue
		}
		if err := c.take(msg, &r.out); err != nil {
			return err
		}
	}
	return nil
}
