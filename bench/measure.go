package main

import (
	"context"
	"errors"
	"fmt"
	"runtime"
	"time"
)

// effort is how often a case is run.
type effort struct {
	least, most int           // rounds
	budget      time.Duration // that one contender may use for one case, once it has done the least
	patience    time.Duration // after which it need not even do the least
	until       time.Time     // after which one round is enough, on a machine that is too busy; zero is never
}

// arena is one database with the contenders that have opened it.
type arena struct {
	database   database
	contenders []contender
	in         *input
	short      *input // for those who would hold up a quick run; nil in a full one
	filled     string // what the tables hold, for the cases that read the same
	effort     effort
}

// measured is what the runs of one contender at one case took.
type measured struct {
	contender string
	rows      int // of one run
	runs      []time.Duration
	mallocs   []uint64
	spent     time.Duration
}

// measure runs a case: in every round each contender once, in an order that shifts, so that what disturbs the machine disturbs all alike.
func (a *arena) measure(ctx context.Context, tc testCase) ([]*measured, error) {
	if err := a.prepare(ctx, tc); err != nil {
		return nil, err
	}
	all := make([]*measured, len(a.contenders))
	for i, c := range a.contenders {
		all[i] = &measured{contender: c.name()}
	}
	for round := range a.effort.most {
		for i := range all {
			i = (i + round) % len(all)
			if !a.wantsMore(all[i], round) {
				continue
			}
			if err := a.once(ctx, tc, a.contenders[i], all[i]); err != nil {
				return nil, fmt.Errorf("%s, %s, %s: %w", a.database.name, tc.name, all[i].contender, err)
			}
		}
	}
	return all, nil
}

func (a *arena) wantsMore(m *measured, round int) bool {
	if round > 0 && len(m.runs) == 0 {
		return false // it does not offer the case
	}
	if round > 0 && !a.effort.until.IsZero() && time.Now().After(a.effort.until) {
		return false
	}
	return m.spent < a.effort.budget || round < a.effort.least && m.spent < a.effort.patience
}

// prepare fills the tables of a case that only reads.
func (a *arena) prepare(ctx context.Context, tc testCase) error {
	if tc.writes {
		a.filled = ""
		return nil
	}
	holds := tc.reads(a.in.scale)
	if a.filled == holds {
		return nil
	}
	a.filled = holds
	for _, c := range a.contenders {
		if err := tc.fill(ctx, a.database, c, a.in.scale); err != nil {
			return err
		}
		if a.database.shared {
			return nil
		}
	}
	return nil
}

// plodder is a contender that may take far longer to insert than the others.
type plodder interface{ plods(kind string) bool }

// inputOf is the input of a run: a tenth of the rows for a plodder that inserts, in a quick run.
func (a *arena) inputOf(tc testCase, c contender) *input {
	if p, ok := c.(plodder); ok && tc.name == "insert" && a.short != nil && p.plods(a.database.name) {
		return a.short
	}
	return a.in
}

func (a *arena) once(ctx context.Context, tc testCase, c contender, m *measured) error {
	if tc.writes {
		if err := tc.fill(ctx, a.database, c, a.in.scale); err != nil {
			return err
		}
	}
	in := a.inputOf(tc, c)
	var before, after runtime.MemStats
	runtime.GC()
	runtime.ReadMemStats(&before)
	start := time.Now()
	got, err := tc.run(ctx, c, in)
	took := time.Since(start)
	runtime.ReadMemStats(&after)
	if errors.Is(err, errNotOffered) {
		return nil
	}
	if err != nil {
		return err
	}
	if t, ok := c.(timer); ok {
		took = t.took()
	}
	m.rows = tc.rows(in.scale)
	m.runs = append(m.runs, took)
	m.mallocs = append(m.mallocs, after.Mallocs-before.Mallocs)
	m.spent += took
	return a.verify(ctx, tc, c, in, got)
}

// timer is a contender that measures itself: one that works in another process.
type timer interface{ took() time.Duration }

// verify holds what the contender saw against what it should have seen, and, after a case that writes, against what is in the tables.
func (a *arena) verify(ctx context.Context, tc testCase, c contender, in *input, got tally) error {
	want := tc.want(in)
	if !tc.writes {
		return same(got, want)
	}
	var inTables tally
	for _, t := range tc.tables {
		sum, err := c.query(ctx, a.database.sumOf(t.name, t.texts...))
		if err != nil {
			return err
		}
		inTables.plus(sum)
	}
	if tc.kept != nil {
		return errors.Join(same(got, want), tc.kept(in, inTables))
	}
	want.ids = inTables.ids // the database gives keys as it likes, but they must be in the objects
	return errors.Join(same(got, want), same(inTables, want))
}

func same(got, want tally) error {
	if got != want {
		return fmt.Errorf("saw %+v, should have seen %+v", got, want)
	}
	return nil
}
