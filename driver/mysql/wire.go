package mysql

import (
	"bytes"
	"encoding/binary"
	"net"
)

// wire is the socket of a connection. It reads along until the server has greeted: the greeting has the connection's number, which the client
// library does not keep. Behind a proxy it is the number that the proxy knows, and the one to kill.
type wire struct {
	net.Conn
	greeting []byte
	greeted  bool
	id       uint32 // 0 if the server told none
}

// longestGreeting is more than a greeting needs up to the number.
const longestGreeting = 512

// Read reads, and listens for the greeting.
func (w *wire) Read(p []byte) (int, error) {
	n, err := w.Conn.Read(p)
	if !w.greeted {
		w.listen(p[:n])
	}
	return n, err
}

// listen takes the number out of the greeting: a header of four bytes, the protocol's version 10, the server's version, a zero byte, the number.
func (w *wire) listen(p []byte) {
	const header, protocol = 4, 10
	w.greeting = append(w.greeting, p...)
	g := w.greeting
	if len(g) <= header {
		return
	}
	end := bytes.IndexByte(g[header+1:], 0)
	switch id := header + 1 + end + 1; {
	case g[header] != protocol || len(g) > longestGreeting && end < 0:
	case end < 0 || len(g) < id+4:
		return
	default:
		w.id = binary.LittleEndian.Uint32(g[id:])
	}
	w.greeted, w.greeting = true, nil
}
