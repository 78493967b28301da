package stdsql

import (
	"context"
	"strings"

	"github.com/azoth-orm/azoth/compiler"
	dialectmysql "github.com/azoth-orm/azoth/dialect/mysql"
	dialectpg "github.com/azoth-orm/azoth/dialect/postgresql"
	dialectsqlite "github.com/azoth-orm/azoth/dialect/sqlite"
)

// family is a kind of database, as far as this package has to know.
type family uint8

const (
	unknown family = iota
	sqlite
	postgresql
	mysql // and MariaDB
)

// database is what a connector is connected to.
type database struct {
	family  family
	version string
	// utc says that the sessions of PostgreSQL are in UTC.
	utc bool
}

// ask finds out which database it is. SQLite has no function version, and says so.
func (c *conn) ask(ctx context.Context) (*database, error) {
	text, err := c.value(ctx, "SELECT version()")
	switch {
	case err != nil && (ctx.Err() != nil || !c.alive()):
		return nil, c.fail(ctx, err)
	case err != nil:
		if text, err = c.value(ctx, "SELECT sqlite_version()"); err == nil {
			return &database{family: sqlite, version: text}, nil
		}
		return &database{}, nil
	}
	if rest, ok := strings.CutPrefix(text, "PostgreSQL "); ok {
		// PostgreSQL 15.4 (Debian 15.4-1) on x86_64-pc-linux-gnu, compiled by …
		rest, _, _ = strings.Cut(rest, " on ")
		zone, err := c.value(ctx, "SHOW TimeZone")
		return &database{family: postgresql, version: rest, utc: isUTC(zone)}, err
	}
	if strings.HasPrefix(text, "CockroachDB ") {
		return &database{family: postgresql, version: text}, nil
	}
	if text != "" && text[0] >= '0' && text[0] <= '9' {
		return &database{family: mysql, version: text}, nil
	}
	return &database{version: text}, nil
}

// value is the first value of a query of our own, as text.
func (c *conn) value(ctx context.Context, sql string) (string, error) {
	var text string
	err := c.sc.QueryRowContext(ctx, sql).Scan(&text)
	return text, err
}

// syntax is how the database's SQL text is read.
func (f family) syntax() *compiler.TextSyntax {
	switch f {
	case sqlite:
		return &dialectsqlite.Dialect.Grammar.Text
	case mysql:
		return &dialectmysql.Dialect.Grammar.Text
	}
	return &dialectpg.Dialect.Grammar.Text
}

// maxParams is the largest number of parameters. SQLite's could be asked for only below database/sql; this is how it is built.
func (f family) maxParams() int {
	switch f {
	case sqlite:
		return 32766
	case postgresql, mysql:
		return 65535
	}
	return 999
}

// numbered tells whether parameters are written $1.
func (f family) numbered() bool { return f == postgresql }
