package engine

import (
	"context"
	"errors"

	"github.com/azoth-orm/azoth/driver"
	"github.com/azoth-orm/azoth/rowplan"
)

// Cursor is the open result of a statement: the driver's rows, counted, with errors classified. It belongs to its connection's
// goroutine, and ends at the latest with the transaction.
//
// SQLAlchemy: CursorResult.
type Cursor struct {
	// Rows are read after Step returned true.
	Rows driver.Rows
	// Entry is the statement that runs.
	Entry *Entry

	conn  *Connection
	read  int
	state cursorState
	why   error // of a broken cursor
	freed bool
	once  driver.Stmt // a statement that is closed with the rows; nil for one that is kept
	heard *hearing
}

type cursorState uint8

const (
	reading cursorState = iota
	complete
	broken // an error, or the end of the transaction, came before the last row
)

// Step advances to the next row. After false or an error there is no row: a result that was cut short is an error, never a short
// result.
func (k *Cursor) Step() (bool, error) {
	if k.state != reading {
		return false, k.why
	}
	more, err := k.Rows.Step()
	if more && err == nil {
		k.read++
		return true, nil
	}
	return false, k.end(err)
}

// end takes note of the end of the rows.
func (k *Cursor) end(err error) error {
	if err == nil {
		k.state = complete
		k.Entry.rows.Store(int64(k.read))
		return nil
	}
	k.state, k.why = broken, k.fail(err)
	return k.why
}

// fail is the error that reading has met.
func (k *Cursor) fail(err error) error {
	ctx := context.Background()
	if k.heard != nil {
		ctx = k.heard.ctx
	}
	err = k.conn.failEntry(ctx, k.Entry, nil, k.nameColumn(err))
	if k.heard != nil {
		k.heard.err = err
	}
	return err
}

// nameColumn adds the column's name to an error of a driver that knows its number: a text that is no number, and the like.
func (k *Cursor) nameColumn(err error) error {
	var at interface{ ColumnIndex() int }
	if !errors.As(err, &at) {
		return err
	}
	columns := k.Rows.Columns()
	if i := at.ColumnIndex(); i >= 0 && i < len(columns) {
		return rowplan.Explain(err, "", "", columns[i].Name)
	}
	return err
}

// Hint is the number of rows of the last complete run of the statement.
func (k *Cursor) Hint() int { return int(k.Entry.rows.Load()) }

// Result is what the statement did, once Step has returned false.
func (k *Cursor) Result() driver.Result { return k.Rows.Result() }

// Close ends the result and frees the statement. Rows that were not read are dropped. It is idempotent.
func (k *Cursor) Close() error {
	if k.state == reading {
		k.state, k.why = broken, ErrClosed
	}
	return k.release()
}

func (k *Cursor) release() error {
	if k.freed {
		return nil
	}
	k.freed = true
	k.conn.forget(k)
	err := k.Rows.Close()
	if k.once != nil {
		_ = k.once.Close() // it repeats what the rows have reported
	}
	if err != nil {
		err = k.fail(err)
	}
	k.heard.closed(k.read, k.affected())
	return err
}

// affected is the number of rows that were written, if the statement has run to its end.
func (k *Cursor) affected() int64 {
	if k.state != complete {
		return 0
	}
	return k.Rows.Result().RowsAffected
}
