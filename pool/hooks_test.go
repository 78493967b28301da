package pool

import (
	"context"
	"errors"
	"fmt"
	"slices"
	"testing"
	"testing/synctest"
)

// hooked notes what the pool tells.
func hooked(s *server, got *[]string) Options[int] {
	o := s.options()
	o.Checkout = func(_ context.Context, c int) error { *got = append(*got, fmt.Sprint("checkout ", c)); return nil }
	o.Checkin = func(_ context.Context, c int) { *got = append(*got, fmt.Sprint("checkin ", c)) }
	o.Discarded = func(c int) { *got = append(*got, fmt.Sprint("discarded ", c)) }
	o.Invalidated = func() { *got = append(*got, "invalidated") }
	return o
}

func TestHooks(t *testing.T) {
	for name, c := range map[string]struct {
		open func(Options[int]) Pool[int]
		want []string
	}{
		"queue": {NewQueue[int], []string{"checkout 1", "checkin 1", "checkout 1", "discarded 1", "checkout 2", "invalidated", "checkout 3"}},
		"null":  {NewNull[int], []string{"checkout 1", "checkin 1", "checkout 2", "discarded 2", "checkout 3", "checkin 3", "invalidated", "checkout 4"}},
	} {
		t.Run(name, func(t *testing.T) {
			var s server
			var got []string
			p := c.open(hooked(&s, &got))
			take(t, p).Release(context.Background())
			take(t, p).Discard()
			last := take(t, p)
			if name == "null" {
				last.Release(context.Background())
			}
			p.Invalidate()
			last.Release(context.Background()) // it is outdated, and nothing is wrong with it
			take(t, p)
			if !slices.Equal(got, c.want) {
				t.Errorf("%q, want %q", got, c.want)
			}
		})
	}
}

func TestCheckoutHookReplaces(t *testing.T) {
	for name, open := range map[string]func(Options[int]) Pool[int]{"queue": NewQueue[int], "static": NewStatic[int], "null": NewNull[int]} {
		t.Run(name, func(t *testing.T) {
			var s server
			o := s.options()
			refused := 1
			o.Checkout = func(_ context.Context, c int) error {
				if c <= refused {
					return fmt.Errorf("stale: %w", ErrReplace)
				}
				return nil
			}
			p := open(o)
			l := take(t, p)
			if l.Conn() != 2 || len(s.open) != 1 {
				t.Errorf("connection %d, %d open", l.Conn(), len(s.open))
			}
			l.Discard()
			refused = 1000
			if _, err := p.Checkout(context.Background()); !errors.Is(err, ErrReplace) {
				t.Errorf("error %v", err)
			}
			if s.opened != 5 || len(s.open) != 0 || p.Stats().InUse != 0 {
				t.Errorf("%d were opened, %d are open, %+v", s.opened, len(s.open), p.Stats())
			}
		})
	}
}

func TestCheckoutHookPanics(t *testing.T) {
	var s server
	o := s.options()
	o.Checkout = func(context.Context, int) error { panic("hook") }
	p := NewStatic(o)
	func() {
		defer func() { _ = recover() }()
		_, _ = p.Checkout(context.Background())
	}()
	if p.Stats().InUse != 0 || len(s.open) != 0 {
		t.Errorf("%+v, %d open", p.Stats(), len(s.open))
	}
}

func TestDetach(t *testing.T) {
	for name, open := range map[string]func(Options[int]) Pool[int]{"queue": NewQueue[int], "static": NewStatic[int], "null": NewNull[int]} {
		t.Run(name, func(t *testing.T) {
			var s server
			var got []int
			o := s.options()
			o.Detached = func(c int) { got = append(got, c) }
			p := open(o)
			own := take(t, p)
			own.Detach()
			own.Detach() // again: nothing happens
			if p.Stats().InUse != 0 || own.Conn() != 1 || !slices.Equal(got, []int{1}) {
				t.Errorf("%+v, connection %d, detached %v", p.Stats(), own.Conn(), got)
			}
			other := take(t, p) // there is room for another one
			if other.Conn() != 2 {
				t.Errorf("connection %d", other.Conn())
			}
			own.Release(context.Background())
			own.Detach()
			if s.open[1] || !s.open[2] || s.resets != 0 {
				t.Errorf("open are %v after %d resets", s.open, s.resets)
			}
			other.Release(context.Background())
		})
	}
}

func TestDetachServesAWaiter(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		var s server
		p := NewStatic(s.options())
		held := take(t, p)
		got := 0
		go func() {
			l := take(t, p)
			got = l.Conn()
			l.Release(context.Background())
		}()
		synctest.Wait()
		held.Detach()
		synctest.Wait()
		if got != 2 || !s.open[1] {
			t.Errorf("the waiter got connection %d, open are %v", got, s.open)
		}
		held.Discard()
	})
}
