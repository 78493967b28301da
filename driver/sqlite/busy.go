package sqlite

import (
	"time"

	zs "zombiezen.com/go/sqlite"
)

// busySlice is the timeout that SQLite itself is given. Its busy handler sleeps without looking at the interrupt flag, so that a ctx
// would be noticed only after the whole timeout; in slices it is noticed within one of them.
const busySlice = 25 * time.Millisecond

// isBusy tells whether waiting may help: another connection holds a lock. A snapshot that has become too old to write from (BUSY_SNAPSHOT) is
// another matter: only a new transaction helps.
func isBusy(err error) bool {
	if err == nil {
		return false
	}
	code := zs.ErrCode(err)
	return code == zs.ResultBusy || code == zs.ResultBusyRecovery
}

// waitBusy repeats attempt, which has just failed with err, until it is no longer refused for a lock or the connection's
// timeout is over. inTransaction tells whether a transaction was open before the first attempt.
//
// SQLite does not call its busy handler where waiting would be a deadlock: two connections that read and now both want to write. It
// then refuses at once, and so does this: an attempt that fails faster than a slice is the last one.
func (c *conn) waitBusy(err error, inTransaction bool, attempt func() error) error {
	if c.busy <= busySlice {
		return err
	}
	start := time.Now()
	for c.InTransaction() == inTransaction { // one that SQLite has rolled back must not be continued outside of it
		began := time.Now()
		err = attempt()
		if !isBusy(err) {
			return err
		}
		now := time.Now()
		if now.Sub(began) < busySlice/2 || now.Sub(start) >= c.busy-busySlice {
			return err
		}
	}
	return err
}
