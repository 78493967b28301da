package sqlite

import (
	"context"
	"errors"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/azoth-orm/azoth/driver"
)

func TestConfigErrors(t *testing.T) {
	long := driver.Config{Database: "x.db", Query: map[string][]string{"mode": {"ro", "rw"}}}
	cases := []struct {
		name   string
		config driver.Config
		want   string
	}{
		{"unknown option", option1("journal", "wal"), `option "journal": unknown (known: mode, cache, busy_timeout, foreign_keys, journal_mode, uri)`},
		{"mode", option1("mode", "rx"), `option mode: "rx" is not one of ro, rw, rwc, memory`},
		{"cache", option1("cache", ""), `option cache: "" is not one of shared, private`},
		{"busy timeout", option1("busy_timeout", "5s"), `option busy_timeout: "5s" is not a number`},
		{"busy timeout too long", option1("busy_timeout", "4294967296"), `is not a number`},
		{"foreign keys", option1("foreign_keys", "maybe"), `option foreign_keys: "maybe" is not one of on, off`},
		{"journal mode", option1("journal_mode", "wal; drop table t"), `is not one of delete, truncate`},
		{"twice", long, `option mode: given more than once`},
		{"host", driver.Config{Host: "localhost", Password: "secret"}, `option host: SQLite has no server`},
		{"uri", option1("uri", "true"), `must begin with "file:"`},
		{"NUL", driver.Config{Database: "a\x00b"}, `holds a NUL byte`},
	}
	for _, c := range cases {
		t.Run(c.name, func(t *testing.T) {
			_, err := Open(c.config)
			var config *driver.ConfigError
			if !errors.As(err, &config) {
				t.Fatalf("error %v (%T), want a *driver.ConfigError", err, err)
			}
			if !strings.Contains(err.Error(), c.want) || strings.Contains(err.Error(), "secret") {
				t.Errorf("error %q, want %q in it", err, c.want)
			}
		})
	}
}

func option1(name, value string) driver.Config {
	return driver.Config{Database: "x.db", Query: map[string][]string{name: {value}}}
}

func TestOpenErrors(t *testing.T) {
	dir := t.TempDir()
	garbage := filepath.Join(dir, "garbage.db")
	if err := os.WriteFile(garbage, []byte(strings.Repeat("not a database ", 100)), 0o600); err != nil {
		t.Fatal(err)
	}
	missing := filepath.Join(dir, "no", "such")
	cases := []struct {
		name, path string
		options    []string
		want       string
		code       int
	}{
		{"missing directory", filepath.Join(missing, "x.db"), nil, `the directory "` + missing + `" does not exist (create it first`, 14},
		{"missing file", filepath.Join(dir, "none.db"), []string{"mode", "rw"}, "the file does not exist and mode is not rwc", 14},
		{"directory", dir, nil, "it is a directory", 14},
		{"not a database", garbage, []string{"journal_mode", "wal"}, "file is not a database", 26},
	}
	for _, c := range cases {
		t.Run(c.name, func(t *testing.T) {
			_, err := tryConnect(context.Background(), c.path, c.options...)
			if err == nil || !strings.Contains(err.Error(), c.want) {
				t.Fatalf("error %v, want %q in it", err, c.want)
			}
			var e *Error
			if !errors.As(err, &e) || e.Code&0xff != c.code {
				t.Errorf("error %#v, want code %d in the chain", err, c.code)
			}
		})
	}
}

func TestConnectIsOff(t *testing.T) {
	ctx, cancel := context.WithCancel(context.Background())
	cancel()
	if _, err := tryConnect(ctx, ""); !errors.Is(err, context.Canceled) {
		t.Errorf("Connect with an ended ctx: %v", err)
	}
}

func TestSessionSettings(t *testing.T) {
	t.Run("foreign keys are enforced", func(t *testing.T) {
		c := connect(t, "")
		if got := one(t, c, "PRAGMA foreign_keys"); got != "1" {
			t.Errorf("foreign_keys = %s, want 1", got)
		}
	})
	t.Run("foreign keys off", func(t *testing.T) {
		c := connect(t, "", "foreign_keys", "off")
		if got := one(t, c, "PRAGMA foreign_keys"); got != "0" {
			t.Errorf("foreign_keys = %s, want 0", got)
		}
	})
	t.Run("double quotes are names in queries", func(t *testing.T) {
		_, err := try(context.Background(), connect(t, ""), `SELECT "typo"`)
		if err == nil || !strings.Contains(err.Error(), "no such column") {
			t.Errorf(`SELECT "typo": %v, want no such column`, err)
		}
	})
	t.Run("double quotes are names in DDL", func(t *testing.T) {
		c := connect(t, "")
		exec(t, c, "CREATE TABLE t (a)")
		if _, err := try(context.Background(), c, `CREATE INDEX i ON t ("typo")`); err == nil {
			t.Error(`an index on "typo" was made`)
		}
	})
	t.Run("the journal mode is left alone", func(t *testing.T) {
		if got := one(t, connect(t, file(t)), "PRAGMA journal_mode"); got != "delete" {
			t.Errorf("journal_mode = %s, want delete", got)
		}
	})
	t.Run("journal mode asked for", func(t *testing.T) {
		if got := one(t, connect(t, file(t), "journal_mode", "WAL"), "PRAGMA journal_mode"); got != "wal" {
			t.Errorf("journal_mode = %s, want wal", got)
		}
	})
	t.Run("journal mode that memory has not", func(t *testing.T) {
		var config *driver.ConfigError
		if _, err := tryConnect(context.Background(), "", "journal_mode", "wal"); !errors.As(err, &config) {
			t.Errorf("error %v, want a *driver.ConfigError", err)
		}
	})
}

func TestModes(t *testing.T) {
	t.Run("memory is private", func(t *testing.T) {
		exec(t, connect(t, ":memory:"), "CREATE TABLE t (a)")
		if _, err := try(context.Background(), connect(t, ""), "SELECT * FROM t"); err == nil {
			t.Error("another connection sees the table")
		}
	})
	t.Run("memory is shared", func(t *testing.T) {
		a := connect(t, "shared-by-test", "mode", "memory", "cache", "shared")
		b := connect(t, "shared-by-test", "mode", "memory", "cache", "shared")
		exec(t, a, "CREATE TABLE t (a)")
		exec(t, b, "INSERT INTO t VALUES (1)")
		if got := one(t, a, "SELECT count(*) FROM t"); got != "1" {
			t.Errorf("count %s, want 1", got)
		}
	})
	t.Run("read only", func(t *testing.T) {
		path := file(t)
		exec(t, connect(t, path), "CREATE TABLE t (a)")
		_, err := try(context.Background(), connect(t, path, "mode", "ro"), "INSERT INTO t VALUES (1)")
		var e *Error
		if !errors.As(err, &e) || e.SQLiteCode() != 8 {
			t.Errorf("error %v, want READONLY (8)", err)
		}
	})
	t.Run("a name is no URI", func(t *testing.T) {
		path := filepath.Join(t.TempDir(), "a?mode=memory%20b")
		exec(t, connect(t, path), "CREATE TABLE t (a)")
		if _, err := os.Stat(path); err != nil {
			t.Error(err)
		}
	})
	t.Run("uri", func(t *testing.T) {
		path := file(t)
		exec(t, connect(t, path), "CREATE TABLE t (a)")
		c := connect(t, "file:"+path+"?mode=ro", "uri", "on")
		if _, err := try(context.Background(), c, "INSERT INTO t VALUES (1)"); err == nil {
			t.Error("a read-only URI took a row")
		}
	})
}
