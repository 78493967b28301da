package mysql

import (
	"syscall"

	"github.com/azoth-orm/azoth/driver"
)

var _ driver.Checker = (*conn)(nil)

// Alive looks at the socket without waiting: a server that has gone has closed it, and one that is silent has sent nothing. Bytes that nobody
// asked for are a farewell.
func (c *conn) Alive() bool {
	if c.dead() {
		return false
	}
	s, ok := c.wire.Conn.(syscall.Conn)
	if !ok || c.open != nil {
		return true
	}
	raw, err := s.SyscallConn()
	if err != nil {
		return false
	}
	quiet := true
	err = raw.Read(func(fd uintptr) bool {
		quiet = isQuiet(fd)
		return true // do not wait for something to read
	})
	return err == nil && quiet
}
