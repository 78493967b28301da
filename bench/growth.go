package main

import (
	"context"
	"fmt"
	"runtime"
	"slices"
	"time"

	"github.com/azoth-orm/azoth"
	"github.com/azoth-orm/azoth/orm"
)

// growth is what one object costs as their number grows: a flat series is linear work.
type growth struct {
	name  string
	sizes []int
	us    []float64 // per object
}

// grower does a piece of work with n objects and says how long it took.
type grower func(ctx context.Context, a *azothORM, n int) (time.Duration, error)

// growthSeries measures Azoth alone, on SQLite in memory.
func growthSeries(ctx context.Context, rounds int) ([]growth, error) {
	series := []struct {
		name string
		once grower
	}{
		{"load", growLoad},
		{"flush of new objects", growInsert},
		{"flush of clean objects", growClean},
		{"autoflush before a query, per object held", growAutoflush},
	}
	var all []growth
	for _, s := range series {
		g := growth{name: s.name, sizes: []int{1_000, 10_000, 100_000, 1_000_000}}
		for _, n := range g.sizes {
			us, err := grow(ctx, s.once, n, rounds)
			if err != nil {
				return nil, fmt.Errorf("growth, %s, %d: %w", s.name, n, err)
			}
			g.us = append(g.us, us)
		}
		all = append(all, g)
	}
	return all, nil
}

func grow(ctx context.Context, once grower, n, rounds int) (float64, error) {
	d := databases()[0]
	c, err := openAzoth(ctx, place{kind: d.name})
	if err != nil {
		return 0, err
	}
	defer c.close()
	if err := d.create(ctx, c); err != nil {
		return 0, err
	}
	var runs []time.Duration
	for range rounds {
		if err := d.customers(ctx, c, n); err != nil {
			return 0, err
		}
		runtime.GC()
		took, err := once(ctx, c.(*azothORM), n)
		if err != nil {
			return 0, err
		}
		runs = append(runs, took)
	}
	return float64(slices.Min(runs).Nanoseconds()) / 1000 / float64(n), nil
}

func growLoad(ctx context.Context, a *azothORM, n int) (time.Duration, error) {
	start := time.Now()
	t, err := a.load(ctx)
	if err == nil && t.rows != int64(n) {
		err = fmt.Errorf("%d rows", t.rows)
	}
	return time.Since(start), err
}

func growInsert(ctx context.Context, a *azothORM, n int) (time.Duration, error) {
	if err := databases()[0].clear(ctx, a); err != nil {
		return 0, err
	}
	rows := customerTexts(n)
	start := time.Now()
	t, err := a.insert(ctx, rows)
	if err == nil && t.rows != int64(n) {
		err = fmt.Errorf("%d rows", t.rows)
	}
	return time.Since(start), err
}

// held is a session that holds n clean objects.
func held(ctx context.Context, a *azothORM, n int) (*orm.Session, error) {
	s := a.db.Session()
	all, err := azoth.Select(customers).All(ctx, s)
	if err == nil && len(all) != n {
		err = fmt.Errorf("%d rows", len(all))
	}
	return s, err
}

func growClean(ctx context.Context, a *azothORM, n int) (time.Duration, error) {
	s, err := held(ctx, a, n)
	if err != nil {
		return 0, err
	}
	defer s.Close()
	start := time.Now()
	err = s.Flush(ctx)
	return time.Since(start), err
}

// growAutoflush is a query of one row while n objects are held.
func growAutoflush(ctx context.Context, a *azothORM, n int) (time.Duration, error) {
	s, err := held(ctx, a, n)
	if err != nil {
		return 0, err
	}
	defer s.Close()
	one := azoth.Select(customers.Name).Where(customers.ID.Eq(1))
	if _, err := one.One(ctx, s); err != nil {
		return 0, err
	}
	start := time.Now()
	_, err = one.One(ctx, s)
	return time.Since(start), err
}
