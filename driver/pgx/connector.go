package pgx

import (
	"context"
	"errors"
	"fmt"
	"net"
	"strings"
	"time"

	"github.com/azoth-orm/azoth/driver"
	"github.com/jackc/pgx/v5/pgconn"
)

// Opener makes Connectors for PostgreSQL databases. It is safe for concurrent use.
//
// Without a host it is the server on this machine, by its socket; without a user, the user of the process; without a database, the one named
// as the user. The options are
//
//	host                  what the URL cannot hold: the folder of a socket, or several hosts, each with :port if need be
//	port                  the port for them
//	connect_timeout       seconds; without it, only ctx limits the time
//	target_session_attrs  any, read-write, read-only, primary, standby, prefer-standby: which of the hosts will do
//	sslmode               disable, allow, prefer (the default), require, verify-ca, verify-full
//	sslrootcert sslcert sslkey sslpassword sslsni sslnegotiation passfile    as in libpq
//	pgbouncer             true if a pooler in transaction mode stands in between; pooler says the same
//	application_name search_path timezone statement_timeout lock_timeout …   what sessions start with
//	options               any other setting: -c name=value
//
// SQLAlchemy: the psycopg dialect's create_connect_args.
type Opener struct{}

var _ driver.Opener = Opener{}

// Open checks the configuration and opens nothing. It fails with a [*driver.ConfigError].
func (Opener) Open(c driver.Config) (driver.Connector, error) {
	s, err := parseConfig(c)
	if err != nil {
		return nil, err
	}
	cfg, err := s.config()
	if err != nil {
		return nil, err
	}
	return &connector{config: cfg, common: &common{pooler: s.pooler}}, nil
}

// Open is Opener{}.Open.
func Open(c driver.Config) (driver.Connector, error) { return Opener{}.Open(c) }

type connector struct {
	config *pgconn.Config
	common *common
}

// Connect opens a connection. It fails with a [*ConnectError], or, if ctx ended, with a [*driver.StoppedError].
func (k *connector) Connect(ctx context.Context) (driver.Conn, error) {
	if err := ctx.Err(); err != nil {
		return nil, stopped(err)
	}
	pg, err := pgconn.ConnectConfig(ctx, negotiating(k.config))
	if err != nil {
		return nil, connectFailed(ctx, k.config, err)
	}
	return newConn(pg, k.common), nil
}

// connectFailed is the error for a connection that could not be made.
func connectFailed(ctx context.Context, cfg *pgconn.Config, err error) error {
	var outer *pgconn.ConnectError // it holds the configuration, with the password
	if errors.As(err, &outer) {
		err = outer.Unwrap()
	}
	e := &ConnectError{User: cfg.User, Database: cfg.Database, Err: err}
	_, e.Address = pgconn.NetworkAddress(cfg.Host, cfg.Port)
	if n := len(cfg.Fallbacks); n > 0 && cfg.Fallbacks[n-1].Host != cfg.Host {
		e.Address += " and others"
	}
	if cause := ctxErr(ctx); cause != nil {
		return &driver.StoppedError{Driver: name, Cause: cause, Err: errors.New(e.Error())}
	}
	return e
}

// ctxErr is ctx.Err(), also in the moment between a deadline and the word of it: a socket with the same deadline may be faster.
func ctxErr(ctx context.Context) error {
	err := ctx.Err()
	if d, ok := ctx.Deadline(); err == nil && ok && !time.Now().Before(d) {
		return context.DeadlineExceeded
	}
	return err
}

// ConnectError is a connection that could not be made.
type ConnectError struct {
	// Address is where, User and Database are as whom and to what.
	Address, User, Database string
	// Err is what was reported.
	Err error
}

// Error says where, why, and what to do. It holds no password.
func (e *ConnectError) Error() string {
	return fmt.Sprintf("%s: connect to %s as %q, database %q: %s", name, e.Address, e.User, e.Database, e.reason())
}

// Unwrap is what was reported.
func (e *ConnectError) Unwrap() error { return e.Err }

// SQLState is the server's own, or 08001 if no server answered.
func (e *ConnectError) SQLState() string {
	var reported *pgconn.PgError
	if errors.As(e.Err, &reported) {
		return reported.Code
	}
	return "08001"
}

func (e *ConnectError) reason() string {
	var reported *pgconn.PgError
	if errors.As(e.Err, &reported) {
		return reported.Message + " (SQLSTATE " + reported.Code + ")" + connectAdvice(reported.Code)
	}
	text := reasonOf(e.Err)
	var dns *net.DNSError
	switch {
	case errors.As(e.Err, &dns):
		return text + " (check the host in the URL)"
	case strings.Contains(text, "refused TLS"):
		return text + " (the server has no TLS: use another network, or say sslmode=disable)"
	case strings.Contains(text, "refused") || strings.Contains(text, "no such file"):
		return text + " (is the server running there?)"
	}
	return text
}

// connectAdvice says what to do.
func connectAdvice(state string) string {
	switch state {
	case "28P01":
		return " (check user and password in the URL)"
	case "28000":
		return " (the server's pg_hba.conf must let this user in from here)"
	case "3D000":
		return " (create the database first)"
	case "53300":
		return " (the server has no free slot: make the pools smaller, or raise max_connections)"
	case "57P03":
		return " (the server is starting or stopping: try again)"
	}
	return ""
}

// reasonOf is the innermost text of an error of pgconn: the outer ones repeat the configuration.
func reasonOf(err error) string {
	for {
		if op, ok := err.(*net.OpError); ok {
			return op.Error()
		}
		var inner error
		switch e := err.(type) {
		case interface{ Unwrap() error }:
			inner = e.Unwrap()
		case interface{ Unwrap() []error }:
			all := e.Unwrap()
			inner = all[len(all)-1] // the last host that was tried
		}
		if inner == nil {
			return textOf(err)
		}
		err = inner
	}
}

// textOf is the text of an error that wraps none. That of pgconn itself would show the configuration, with a password that it may not
// recognize.
func textOf(err error) string {
	if _, ok := err.(*pgconn.ParseConfigError); ok {
		return "pgconn does not take it"
	}
	return err.Error()
}
