package main

import (
	"fmt"
	"maps"
	"math"
	"slices"
	"strings"
	"time"
)

// result is one line of -json: µs per object or operation, null where there is nothing.
type result struct {
	Case        string   `json:"case"`
	DB          string   `json:"db"`
	Azoth       *float64 `json:"azoth_us"`
	Raw         *float64 `json:"raw_us"`
	Driver      *float64 `json:"driver_us"`
	BestPeer    *string  `json:"best_peer"`
	BestPeerUS  *float64 `json:"best_peer_us"`
	SQLAlchemy  *float64 `json:"sqlalchemy_us"`
	AzothAllocs *float64 `json:"azoth_allocs"`

	peers map[string]float64
}

// newResult condenses the runs of a case. The fastest run of each contender counts: what a shared machine adds is never negative.
func newResult(name, db string, all []*measured) result {
	r := result{Case: name, DB: db, peers: map[string]float64{}}
	for _, m := range all {
		if len(m.runs) == 0 {
			continue
		}
		us := micros(slices.Min(m.runs), m.rows)
		switch {
		case m.contender == "azoth":
			allocs := round3(float64(slices.Min(m.mallocs)) / float64(m.rows))
			r.Azoth, r.AzothAllocs = &us, &allocs
		case m.contender == "database/sql":
			r.Raw = &us
		case strings.HasPrefix(m.contender, "driver"):
			r.Driver = &us
		case m.contender == "sqlalchemy":
			r.SQLAlchemy = &us
		default:
			r.addPeer(m.contender, us)
		}
	}
	return r
}

func (r *result) addPeer(name string, us float64) {
	r.peers[name] = us
	if r.BestPeerUS == nil || us < *r.BestPeerUS {
		r.BestPeer, r.BestPeerUS = &name, &us
	}
}

func micros(d time.Duration, rows int) float64 {
	return round3(float64(d.Nanoseconds()) / 1000 / float64(rows))
}

func round3(x float64) float64 { return math.Round(x*1000) / 1000 }

// text is the result for a terminal.
func (r result) text() string {
	line := fmt.Sprintf("%-12s %-10s", r.DB, r.Case)
	for _, f := range []struct {
		name string
		us   *float64
	}{{"azoth", r.Azoth}, {"database/sql", r.Raw}, {"driver", r.Driver}, {"sqlalchemy", r.SQLAlchemy}} {
		if f.us != nil {
			line += fmt.Sprintf("  %s %.3f", f.name, *f.us)
		}
	}
	for _, name := range slices.Sorted(maps.Keys(r.peers)) {
		line += fmt.Sprintf("  %s %.3f", name, r.peers[name])
	}
	return line
}
