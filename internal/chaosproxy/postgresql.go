package chaosproxy

import (
	"bytes"
	"encoding/binary"
)

// The codes in the place of a version, in the first message of a client.
const (
	pgCancel  = 80877102
	pgTLS     = 80877103
	pgGSS     = 80877104
	pgHeader  = 5 // type and length
	pgStartup = 8 // length and version
)

// pgDialogue reads PostgreSQL's protocol. Each Query and each Sync asks for a ReadyForQuery, which ends a reply; so the replies can be
// counted, and the n-th request belongs to the n-th reply, however far the client is ahead. Reply 0 is that to the login.
type pgDialogue struct {
	started bool
	opaque  bool // encrypted, or not this protocol
	client  message
	// prepared are the texts of statements by name, portals those of portals.
	prepared, portals map[string]string
	asked             int  // Query and Sync so far
	ran               bool // an Execute has come since the last Sync

	tls     int // answers of one byte that are due
	server  message
	replied int  // ReadyForQuery so far
	began   bool // the reply under way has begun
}

// message collects a message that comes in pieces.
type message struct {
	header []byte
	body   []byte
	left   int // bytes of the body to come
	at     int // where it began in the bytes at hand, 0 if before
}

func (d *pgDialogue) requests(b []byte) (out []request) {
	d.client.at = 0
	for i := 0; i < len(b) && !d.opaque; {
		want := pgHeader
		if !d.started {
			want = pgStartup
		}
		n, complete := d.client.take(b, i, want)
		i += n
		if !complete {
			continue
		}
		if !d.started {
			d.start()
		} else {
			out = append(out, d.request()...)
		}
		d.client.next()
	}
	return out
}

// take adds bytes from b[i:] to the message. It returns how many, and whether the message is complete.
func (m *message) take(b []byte, i, header int) (n int, complete bool) {
	if len(m.header) == 0 {
		m.at = i
	}
	if len(m.header) < header {
		n = min(header-len(m.header), len(b)-i)
		m.header = append(m.header, b[i:i+n]...)
		if len(m.header) < header {
			return n, false
		}
		// The length counts itself; in the first message it comes first and counts the version too.
		if header == pgStartup {
			m.left = int(binary.BigEndian.Uint32(m.header)) - pgStartup
		} else {
			m.left = int(binary.BigEndian.Uint32(m.header[1:])) - 4
		}
		return n, m.left <= 0
	}
	n = min(m.left, len(b)-i)
	if room := maxText - len(m.body); room > 0 {
		m.body = append(m.body, b[i:i+min(n, room)]...)
	}
	m.left -= n
	return n, m.left == 0
}

func (m *message) next() { m.header, m.body, m.left = m.header[:0], m.body[:0], 0 }

// start reads a message from before the login is complete.
func (d *pgDialogue) start() {
	switch binary.BigEndian.Uint32(d.client.header[4:]) {
	case pgTLS, pgGSS:
		d.tls++
	case pgCancel:
		d.opaque = true
	default:
		d.started = true
	}
}

// request reads a message of the client.
func (d *pgDialogue) request() []request {
	body := d.client.body
	switch d.client.header[0] {
	case 'Q':
		d.asked++
		return []request{{at: d.client.at, sql: text(body), reply: d.asked}}
	case 'P':
		name, rest := cut(body)
		d.prepared[name] = text(rest)
	case 'B':
		portal, rest := cut(body)
		name, _ := cut(rest)
		d.portals[portal] = d.prepared[name]
	case 'E':
		portal, _ := cut(body)
		d.ran = true
		return []request{{at: d.client.at, sql: d.portals[portal], reply: d.asked + 1}}
	case 'S':
		d.asked++
		ran := d.ran
		d.ran = false
		if !ran {
			return []request{{at: d.client.at, reply: d.asked}}
		}
	}
	return nil
}

// text is a string up to its NUL.
func text(b []byte) string {
	s, _ := cut(b)
	return s
}

func cut(b []byte) (string, []byte) {
	s, rest, _ := bytes.Cut(b, []byte{0})
	return string(s), rest
}

func (d *pgDialogue) replies(b []byte) (out []reply) {
	for i := 0; i < len(b) && !d.opaque; {
		if d.tls > 0 {
			d.tls--
			d.opaque = b[i] == 'S' || b[i] == 'G'
			i++
			continue
		}
		if len(d.server.header) == 0 && !d.began && !unasked(b[i]) {
			d.began = true
			out = append(out, reply{i, d.replied})
		}
		n, complete := d.server.take(b, i, pgHeader)
		i += n
		if !complete {
			continue
		}
		if d.server.header[0] == 'Z' {
			d.replied++
			d.began = false
		}
		d.server.next()
	}
	return out
}

// unasked tells whether a message may come between replies: a notice, a notification, a changed setting.
func unasked(kind byte) bool { return kind == 'N' || kind == 'A' || kind == 'S' }
