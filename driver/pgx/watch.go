package pgx

import (
	"context"
	"errors"
	"fmt"
	"net"
	"sync"
	"sync/atomic"
	"time"

	"github.com/jackc/pgx/v5/pgconn"
)

// When the ctx of a call ends, the server is asked to stop, by a CancelRequest on a connection of its own, and its reply is waited for:
// the statement was stopped, or it won the race. Only then is the connection in a known state. A server that does not answer within
// the grace period is given up, and the connection with it.
//
// A CancelRequest names a session, not a statement, so it must not be under way when the next statement begins. The server closes the
// connection that brought it after the signal was sent to the session's process, which therefore sees the signal before anything
// that we send later. So a call that was cancelled ends only when that connection has been closed; if it cannot be
// waited for, ours is given up.
//
// A callback on a ctx costs some allocations, so it stays registered when the call has ended, and serves the calls that follow with the
// same ctx. Between calls it does nothing.

// manner is what happens when the ctx of a call ends.
type manner uint8

const (
	// cancel asks the server to stop.
	cancel manner = iota
	// await only waits: a COMMIT is not cancelled, since half of it cannot be taken back.
	await
	// abrupt does not wait either: nothing hangs on the answer.
	abrupt
)

// watch is the part of a connection that the end of a ctx may reach from another goroutine.
type watch struct {
	// waiting says that the connection is about to read from the network, which may block.
	waiting atomic.Bool

	mu      sync.Mutex
	armed   *arming // of the ctx last used
	active  bool    // a call is under way with that ctx
	manner  manner
	current *interruption // what the end of the ctx has set off in this call
}

// arming is the registration of a ctx.
type arming struct {
	ctx  context.Context
	done <-chan struct{}
	stop func() bool
}

// interruption is the end of a call's ctx.
type interruption struct {
	// waiting says that the connection was reading when ctx ended, so that its grace period began then.
	waiting  bool
	extended bool
	// limit is the deadline that was set for the reply.
	limit time.Time
	// finished is closed when the CancelRequest is done with; uncertain then says that the server may still get it.
	finished  chan struct{}
	uncertain bool
}

// begin watches ctx for the call that begins. It fails if ctx has ended meanwhile.
func (c *conn) begin(ctx context.Context, how manner) error {
	w := &c.watch
	done := ctx.Done()
	if done == nil {
		w.disarm() // what is registered belongs to another ctx
		return nil
	}
	w.mu.Lock()
	if w.armed == nil || w.armed.done != done {
		if w.armed != nil {
			w.armed.stop()
		}
		a := &arming{ctx: ctx, done: done}
		w.armed = a
		a.stop = context.AfterFunc(ctx, func() { c.interrupt(a) })
	}
	w.active, w.manner = true, how
	w.mu.Unlock()
	// If ctx ended before the call was active, the callback has done nothing and will not come again.
	if err := ctx.Err(); err != nil {
		_ = c.endWatch()
		return stopped(err)
	}
	return nil
}

// interrupt is called when the ctx of a has ended.
func (c *conn) interrupt(a *arming) {
	w := &c.watch
	w.mu.Lock()
	if w.armed != a || !w.active || w.current != nil {
		w.mu.Unlock()
		return
	}
	i := &interruption{waiting: w.waiting.Load(), limit: time.Now().Add(grace), finished: make(chan struct{})}
	if w.manner == abrupt {
		i.waiting, i.limit = true, time.Now()
	}
	w.current = i
	_ = c.pg.Conn().SetDeadline(i.limit)
	how, limit := w.manner, i.limit
	w.mu.Unlock()
	defer close(i.finished)
	if how == cancel {
		i.uncertain = requestCancel(c.pg, limit)
	}
}

// requestCancel sends a CancelRequest, waits until the server has passed it on, and tells whether that is uncertain.
func requestCancel(pg *pgconn.PgConn, limit time.Time) bool {
	ctx, cancel := context.WithDeadline(context.Background(), limit)
	defer cancel()
	// Without an error the request was sent, and then pgconn waits for the end of that connection, or of ctx.
	err := pg.CancelRequest(ctx)
	return err == nil && ctx.Err() != nil
}

// endWatch ends the watching of a call, and waits until no CancelRequest is under way. It gives the error of the ctx if that has ended the
// call, and otherwise nil.
func (c *conn) endWatch() error {
	w := &c.watch
	w.mu.Lock()
	i := w.current
	w.active, w.current = false, nil
	var cause error
	if i != nil {
		cause = w.armed.ctx.Err()
	}
	w.mu.Unlock()
	if i == nil {
		return nil
	}
	<-i.finished
	_ = c.pg.Conn().SetDeadline(time.Time{})
	if i.uncertain {
		c.dead = lost(&interrupted{cause: cause, err: errUncertain})
		c.hangUp()
	}
	return cause
}

// extend gives a reply that timed out more time, once, if nobody was reading when ctx ended: the caller may have come back for the next
// row long after that.
func (w *watch) extend(socket net.Conn) bool {
	w.mu.Lock()
	defer w.mu.Unlock()
	i := w.current
	if i == nil || i.waiting || i.extended {
		return false
	}
	i.extended, i.limit = true, time.Now().Add(grace)
	_ = socket.SetDeadline(i.limit)
	return true
}

// hurry makes reading time out when ctx, which is not that of the call under way, ends. The call itself goes on: release puts its deadline
// back.
func (c *conn) hurry(ctx context.Context) (release func()) {
	w := &c.watch
	if ctx.Done() == nil {
		return func() {}
	}
	var hurried, released bool
	stop := context.AfterFunc(ctx, func() {
		w.mu.Lock()
		defer w.mu.Unlock()
		if !released {
			hurried = true
			_ = c.pg.Conn().SetReadDeadline(time.Now())
		}
	})
	return func() {
		stop()
		w.mu.Lock()
		defer w.mu.Unlock()
		released = true
		if !hurried {
			return
		}
		var limit time.Time
		if w.current != nil {
			limit = w.current.limit
		}
		_ = c.pg.Conn().SetDeadline(limit)
	}
}

// abandon ends the watching for a connection that is lost, and gives the error of the ctx if that had ended.
func (w *watch) abandon() error {
	w.mu.Lock()
	var cause error
	if w.active && w.armed != nil {
		cause = w.armed.ctx.Err()
	}
	w.mu.Unlock()
	w.disarm()
	return cause
}

// disarm forgets the ctx that is registered.
func (w *watch) disarm() {
	w.mu.Lock()
	if w.armed != nil {
		w.armed.stop()
	}
	w.armed, w.active, w.current = nil, false, nil
	w.mu.Unlock()
}

var (
	errSilent    = fmt.Errorf("no answer from the server within %v", grace)
	errUncertain = errors.New("a CancelRequest may still reach the session, and must not hit another statement")
)

// interrupted is what happened to a connection whose caller's ctx had ended. It Is both.
type interrupted struct{ cause, err error }

// Error tells both.
func (e *interrupted) Error() string { return e.cause.Error() + ": " + e.err.Error() }

// Unwrap is both.
func (e *interrupted) Unwrap() []error { return []error{e.cause, e.err} }
