package pool

import (
	"errors"
	"fmt"
	"strings"
	"time"
)

var (
	// ErrClosed is returned by Checkout after Close.
	ErrClosed = errors.New("pool: closed")
	// ErrReplace is for Options.Checkout: the connection is of no use, and another one is to be tried.
	ErrReplace = errors.New("pool: the connection is of no use")
	// ErrTimeout is what every [*TimeoutError] Is.
	ErrTimeout = errors.New("pool: no connection in time")
)

// TimeoutError says that no connection became free in the pool's own time. The caller's deadline is another matter: it gives an
// error that Is context.DeadlineExceeded, and this one is not.
//
// SQLAlchemy: TimeoutError.
type TimeoutError struct {
	// Size and Overflow are the pool's limits.
	Size, Overflow int
	// Waited is how long Checkout waited.
	Waited time.Duration
	// Holders are the leases at that moment, the oldest first.
	Holders []Holder
}

// Holder is a lease that is held.
type Holder struct {
	// Age is how long it has been held.
	Age time.Duration
	// Stack is where it was taken, one function a line, or "" unless the pool records stacks.
	Stack string
}

// namedHolders is how many holders the text of an error names.
const namedHolders = 8

// Error says who holds the connections and what to do.
func (e *TimeoutError) Error() string {
	var b strings.Builder
	fmt.Fprintf(&b, "pool: no connection within %v: ", e.Waited.Round(time.Millisecond))
	switch {
	case e.Size == 1 && e.Overflow == 0:
		b.WriteString("the only one is in use")
	default:
		fmt.Fprintf(&b, "all of size %d and overflow %d are in use", e.Size, e.Overflow)
	}
	b.WriteString(" (release what is no longer needed: rows, connections and sessions hold one until they are closed; or enlarge the pool)")
	stacks := false
	for i, h := range e.Holders {
		if i == namedHolders {
			fmt.Fprintf(&b, "\n%d more", len(e.Holders)-i)
			break
		}
		fmt.Fprintf(&b, "\nheld for %v", h.Age.Round(time.Millisecond))
		if h.Stack != "" {
			stacks = true
			b.WriteString(", taken at\n\t" + strings.ReplaceAll(h.Stack, "\n", "\n\t"))
		}
	}
	if !stacks {
		b.WriteString("\n(let the pool record stacks to see where they were taken)")
	}
	return b.String()
}

// Is tells that it is an ErrTimeout.
func (e *TimeoutError) Is(target error) bool { return target == ErrTimeout }
