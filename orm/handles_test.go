package orm_test

import (
	"errors"
	"testing"

	"github.com/azoth-orm/azoth"
	"github.com/azoth-orm/azoth/orm"
)

// TestHistoryOf tells what changed in a column.
func TestHistoryOf(t *testing.T) {
	x := newTracker(t)
	x.fill(t)
	ctx, s := x.session(t)
	root, err := orm.Get(ctx, s, x.tickets, 1)
	if err != nil {
		t.Fatal(err)
	}
	if h := orm.HistoryOf(s, root, x.tickets.Title); len(h.Added)+len(h.Deleted) != 0 || h.Unchanged[0] != "root" {
		t.Errorf("unchanged: %+v", h)
	}
	root.Title = "new"
	if h := orm.HistoryOf(s, root, x.tickets.Title); h.Added[0] != "new" || h.Deleted[0] != "root" || h.Unchanged != nil {
		t.Errorf("changed: %+v", h)
	}
	fresh := &ticket{Title: "fresh"}
	s.Add(fresh)
	if h := orm.HistoryOf(s, fresh, x.tickets.Title); h.Added[0] != "fresh" || h.Deleted != nil {
		t.Errorf("new: %+v", h)
	}
	if h := orm.HistoryOf(s, &ticket{}, x.tickets.Title); h.Added != nil || h.Unchanged != nil {
		t.Errorf("unknown: %+v", h)
	}
	if n, d := len(s.New()), len(s.Dirty()); n != 1 || d != 1 {
		t.Errorf("%d new, %d dirty", n, d)
	}
}

// TestRef gives an object by its key alone, and writes only what the program sets in it.
func TestRef(t *testing.T) {
	x := newTracker(t)
	x.fill(t)
	ctx, s := x.session(t)
	a, err := orm.Ref(s, x.tickets, 2)
	if err != nil || a.ID != 2 || a.Title != "" || len(*x.sql) != 0 {
		t.Fatal(a, err, *x.sql)
	}
	if again, err := orm.Ref(s, x.tickets, 2); err != nil || again != a {
		t.Errorf("a second object for one key: %v", err)
	}
	a.Title = "set"
	if err := s.Flush(ctx); err != nil || len(*x.sql) != 1 || (*x.sql)[0] != "UPDATE tickets SET title=? WHERE tickets.id = ?" {
		t.Errorf("%v %v", *x.sql, err)
	}
	full, err := orm.Get(ctx, s, x.tickets, 2)
	if err != nil || full != a || a.Title != "set" || a.Status != "open" {
		t.Errorf("Get fills in what is missing: %+v %v", full, err)
	}
	child := &ticket{Title: "child", Parent: a}
	s.Add(child)
	if err := s.Commit(ctx); err != nil || *child.ParentID != 2 {
		t.Errorf("%v %v", child.ParentID, err)
	}
}

// TestSessionConnection runs a statement on the connection of the session's transaction, and sees what was flushed.
func TestSessionConnection(t *testing.T) {
	x := newTracker(t)
	ctx, s := x.session(t)
	s.Add(&tag{Name: "x"})
	if err := s.Flush(ctx); err != nil {
		t.Fatal(err)
	}
	c, err := s.Connection(ctx)
	if err != nil {
		t.Fatal(err)
	}
	if n, err := azoth.Select(x.tags).Count(ctx, c); err != nil || n != 1 {
		t.Errorf("%d rows, %v", n, err)
	}
	if err := s.Rollback(ctx); err != nil || s.InTransaction() {
		t.Error(err)
	}
	if err := errors.Join(s.Begin(ctx), s.Begin(ctx)); err == nil {
		t.Error("Begin in a transaction went through")
	}
}

// TestVersionOfStaleObject relies on the version where an object without one would be read again.
func TestVersionOfStaleObject(t *testing.T) {
	w, c := newCounted(t)
	w.ok(w.s.Commit(w.ctx))
	w.outside("UPDATE t SET name = 'theirs', v = 2")
	w.given()
	c.Name = "mine"
	w.fails(w.s.Flush(w.ctx), orm.ErrStaleData, "counted 1")
	w.sends("UPDATE t SET name=?, v=? WHERE t.id = ? AND t.v = ?  -- ('mine', 2, 1, 1)")
}
