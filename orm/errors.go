package orm

import (
	"errors"

	"github.com/azoth-orm/azoth/expr"
	"github.com/azoth-orm/azoth/orm/unitofwork"
)

// The conditions of a session. They are wrapped by errors that name the object and the call.
var (
	// ErrNoResult says that a row was required and not found. SQLAlchemy: NoResultFound.
	ErrNoResult = expr.ErrNoResult
	// ErrMultipleResults says that one row was required and more were found. SQLAlchemy: MultipleResultsFound.
	ErrMultipleResults = expr.ErrMultipleResults
	// ErrUnmapped says that the type of an object is not mapped. SQLAlchemy: UnmappedInstanceError.
	ErrUnmapped = errors.New("orm: unmapped type")
	// ErrClosed says that the session is closed.
	ErrClosed = errors.New("orm: the session is closed (make a new one with db.Session)")
	// ErrConcurrentUse says that two calls of one session overlapped. SQLAlchemy: IllegalStateChangeError.
	ErrConcurrentUse = errors.New("orm: concurrent use of a session (a session belongs to one goroutine; make one for each with db.Session)")
	// ErrPendingRollback says that a flush or commit failed: the session works again after Rollback. SQLAlchemy: PendingRollbackError.
	ErrPendingRollback = errors.New("orm: the transaction was rolled back after an error (call Rollback, then begin again)")
	// ErrStreamOpen says that Iter of the session has not ended.
	ErrStreamOpen = errors.New("orm: a result of this session is still open (end the loop over Iter first, or read with All)")
	// ErrConflict says that one child was given two parents. Nothing was sent.
	ErrConflict = unitofwork.ErrConflict
	// ErrDeleted says that an object was deleted in this transaction. SQLAlchemy: InvalidRequestError.
	ErrDeleted = unitofwork.ErrDeleted
	// ErrIdentityConflict says that another object with the same key is in the session.
	ErrIdentityConflict = errors.New("orm: another object with this key is in the session (use that one, or Merge)")
	// ErrStaleData says that a row is not what it was when it was last read. SQLAlchemy: StaleDataError.
	ErrStaleData = unitofwork.ErrStaleData
	// ErrKeyChanged says that a generated key was edited. Nothing was sent.
	ErrKeyChanged = unitofwork.ErrKeyChanged
	// ErrNoParent says that a new object needs a parent and names none. Nothing was sent.
	ErrNoParent = unitofwork.ErrNoParent
	// ErrCycle says that rows need each other. SQLAlchemy: CircularDependencyError.
	ErrCycle = unitofwork.ErrCycle
	// ErrNotInSession says that an object is not in the session. SQLAlchemy: InvalidRequestError.
	ErrNotInSession = errors.New("orm: the object is not in this session")
	// ErrNilElement says that a collection holds nil.
	ErrNilElement = unitofwork.ErrNilElement
)

// StaleDataError says which row was not what it was expected to be. It Is [ErrStaleData].
//
// SQLAlchemy: StaleDataError.
type StaleDataError = unitofwork.StaleDataError
