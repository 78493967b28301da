package engine

import (
	"context"
	"errors"
	"math/rand/v2"
	"time"

	"github.com/azoth-orm/azoth/dialect"
)

// Retryable tells whether a transaction that failed with err may succeed when it is run again from its beginning: it met another one in
// a deadlock, a serialization failure or a lock. A transaction of unknown outcome ([ErrCommitUnknown]) never is.
func Retryable(err error) bool {
	if errors.Is(err, ErrCommitUnknown) || errors.Is(err, context.Canceled) || errors.Is(err, context.DeadlineExceeded) {
		return false
	}
	return errors.Is(err, dialect.ErrSerialization) || errors.Is(err, dialect.ErrLockTimeout)
}

// firstPause is how long the first retry waits at most; every further one waits twice as long, up to lastPause.
const (
	firstPause = 10 * time.Millisecond
	lastPause  = time.Second
)

// Transact is [Engine.Begin] that runs f again, up to the given number of attempts, when the error is [Retryable]. f must be able to run
// more than once.
func (e *Engine) Transact(ctx context.Context, attempts int, f func(c *Connection) error) error {
	return Retry(ctx, attempts, func() error { return e.Begin(ctx, f) })
}

// Retry runs a whole transaction up to the given number of attempts, as long as its error is [Retryable], with growing pauses of random
// length in between.
func Retry(ctx context.Context, attempts int, transaction func() error) error {
	pause := firstPause
	for {
		err := transaction()
		if attempts--; err == nil || attempts < 1 || !Retryable(err) {
			return err
		}
		timer := time.NewTimer(rand.N(pause) + 1)
		select {
		case <-timer.C:
		case <-ctx.Done():
			timer.Stop()
			return errors.Join(ctx.Err(), err)
		}
		pause = min(2*pause, lastPause)
	}
}
