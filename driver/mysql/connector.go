package mysql

import (
	"context"
	sqldriver "database/sql/driver"
	"errors"
	"fmt"
	"net"
	"strings"
	"sync/atomic"
	"time"

	gomysql "github.com/go-sql-driver/mysql"

	"github.com/azoth-orm/azoth/driver"
)

// Opener makes Connectors for MySQL and MariaDB. It is safe for concurrent use.
//
// Host and port are 127.0.0.1 and 3306 unless the URL names others. The options are
//
//	unix_socket       the path of the server's socket, in place of host and port
//	connect_timeout   seconds, or "500ms"; 10 seconds unless given
//	charset           utf8mb4, which is the default and the only one
//	collation         a collation of utf8mb4 for texts that come from no column; utf8mb4_general_ci unless given
//	reject_read_only  on gives a connection up that turns out to be read only, as after a failover
//	tls               on (the certificate is checked), skip-verify, preferred (if the server has it; not checked), off (the default)
//	tls_ca            a file with the certificates that are trusted, in place of the system's
//	tls_cert, tls_key files with the client's certificate and key
//	tls_server_name   the name that the server's certificate must have, if it is not the host's
//
// SQLAlchemy: the mysqldb dialect's create_connect_args.
type Opener struct{}

var _ driver.Opener = Opener{}

// Open checks the configuration, reads the files that it names, and connects to nothing. It fails with a [*driver.ConfigError].
func (Opener) Open(c driver.Config) (driver.Connector, error) {
	s, err := parseConfig(c)
	if err != nil {
		return nil, err
	}
	cfg, err := s.config()
	if err != nil {
		return nil, err
	}
	return &connector{settings: s, config: cfg}, nil
}

// Open is Opener{}.Open.
func Open(c driver.Config) (driver.Connector, error) { return Opener{}.Open(c) }

type connector struct {
	settings settings
	config   *gomysql.Config
	// packet is the server's limit on a packet, once a connection has told it: the client library need not ask again.
	packet atomic.Int64
}

// Connect opens a connection and prepares it as the package says. It fails with a [*ConnectError], or, if ctx ended, with a
// [*driver.StoppedError].
func (k *connector) Connect(ctx context.Context) (driver.Conn, error) {
	if err := ctx.Err(); err != nil {
		return nil, stopped(err, nil)
	}
	limited, cancel := context.WithTimeout(ctx, k.settings.connectTimeout)
	defer cancel()
	cfg := k.config.Clone()
	cfg.MaxAllowedPacket = int(k.packet.Load())
	dc, w, err := dial(limited, cfg)
	if err != nil {
		return nil, k.connectFailed(ctx, err)
	}
	c, err := newConn(k, dc, w)
	if err == nil {
		err = c.meet(limited)
	}
	if err != nil {
		_ = w.Close()
		_ = dc.Close()
		return nil, k.connectFailed(ctx, err)
	}
	k.packet.Store(int64(c.server.packet))
	return c, nil
}

// dial opens a connection of the client library, and gives the socket below it.
func dial(ctx context.Context, cfg *gomysql.Config) (sqldriver.Conn, *wire, error) {
	w := &wire{}
	cfg.DialFunc = func(ctx context.Context, network, address string) (net.Conn, error) {
		var d net.Dialer
		c, err := d.DialContext(ctx, network, address)
		if err != nil {
			return nil, err
		}
		w.Conn = c
		return w, nil
	}
	k, err := gomysql.NewConnector(cfg)
	if err != nil {
		return nil, nil, err
	}
	dc, err := k.Connect(ctx)
	return dc, w, err
}

// connectFailed is the error for a connection that could not be made.
func (k *connector) connectFailed(ctx context.Context, err error) error {
	var se *gomysql.MySQLError
	cause := ended(ctx)
	switch {
	case errors.As(err, &se):
		err = newError(se)
	case cause == nil && errors.Is(err, context.DeadlineExceeded):
		err = fmt.Errorf("no connection within %v (connect_timeout allows more)", k.settings.connectTimeout)
	}
	e := &ConnectError{Address: k.settings.address, User: k.settings.user, Database: k.settings.database, Err: err}
	if cause != nil {
		return &driver.StoppedError{Driver: name, Cause: cause, Err: errors.New(e.Error())}
	}
	return e
}

// ended is ctx.Err(), a moment earlier: the socket has the same deadline, and may notice it first.
func ended(ctx context.Context) error {
	if d, ok := ctx.Deadline(); ok && !time.Now().Before(d) {
		return context.DeadlineExceeded
	}
	return ctx.Err()
}

// ConnectError is a connection that could not be made.
type ConnectError struct {
	// Address is where, User and Database are as whom and to what.
	Address, User, Database string
	// Err is what was reported, an [*Error] if it was the server.
	Err error
}

// Error says where, why, and what to do. It holds no password.
func (e *ConnectError) Error() string {
	return fmt.Sprintf("%s: connect to %s as %q, database %q: %s%s", name, e.Address, e.User, e.Database, e.MySQLMessage(), e.advice())
}

// Unwrap is what was reported.
func (e *ConnectError) Unwrap() error { return e.Err }

// numberNoServer is the number that MySQL's own clients give when no server answers.
const numberNoServer = 2003

// MySQLNumber is the server's own number, or 2003 if no server answered.
func (e *ConnectError) MySQLNumber() uint16 {
	var reported *Error
	if errors.As(e.Err, &reported) {
		return reported.Number
	}
	return numberNoServer
}

// MySQLMessage is what was reported, without prefix or number.
func (e *ConnectError) MySQLMessage() string {
	var reported *Error
	if errors.As(e.Err, &reported) {
		return reported.Message
	}
	return e.Err.Error()
}

// SQLState is the server's own, or 08001 if no server answered.
func (e *ConnectError) SQLState() string {
	var reported *Error
	if errors.As(e.Err, &reported) {
		return reported.State
	}
	return "08001"
}

// advice says what to do.
func (e *ConnectError) advice() string {
	var dns *net.DNSError
	switch text := e.MySQLMessage(); {
	case e.MySQLNumber() == 1045 || e.MySQLNumber() == 1698:
		return " (check user and password in the URL)"
	case e.MySQLNumber() == 1049:
		return " (create the database first)"
	case e.MySQLNumber() == 1040 || e.MySQLNumber() == 1203:
		return " (give the pools of all processes together fewer connections than the server has)"
	case errors.As(e.Err, &dns):
		return " (check the host in the URL)"
	case errors.Is(e.Err, gomysql.ErrNoTLS):
		return " (leave tls out of the URL, or set up the server's certificate)"
	case strings.Contains(text, "refused") || strings.Contains(text, "no such file"):
		return " (is the server running there?)"
	}
	return ""
}
