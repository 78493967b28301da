package main

import (
	"context"
	"database/sql"
	"fmt"
	"net/url"

	"github.com/go-sql-driver/mysql"
	"github.com/jackc/pgx/v5"
	"github.com/jackc/pgx/v5/stdlib"
	_ "modernc.org/sqlite" // the database/sql driver of SQLite, in pure Go as Azoth's
)

// poolSize is how many connections every contender may hold.
func (p place) poolSize() int {
	if p.isSQLite() {
		return 1 // a database in memory is one connection, and a file has one writer
	}
	return 16
}

// sqlBase is what all contenders on database/sql share.
type sqlBase struct {
	part
	db *sql.DB
}

func (b sqlBase) close() error { return b.db.Close() }

func (b sqlBase) exec(ctx context.Context, stmt string) error {
	_, err := b.db.ExecContext(ctx, stmt)
	return err
}

func (b sqlBase) query(ctx context.Context, stmt string) (t tally, err error) {
	err = b.db.QueryRowContext(ctx, stmt).Scan(&t.rows, &t.ids, &t.bytes)
	return t, err
}

// sqlOption says how a library wants its *sql.DB.
type sqlOption int

const (
	prepared   sqlOption = iota // statements are prepared, by the contender or by the driver
	unprepared                  // values travel with the text, without a statement that is kept
)

// openSQL opens database/sql on the driver that the libraries' documentation names for the database, SQLite's in pure Go.
func openSQL(p place, o sqlOption) (*sql.DB, error) {
	db, err := openPool(p, o)
	if err != nil {
		return nil, err
	}
	db.SetMaxOpenConns(p.poolSize())
	db.SetMaxIdleConns(p.poolSize())
	return db, nil
}

func openPool(p place, o sqlOption) (*sql.DB, error) {
	switch p.kind {
	case sqliteMemory:
		return sql.Open("sqlite", "file::memory:?_pragma=foreign_keys(1)")
	case sqliteFile:
		return sql.Open("sqlite", "file:"+p.file+"?_pragma=foreign_keys(1)&_pragma=journal_mode(wal)&_pragma=synchronous(normal)")
	case postgresql:
		return openPostgreSQL(p.url, o)
	}
	return openMariaDB(p.url, o)
}

func openPostgreSQL(address string, o sqlOption) (*sql.DB, error) {
	config, err := pgx.ParseConfig(address)
	if err != nil {
		return nil, err
	}
	if o == unprepared {
		config.DefaultQueryExecMode = pgx.QueryExecModeSimpleProtocol
	}
	return stdlib.OpenDB(*config), nil
}

func openMariaDB(address string, o sqlOption) (*sql.DB, error) {
	config, err := mysqlConfig(address)
	if err != nil {
		return nil, err
	}
	config.InterpolateParams = o == unprepared
	connector, err := mysql.NewConnector(config)
	if err != nil {
		return nil, err
	}
	return sql.OpenDB(connector), nil
}

// mysqlConfig reads a URL as Azoth writes it.
func mysqlConfig(address string) (*mysql.Config, error) {
	u, err := url.Parse(address)
	if err != nil {
		return nil, err
	}
	c := mysql.NewConfig()
	c.User = u.User.Username()
	c.Passwd, _ = u.User.Password()
	c.Net, c.Addr = "tcp", u.Host
	if u.Port() == "" {
		c.Addr = fmt.Sprintf("%s:3306", u.Hostname())
	}
	if len(u.Path) > 1 {
		c.DBName = u.Path[1:]
	}
	c.ParseTime = true
	return c, nil
}
