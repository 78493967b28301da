package engine

import (
	"sync"
	"sync/atomic"

	"github.com/azoth-orm/azoth/dialect"
	"github.com/azoth-orm/azoth/driver"
)

// server is what is known of the server that an engine is connected to. All engines that share a pool share it.
type server struct {
	dialect atomic.Pointer[dialect.Dialect]
	first   sync.Once
}

func newServer(d *dialect.Dialect) *server {
	s := &server{}
	s.dialect.Store(d)
	return s
}

// meet chooses the dialect by the version that the first connection tells. No statement is compiled before there is a connection, so none
// is compiled for another dialect.
func (s *server) meet(c driver.Conn) {
	s.first.Do(func() {
		v, ok := c.(driver.Versioned)
		d := s.dialect.Load()
		if !ok || d.Refine == nil {
			return
		}
		if finer := d.Refine(v.ServerVersion()); finer != nil {
			s.dialect.Store(finer)
		}
	})
}
