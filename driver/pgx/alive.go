package pgx

import (
	"crypto/tls"
	"net"
	"syscall"

	"github.com/azoth-orm/azoth/driver"
)

var _ driver.Checker = (*conn)(nil)

// Alive looks at the socket without waiting: a server that has closed the connection, or said that it will, has left something there. What
// a server may say to an idle connection is a changed setting or a notification; that is no reason against it.
func (c *conn) Alive() bool {
	if c.dead != nil || c.pg.IsClosed() {
		return false
	}
	if c.stream != nil || c.wire.ReadBufferLen() > 0 {
		return true
	}
	socket, encrypted := c.pg.Conn(), false
	if t, ok := socket.(*tls.Conn); ok {
		socket, encrypted = t.NetConn(), true
	}
	first, state := c.socket.peek(socket)
	switch state {
	case ended:
		return false
	case pending:
		return !encrypted && (first == parameterStatus || first == notification)
	}
	return true
}

// The messages that an idle connection may get and live.
const (
	parameterStatus = 'S'
	notification    = 'A'
)

// socketState is what lies in a socket.
type socketState uint8

const (
	quiet socketState = iota
	pending
	ended
)

// socketPeek looks into a socket. It is kept with the connection, so that looking costs no allocation.
type socketPeek struct {
	raw   syscall.RawConn
	look  func(fd uintptr) bool
	first [1]byte
	state socketState
}

// peek tells what lies in the socket, and the first byte of it.
func (p *socketPeek) peek(socket net.Conn) (byte, socketState) {
	if p.look == nil {
		p.look = p.lookAt
		if s, ok := socket.(syscall.Conn); ok {
			p.raw, _ = s.SyscallConn()
		}
	}
	if p.raw == nil {
		return 0, quiet
	}
	p.state = ended
	if err := p.raw.Read(p.look); err != nil {
		return 0, ended
	}
	return p.first[0], p.state
}
