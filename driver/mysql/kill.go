package mysql

import (
	"context"
	"errors"
	"strconv"
	"time"

	gomysql "github.com/go-sql-driver/mysql"
)

// killPause is how long to wait before a second connection is tried again.
const killPause = 50 * time.Millisecond

// kill asks the server on a second connection to stop what the first one runs. It tries until ctx ends: the server may have no connection
// to spare just then.
func (c *conn) kill(ctx context.Context) {
	for !c.tryKill(ctx) {
		select {
		case <-ctx.Done():
			return
		case <-time.After(killPause):
		}
	}
}

// tryKill makes one attempt and tells whether another would be pointless.
func (c *conn) tryKill(ctx context.Context) bool {
	cfg := c.connector.config.Clone()
	cfg.DBName, cfg.Params = "", nil
	cfg.MaxAllowedPacket = c.server.packet
	if c.connector.settings.network == "tcp" {
		cfg.Addr = c.wire.RemoteAddr().String() // the host's name may mean another server by now
	}
	dc, w, err := dial(ctx, cfg)
	if err != nil {
		return false
	}
	defer func() {
		_ = w.SetDeadline(time.Now().Add(grace))
		_ = dc.Close()
	}()
	deadline, _ := ctx.Deadline()
	_ = w.SetDeadline(deadline)
	s, ok := dc.(session)
	if !ok || !c.sameServer(s) {
		return false
	}
	if !c.watch.ask() {
		return true
	}
	_, err = s.Query("KILL QUERY "+strconv.FormatUint(uint64(c.wire.id), 10), nil)
	var reported *gomysql.MySQLError
	if err == nil || errors.As(err, &reported) {
		c.watch.answer()
	}
	return true
}

// sameServer tells whether a second connection has reached the server of the first: behind a balancer it may not, and there the number
// belongs to somebody else.
func (c *conn) sameServer(s session) bool {
	row, err := firstRow(s, "SELECT @@hostname, @@port")
	return err == nil && plainText(row[0]) == c.server.host && plainInt(row[1]) == c.server.port
}
