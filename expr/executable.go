package expr

import (
	"context"
	"iter"
	"reflect"
)

// CustomQuery is embedded by a statement of an application whose rows are R; they are read by the names of their columns, as those of SQL text
// are. A rule for its Go type renders it:
//
//	type Explain struct {
//		expr.CustomQuery[string]
//		Query expr.Element
//	}
//
// SQLAlchemy: Executable, with the compiler extension.
type CustomQuery[R any] struct{}

// ResultType is R.
func (CustomQuery[R]) ResultType() reflect.Type { return reflect.TypeFor[R]() }

// Err is nil: what is wrong is found when the statement is compiled.
func (CustomQuery[R]) Err() error { return nil }

// CustomExec is embedded by a statement of an application that yields no rows, DDL among them; [Exec] runs it.
//
// SQLAlchemy: Executable, ExecutableDDLElement, with the compiler extension.
type CustomExec struct{}

// ResultType is nil: there are no rows.
func (CustomExec) ResultType() reflect.Type { return nil }

// Err is nil: what is wrong is found when the statement is compiled.
func (CustomExec) Err() error { return nil }

// Executable is a statement whose rows are R: the handle of a statement of an application.
//
// SQLAlchemy: Executable.
type Executable[R any] struct{ st Statement }

// MakeExecutable is the handle of a statement whose ResultType is R.
func MakeExecutable[R any](st interface {
	Statement
	yields() R
},
) Executable[R] {
	return Executable[R]{st}
}

//lint:ignore U1000 MakeExecutable asks for it, of a type that embeds this one.
func (CustomQuery[R]) yields() (r R) { return r }

// Statement is the untyped statement.
func (e Executable[R]) Statement() Statement { return e.st }

// Err is the first mistake that was made while the statement was built.
func (e Executable[R]) Err() error { return e.st.Err() }

// String is the SQL for people. SQLAlchemy: str(statement).
func (e Executable[R]) String() string { return printed(e.st) }

// Compile renders e for a database, without a connection. SQLAlchemy: compile.
func (e Executable[R]) Compile(d Dialect) (Compiled, error) { return d.CompileElement(e.st) }

// All reads every row. SQLAlchemy: Result.all.
func (e Executable[R]) All(ctx context.Context, ex Executor) ([]R, error) {
	return all[R](ctx, ex, e.st)
}

// One reads the only row: [ErrNoResult], [ErrMultipleResults]. SQLAlchemy: Result.one.
func (e Executable[R]) One(ctx context.Context, ex Executor) (R, error) {
	return one[R](ctx, ex, e.st)
}

// First reads the first row; false says that there is none. SQLAlchemy: Result.first.
func (e Executable[R]) First(ctx context.Context, ex Executor) (R, bool, error) {
	return first[R](ctx, ex, e.st)
}

// Iter streams the rows; the connection is released at the end and on break. SQLAlchemy: Result.yield_per.
func (e Executable[R]) Iter(ctx context.Context, ex Executor) iter.Seq2[R, error] {
	return stream[R](ctx, ex, e.st)
}
