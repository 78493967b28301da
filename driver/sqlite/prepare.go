package sqlite

import (
	"context"
	"errors"
	"strings"

	"github.com/azoth-orm/azoth/driver"
	zs "zombiezen.com/go/sqlite"
)

var errNUL = errors.New("sqlite: prepare: the text holds a NUL byte, at which SQLite would stop reading")

// Prepare compiles one statement. Blanks, comments and semicolons may follow it; a second statement is a [*TrailingError].
func (c *conn) Prepare(ctx context.Context, sql string) (driver.Stmt, error) {
	if err := c.enter(ctx); err != nil {
		return nil, err
	}
	if strings.IndexByte(sql, 0) >= 0 {
		return nil, errNUL
	}
	z, trailing, err := c.prepare(ctx, sql)
	if err != nil {
		return nil, err
	}
	ptr := c.layout.stmt(z)
	if ptr == 0 {
		_ = z.Finalize()
		return nil, driver.ErrEmptyStatement
	}
	if err := refuseSecond(sql, len(sql)-trailing); err != nil {
		_ = z.Finalize()
		return nil, err
	}
	return newStmt(c, z, ptr, sql), nil
}

// prepare compiles the first statement of sql. Reading the schema may need a lock, so it waits as running does.
func (c *conn) prepare(ctx context.Context, sql string) (*zs.Stmt, int, error) {
	z, trailing, err := c.zc.PrepareTransient(sql)
	if isBusy(err) {
		err = c.waitBusy(err, c.InTransaction(), func() (again error) {
			z, trailing, again = c.zc.PrepareTransient(sql)
			return again
		})
	}
	if err != nil {
		return nil, 0, c.fail(ctx, err)
	}
	return z, trailing, nil
}

// refuseSecond fails if more than blanks, comments and semicolons follows the first statement.
func refuseSecond(sql string, from int) error {
	rest := skipBlank(sql[from:])
	for strings.HasPrefix(rest, ";") {
		rest = skipBlank(rest[1:])
	}
	if rest != "" {
		return &TrailingError{Offset: len(sql) - len(rest)}
	}
	return nil
}

// skipBlank cuts white space and comments off the front. SQLite lets a comment run to the end of the text.
func skipBlank(sql string) string {
	for {
		sql = strings.TrimLeft(sql, " \t\r\n\f")
		var end string
		switch {
		case strings.HasPrefix(sql, "--"):
			end = "\n"
		case strings.HasPrefix(sql, "/*"):
			end = "*/"
		default:
			return sql
		}
		_, rest, found := strings.Cut(sql[2:], end)
		if !found {
			return ""
		}
		sql = rest
	}
}
