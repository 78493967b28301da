package expr

import (
	"context"
	"reflect"
	"unsafe"
)

// Statement is what an [Executor] runs: a SELECT, INSERT, UPDATE, DELETE, text, DDL.
type Statement interface {
	Element
	// ResultType is the Go type of a row, or nil if the statement yields none.
	ResultType() reflect.Type
	// Err is the first mistake that was made while the statement was built.
	Err() error
}

// Executor runs statements: an Engine, a Connection, a Session, an orm.DB.
//
// SQLAlchemy: Connection.execute, Session.execute.
type Executor interface {
	// Execute runs s. The caller closes the Rows. A statement that yields no rows has run to its end when Execute returns.
	Execute(ctx context.Context, s Statement) (Rows, error)
}

// Slot is the address of a value that a row is decoded into.
type Slot = unsafe.Pointer

// Rows is what an Executor answers. Rows are decoded in batches into the caller's memory.
type Rows interface {
	// Next decodes up to n rows into n values of the result type, size bytes apart, the first at first. Fewer than n means that
	// there are no more.
	Next(first Slot, size uintptr, n int) (int, error)
	// Complete runs what loads after the rows: loader strategies. Once for All, once a page for Iter.
	Complete(ctx context.Context) error
	// Hint is the number of rows of the last complete run of the same statement, to size a result.
	Hint() int
	// Page is the number of rows after which Iter must call Complete; 0 if there is nothing to complete.
	Page() int
	// Affected is the number of rows that the statement inserted, updated or deleted.
	Affected() int64
	// Close ends the result. It is idempotent.
	Close() error
}

// Wrote is the [Rows] of a statement that yields none: how many rows it inserted, updated or deleted.
type Wrote int64

// Next gives no row.
func (Wrote) Next(Slot, uintptr, int) (int, error) { return 0, nil }

// Complete has nothing to load.
func (Wrote) Complete(context.Context) error { return nil }

// Hint is 0.
func (Wrote) Hint() int { return 0 }

// Page is 0: there is nothing to complete.
func (Wrote) Page() int { return 0 }

// Affected is the number itself.
func (w Wrote) Affected() int64 { return int64(w) }

// Close has nothing to end.
func (Wrote) Close() error { return nil }
