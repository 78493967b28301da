package mysql

import (
	"context"
	"sync"
	"sync/atomic"
	"time"
)

// grace is how long the server has to stop a statement, or to answer, once ctx has ended.
const grace = 2 * time.Second

// patience says what to do when the ctx of a command ends.
type patience uint8

const (
	// stoppable is a command that the server is asked to stop.
	stoppable patience = iota
	// awaited is one that it must not be asked to: the end of a transaction is only waited for.
	awaited
	// impatient is one that means nothing to the caller once its ctx has ended: a ping. The connection is given up at once.
	impatient
)

// killed says what became of KILL QUERY.
type killed uint8

const (
	notAsked killed = iota
	answered
	unanswered // it was sent, and may yet arrive
)

// watch looks at the ctx of the command that a connection runs. There is one command at a time, so there is one watch.
//
// When ctx ends, a goroutine gives the socket a deadline and asks the server to stop. end waits for that goroutine: after it nothing can happen
// to the connection any more, and asked tells what did.
type watch struct {
	conn    *conn
	ctx     context.Context
	stop    func() bool // nil if ctx cannot end
	expired atomic.Bool
	running sync.WaitGroup

	mu    sync.Mutex
	over  bool               // the command has ended: do not send KILL any more
	abort context.CancelFunc // gives up the making of the second connection
	asked killed
}

func (w *watch) start(ctx context.Context, p patience) {
	w.ctx, w.stop, w.over, w.abort, w.asked = ctx, nil, false, nil, notAsked
	w.expired.Store(false)
	if ctx.Done() == nil {
		return
	}
	w.running.Add(1)
	w.stop = context.AfterFunc(ctx, func() {
		defer w.running.Done()
		w.expire(p)
	})
}

// end ends the watch and tells whether ctx has ended before the command did.
func (w *watch) end() bool {
	if w.stop == nil {
		return false
	}
	stop := w.stop
	w.stop, w.ctx = nil, nil
	if stop() {
		w.running.Done()
		return false
	}
	w.mu.Lock()
	w.over = true
	if w.abort != nil && w.asked == notAsked {
		w.abort()
	}
	w.mu.Unlock()
	w.running.Wait()
	_ = w.conn.wire.SetDeadline(time.Time{})
	return true
}

// expire is run when ctx has ended.
func (w *watch) expire(p patience) {
	deadline := time.Now()
	if p != impatient {
		deadline = deadline.Add(grace)
	}
	_ = w.conn.wire.SetDeadline(deadline)
	w.expired.Store(true)
	if p != stoppable || w.conn.wire.id == 0 {
		return
	}
	ctx, cancel := context.WithDeadline(context.Background(), deadline)
	defer cancel()
	w.mu.Lock()
	over := w.over
	w.abort = cancel
	w.mu.Unlock()
	if !over {
		w.conn.kill(ctx)
	}
}

// ask notes that KILL QUERY is about to be sent. It refuses if the command has ended.
func (w *watch) ask() bool {
	w.mu.Lock()
	defer w.mu.Unlock()
	if w.over {
		return false
	}
	w.asked = unanswered
	return true
}

// answer notes that the server has obeyed, or has refused.
func (w *watch) answer() {
	w.mu.Lock()
	defer w.mu.Unlock()
	w.asked = answered
}
