package engine

import (
	"errors"
	"strconv"
	"strings"

	"github.com/azoth-orm/azoth/dialect"
	"github.com/azoth-orm/azoth/rowplan"
	"github.com/azoth-orm/azoth/types"
)

var (
	// ErrClosed is returned by an engine, a connection or a result that was closed.
	ErrClosed = errors.New("engine: closed")
	// ErrConcurrentUse says that a second goroutine uses a connection while a call is under way.
	ErrConcurrentUse = errors.New("engine: the connection is in use by another goroutine (a Connection belongs to one goroutine at a time: take one each from the Engine)")
	// ErrInactive says that a transaction has failed or was ended by the database; every statement says so, with the first error
	// wrapped, until Rollback.
	ErrInactive = errors.New("engine: the transaction has failed and can only be rolled back")
	// ErrCommitUnknown says that the connection broke while COMMIT was under way, or a statement that is its own transaction: it is
	// committed, or it is not. Whoever repeats it may do it twice.
	ErrCommitUnknown = errors.New("engine: it is unknown whether the transaction was committed: the connection broke before the answer (look at the data before doing it again)")
	// ErrTransactionOpen says that Begin was called while a transaction is open.
	ErrTransactionOpen = errors.New("engine: Begin: a transaction is open already (it begins with the first statement; Commit or Rollback it first, or use BeginNested)")
	// ErrNotActive says that a transaction or savepoint has ended already, or that it is not the innermost one.
	ErrNotActive = errors.New("engine: the transaction has ended, or a savepoint inside of it is open")
	// ErrResultEnded says that a result was ended before all its rows were read, by the end of its transaction or connection.
	ErrResultEnded = errors.New("engine: the result was ended by the end of its transaction or connection (read it before, or with All)")
)

// StatementError is a statement that failed.
//
// SQLAlchemy: StatementError, DBAPIError.
type StatementError struct {
	// SQL is the statement as the database got it.
	SQL string
	// Args are the bound values, as [StatementEvent] has them; nil unless the engine was opened with ShowParameters.
	Args [][]types.Value
	// Many says that the statement was to run once for each of Args.
	Many bool
	// Class is the class that the dialect gave the error, such as dialect.ErrUnique, or nil.
	Class error
	// Err is what was reported: a *dialect.Error if it came from the database.
	Err error

	hidden bool // there are values, and the engine does not show them
}

// Error is what was reported, with the statement, and with its values if the engine shows them.
func (e *StatementError) Error() string {
	var b strings.Builder
	b.WriteString("engine: ")
	b.WriteString(e.Err.Error())
	b.WriteString("\n[SQL: " + safe(strings.TrimSpace(e.SQL)) + "]")
	switch {
	case e.Args != nil:
		b.WriteString("\n[parameters: " + formatArgs(e.Args, e.Many) + "]")
	case e.hidden:
		b.WriteString("\n[parameters hidden (say engine.ShowParameters to see them)]")
	}
	return b.String()
}

// Unwrap is what was reported.
func (e *StatementError) Unwrap() error { return e.Err }

// newStatementError classifies err.
func (e *Engine) newStatementError(sql string, args [][]types.Value, many bool, err error) error {
	err = e.Dialect().Classify(err)
	se := &StatementError{SQL: sql, Many: many, Err: err}
	if e.showsParams() {
		se.Args = args
	} else {
		se.hidden = len(args) > 0 && len(args[0]) > 0
	}
	var de *dialect.Error
	if errors.As(err, &de) {
		se.Class = de.Class
	}
	return se
}

func (e *Engine) showsParams() bool { return e.options.showParams && !e.options.hideParams }

// ParamLimitError says that a statement has more placeholders than the database takes. Nothing was sent.
type ParamLimitError struct {
	// Params is the number of placeholders, Limit the largest that there may be.
	Params, Limit int
}

// Error names both numbers.
func (e *ParamLimitError) Error() string {
	return "engine: the statement has " + strconv.Itoa(e.Params) + " parameters, the database takes " + strconv.Itoa(e.Limit) + " (insert fewer rows at once, or look for fewer values)"
}

// DecodeError is err, which reading a column into a field gave, with the names of entity, field and column.
func DecodeError(entity, field, column string, err error) error {
	return rowplan.Explain(err, entity, field, column)
}
