package stdsql

import (
	"errors"
	"net/url"
	"path/filepath"
	"strings"
	"testing"

	gomysql "github.com/go-sql-driver/mysql"
	"github.com/jackc/pgx/v5"

	"github.com/azoth-orm/azoth/dialect"
	"github.com/azoth-orm/azoth/driver"
)

func TestRegistered(t *testing.T) {
	for _, d := range []string{"sqlite", "postgresql", "mysql", "mariadb"} {
		if o, err := dialect.LookupDriver(d, "stdsql"); err != nil || o != (Opener{Dialect: d}) {
			t.Errorf("%s: %v, %v", d, o, err)
		}
	}
}

// TestPostgreSQLDSN has pgx read what is written: nothing gets lost in a password or a name.
func TestPostgreSQLDSN(t *testing.T) {
	dsn, err := pgDSN(driver.Config{User: "us er", Password: "p@ss:/?#%", Host: "::1", Database: "d/b", Query: map[string][]string{"application_name": {"x y"}}})
	if err != nil {
		t.Fatal(err)
	}
	c, err := pgx.ParseConfig(dsn)
	if err != nil {
		t.Fatal(err)
	}
	if c.User != "us er" || c.Password != "p@ss:/?#%" || c.Host != "::1" || c.Port != 5432 || c.Database != "d/b" {
		t.Errorf("%s: %+v", dsn, c)
	}
	if c.RuntimeParams["timezone"] != "UTC" || c.RuntimeParams["application_name"] != "x y" {
		t.Errorf("%v", c.RuntimeParams)
	}
	if dsn, _ := pgDSN(driver.Config{Query: map[string][]string{"TimeZone": {"Asia/Kolkata"}}}); strings.Contains(dsn, "UTC") {
		t.Error("the time zone was overruled")
	}
}

// TestMySQLDSN has go-sql-driver read what is written.
func TestMySQLDSN(t *testing.T) {
	dsn, err := mysqlDSN(driver.Config{User: "us@er", Password: "p@ss:/?#%", Host: "db.local", Port: 3307, Database: "d/b?", Query: map[string][]string{"parseTime": {"true"}}})
	if err != nil {
		t.Fatal(err)
	}
	c, err := gomysql.ParseDSN(dsn)
	if err != nil {
		t.Fatal(err)
	}
	if c.User != "us@er" || c.Passwd != "p@ss:/?#%" || c.Addr != "db.local:3307" || c.DBName != "d/b?" || !c.ParseTime || !c.ClientFoundRows || c.Params["time_zone"] != "'+00:00'" {
		t.Errorf("%s: %+v", dsn, c)
	}
	var wrong *driver.ConfigError
	if _, err := mysqlDSN(driver.Config{User: "a:b"}); !errors.As(err, &wrong) {
		t.Errorf("a colon in the name: %v", err)
	}
}

// TestSQLiteDSN opens files with odd names, and databases in memory, with the settings that were asked for.
func TestSQLiteDSN(t *testing.T) {
	o := Opener{Dialect: "sqlite"}
	file := filepath.Join(t.TempDir(), "a b?c#d%20.db")
	for _, settings := range []struct {
		query       url.Values
		keys, delay string
	}{
		{nil, "1", "5000"},
		{url.Values{"foreign_keys": {"off"}, "busy_timeout": {"17"}, "journal_mode": {"WAL"}, "driver": {"sqlite"}}, "0", "17"},
	} {
		k, err := o.Open(driver.Config{Database: file, Query: settings.query})
		if err != nil {
			t.Fatal(err)
		}
		c := connect(t, k)
		if one(t, c, "PRAGMA foreign_keys") != settings.keys || one(t, c, "PRAGMA busy_timeout") != settings.delay {
			t.Errorf("%v: %s, %s", settings.query, one(t, c, "PRAGMA foreign_keys"), one(t, c, "PRAGMA busy_timeout"))
		}
		if got := one(t, c, "SELECT file FROM pragma_database_list"); got != file {
			t.Errorf("the file is %q", got)
		}
		if k.(driver.SingleConnector).SingleConnection() || k.(driver.PooledConnector).Pooled() {
			t.Error("a file is single, or pooled")
		}
	}
	k, err := o.Open(driver.Config{})
	if err != nil || !k.(driver.SingleConnector).SingleConnection() {
		t.Errorf("in memory: %v", err)
	}
	ro, err := o.Open(driver.Config{Database: file, Query: url.Values{"mode": {"ro"}}})
	if err != nil {
		t.Fatal(err)
	}
	if _, err := try(testContext(t), connect(t, ro), "CREATE TABLE t (a)"); err == nil {
		t.Error("wrote to a database that was opened read-only")
	}
	if dsn, err := mattnDSN(driver.Config{Database: "x.db"}); err != nil || dsn != "file:x.db?_busy_timeout=5000&_foreign_keys=1" {
		t.Errorf("mattn: %s, %v", dsn, err)
	}
}

// TestConfigErrors wants what is wrong in a URL to be said, without a password.
func TestConfigErrors(t *testing.T) {
	for _, c := range []struct {
		dialect string
		config  driver.Config
		says    string
	}{
		{"sqlite", driver.Config{Query: url.Values{"driver": {"oracle"}}}, "sqlite, sqlite3"},
		{"sqlite", driver.Config{Query: url.Values{"driver": {"sqlite3"}}}, "sqlite3"}, // known, and not imported
		{"sqlite", driver.Config{Query: url.Values{"colour": {"red"}}}, "unknown"},
		{"sqlite", driver.Config{Query: url.Values{"mode": {"x"}}}, "rwc"},
		{"sqlite", driver.Config{Query: url.Values{"mode": {"ro", "rw"}}}, "more than once"},
		{"sqlite", driver.Config{Query: url.Values{"busy_timeout": {"soon"}}}, "milliseconds"},
		{"sqlite", driver.Config{Host: "h", Password: "s3cret"}, "no server"},
		{"postgresql", driver.Config{Password: "s3cret", Query: url.Values{"driver": {"mysql"}}}, "pgx, postgres"},
		{"mysql", driver.Config{User: "u", Password: "s3cret", Query: url.Values{"parseTime": {"perhaps"}}}, "perhaps"},
	} {
		_, err := Opener{Dialect: c.dialect}.Open(c.config)
		var wrong *driver.ConfigError
		if !errors.As(err, &wrong) || !strings.Contains(err.Error(), c.says) || strings.Contains(err.Error(), "s3cret") {
			t.Errorf("%s %v: %v, want %q", c.dialect, c.config.Query, err, c.says)
		}
	}
	if _, err := Open("no-such-driver", "x"); err == nil || !strings.Contains(err.Error(), "no-such-driver") {
		t.Errorf("error %v", err)
	}
}
