package driver

import (
	"context"
	"errors"
	"testing"
)

// fakeConn prepares statements that only remember what became of them.
type fakeConn struct {
	Conn
	prepared []*fakeStmt
	fail     error
}

func (c *fakeConn) Prepare(_ context.Context, sql string) (Stmt, error) {
	if c.fail != nil {
		return nil, c.fail
	}
	s := &fakeStmt{sql: sql}
	c.prepared = append(c.prepared, s)
	return s, nil
}

func (c *fakeConn) open() (n int) {
	for _, s := range c.prepared {
		if !s.closed {
			n++
		}
	}
	return n
}

type fakeStmt struct {
	Stmt
	sql           string
	inUse, closed bool
	stale         bool
	fail          error
}

func (s *fakeStmt) Stale() bool { return s.stale }

func (s *fakeStmt) InUse() bool { return s.inUse }

func (s *fakeStmt) Exec(context.Context) (Result, error) { return Result{RowsAffected: 1}, s.fail }

func (s *fakeStmt) Query(context.Context) (Rows, error) {
	if s.fail != nil {
		return nil, s.fail
	}
	s.inUse = true
	return &fakeRows{stmt: s}, nil
}

func (s *fakeStmt) Close() error {
	if s.closed {
		return errors.New("closed twice")
	}
	s.closed = true
	return nil
}

type fakeRows struct {
	Rows
	stmt *fakeStmt
}

func (r *fakeRows) Close() error {
	r.stmt.inUse = false
	return nil
}

func get(t *testing.T, c *StmtCache, id uint64, sql string) Stmt {
	t.Helper()
	s, err := c.Get(context.Background(), id, sql, nil)
	if err != nil {
		t.Fatal(err)
	}
	return s
}

func rowsOf(t *testing.T, s Stmt) Rows {
	t.Helper()
	rows, err := s.Query(context.Background())
	if err != nil {
		t.Fatal(err)
	}
	return rows
}

func TestStmtCacheKeepsStatements(t *testing.T) {
	conn := &fakeConn{}
	cache := NewStmtCache(conn, 2)
	byID, byText := get(t, cache, 7, "a"), get(t, cache, 0, "a")
	if byID == byText {
		t.Error("id and text share a statement")
	}
	if get(t, cache, 7, "a") != byID || get(t, cache, 0, "a") != byText {
		t.Error("prepared again")
	}
	get(t, cache, 8, "b")
	get(t, cache, 9, "c") // pushes 7 out
	if !conn.prepared[0].closed {
		t.Error("the oldest was not closed")
	}
	if cache.Len() != 3 || conn.open() != 3 {
		t.Errorf("Len %d, open %d, want 3", cache.Len(), conn.open())
	}
	if err := cache.Close(); err != nil || conn.open() != 0 {
		t.Errorf("Close: %v, %d left open", err, conn.open())
	}
	if err := cache.Close(); err != nil {
		t.Error(err)
	}
}

func TestStmtCacheNestedCursor(t *testing.T) {
	conn := &fakeConn{}
	cache := NewStmtCache(conn, 4)
	outer := rowsOf(t, get(t, cache, 1, "a"))

	inner := rowsOf(t, get(t, cache, 1, "a"))
	if len(conn.prepared) != 2 {
		t.Fatalf("%d statements prepared, want a copy", len(conn.prepared))
	}
	if err := inner.Close(); err != nil || !conn.prepared[1].closed {
		t.Errorf("the copy is open after its rows: %v", err)
	}
	if err := inner.Close(); err != nil {
		t.Errorf("closing the rows again: %v", err)
	}

	if res, err := get(t, cache, 1, "a").Exec(context.Background()); err != nil || res.RowsAffected != 1 || !conn.prepared[2].closed {
		t.Errorf("Exec of a copy: %+v, %v, closed %v", res, err, conn.prepared[2].closed)
	}

	failing := get(t, cache, 1, "a")
	boom := errors.New("boom")
	conn.prepared[3].fail = boom
	if _, err := failing.Query(context.Background()); !errors.Is(err, boom) || !conn.prepared[3].closed {
		t.Errorf("Query of a copy: %v, closed %v", err, conn.prepared[3].closed)
	}

	outer.Close()
	get(t, cache, 1, "a")
	if len(conn.prepared) != 4 || conn.open() != 1 {
		t.Errorf("%d prepared, %d open, want 4 and 1", len(conn.prepared), conn.open())
	}
}

func TestStmtCacheEvictsInUse(t *testing.T) {
	conn := &fakeConn{}
	cache := NewStmtCache(conn, 1)
	rows := rowsOf(t, get(t, cache, 1, "a"))
	get(t, cache, 2, "b")
	if conn.prepared[0].closed {
		t.Error("closed under its rows")
	}
	rows.Close()
	get(t, cache, 2, "b")
	if !conn.prepared[0].closed {
		t.Error("never closed")
	}
	rows = rowsOf(t, get(t, cache, 2, "b"))
	if err := cache.Clear(); err != nil || conn.prepared[1].closed || cache.Len() != 0 {
		t.Errorf("Clear: %v, closed %v, Len %d", err, conn.prepared[1].closed, cache.Len())
	}
	rows.Close()
	if err := cache.Close(); err != nil || conn.open() != 0 {
		t.Errorf("Close: %v, %d left open", err, conn.open())
	}
}

func TestStmtCachePrepareFails(t *testing.T) {
	conn := &fakeConn{fail: errors.New("syntax")}
	cache := NewStmtCache(conn, 1)
	if _, err := cache.Get(context.Background(), 1, "a", nil); !errors.Is(err, conn.fail) || cache.Len() != 0 {
		t.Errorf("error %v, Len %d", err, cache.Len())
	}
}

func TestStmtCacheHitAllocatesNothing(t *testing.T) {
	cache := NewStmtCache(&fakeConn{}, 4)
	ctx := context.Background()
	get(t, cache, 1, "a")
	get(t, cache, 2, "b")
	if n := testing.AllocsPerRun(100, func() { _, _ = cache.Get(ctx, 1, "a", nil); _, _ = cache.Get(ctx, 2, "b", nil) }); n != 0 {
		t.Errorf("two hits allocate %v times", n)
	}
}

func TestStmtCacheStale(t *testing.T) {
	for _, id := range []uint64{0, 7} {
		conn := &fakeConn{}
		c := NewStmtCache(conn, 2)
		get := func() *fakeStmt {
			t.Helper()
			s, err := c.Get(context.Background(), id, "SELECT 1", nil)
			if err != nil {
				t.Fatal(err)
			}
			return s.(*fakeStmt)
		}
		first := get()
		first.stale = true
		second := get()
		if second == first || !first.closed || c.Len() != 1 || conn.open() != 1 {
			t.Errorf("id %d: the stale statement was kept: closed %v, %d kept, %d open", id, first.closed, c.Len(), conn.open())
		}
		if get() != second {
			t.Errorf("id %d: the new statement was not kept", id)
		}
		if err := c.Close(); err != nil {
			t.Error(err)
		}
	}
}
