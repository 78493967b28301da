package main

import (
	"context"
	"errors"
	"fmt"
	"sync"
)

// mixer is a contender that can be used by goroutines at once. One call is one transaction, in a session of its own: it gets a customer
// by its key, loads mixedRange customers, and inserts one.
type mixer interface {
	mixed(ctx context.Context, id int64, row text) (tally, error)
}

// preparer is a mixer that has something to do before goroutines share it.
type preparer interface {
	prepareMixed(ctx context.Context) error
}

// process is a contender in another process, which has threads of its own.
type process interface {
	concurrently(in *input, threads int) (tally, error)
}

const mixedRange = 10

// lines are the connections of a contender without database/sql that goroutines take and give back, the one that was used last first:
// all that is left of a pool.
type lines[C interface{ close() error }] struct {
	mutex sync.Mutex
	free  []C
}

// fill opens as many connections as a pool has, which is as many as there are goroutines.
func (l *lines[C]) fill(p place, open func() (C, error)) error {
	for len(l.free) < p.poolSize() {
		c, err := open()
		if err != nil {
			return err
		}
		l.give(c)
	}
	return nil
}

func (l *lines[C]) take() C {
	l.mutex.Lock()
	defer l.mutex.Unlock()
	last := len(l.free) - 1
	c := l.free[last]
	l.free = l.free[:last]
	return c
}

func (l *lines[C]) give(c C) {
	l.mutex.Lock()
	defer l.mutex.Unlock()
	l.free = append(l.free, c)
}

func (l *lines[C]) close() (err error) {
	for _, c := range l.free {
		err = errors.Join(err, c.close())
	}
	return err
}

// concurrentCases are the same work in 1, 2, 4 and 16 goroutines. The one without a number is the last.
func concurrentCases() (all []testCase) {
	for _, n := range []int{1, 2, 4, 16} {
		name, title := fmt.Sprintf("concurrent-%d", n), fmt.Sprintf("sessions in %d goroutines", n)
		if n == 1 {
			title = "sessions in 1 goroutine"
		}
		if n == 16 {
			name = "concurrent"
		}
		all = append(all, testCase{
			name: name, title: title, fill: fillSingles, writes: true,
			rows: func(s scale) int { return s.mixed },
			run:  func(ctx context.Context, c contender, in *input) (tally, error) { return concurrently(ctx, c, in, n) },
			want: sumMixed,
			kept: func(in *input, inTables tally) error {
				if want := int64(in.scale.singles + in.scale.mixed); inTables.rows != want {
					return fmt.Errorf("%d rows in the table, should be %d", inTables.rows, want)
				}
				return nil
			},
			tables:  customerTable,
			servers: true,
		})
	}
	return all
}

func fillSingles(ctx context.Context, d database, c contender, s scale) error {
	if err := d.customers(ctx, c, s.singles); err != nil {
		return err
	}
	return execAll(ctx, c, d.skipKeys(s.singles))
}

// mixedID is where the nth transaction reads.
func mixedID(in *input, n int) int64 { return int64(n*31%(in.scale.singles-mixedRange) + 1) }

func sumMixed(in *input) (t tally) {
	for n := range in.scale.mixed {
		first := mixedID(in, n)
		t.add(first, in.customers[first-1].name, in.customers[first-1].description)
		for id := first; id < first+mixedRange; id++ {
			t.add(id, in.customers[id-1].name, in.customers[id-1].description)
		}
	}
	return t
}

// concurrently spreads the transactions over goroutines.
func concurrently(ctx context.Context, c contender, in *input, goroutines int) (tally, error) {
	if p, ok := c.(process); ok {
		return p.concurrently(in, goroutines)
	}
	m, ok := c.(mixer)
	if !ok {
		return tally{}, errNotOffered
	}
	if p, ok := c.(preparer); ok {
		if err := p.prepareMixed(ctx); err != nil {
			return tally{}, err
		}
	}
	var wait sync.WaitGroup
	sums, errs := make([]tally, goroutines), make([]error, goroutines)
	for g := range goroutines {
		wait.Go(func() {
			for n := g; n < in.scale.mixed && errs[g] == nil; n += goroutines {
				t, err := m.mixed(ctx, mixedID(in, n), in.customers[n])
				sums[g].plus(t)
				errs[g] = err
			}
		})
	}
	wait.Wait()
	var all tally
	for _, t := range sums {
		all.plus(t)
	}
	return all, errors.Join(errs...)
}
