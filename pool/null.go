package pool

import (
	"context"
	"errors"
	"fmt"
	"sync/atomic"
	"time"
)

// null keeps nothing.
type null[C any] struct {
	opts   Options[C]
	start  time.Time
	watch  func(*Lease[C])
	closed atomic.Bool
	inUse  atomic.Int64
}

// NewNull returns a pool that opens a connection for every lease and closes it at the end. Nobody waits; Reset is not called, because closing
// ends what a holder left open. Only Connect, Close, Checkout, Checkin, Discarded, Logger and Stacks apply.
//
// SQLAlchemy: NullPool.
func NewNull[C any](o Options[C]) Pool[C] {
	return &null[C]{opts: o.withDefaults(), start: time.Now(), watch: watch[C]()}
}

// Checkout opens a connection.
func (p *null[C]) Checkout(ctx context.Context) (*Lease[C], error) {
	if p.closed.Load() {
		return nil, ErrClosed
	}
	if err := ctx.Err(); err != nil {
		return nil, fmt.Errorf("pool: checkout: %w", err)
	}
	c, err := p.connect(ctx)
	if err != nil {
		return nil, err
	}
	now := time.Since(p.start)
	s := &slot[C]{conn: c, live: true, since: now, freed: now}
	if p.opts.Stacks {
		s.mark(1)
	}
	p.inUse.Add(1)
	return newLease(p, s, p.watch), nil
}

// connect opens a connection that Checkout admits.
func (p *null[C]) connect(ctx context.Context) (C, error) {
	for tries := 0; ; tries++ {
		c, err := p.opts.Connect(ctx)
		if err != nil {
			return c, err
		}
		if err = p.opts.admits(ctx, c); err == nil {
			return c, nil
		}
		p.opts.close(c)
		if tries == maxReplaced || !errors.Is(err, ErrReplace) {
			return c, err
		}
	}
}

func (p *null[C]) release(ctx context.Context, s *slot[C]) {
	p.opts.checkin(ctx, s.conn)
	p.end(s)
}

func (p *null[C]) discard(s *slot[C]) {
	p.opts.discarded(s.conn)
	p.end(s)
}

func (p *null[C]) end(s *slot[C]) {
	p.inUse.Add(-1)
	p.opts.close(s.conn)
}

func (p *null[C]) detach(s *slot[C]) *slot[C] {
	p.inUse.Add(-1)
	p.opts.detached(s.conn)
	return s
}

func (p *null[C]) closeDetached(c C) { p.opts.close(c) }

func (p *null[C]) leaked(s *slot[C]) {
	p.opts.leakWarning(s, time.Since(p.start)-s.since)
	p.release(context.Background(), s)
}

// Invalidate has nothing to replace: every connection is new.
func (p *null[C]) Invalidate() {
	if p.opts.Invalidated != nil {
		p.opts.Invalidated()
	}
}

// Stats counts the leases.
func (p *null[C]) Stats() Stats { return Stats{InUse: int(p.inUse.Load())} }

// Close refuses further checkouts.
func (p *null[C]) Close() error {
	p.closed.Store(true)
	return nil
}
