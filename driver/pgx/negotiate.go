package pgx

import (
	"context"
	"crypto/tls"
	"encoding/binary"
	"errors"
	"io"
	"net"
	"time"

	"github.com/jackc/pgx/v5/pgconn"
)

// With sslmode=prefer, which is the default, pgconn hangs up on a server that has no TLS, and comes again without asking for it: two
// connections, and two processes of the server, for each that is wanted. As libpq does, and the protocol allows, the driver asks, and goes on
// without TLS on the same connection.

// negotiating is cfg with that change, for one Connect, if cfg prefers TLS on a single host; otherwise cfg itself.
func negotiating(cfg *pgconn.Config) *pgconn.Config {
	if cfg.TLSConfig == nil || len(cfg.Fallbacks) != 1 {
		return cfg
	}
	if f := cfg.Fallbacks[0]; f.TLSConfig != nil || f.Host != cfg.Host || f.Port != cfg.Port {
		return cfg
	}
	own, secure := cfg.Copy(), cfg.TLSConfig
	own.TLSConfig = nil
	asked := make(map[string]bool) // by address: the second time TLS has failed there
	own.AfterNetConnect = func(ctx context.Context, _ *pgconn.Config, c net.Conn) (net.Conn, error) {
		address := c.RemoteAddr().String()
		if asked[address] {
			return c, nil
		}
		asked[address] = true
		return negotiate(ctx, c, secure)
	}
	return own
}

// negotiate asks the server for TLS. On an error the connection that it gives is to be closed.
func negotiate(ctx context.Context, c net.Conn, secure *tls.Config) (net.Conn, error) {
	stop := context.AfterFunc(ctx, func() { _ = c.SetDeadline(time.Now()) })
	agreed, err := askForTLS(ctx, c, secure)
	if !stop() && err == nil {
		err = ctx.Err()
	}
	if err != nil {
		return c, err
	}
	return agreed, nil
}

// sslRequest is the message that asks for TLS: its length, and a number that is no version of the protocol.
const sslRequest = 8<<32 | 80877103

var errRefusedTLS = errors.New("the server answered neither yes nor no to the question for TLS")

func askForTLS(ctx context.Context, c net.Conn, secure *tls.Config) (net.Conn, error) {
	if _, err := c.Write(binary.BigEndian.AppendUint64(nil, sslRequest)); err != nil {
		return nil, err
	}
	var answer [1]byte // and no byte more: what follows belongs to TLS
	if _, err := io.ReadFull(c, answer[:]); err != nil {
		return nil, err
	}
	switch answer[0] {
	case 'S':
		t := tls.Client(c, secure)
		return t, t.HandshakeContext(ctx)
	case 'N':
		return c, nil
	}
	return nil, errRefusedTLS
}
