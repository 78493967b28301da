package pool

import (
	"context"
	"log/slog"
	"time"
)

// What SQLAlchemy's pool does unless told otherwise.
const (
	// DefaultSize is the number of connections that a queue keeps open.
	DefaultSize = 5
	// DefaultMaxOverflow is the number of connections beyond its size that a queue opens on demand.
	DefaultMaxOverflow = 10
	// DefaultTimeout is how long Checkout waits for a connection.
	DefaultTimeout = 30 * time.Second
	// Unlimited as MaxOverflow opens as many connections as are asked for.
	Unlimited = -1
)

// Pool hands out connections. It is safe for concurrent use.
//
// SQLAlchemy: Pool.
type Pool[C any] interface {
	// Checkout leases a connection, opening one if need be. If all are in use it waits for the pool's timeout, after which it
	// fails with a [*TimeoutError], or until ctx ends, which makes an error that Is ctx.Err(). After Close it is [ErrClosed].
	Checkout(ctx context.Context) (*Lease[C], error)

	// Invalidate declares all connections opened so far dead: each is closed and replaced at its next checkout, or closed when it
	// is released.
	Invalidate()

	// Stats is the pool's state at this moment.
	Stats() Stats

	// Close closes idle connections and refuses further checkouts, also those that wait. It waits for nobody: leased connections are
	// closed when they are released. Closing twice is not an error.
	Close() error
}

// Options says what is pooled and how. Connect is required; the zero value of all else is usable.
type Options[C any] struct {
	// Size is the number of connections kept open; below one it is DefaultSize.
	Size int
	// MaxOverflow is the number of connections beyond Size; they are closed when released unless somebody waits.
	MaxOverflow int
	// Timeout limits the waiting in Checkout; zero is DefaultTimeout, below zero there is no limit but ctx.
	Timeout time.Duration
	// Recycle is the age at which a connection is replaced at checkout; zero is never.
	Recycle time.Duration
	// PrePing asks a connection for a sign of life at every checkout. If there is none, all connections count as dead.
	PrePing bool
	// PingAfter asks a connection for a sign of life at a checkout if it has been idle for so long; zero is never. It finds what Alive
	// cannot see: a peer that has gone without a word.
	PingAfter time.Duration
	// LIFO hands out the connection used last, so that others may time out on the server; otherwise all are used in turn.
	LIFO bool
	// Stacks records where each lease was taken, for the errors and warnings that ask who holds the connections. It costs about a
	// microsecond a checkout.
	Stacks bool

	// Connect opens a connection.
	Connect func(ctx context.Context) (C, error)
	// Ping is the sign of life; without it PrePing and PingAfter do nothing.
	Ping func(ctx context.Context, c C) error
	// Alive tells, without waiting, whether a connection is known to be dead. It is asked at every checkout of a connection that was idle.
	Alive func(c C) bool
	// Reset makes a released connection ready for the next holder, usually by a rollback. If it fails the connection is closed. If
	// the holder's ctx has ended it is called with one that has not, and that ends after five seconds.
	Reset func(ctx context.Context, c C) error
	// Close closes a connection.
	Close func(c C) error
	// Checkout is called with a connection that is about to be leased. If its error Is [ErrReplace] the connection is closed and another one is
	// tried, twice at most; with any other error it is given back, and Checkout fails.
	Checkout func(ctx context.Context, c C) error
	// Checkin is called with a connection that was reset and is about to be given back.
	Checkin func(ctx context.Context, c C)
	// Discarded is called with a connection that is closed because it is dead or in an unknown state, before that.
	Discarded func(c C)
	// Detached is called with a connection that is taken out of the pool.
	Detached func(c C)
	// Invalidated is called when all connections have been declared dead.
	Invalidated func()
	// Logger hears of leaked leases and of connections that were given up; nil is slog.Default().
	Logger *slog.Logger
}

// pingTimeout limits a Ping: what gives no sign of life for so long is dead, however patient the holder is.
const pingTimeout = 5 * time.Second

// resetTimeout limits a Reset whose holder can no longer limit it.
const resetTimeout = 5 * time.Second

// withDefaults fills in what was left out.
func (o Options[C]) withDefaults() Options[C] {
	if o.Connect == nil {
		panic("pool: Options.Connect is nil (it opens the connections)")
	}
	if o.Size < 1 {
		o.Size = DefaultSize
	}
	if o.Timeout == 0 {
		o.Timeout = DefaultTimeout
	}
	if o.Ping == nil {
		o.PrePing, o.PingAfter = false, 0
	}
	if o.Alive == nil {
		o.Alive = func(C) bool { return true }
	}
	if o.Close == nil {
		o.Close = func(C) error { return nil }
	}
	if o.Logger == nil {
		o.Logger = slog.Default()
	}
	return o
}

// limit is the largest number of connections, or Unlimited.
func (o *Options[C]) limit() int {
	if o.MaxOverflow < 0 {
		return Unlimited
	}
	return o.Size + o.MaxOverflow
}

// reset prepares c for its next holder and tells whether that worked.
func (o *Options[C]) reset(ctx context.Context, c C) bool {
	if o.Reset == nil {
		return true
	}
	if ctx.Err() != nil {
		// The holder's time is over, the connection's is not: it must be rolled back all the same.
		var cancel context.CancelFunc
		ctx, cancel = context.WithTimeout(context.WithoutCancel(ctx), resetTimeout)
		defer cancel()
	}
	if err := o.Reset(ctx, c); err != nil {
		o.Logger.WarnContext(ctx, "pool: reset failed, the connection is closed", "error", err)
		return false
	}
	return true
}

// admits asks Checkout.
func (o *Options[C]) admits(ctx context.Context, c C) error {
	if o.Checkout == nil {
		return nil
	}
	return o.Checkout(ctx, c)
}

// checkin tells Checkin.
func (o *Options[C]) checkin(ctx context.Context, c C) {
	if o.Checkin != nil {
		o.Checkin(ctx, c)
	}
}

// detached tells Detached.
func (o *Options[C]) detached(c C) {
	if o.Detached != nil {
		o.Detached(c)
	}
}

// discarded tells Discarded.
func (o *Options[C]) discarded(c C) {
	if o.Discarded != nil {
		o.Discarded(c)
	}
}

// close closes c. Nobody is left to whom its error would matter.
func (o *Options[C]) close(c C) {
	if err := o.Close(c); err != nil {
		o.Logger.Debug("pool: closing a connection failed", "error", err)
	}
}

// Stats is the state of a pool.
//
// SQLAlchemy: Pool.status().
type Stats struct {
	// Size and MaxOverflow are as configured, both 0 for a pool that keeps nothing.
	Size, MaxOverflow int
	// Idle connections are open and free, InUse ones leased; Waiting counts the calls of Checkout that wait.
	Idle, InUse, Waiting int
}

// Overflow is the number of connections open beyond the size.
func (s Stats) Overflow() int { return max(0, s.Idle+s.InUse-s.Size) }
