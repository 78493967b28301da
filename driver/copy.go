package driver

import (
	"context"
	"errors"
	"fmt"

	"github.com/azoth-orm/azoth/types"
)

// Copier is a [Stmt] that describes columns of a table, as SELECT a, b FROM t LIMIT 0 does, and that can copy rows into them without a
// statement for each: PostgreSQL's COPY.
type Copier interface {
	Stmt
	// BindRows takes rows that lie one after the other in values, each with a value for every column. NULLs are allowed; values of
	// types.KindOther are not: they are encoded before. It keeps no reference to values. The error is [ErrNotCopied] if one of them cannot be
	// had in the form that is copied, so that the rows must go another way.
	BindRows(values []types.Value, n int) error
	// CopyRows sends the rows by a statement that copies into the columns that were described. They must be bound again for another run.
	CopyRows(ctx context.Context, sql string) (Result, error)
}

// CopyConn is a [Conn] that knows whether its statements are [Copier]s.
type CopyConn interface {
	// CopiesRows tells whether they are.
	CopiesRows() bool
}

// ErrNotCopied says that rows cannot be copied. Nothing was sent.
var ErrNotCopied = errors.New("driver: the rows cannot be copied (insert them)")

// CopiesRows tells whether the statements of c are [Copier]s.
func CopiesRows(c Conn) bool {
	k, ok := c.(CopyConn)
	return ok && k.CopiesRows()
}

// BindRows is [Copier].BindRows of s, or an error if s is none.
func BindRows(s Stmt, values []types.Value, n int) error {
	if t, ok := s.(*transient); ok {
		s = t.Stmt
	}
	k, ok := s.(Copier)
	if !ok {
		return fmt.Errorf("%w: by a %T", ErrNotCopied, s)
	}
	return k.BindRows(values, n)
}

// CopyRows is [Copier].CopyRows of s, or an error if s is none.
func CopyRows(ctx context.Context, s Stmt, sql string) (Result, error) {
	t, once := s.(*transient)
	if once {
		s = t.Stmt
	}
	k, ok := s.(Copier)
	if !ok {
		return Result{}, fmt.Errorf("%w: by a %T", ErrNotCopied, s)
	}
	res, err := k.CopyRows(ctx, sql)
	if once {
		err = first(err, s.Close())
	}
	return res, err
}
