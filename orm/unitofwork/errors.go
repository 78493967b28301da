package unitofwork

import (
	"errors"
	"fmt"
)

// The errors of a flush. Package orm offers them to programs under the same names.
var (
	ErrConflict   = errors.New("orm: one child, two parents")
	ErrDeleted    = errors.New("orm: the object has been deleted in this transaction (it is a plain struct again after Commit)")
	ErrKeyChanged = errors.New("orm: a generated key never changes")
	ErrNoParent   = errors.New("orm: a required parent is missing")
	ErrCycle      = errors.New("orm: rows depend on each other in a cycle")
	ErrNilElement = errors.New("orm: a collection holds nil")
	ErrStaleData  = errors.New("orm: stale data")
)

// StaleDataError says which row was not what it was expected to be. It Is [ErrStaleData].
//
// SQLAlchemy: StaleDataError.
type StaleDataError struct {
	// Entity and Key name the object.
	Entity, Key string
	// Column, Read and Now are set if one column differs: what was read, and what it is now.
	Column    string
	Read, Now any
	// Expected and Matched are row counts, if the statement matched fewer rows than it had to.
	Expected, Matched int64
}

// Error is the message.
func (e *StaleDataError) Error() string {
	switch {
	case e.Column != "":
		return fmt.Sprintf("orm: stale data: %s %s: %s was edited, but its row has changed since: read %v, now %v (Rollback, Refresh and try again)",
			e.Entity, e.Key, e.Column, e.Read, e.Now)
	case e.Expected > 0:
		return fmt.Sprintf("orm: stale data: %s %s: expected to write %d row(s), %d matched (somebody else has changed or deleted them; Rollback, Refresh and try again)",
			e.Entity, e.Key, e.Expected, e.Matched)
	}
	return fmt.Sprintf("orm: stale data: %s %s: its row is gone (Rollback, then Expunge it)", e.Entity, e.Key)
}

// Is makes every StaleDataError an [ErrStaleData].
func (e *StaleDataError) Is(target error) bool { return target == ErrStaleData }
