package sqlite

import (
	"context"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"strings"

	"github.com/azoth-orm/azoth/driver"
	zs "zombiezen.com/go/sqlite"
)

// Opener makes Connectors for SQLite databases. It is safe for concurrent use.
//
// The database is a file name, or "" or ":memory:" for a private database in memory, one for each connection. The options are
//
//	mode          ro, rw (the file must exist), rwc (the default: it is created), memory (in memory, under the name)
//	cache         shared or private; shared with mode=memory lets connections see the same database in memory
//	busy_timeout  milliseconds to wait for a lock of another connection, 5000 unless given
//	foreign_keys  on (the default) or off
//	journal_mode  delete, truncate, persist, memory, wal or off; unless given, the file keeps its own
//	uri           on reads the database as SQLite's own URI ("file:data.db?immutable=1")
//
// SQLAlchemy: the pysqlite dialect's create_connect_args.
type Opener struct{}

var _ driver.Opener = Opener{}

// Open checks the configuration and opens nothing. It fails with a [*driver.ConfigError].
func (Opener) Open(c driver.Config) (driver.Connector, error) {
	s, err := parseConfig(c)
	if err != nil {
		return nil, err
	}
	l, err := findLayout()
	if err != nil {
		return nil, err
	}
	return &connector{settings: s, layout: l}, nil
}

// Open is Opener{}.Open.
func Open(c driver.Config) (driver.Connector, error) { return Opener{}.Open(c) }

type connector struct {
	settings settings
	layout   layout
}

// Connect opens a connection and prepares it as the package says.
func (k *connector) Connect(ctx context.Context) (driver.Conn, error) {
	if err := ctx.Err(); err != nil {
		return nil, stopped(err)
	}
	zc, err := zs.OpenConn(k.settings.path, k.settings.flags)
	if err != nil {
		return nil, k.openError(err)
	}
	c := newConn(zc, k.layout, k.settings.busy)
	if err := errors.Join(addRegexp(zc, k.layout), c.prepareSession(ctx, k.settings)); err != nil {
		_ = c.Close() // the first error tells more
		return nil, err
	}
	return c, nil
}

// openError says what the user can do about a file that did not open: SQLite itself says "unable to open database file" to everything.
func (k *connector) openError(err error) error {
	code := zs.ErrCode(err)
	e := &OpenError{Path: k.settings.path, Err: &Error{Code: int(code), Message: code.Message()}}
	if code.ToPrimary() != zs.ResultCantOpen || k.settings.inMemory() || strings.HasPrefix(k.settings.path, "file:") {
		return e
	}
	dir := filepath.Dir(k.settings.path)
	info, statErr := os.Stat(k.settings.path)
	switch {
	case statErr == nil && info.IsDir():
		e.Reason = "it is a directory (name a file in it)"
	case statErr == nil:
		e.Reason = "the file exists and cannot be opened (check its permissions)"
	case !isDir(dir):
		e.Reason = fmt.Sprintf("the directory %q does not exist (create it first: SQLite creates files, not directories)", dir)
	case k.settings.flags&zs.OpenCreate == 0:
		e.Reason = "the file does not exist and mode is not rwc (create it, or leave mode out)"
	default:
		e.Reason = fmt.Sprintf("the file cannot be created (check the permissions of %q)", dir)
	}
	return e
}

func isDir(path string) bool {
	info, err := os.Stat(path)
	return err == nil && info.IsDir()
}
