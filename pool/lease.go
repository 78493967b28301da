package pool

import (
	"context"
	"runtime"
	"strconv"
	"strings"
	"sync/atomic"
	"time"
)

// Lease is the right to use a connection. It belongs to one goroutine at a time and must stay reachable as long as the connection
// is used: a lease that is dropped is taken for leaked.
//
// SQLAlchemy: the connection fairy.
type Lease[C any] struct {
	owner owner[C]
	slot  *slot[C]
	ended atomic.Bool
}

// owner is the pool as a lease sees it.
type owner[C any] interface {
	release(ctx context.Context, s *slot[C])
	discard(s *slot[C])
	leaked(s *slot[C])
	detach(s *slot[C]) *slot[C]
	closeDetached(c C)
}

// slot is the place of one connection in a pool, with or without the connection.
type slot[C any] struct {
	conn C
	live bool // conn is open
	// generation is the pool's when conn was opened; born, since and freed are times on the pool's clock: of opening, leasing, giving back.
	generation         uint64
	born, since, freed time.Duration
	leased             bool
	index              int // in queue.slots
	callers            []uintptr
}

// maxCallers is the depth of recorded stacks.
const maxCallers = 24

// watch is (*Lease[C]).dropped as a value. A pool makes it once, because making it allocates.
func watch[C any]() func(*Lease[C]) { return (*Lease[C]).dropped }

// newLease makes a lease. A finalizer watches over it rather than a runtime.AddCleanup: it costs 110 ns instead of 170 and no further
// allocations, and a Lease is in no cycle.
func newLease[C any](o owner[C], s *slot[C], watch func(*Lease[C])) *Lease[C] {
	l := &Lease[C]{owner: o, slot: s}
	runtime.SetFinalizer(l, watch)
	return l
}

// Conn is the connection, or the zero C once the lease has ended.
func (l *Lease[C]) Conn() C {
	if l.ended.Load() {
		var none C
		return none
	}
	return l.slot.conn
}

// Idle is how long the connection was idle before it was leased; a new one was not.
func (l *Lease[C]) Idle() time.Duration { return max(l.slot.since-l.slot.freed, 0) }

// Release resets the connection and gives it back. If it cannot be reset it is closed. Ending a lease again, either way, does nothing.
func (l *Lease[C]) Release(ctx context.Context) {
	if l.end() {
		l.owner.release(ctx, l.slot)
	}
}

// Discard closes the connection instead of giving it back: its state is unknown, or it is dead.
//
// SQLAlchemy: Connection.invalidate().
func (l *Lease[C]) Discard() {
	if l.end() {
		l.owner.discard(l.slot)
	}
}

// Detach takes the connection out of the pool, which may open another one in its place. It is the holder's until the lease ends: then it is
// closed. Of a lease that has ended it does nothing.
//
// SQLAlchemy: Connection.detach.
func (l *Lease[C]) Detach() {
	if l.ended.Load() {
		return
	}
	l.slot = l.owner.detach(l.slot)
	l.owner = detached[C]{l.owner}
}

// detached ends leases of connections that belong to no pool.
type detached[C any] struct{ owner[C] }

func (d detached[C]) release(_ context.Context, s *slot[C]) { d.closeDetached(s.conn) }
func (d detached[C]) discard(s *slot[C])                    { d.closeDetached(s.conn) }
func (d detached[C]) leaked(s *slot[C])                     { d.closeDetached(s.conn) }
func (d detached[C]) detach(s *slot[C]) *slot[C]            { return s }

func (l *Lease[C]) end() bool {
	if l.ended.Swap(true) {
		return false
	}
	runtime.SetFinalizer(l, nil)
	return true
}

// dropped runs when the garbage collector finds the lease. Resetting may take long, so it does not run here, where it would hold up all
// other finalizers.
func (l *Lease[C]) dropped() {
	if !l.ended.Swap(true) {
		go l.owner.leaked(l.slot)
	}
}

// leakWarning logs a lease that was not ended.
func (o *Options[C]) leakWarning(s *slot[C], age time.Duration) {
	stack := s.stack()
	if stack == "" {
		stack = "unknown (let the pool record stacks)"
	}
	o.Logger.Warn("pool: a connection was dropped without being released; it is taken back now", "held", age, "taken_at", stack)
}

// mark notes who takes the slot, skip frames up from the caller of mark.
func (s *slot[C]) mark(skip int) {
	if s.callers == nil {
		s.callers = make([]uintptr, maxCallers)
	}
	s.callers = s.callers[:maxCallers]
	s.callers = s.callers[:runtime.Callers(skip+2, s.callers)]
}

// stack is what mark noted, one function a line.
func (s *slot[C]) stack() string {
	if len(s.callers) == 0 {
		return ""
	}
	var lines []string
	frames := runtime.CallersFrames(s.callers)
	for {
		f, more := frames.Next()
		if f.Function != "" && !strings.HasPrefix(f.Function, "runtime.") {
			lines = append(lines, f.Function+" "+f.File+":"+strconv.Itoa(f.Line))
		}
		if !more {
			return strings.Join(lines, "\n")
		}
	}
}
