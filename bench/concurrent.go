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

const mixedRange = 10

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
	m, ok := c.(mixer)
	if !ok {
		return tally{}, errNotOffered
	}
	if r, ok := c.(*raw); ok {
		if err := r.prepareMixed(ctx); err != nil {
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
