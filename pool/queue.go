package pool

import (
	"cmp"
	"container/list"
	"context"
	"errors"
	"fmt"
	"slices"
	"sync"
	"sync/atomic"
	"time"
)

// queue keeps up to Size connections open. Every connection, open or about to be, has a slot; there are never more slots than
// the limit, and who waits gets the first that is given back.
type queue[C any] struct {
	opts       Options[C]
	start      time.Time // of the pool's clock
	watch      func(*Lease[C])
	generation atomic.Uint64

	mu      sync.Mutex
	closed  bool
	slots   []*slot[C] // all of them, in no order
	idle    ring[*slot[C]]
	waiting list.List // of chan *slot[C], each with room for one, the first come first
}

// NewQueue returns a pool that keeps up to Size connections open and opens up to MaxOverflow more on demand. It opens nothing yet.
//
// SQLAlchemy: QueuePool.
func NewQueue[C any](o Options[C]) Pool[C] {
	p := &queue[C]{opts: o.withDefaults(), start: time.Now(), watch: watch[C]()}
	p.idle.slots = make([]*slot[C], p.opts.Size)
	return p
}

// NewStatic returns a pool of exactly one connection, as a database in memory needs: it lives as long as its connection. Size,
// MaxOverflow and Recycle do not apply.
//
// SQLAlchemy's StaticPool gives the one connection to everybody at the same time. Here a lease is exclusive and the next one waits
// for it: connections of package driver belong to one goroutine at a time, and two transactions on one connection would be one.
// The price is that a goroutine which needs two connections at once waits for itself, until the timeout says so.
//
// SQLAlchemy: StaticPool.
func NewStatic[C any](o Options[C]) Pool[C] {
	o.Size, o.MaxOverflow, o.Recycle = 1, 0, 0
	return NewQueue(o)
}

// Checkout leases a connection.
func (p *queue[C]) Checkout(ctx context.Context) (*Lease[C], error) {
	if err := ctx.Err(); err != nil {
		return nil, fmt.Errorf("pool: checkout: %w", err)
	}
	s, err := p.take(ctx)
	if err != nil {
		return nil, err
	}
	usable, sound := false, false
	defer func() { // also if Connect or Ping panics: a lost slot would be lost for good
		switch {
		case usable:
		case sound:
			p.giveBack(s)
		default:
			p.discard(s)
		}
	}()
	if sound, err = p.admit(ctx, s); err != nil {
		return nil, err
	}
	usable = true
	if p.opts.Stacks {
		p.mu.Lock() // whoever times out reads the stacks of all slots
		s.mark(1)
		p.mu.Unlock()
	}
	return newLease(p, s, p.watch), nil
}

// maxReplaced is how many connections Options.Checkout may have replaced before it must give up.
const maxReplaced = 2

// admit gives the slot a connection that can be used and that Options.Checkout does not refuse. sound says that there is nothing wrong with the
// connection, also if it was refused.
func (p *queue[C]) admit(ctx context.Context, s *slot[C]) (sound bool, err error) {
	for tries := 0; ; tries++ {
		if err := p.makeReady(ctx, s); err != nil {
			return false, err
		}
		if err = p.opts.admits(ctx, s.conn); err == nil {
			return true, nil
		}
		if !errors.Is(err, ErrReplace) {
			return p.clean(ctx, s), err
		}
		p.opts.discarded(s.conn)
		p.drop(s)
		if tries == maxReplaced {
			return false, err
		}
	}
}

// take gets a slot: an idle one, a new one, or the next that is given back.
func (p *queue[C]) take(ctx context.Context) (*slot[C], error) {
	p.mu.Lock()
	if p.closed {
		p.mu.Unlock()
		return nil, ErrClosed
	}
	if s, ok := p.idle.pop(p.opts.LIFO); ok {
		p.leaseLocked(s)
		p.mu.Unlock()
		return s, nil
	}
	if limit := p.opts.limit(); limit == Unlimited || len(p.slots) < limit {
		s := &slot[C]{index: len(p.slots)}
		p.slots = append(p.slots, s)
		p.leaseLocked(s)
		p.mu.Unlock()
		return s, nil
	}
	turn := make(chan *slot[C], 1)
	place := p.waiting.PushBack(turn)
	p.mu.Unlock()
	return p.wait(ctx, turn, place)
}

