package pool

import (
	"context"
	"log/slog"
	"runtime"
	"strings"
	"testing"
	"time"
)

func TestLeakedLeaseComesBack(t *testing.T) {
	for name, open := range map[string]func(Options[int]) Pool[int]{"queue": NewQueue[int], "static": NewStatic[int], "null": NewNull[int]} {
		t.Run(name, func(t *testing.T) {
			var s server
			var log lines
			o := s.options()
			o.Stacks = true
			o.Logger = slog.New(slog.NewTextHandler(&log, nil))
			p := open(o)
			leak(t, p)
			deadline := time.Now().Add(10 * time.Second)
			for p.Stats().InUse > 0 {
				if time.Now().After(deadline) {
					t.Fatal("the connection did not come back")
				}
				runtime.GC()
				time.Sleep(time.Millisecond)
			}
			if got := log.String(); !strings.Contains(got, "dropped without being released") || !strings.Contains(got, "pool.leak") {
				t.Errorf("log %q", got)
			}
			l := take(t, p)
			want := 1 // reset and used again: a database in memory must not be lost
			if name == "null" {
				want = 2
			}
			if l.Conn() != want {
				t.Errorf("connection %d, want %d", l.Conn(), want)
			}
			l.Release(context.Background())
		})
	}
}

//go:noinline
func leak(t *testing.T, p Pool[int]) { take(t, p) }

func TestReleasedLeaseIsNoLeak(t *testing.T) {
	var s server
	var log lines
	o := s.options()
	o.Logger = slog.New(slog.NewTextHandler(&log, nil))
	p := NewQueue(o)
	releaseAll(takeAll(t, p, 5))
	for range 3 {
		runtime.GC()
	}
	if got := log.String(); got != "" {
		t.Errorf("log %q", got)
	}
}
