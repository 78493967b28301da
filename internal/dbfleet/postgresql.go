package dbfleet

import (
	"context"
	"net/url"
	"strconv"
	"syscall"

	"github.com/jackc/pgx/v5/pgconn"
)

// pgRole is the superuser; it needs no password on the loopback.
const pgRole = "postgres"

func postgresql() *product {
	return &product{
		name:       "postgres", // also the name of the database that every server has
		pkg:        "postgresql",
		programs:   []string{"postgres", "initdb"},
		dirs:       []string{"/usr/lib/postgresql/*/bin", "/usr/local/pgsql/bin", "/usr/sbin", "/usr/bin"},
		users:      []string{"postgres", "nobody"},
		database:   database{create: pgCreate, drop: pgDrop},
		initialise: pgInitialise,
		arguments:  pgArguments,
		identify:   pgIdentify,
		restart:    syscall.SIGINT,  // fast: connections are ended, what is committed is kept
		stop:       syscall.SIGQUIT, // immediate; its shared memory is freed, as after SIGKILL it is not
	}
}

func pgInitialise(ctx context.Context, s *Server) error {
	return s.run(ctx, s.programs[1], "--pgdata="+s.data(), "--username="+pgRole, "--auth=trust", "--encoding=UTF8",
		"--locale=C.UTF-8", "--no-sync", "--no-instructions")
}

func pgArguments(s *Server) []string {
	args := []string{"-D", s.data(), "-h", loopback, "-p", strconv.Itoa(s.port)}
	for _, setting := range []string{
		"unix_socket_directories=", "fsync=off", "synchronous_commit=off", "full_page_writes=off", "wal_level=minimal", "max_wal_senders=0",
		"shared_buffers=32MB", "max_connections=200", "max_prepared_transactions=20", "autovacuum=off", "jit=off",
		"max_parallel_workers_per_gather=0", "logging_collector=off", "lc_messages=C",
	} {
		args = append(args, "-c", setting)
	}
	return args
}

func pgIdentify(ctx context.Context, s *Server) (string, error) {
	rows, err := pgRows(ctx, withDatabase(s.address(), "postgres"), "SHOW data_directory")
	if err != nil {
		return "", err
	}
	return rows[0][0], nil
}

// pgDo runs work on a connection of its own.
func pgDo(ctx context.Context, u *url.URL, work func(*pgconn.PgConn) error) error {
	c, err := pgconn.Connect(ctx, u.String())
	if err != nil {
		return err
	}
	defer c.Close(ctx) //nolint:errcheck // what mattered is done
	return work(c)
}

// pgRun runs one statement.
func pgRun(ctx context.Context, u *url.URL, sql string) error {
	return pgDo(ctx, u, func(c *pgconn.PgConn) error {
		_, err := c.Exec(ctx, sql).ReadAll()
		return err
	})
}

// pgRows is what a query yields, as text.
func pgRows(ctx context.Context, u *url.URL, sql string) (rows [][]string, err error) {
	err = pgDo(ctx, u, func(c *pgconn.PgConn) error {
		results, err := c.Exec(ctx, sql).ReadAll()
		if err != nil {
			return err
		}
		for _, row := range results[0].Rows {
			values := make([]string, len(row))
			for i, v := range row {
				values[i] = string(v)
			}
			rows = append(rows, values)
		}
		return nil
	})
	return rows, err
}

func pgCreate(ctx context.Context, server *url.URL, name string) error {
	return pgRun(ctx, server, `CREATE DATABASE "`+name+`"`)
}

// pgDrop drops a database under its connections. Prepared transactions would forbid it, so they go first.
func pgDrop(ctx context.Context, server *url.URL, name string) error {
	gids, err := pgRows(ctx, server, "SELECT quote_literal(gid) FROM pg_prepared_xacts WHERE database = '"+name+"'")
	if err != nil {
		return err
	}
	for _, gid := range gids {
		if err := pgRun(ctx, withDatabase(server, name), "ROLLBACK PREPARED "+gid[0]); err != nil {
			return err
		}
	}
	return pgRun(ctx, server, `DROP DATABASE IF EXISTS "`+name+`" WITH (FORCE)`)
}