// wait waits for a slot, the pool's timeout or the end of ctx, whichever comes first.
func (p *queue[C]) wait(ctx context.Context, turn chan *slot[C], place *list.Element) (*slot[C], error) {
	began := p.now()
	var timeout <-chan time.Time
	if p.opts.Timeout > 0 {
		timer := time.NewTimer(p.opts.Timeout)
		defer timer.Stop()
		timeout = timer.C
	}
	select {
	case s := <-turn:
		return orClosed(s)
	case <-timeout:
		if err := p.leaveQueue(place, began); err != nil {
			return nil, err
		}
		return orClosed(<-turn) // served at the last moment
	case <-ctx.Done():
		if p.leaveQueue(place, began) == nil {
			if s := <-turn; s != nil {
				p.giveBack(s)
			}
		}
		waited := (p.now() - began).Round(time.Millisecond)
		return nil, fmt.Errorf("pool: gave up waiting for a connection after %v: %w", waited, ctx.Err())
	}
}

// orClosed reads what a waiter was given: a slot, or nil if the pool was closed.
func orClosed[C any](s *slot[C]) (*slot[C], error) {
	if s == nil {
		return nil, ErrClosed
	}
	return s, nil
}

// leaveQueue takes a waiter out and returns the error that says who made it wait, or nil if it has been served meanwhile.
func (p *queue[C]) leaveQueue(place *list.Element, began time.Duration) error {
	p.mu.Lock()
	defer p.mu.Unlock()
	// Who has been served is no longer in the list, and removing it again does nothing.
	before := p.waiting.Len()
	p.waiting.Remove(place)
	if p.waiting.Len() == before {
		return nil
	}
	return &TimeoutError{
		Size:     p.opts.Size,
		Overflow: max(p.opts.MaxOverflow, 0),
		Waited:   p.now() - began,
		Holders:  p.holdersLocked(),
	}
}

func (p *queue[C]) holdersLocked() []Holder {
	now := p.now()
	var held []Holder
	for _, s := range p.slots {
		if s.leased {
			held = append(held, Holder{Age: now - s.since, Stack: s.stack()})
		}
	}
	slices.SortFunc(held, func(a, b Holder) int { return cmp.Compare(b.Age, a.Age) })
	return held
}

// makeReady gives the slot a connection that can be used: its own if that is young enough and alive, otherwise a new one.
func (p *queue[C]) makeReady(ctx context.Context, s *slot[C]) error {
	if s.live && p.outdated(s) {
		p.drop(s)
	}
	if s.live && !p.opts.Alive(s.conn) {
		p.opts.discarded(s.conn)
		p.drop(s)
	}
	if s.live && p.wantsPing(s) {
		if err := p.ping(ctx, s); err != nil {
			return err
		}
	}
	if s.live {
		return nil
	}
	// Read before connecting: what is invalidated meanwhile includes this connection.
	generation := p.generation.Load()
	c, err := p.opts.Connect(ctx)
	if err != nil {
		return err
	}
	s.conn, s.live, s.generation, s.born = c, true, generation, p.now()
	s.freed = s.born
	return nil
}

func (p *queue[C]) outdated(s *slot[C]) bool {
	if s.generation != p.generation.Load() {
		return true
	}
	return p.opts.Recycle > 0 && s.since-s.born >= p.opts.Recycle
}

// wantsPing tells whether a connection must show that it is alive.
func (p *queue[C]) wantsPing(s *slot[C]) bool {
	return p.opts.PrePing || p.opts.PingAfter > 0 && s.since-s.freed >= p.opts.PingAfter
}

// ping asks for a sign of life. It fails only if ctx has ended; a dead connection is dropped, and all others are declared dead.
func (p *queue[C]) ping(ctx context.Context, s *slot[C]) error {
	short, cancel := context.WithTimeout(ctx, pingTimeout)
	err := p.opts.Ping(short, s.conn)
	cancel()
	if err == nil {
		return nil
	}
	p.opts.discarded(s.conn)
	p.drop(s)
	if ended := ctx.Err(); ended != nil {
		return fmt.Errorf("pool: ping: %w", ended)
	}
	p.opts.Logger.InfoContext(ctx, "pool: a connection is dead, all are replaced", "error", err)
	p.Invalidate()
	return nil
}

