package stdsql

import (
	"net"
	"net/url"
	"slices"
	"strconv"
	"strings"

	"github.com/azoth-orm/azoth/driver"
)

// Opener makes Connectors for databases of one dialect, with a registered database/sql driver. It is safe for concurrent use.
//
// The option driver of the URL is the name of that driver; its package must be imported. These are known, the first being the default:
//
//	sqlite       sqlite (modernc.org/sqlite), sqlite3 (github.com/mattn/go-sqlite3)
//	postgresql   pgx (github.com/jackc/pgx/v5/stdlib), postgres (github.com/lib/pq)
//	mysql        mysql (github.com/go-sql-driver/mysql)
//
// For SQLite there are the options mode, cache, busy_timeout, foreign_keys and journal_mode, with the meanings and defaults of package
// driver/sqlite. For the others every further option is handed to the driver as it is; unless they are said, PostgreSQL's sessions
// get timezone=UTC, MySQL's time_zone='+00:00' and clientFoundRows=true.
type Opener struct {
	// Dialect is the dialect's name.
	Dialect string
}

var _ driver.Opener = Opener{}

// translation makes the dsn of a database/sql driver.
type translation struct {
	driver string
	dsn    func(c driver.Config) (string, error)
}

// translations are the drivers that are known for a dialect.
func translations(dialect string) []translation {
	switch dialect {
	case "sqlite":
		return []translation{{"sqlite", moderncDSN}, {"sqlite3", mattnDSN}}
	case "postgresql":
		return []translation{{"pgx", pgDSN}, {"postgres", pgDSN}}
	}
	return []translation{{"mysql", mysqlDSN}}
}

// Open checks the configuration and opens nothing. It fails with a [*driver.ConfigError].
func (o Opener) Open(c driver.Config) (driver.Connector, error) {
	known := translations(o.Dialect)
	chosen := known[0]
	if names := c.Query["driver"]; len(names) > 0 {
		i := slices.IndexFunc(known, func(t translation) bool { return t.driver == names[0] })
		if i < 0 || len(names) > 1 {
			return nil, configError("driver", strconv.Quote(names[0])+" is not one of "+driverNames(known)+" (open the *sql.DB yourself, and use stdsql.New)")
		}
		chosen = known[i]
	}
	query := make(map[string][]string, len(c.Query))
	for k, v := range c.Query {
		if k != "driver" {
			query[k] = v
		}
	}
	c.Query = query
	dsn, err := chosen.dsn(c)
	if err != nil {
		return nil, err
	}
	return Open(chosen.driver, dsn)
}

func driverNames(known []translation) string {
	names := make([]string, len(known))
	for i, t := range known {
		names[i] = t.driver
	}
	return strings.Join(names, ", ")
}

func configError(option, reason string) error {
	return &driver.ConfigError{Driver: name, Option: option, Reason: reason}
}

// pgDSN is a URL again, which both drivers understand.
func pgDSN(c driver.Config) (string, error) {
	q := url.Values(c.Query)
	if !slices.ContainsFunc(keys(q), func(k string) bool { return strings.EqualFold(k, "timezone") }) {
		q.Set("timezone", "UTC")
	}
	u := url.URL{Scheme: "postgres", Host: hostPort(c, 5432), Path: "/" + c.Database, RawQuery: q.Encode()}
	if c.User != "" {
		u.User = url.User(c.User)
		if c.Password != "" {
			u.User = url.UserPassword(c.User, c.Password)
		}
	}
	return u.String(), nil
}

func keys(q url.Values) []string {
	out := make([]string, 0, len(q))
	for k := range q {
		out = append(out, k)
	}
	return out
}

func hostPort(c driver.Config, port int) string {
	if c.Port != 0 {
		port = c.Port
	}
	host := c.Host
	if host == "" {
		host = "127.0.0.1"
	}
	return net.JoinHostPort(host, strconv.Itoa(port))
}

// mysqlDSN is user:password@tcp(host:port)/database?option=value.
func mysqlDSN(c driver.Config) (string, error) {
	if strings.Contains(c.User, ":") {
		return "", configError("user", "the driver takes no name with a colon in it")
	}
	q := url.Values(c.Query)
	for k, v := range map[string]string{"time_zone": "'+00:00'", "clientFoundRows": "true"} {
		if !q.Has(k) {
			q.Set(k, v)
		}
	}
	who := c.User
	if c.Password != "" {
		who += ":" + c.Password
	}
	return who + "@tcp(" + hostPort(c, 3306) + ")/" + url.PathEscape(c.Database) + "?" + q.Encode(), nil
}
