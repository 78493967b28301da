package orm_test

import (
	"context"
	"errors"
	"fmt"
	"testing"

	"github.com/azoth-orm/azoth/dialect"
	"github.com/azoth-orm/azoth/dialect/sqlite"
	driver "github.com/azoth-orm/azoth/driver/sqlite"
	"github.com/azoth-orm/azoth/engine"
	"github.com/azoth-orm/azoth/orm"
)

// TestTransactRepeats holds which failures make DB.Transact run its function again, and that a repeated one leaves one row.
func TestTransactRepeats(t *testing.T) {
	deadlock := &dialect.Error{Class: dialect.ErrDeadlock, Err: errors.New("deadlock")}
	for _, c := range []struct {
		name    string
		err     error
		options []orm.Option
		runs    int
	}{
		{"deadlock", deadlock, nil, 3},
		{"serialization", &dialect.Error{Class: dialect.ErrSerialization, Err: errors.New("x")}, nil, 3},
		{"retries", deadlock, []orm.Option{orm.Retries(4)}, 5},
		{"once", deadlock, []orm.Option{orm.Retries(0)}, 1},
		{"unknown commit", fmt.Errorf("%w: %w", engine.ErrCommitUnknown, deadlock), nil, 1},
		{"the program's own", errors.New("no"), nil, 1},
	} {
		t.Run(c.name, func(t *testing.T) {
			w := newWorld(t, itemBase, nil, c.options...)
			runs := 0
			err := w.db.Transact(context.Background(), func(*orm.Session) error { runs++; return c.err })
			if !errors.Is(err, c.err) || runs != c.runs {
				t.Errorf("%d runs, want %d: %v", runs, c.runs, err)
			}
		})
	}
	t.Run("succeeds at last", func(t *testing.T) {
		w := newWorld(t, itemBase, nil)
		item, runs := &Item{N: ptr(1)}, 0
		v, err := orm.TransactValue(context.Background(), w.db, func(s *orm.Session) (int64, error) {
			s.Add(item)
			if err := s.Flush(context.Background()); err != nil {
				return 0, err
			}
			if runs++; runs < 3 {
				return 0, deadlock
			}
			return item.ID, nil
		})
		w.ok(err)
		w.is("value", v, 1)
	})
}

// TestDefaultsWithoutReturning holds that a database without RETURNING is asked for what it filled.
func TestDefaultsWithoutReturning(t *testing.T) {
	w := newWorldOn(t, "poor://", itemBase)
	added := []*Item{{}, {S: ptr("x")}, {N: ptr(3)}}
	w.s.Add(added)
	w.flush()
	w.sends(
		"INSERT INTO t (active, s, up, req) VALUES (?, ?, ?, ?)  -- (1, 'd', None, None)",
		"SELECT t.n FROM t WHERE t.id = ?  -- (1,)",
		"INSERT INTO t (active, s, up, req) VALUES (?, ?, ?, ?)  -- (1, 'x', None, None)",
		"SELECT t.n FROM t WHERE t.id = ?  -- (2,)",
		"INSERT INTO t (active, n, s, up, req) VALUES (?, ?, ?, ?, ?)  -- (1, 3, 'd', None, None)",
	)
	w.is("read back", []any{added[0].ID, *added[0].N, added[1].ID, *added[1].N, added[2].ID, *added[2].N}, "[1 7 2 7 3 3]")
	w.flush()
	w.sends()
	w.ok(w.s.Rollback(context.Background()))
	w.is("as before", added[0].N == nil && added[0].ID == 0, true)
}

func init() {
	d := *sqlite.Dialect
	d.Name, d.Features.Returning = "poor", false
	dialect.Register(&d)
	dialect.RegisterDriver("poor", d.DefaultDriver, driver.Opener{})
}