// drop closes the slot's connection and keeps the slot.
func (p *queue[C]) drop(s *slot[C]) {
	c := s.conn
	var none C
	s.conn, s.live = none, false
	p.opts.close(c)
}

// release resets the connection and gives the slot back.
func (p *queue[C]) release(ctx context.Context, s *slot[C]) {
	if s.generation != p.generation.Load() || !p.clean(ctx, s) {
		p.drop(s)
	}
	p.giveBack(s)
}

// clean resets the connection of the slot, which is then free for the next holder. If it cannot be reset it is of no use.
func (p *queue[C]) clean(ctx context.Context, s *slot[C]) bool {
	if !p.opts.reset(ctx, s.conn) {
		p.opts.discarded(s.conn)
		return false
	}
	p.opts.checkin(ctx, s.conn)
	return true
}

// discard closes the connection, if there is one, and gives up the slot.
func (p *queue[C]) discard(s *slot[C]) {
	if s.live {
		p.opts.discarded(s.conn)
		p.drop(s)
	}
	p.giveBack(s)
}

// detach gives the slot back without its connection, which has one of its own from then on.
func (p *queue[C]) detach(s *slot[C]) *slot[C] {
	own := &slot[C]{conn: s.conn, live: true, since: s.since, freed: s.freed}
	var none C
	s.conn, s.live = none, false
	p.opts.detached(own.conn)
	p.giveBack(s)
	return own
}

func (p *queue[C]) closeDetached(c C) { p.opts.close(c) }

func (p *queue[C]) leaked(s *slot[C]) {
	p.opts.leakWarning(s, p.now()-s.since)
	p.release(context.Background(), s)
}

// giveBack passes the slot to the first who waits, or makes it idle, or gives it up if it has no connection or is one too many.
func (p *queue[C]) giveBack(s *slot[C]) {
	p.mu.Lock()
	if !p.closed {
		if first := p.waiting.Front(); first != nil {
			s.freed = p.now()
			p.leaseLocked(s)
			p.waiting.Remove(first).(chan *slot[C]) <- s
			p.mu.Unlock()
			return
		}
		if s.live && p.idle.push(s) {
			s.leased, s.freed = false, p.now()
			p.mu.Unlock()
			return
		}
	}
	p.removeLocked(s)
	p.mu.Unlock()
	if s.live {
		p.drop(s)
	}
}

// leaseLocked notes that the slot is held from now on.
func (p *queue[C]) leaseLocked(s *slot[C]) {
	s.leased, s.since = true, p.now()
	s.callers = s.callers[:0]
}

func (p *queue[C]) removeLocked(s *slot[C]) {
	last := len(p.slots) - 1
	p.slots[s.index] = p.slots[last]
	p.slots[s.index].index = s.index
	p.slots[last] = nil
	p.slots = p.slots[:last]
	s.leased = false
}

// Invalidate declares all connections opened so far dead.
func (p *queue[C]) Invalidate() {
	p.generation.Add(1)
	if p.opts.Invalidated != nil {
		p.opts.Invalidated()
	}
}

// Stats is the pool's state at this moment.
func (p *queue[C]) Stats() Stats {
	p.mu.Lock()
	defer p.mu.Unlock()
	return Stats{
		Size:        p.opts.Size,
		MaxOverflow: p.opts.MaxOverflow,
		Idle:        p.idle.len,
		InUse:       len(p.slots) - p.idle.len,
		Waiting:     p.waiting.Len(),
	}
}

// Close closes idle connections and refuses further checkouts.
func (p *queue[C]) Close() error {
	p.mu.Lock()
	p.closed = true
	var idle []*slot[C]
	for s, ok := p.idle.pop(false); ok; s, ok = p.idle.pop(false) {
		p.removeLocked(s)
		idle = append(idle, s)
	}
	for p.waiting.Len() > 0 {
		close(p.waiting.Remove(p.waiting.Front()).(chan *slot[C]))
	}
	p.mu.Unlock()
	for _, s := range idle {
		p.drop(s)
	}
	return nil
}

// now is the pool's clock: monotonic, and half the price of time.Now.
func (p *queue[C]) now() time.Duration { return time.Since(p.start) }
