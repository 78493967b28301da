package engine_test

import (
	"fmt"
	"strings"
	"sync"
	"testing"

	"github.com/azoth-orm/azoth/expr"
)

// find are the values of a prepared statement.
type find struct {
	Name string
	Low  int64
}

func byKey(u *users) expr.Prepared[int64, *user] {
	return expr.Prepare(func(p *expr.Slots[int64]) expr.Select[*user] {
		return expr.NewSelect[*user](u).Where(expr.MakeBool(expr.NewBinary(expr.OpEq, expr.ElementOf(u.ID), expr.ElementOf(expr.SlotAt(p, p.At)))))
	})
}

func compared(op expr.Op, a, b expr.Node) expr.Bool {
	return expr.MakeBool(expr.NewBinary(op, expr.ElementOf(a), expr.ElementOf(b)))
}

func TestPrepared(t *testing.T) {
	e, u := quietWorld(t, 20)
	built := 0
	q := expr.Prepare(func(p *expr.Slots[find]) expr.Select[string] {
		built++
		return expr.NewSelect(u.Name).Where(compared(expr.OpLt, u.Name, expr.SlotAt(p, &p.At.Name)), u.ID.Gt(0), compared(expr.OpGt, u.ID, expr.SlotAt(p, &p.At.Low))).
			OrderBy(u.ID).Limit(2)
	})
	ok(t, q.Err())
	for low := range int64(5) {
		got, err := q.All(ctx, e, find{"a name of some length b", low})
		ok(t, err)
		if want := "a name of some length a000000"; low == 0 && (len(got) != 1 || got[0] != want) || low > 0 && len(got) != 0 {
			t.Errorf("low %d: %q", low, got)
		}
	}
	got, err := q.All(ctx, e, find{"z", 3})
	ok(t, err)
	if len(got) != 2 || !strings.HasSuffix(got[0], "d000003") {
		t.Errorf("got %q", got)
	}
	if built != 1 {
		t.Errorf("built %d times", built)
	}
	if s := e.CacheStats(); s.Hits < 5 {
		t.Errorf("the runs did not share their entry: %+v", s)
	}
	x, err := byKey(u).One(ctx, e, 7)
	ok(t, err)
	if x.ID != 7 {
		t.Errorf("got %v", x)
	}
	for x, err := range byKey(u).Iter(ctx, e, 8) {
		if err != nil || x.ID != 8 {
			t.Errorf("got %v, %v", x, err)
		}
	}
	if _, found, err := byKey(u).First(ctx, e, 999); err != nil || found {
		t.Errorf("found %v, %v", found, err)
	}
}

func TestPreparedWrite(t *testing.T) {
	e, u := quietWorld(t, 5)
	rename := expr.PrepareWrite(func(p *expr.Slots[find]) expr.Update[user] {
		return expr.NewUpdate[user](u).Set(expr.AssignExpr(u.table.Column("name"), expr.SlotAt(p, &p.At.Name))).Where(compared(expr.OpEq, u.ID, expr.SlotAt(p, &p.At.Low)))
	})
	for i := range int64(3) {
		n, err := rename.Exec(ctx, e, find{fmt.Sprint("renamed ", i), i + 1})
		if err != nil || n != 1 {
			t.Fatalf("%d rows, %v", n, err)
		}
	}
	names, err := expr.NewSelect(u.Name).Where(u.ID.Le(3)).OrderBy(u.ID).All(ctx, e)
	ok(t, err)
	if fmt.Sprint(names) != "[renamed 0 renamed 1 renamed 2]" {
		t.Errorf("got %q", names)
	}
}

func TestPreparedMistakes(t *testing.T) {
	e, u := quietWorld(t, 1)
	var elsewhere string
	for name, c := range map[string]struct {
		q    interface{ Err() error }
		want string
	}{
		"an address of something else": {expr.Prepare(func(p *expr.Slots[find]) expr.Select[string] {
			return expr.NewSelect(u.Name).Where(compared(expr.OpEq, u.Name, expr.SlotAt(p, &elsewhere)))
		}), "does not point into the engine_test.find"},
		"a parameter without a slot": {expr.Prepare(func(*expr.Slots[find]) expr.Select[string] {
			return expr.NewSelect(u.Name).Where(compared(expr.OpEq, u.Name, expr.ParamOf[string]("other")))
		}), "has no value"},
		"a mistake of the statement": {expr.PrepareWrite(func(*expr.Slots[find]) expr.Update[user] {
			return expr.NewUpdate[user](u).Set(expr.Assign(u.table.Column("name"), "x"))
		}), "AllRows"},
	} {
		t.Run(name, func(t *testing.T) {
			err := c.q.Err()
			if err == nil || !strings.Contains(err.Error(), c.want) {
				t.Fatalf("got %v, want %q", err, c.want)
			}
			switch q := c.q.(type) {
			case expr.Prepared[find, string]:
				_, err = q.All(ctx, e, find{})
			case expr.PreparedWrite[find]:
				_, err = q.Exec(ctx, e, find{})
			}
			if err == nil || !strings.Contains(err.Error(), c.want) {
				t.Errorf("a run: %v, want %q", err, c.want)
			}
		})
	}
}

func TestPreparedIsShared(t *testing.T) {
	e, u := quietWorld(t, 50)
	q := byKey(u)
	var wg sync.WaitGroup
	for g := range int64(8) {
		wg.Go(func() {
			for i := range int64(20) {
				id := (g*20+i)%50 + 1
				if x, err := q.One(ctx, e, id); err != nil || x.ID != id {
					t.Errorf("%v, %v, want %d", x, err, id)
				}
			}
		})
	}
	wg.Wait()
}

// TestPreparedAllocations holds what a run costs: no more than the result, the run itself, and the lease of a connection.
func TestPreparedAllocations(t *testing.T) {
	e, u := quietWorld(t, 10)
	q := byKey(u)
	c, err := e.Connect(ctx)
	ok(t, err)
	n := testing.AllocsPerRun(100, func() {
		if _, err := q.One(ctx, c, 5); err != nil {
			t.Fatal(err)
		}
	})
	ok(t, c.Close())
	if limit := preparedAllocations; n > limit {
		t.Errorf("%v allocations on a connection, at most %v", n, limit)
	}
}

const preparedAllocations = 8.0

func BenchmarkPreparedByKey(b *testing.B) {
	e, u := quietWorld(b, 1000)
	q := byKey(u)
	run := func(b *testing.B, ex expr.Executor) {
		b.ReportAllocs()
		id := int64(0)
		for b.Loop() {
			id = id%1000 + 1
			if x, err := q.One(ctx, ex, id); err != nil || x.ID != id {
				b.Fatal(x, err)
			}
		}
	}
	b.Run("engine", func(b *testing.B) { run(b, e) })
	c, err := e.Connect(ctx)
	ok(b, err)
	defer c.Close()
	b.Run("connection", func(b *testing.B) { run(b, c) })
}
