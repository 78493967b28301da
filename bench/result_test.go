package main

import (
	"encoding/json"
	"testing"
	"time"
)

func runsOf(name string, rows int, runs ...time.Duration) *measured {
	return &measured{contender: name, rows: rows, runs: runs, mallocs: make([]uint64, len(runs))}
}

func TestTheFastestRunCounts(t *testing.T) {
	r := newResult("load", "sqlite", []*measured{
		runsOf("azoth", 1000, 3*time.Millisecond, time.Millisecond, 2*time.Millisecond),
		runsOf("database/sql", 1000, 2*time.Millisecond),
		runsOf("bun", 1000, 5*time.Millisecond),
		runsOf("gorm", 500, 2*time.Millisecond),
		runsOf("ent", 0),
	})
	line, err := json.Marshal(r)
	want := `{"case":"load","db":"sqlite","azoth_us":1,"raw_us":2,"driver_us":null,"best_peer":"gorm","best_peer_us":4,` +
		`"sqlalchemy_us":null,"azoth_allocs":0}`
	if err != nil || string(line) != want {
		t.Errorf("got  %s\nwant %s, %v", line, want, err)
	}
}

func TestBehind(t *testing.T) {
	ahead := newResult("load", "sqlite", []*measured{runsOf("azoth", 1, 1000), runsOf("gorm", 1, 2000)})
	behind := newResult("load", "sqlite", []*measured{runsOf("azoth", 1, 3000), runsOf("gorm", 1, 2000)})
	if ahead.isBehind() || !behind.isBehind() {
		t.Error(ahead.isBehind(), behind.isBehind())
	}
}

func TestRoundsEndWithPatience(t *testing.T) {
	a := &arena{effort: effort{least: 3, most: 9, budget: 10, patience: 100}}
	for _, tc := range []struct {
		spent time.Duration
		round int
		want  bool
	}{{0, 0, true}, {50, 2, true}, {50, 3, false}, {5, 8, true}, {100, 1, false}} {
		m := &measured{runs: make([]time.Duration, 1), spent: tc.spent}
		if got := a.wantsMore(m, tc.round); got != tc.want {
			t.Errorf("%+v: %t", tc, got)
		}
	}
}
