package sqlite

import (
	"context"
	"errors"
	"strconv"
	"strings"

	"github.com/azoth-orm/azoth/dialect"
)

// failure is what every SQLite driver's error tells.
type failure interface {
	error
	// SQLiteCode is the extended result code.
	SQLiteCode() int
}

// SQLite's result codes: the low byte is the kind of failure, the whole says more.
const (
	codeError    = 1
	codeBusy     = 5
	codeLocked   = 6
	codeInter    = 9
	codeTooBig   = 18
	codeConstr   = 19
	codeMismatch = 20
	codeMisuse   = 21
	codeRange    = 25

	codeCheck      = 275
	codeBusySnap   = 517
	codeForeignKey = 787
	codeNotNull    = 1299
	codePrimaryKey = 1555
	codeUnique     = 2067
	codeTrigger    = 1811
	codeRowID      = 2579
	codeDatatype   = 3091
)

// translate classifies what SQLite reported.
func translate(err error) error {
	var f failure
	if !errors.As(err, &f) {
		return err
	}
	e := &dialect.Error{Class: classOf(f.SQLiteCode()), Code: strconv.Itoa(f.SQLiteCode()), Err: err}
	text := message(f)
	if f.SQLiteCode() == codeTrigger && strings.HasPrefix(text, "FOREIGN KEY") { // ON DELETE RESTRICT
		e.Class = dialect.ErrForeignKey
	}
	switch {
	case errors.Is(e.Class, dialect.ErrIntegrity):
		describe(e, text)
	case f.SQLiteCode()&0xff == codeError && strings.Contains(text, "no such table: "):
		e.Class = dialect.ErrNoSuchTable
		_, e.Table, _ = strings.Cut(text, "no such table: ")
	case f.SQLiteCode()&0xff == codeInter && errors.Is(err, context.DeadlineExceeded):
		e.Class = dialect.ErrStatementTimeout
	}
	return e
}

// message is SQLite's own text.
func message(f failure) string {
	if m, ok := f.(interface{ SQLiteMessage() string }); ok {
		return m.SQLiteMessage()
	}
	return f.Error()
}

func classOf(code int) error {
	switch code {
	case codeUnique, codePrimaryKey, codeRowID:
		return dialect.ErrUnique
	case codeForeignKey:
		return dialect.ErrForeignKey
	case codeNotNull:
		return dialect.ErrNotNull
	case codeCheck:
		return dialect.ErrCheck
	case codeDatatype:
		return dialect.ErrData
	case codeBusySnap:
		return dialect.ErrSerialization
	}
	switch code & 0xff {
	case codeConstr:
		return dialect.ErrIntegrity
	case codeError, codeMisuse, codeRange:
		return dialect.ErrProgramming
	case codeBusy, codeLocked:
		return dialect.ErrLockTimeout
	case codeMismatch, codeTooBig:
		return dialect.ErrData
	}
	return dialect.ErrOperational
}

// describe reads what a constraint is on: "UNIQUE constraint failed: users.name, users.age", "CHECK constraint failed: positive".
func describe(e *dialect.Error, text string) {
	_, what, ok := strings.Cut(text, "constraint failed: ")
	if !ok {
		return
	}
	if e.Class == dialect.ErrCheck {
		e.Constraint = what
		return
	}
	if index, found := strings.CutPrefix(what, "index "); found {
		e.Constraint = strings.Trim(index, "'")
		return
	}
	for _, column := range strings.Split(what, ", ") {
		table, name, qualified := strings.Cut(column, ".")
		if !qualified {
			return
		}
		e.Table = table
		e.Columns = append(e.Columns, name)
	}
}
