package chaosproxy

import "encoding/binary"

// MySQL's commands that matter.
const (
	myQuit     = 0x01
	myQuery    = 0x03
	myPrepare  = 0x16
	myExecute  = 0x17
	myLongData = 0x18
	myClose    = 0x19
)

// myHeader is a packet's length (3 bytes) and number.
const myHeader = 4

// myDialogue reads MySQL's protocol. Client and server take turns: a packet with the number 0 is a command, and what the server sends
// next is the reply to it. Before the first command there is only the login, whose packets have higher numbers.
type myDialogue struct {
	header  []byte
	body    []byte
	left    int
	at      int
	command bool // the packet under way begins a command

	asked     int
	awaiting  bool
	preparing string // the text whose statement's number is to come
	answer    []byte // the first bytes of the reply to it
	prepared  map[uint32]string
}

func (d *myDialogue) requests(b []byte) (out []request) {
	d.at = 0
	for i := 0; i < len(b); {
		if len(d.header) < myHeader {
			if len(d.header) == 0 {
				d.at = i
			}
			n := min(myHeader-len(d.header), len(b)-i)
			d.header = append(d.header, b[i:i+n]...)
			i += n
			if len(d.header) < myHeader {
				return out
			}
			d.left = int(d.header[0]) | int(d.header[1])<<8 | int(d.header[2])<<16
			d.command = d.header[3] == 0
		}
		n := min(d.left, len(b)-i)
		if room := maxText - len(d.body); d.command && room > 0 {
			d.body = append(d.body, b[i:i+min(n, room)]...)
		}
		d.left -= n
		i += n
		if d.left == 0 {
			out = append(out, d.request()...)
			d.header, d.body = d.header[:0], d.body[:0]
		}
	}
	return out
}

// request reads a complete packet of the client.
func (d *myDialogue) request() []request {
	if !d.command || len(d.body) == 0 {
		return nil
	}
	d.preparing, d.answer = "", d.answer[:0]
	sql := ""
	switch d.body[0] {
	case myQuit, myLongData, myClose:
		return nil
	case myQuery:
		sql = string(d.body[1:])
	case myPrepare:
		d.preparing = string(d.body[1:])
	case myExecute:
		if len(d.body) >= 5 {
			sql = d.prepared[binary.LittleEndian.Uint32(d.body[1:])]
		}
	}
	d.asked++
	d.awaiting = true
	return []request{{at: d.at, sql: sql, reply: d.asked}}
}

func (d *myDialogue) replies(b []byte) []reply {
	d.learn(b)
	if !d.awaiting {
		return nil
	}
	d.awaiting = false
	return []reply{{reply: d.asked}}
}

// learn reads the number of a prepared statement: header, a zero for success, four bytes.
func (d *myDialogue) learn(b []byte) {
	const enough = myHeader + 1 + 4
	if d.preparing == "" {
		return
	}
	d.answer = append(d.answer, b[:min(len(b), enough-len(d.answer))]...)
	if len(d.answer) < enough {
		return
	}
	if d.answer[myHeader] == 0 {
		d.prepared[binary.LittleEndian.Uint32(d.answer[myHeader+1:])] = d.preparing
	}
	d.preparing, d.answer = "", d.answer[:0]
}
