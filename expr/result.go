package expr

import (
	"context"
	"errors"
	"iter"
	"unsafe"
)

// ErrNoResult says that a statement of which One row was wanted gave none. SQLAlchemy: NoResultFound.
var ErrNoResult = errors.New("azoth: no row was found where one was required (use First if it may be missing)")

// ErrMultipleResults says that a statement of which One row was wanted gave more. SQLAlchemy: MultipleResultsFound.
var ErrMultipleResults = errors.New("azoth: more than one row was found where one was required (use First, or a condition that is unique)")

// query is the end of every statement that yields rows.
type query[R any] struct{ q *Query }

func (s query[R]) selectable() Selectable { return s.q }

// Statement is the untyped statement.
func (s query[R]) Statement() *Query { return s.q }

// Err is the first mistake that was made while the statement was built. Every end of the statement returns it, too.
func (s query[R]) Err() error { return s.q.Err() }

// All reads every row. SQLAlchemy: Result.all.
func (s query[R]) All(ctx context.Context, ex Executor) ([]R, error) { return all[R](ctx, ex, s.q) }

// One reads the only row: [ErrNoResult], [ErrMultipleResults]. SQLAlchemy: Result.one.
func (s query[R]) One(ctx context.Context, ex Executor) (R, error) { return one[R](ctx, ex, s.q) }

// First reads the first row; false says that there is none. It adds no LIMIT. SQLAlchemy: Result.first.
func (s query[R]) First(ctx context.Context, ex Executor) (R, bool, error) {
	return first[R](ctx, ex, s.q)
}

// Iter streams the rows; the connection is released at the end and on break. SQLAlchemy: Result.yield_per.
func (s query[R]) Iter(ctx context.Context, ex Executor) iter.Seq2[R, error] {
	return stream[R](ctx, ex, s.q)
}

const firstBatch = 16

func all[R any](ctx context.Context, ex Executor, st Statement) (out []R, err error) {
	rows, err := ex.Execute(ctx, st)
	if err != nil {
		return nil, err
	}
	defer func() { err = errors.Join(err, rows.Close()) }()
	out = make([]R, 0, max(rows.Hint(), firstBatch))
	for {
		n, err := nextBatch(rows, &out)
		if err != nil {
			return nil, err
		}
		if !n {
			break
		}
		out = append(out, *new(R))[:len(out)] // grow
	}
	return out, rows.Complete(ctx)
}

// nextBatch fills the free capacity of out; false says that the rows have ended.
func nextBatch[R any](rows Rows, out *[]R) (bool, error) {
	s := *out
	free := cap(s) - len(s)
	if free == 0 {
		return true, nil
	}
	buf := s[len(s):cap(s)]
	n, err := rows.Next(unsafe.Pointer(unsafe.SliceData(buf)), unsafe.Sizeof(*new(R)), free)
	*out = s[:len(s)+n]
	return n == free, err
}

func one[R any](ctx context.Context, ex Executor, st Statement) (R, error) {
	buf, err := some[R](ctx, ex, st, 2)
	switch {
	case err != nil:
		return *new(R), err
	case len(buf) == 0:
		return *new(R), ErrNoResult
	case len(buf) > 1:
		return *new(R), ErrMultipleResults
	}
	return buf[0], nil
}

func first[R any](ctx context.Context, ex Executor, st Statement) (R, bool, error) {
	buf, err := some[R](ctx, ex, st, 1)
	if err != nil || len(buf) == 0 {
		return *new(R), false, err
	}
	return buf[0], true, nil
}

// some reads at most n rows.
func some[R any](ctx context.Context, ex Executor, st Statement, n int) (buf []R, err error) {
	rows, err := ex.Execute(ctx, st)
	if err != nil {
		return nil, err
	}
	defer func() { err = errors.Join(err, rows.Close()) }()
	buf = make([]R, n)
	got, err := rows.Next(unsafe.Pointer(unsafe.SliceData(buf)), unsafe.Sizeof(*new(R)), n)
	if err != nil {
		return nil, err
	}
	return buf[:got], rows.Complete(ctx)
}

const streamBatch = 64

func stream[R any](ctx context.Context, ex Executor, st Statement) iter.Seq2[R, error] {
	return func(yield func(R, error) bool) {
		rows, err := ex.Execute(ctx, st)
		if err != nil {
			yield(*new(R), err)
			return
		}
		more, err := pages(ctx, rows, yield)
		if err = errors.Join(err, rows.Close()); err != nil && more {
			yield(*new(R), err)
		}
	}
}

// pages yields row after row; it reports false when the caller broke off, after which nothing may be yielded.
func pages[R any](ctx context.Context, rows Rows, yield func(R, error) bool) (bool, error) {
	size := max(rows.Page(), streamBatch)
	buf := make([]R, size)
	for {
		clear(buf)
		n, err := rows.Next(unsafe.Pointer(unsafe.SliceData(buf)), unsafe.Sizeof(*new(R)), size)
		if err == nil {
			err = rows.Complete(ctx)
		}
		if err != nil {
			return true, err
		}
		for _, r := range buf[:n] {
			if !yield(r, nil) {
				return false, nil
			}
		}
		if n < size {
			return true, nil
		}
	}
}

// Exec runs a statement that yields no rows and tells how many it wrote.
func Exec(ctx context.Context, ex Executor, st Statement) (n int64, err error) {
	rows, err := ex.Execute(ctx, st)
	if err != nil {
		return 0, err
	}
	defer func() { err = errors.Join(err, rows.Close()) }()
	return rows.Affected(), nil
}

// Count is the number of rows that s yields: SELECT count(*) FROM (s). SQLAlchemy: select(func.count()).select_from(subquery).
func (s Select[R]) Count(ctx context.Context, ex Executor) (int64, error) {
	n := MakeAggregate[int64, int64](NewFunction("count", NewStar()))
	q := *s.q
	q.Options = nil
	return NewSelect(n).From(Derived{&Subquery{Query: &q}}).One(ctx, ex)
}

// Exists tells whether s yields a row: SELECT EXISTS (s). SQLAlchemy: select(exists(...)).
func (s Select[R]) Exists(ctx context.Context, ex Executor) (bool, error) {
	return NewSelect(s.AsExists()).One(ctx, ex)
}
