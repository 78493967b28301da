package orm_test

import (
	"context"
	"testing"

	"github.com/azoth-orm/azoth"
	"github.com/azoth-orm/azoth/expr"
)

// TestPrepared checks that a prepared statement gives a session's own objects, with their loader options, and that one which writes makes them
// stale.
func TestPrepared(t *testing.T) {
	x := newTracker(t)
	x.fill(t)
	ctx := context.Background()
	titled := azoth.Prepare(func(p *azoth.Slots[string]) azoth.SelectOf[*ticket] {
		return azoth.Select(x.tickets).Where(azoth.Eq(x.tickets.Title, azoth.Slot(p, p.At)))
	})
	rename := azoth.PrepareWrite(func(p *azoth.Slots[[2]string]) expr.Update[ticket] {
		return azoth.Update(x.tickets).Set(x.tickets.Title.Set("c")).Where(x.tickets.Title.Eq("b"))
	})
	_, s := x.session(t)
	object, err := titled.One(ctx, s, "b")
	if err != nil {
		t.Fatal(err)
	}
	if n, err := rename.Exec(ctx, s, [2]string{}); err != nil || n != 1 {
		t.Fatalf("%d rows, %v", n, err)
	}
	if again, err := titled.One(ctx, s, "c"); err != nil || again != object || object.Title != "c" {
		t.Errorf("%v %v, want the same object with its new title", again, err)
	}
	if err := s.Close(); err != nil {
		t.Fatal(err)
	}
	if _, found, err := titled.First(ctx, x.db, "nobody"); err != nil || found {
		t.Errorf("found %v, %v", found, err)
	}
}
