package driver

import (
	"context"
	"errors"

	"github.com/azoth-orm/azoth/internal/lru"
	"github.com/azoth-orm/azoth/types"
)

// StmtCache keeps the prepared statements of one [Conn]. Like its Conn it belongs to one goroutine at a time.
//
// A statement is found by a number that the engine gave to its compiled form, without hashing SQL text, or, for text that
// has no compiled form, by the text itself. Each of the two ways keeps up to the capacity, least recently used first out.
//
// SQLAlchemy: none; its DBAPIs cache by text.
type StmtCache struct {
	conn   Conn
	byID   *lru.Map[uint64, Stmt]
	byText *lru.Map[string, Stmt]
	// evicted are statements that were pushed out while their Rows were open; they are closed once these are.
	evicted []Stmt
}

// NewStmtCache returns a cache for conn. A capacity below one counts as one.
func NewStmtCache(conn Conn, capacity int) *StmtCache {
	c := &StmtCache{conn: conn}
	c.byID = lru.New(capacity, func(_ uint64, s Stmt) { c.retire(s) })
	c.byText = lru.New(capacity, func(_ string, s Stmt) { c.retire(s) })
	return c
}

// Get returns the prepared statement for sql, preparing it the first time. An id above zero is the key, and the caller
// promises that equal ids mean equal text; with id 0 the text is the key.
//
// The Stmt is the cache's: the caller runs it and does not close it. If it is in use, because a cursor over it is open further up the
// stack, Get returns a copy that is used for one run and closes itself when that run ends; a copy that is never run is closed
// with its connection.
//
// params are the types of the parameters as far as they are known, for a connection that is a [TypedPreparer]. With id 0 they must be nil
// or the same for every use of the text.
func (c *StmtCache) Get(ctx context.Context, id uint64, sql string, params []types.Type) (Stmt, error) {
	if len(c.evicted) > 0 {
		c.sweep()
	}
	s, ok := c.lookup(id, sql)
	if ok && !s.InUse() {
		if !isStale(s) {
			return s, nil
		}
		c.remove(id, sql)
		ok = false
	}
	s, err := Prepare(ctx, c.conn, sql, params)
	if err != nil {
		return nil, err
	}
	if ok {
		return &transient{Stmt: s}, nil
	}
	if id > 0 {
		c.byID.Put(id, s)
	} else {
		c.byText.Put(sql, s)
	}
	return s, nil
}

func (c *StmtCache) lookup(id uint64, sql string) (Stmt, bool) {
	if id > 0 {
		return c.byID.Get(id)
	}
	return c.byText.Get(sql)
}

// remove closes a statement that is not in use.
func (c *StmtCache) remove(id uint64, sql string) {
	var s Stmt
	if id > 0 {
		s, _ = c.byID.Remove(id)
	} else {
		s, _ = c.byText.Remove(sql)
	}
	c.retire(s)
}

// Len is the number of statements kept.
func (c *StmtCache) Len() int { return c.byID.Len() + c.byText.Len() }

// Clear closes what is not in use and forgets the rest, which is closed once its Rows are. The cache stays usable.
func (c *StmtCache) Clear() error {
	var failed []error
	forget := func(s Stmt) {
		if s.InUse() {
			c.evicted = append(c.evicted, s)
			return
		}
		failed = append(failed, s.Close())
	}
	c.byID.Clear(func(_ uint64, s Stmt) { forget(s) })
	c.byText.Clear(func(_ string, s Stmt) { forget(s) })
	return errors.Join(failed...)
}

// Close closes all statements, those in use too, as goes before closing the connection.
func (c *StmtCache) Close() error {
	err := c.Clear()
	for _, s := range c.evicted {
		err = errors.Join(err, s.Close())
	}
	c.evicted = nil
	return err
}

// retire closes a statement that was pushed out, or keeps it until its Rows are closed.
func (c *StmtCache) retire(s Stmt) {
	if s.InUse() {
		c.evicted = append(c.evicted, s)
		return
	}
	// Closing a statement reports at most the error of its last run, which its caller has seen.
	_ = s.Close()
}

func (c *StmtCache) sweep() {
	kept := c.evicted[:0]
	for _, s := range c.evicted {
		if s.InUse() {
			kept = append(kept, s)
			continue
		}
		_ = s.Close()
	}
	clear(c.evicted[len(kept):])
	c.evicted = kept
}

// transient is a statement for one run.
type transient struct{ Stmt }

// Exec runs and closes the statement.
func (t *transient) Exec(ctx context.Context) (Result, error) {
	res, err := t.Stmt.Exec(ctx)
	return res, first(err, t.Stmt.Close())
}

// Query runs the statement; closing the Rows closes it.
func (t *transient) Query(ctx context.Context) (Rows, error) {
	rows, err := t.Stmt.Query(ctx)
	if err != nil {
		return nil, first(err, t.Stmt.Close())
	}
	return &transientRows{Rows: rows, stmt: t.Stmt}, nil
}

type transientRows struct {
	Rows
	stmt Stmt
}

// Close closes the Rows and their statement.
func (r *transientRows) Close() error {
	err := r.Rows.Close()
	if r.stmt == nil {
		return err
	}
	stmt := r.stmt
	r.stmt = nil
	return first(err, stmt.Close())
}

// first is the error that happened first: closing after a failure often repeats it.
func first(err, later error) error {
	if err != nil {
		return err
	}
	return later
}
