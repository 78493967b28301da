package expr

import (
	"context"
	"fmt"
	"maps"
	"slices"

	"github.com/azoth-orm/azoth/types"
)

// Params are the values of the [Param]s of a statement for one run, by their names.
type Params map[string]any

// ParamError says that a statement was run without a value for a parameter, or with one for a parameter that it does not have. Nothing was
// sent.
//
// SQLAlchemy: StatementError, "A value is required for bind parameter".
type ParamError struct {
	// Name is the parameter, Row the number of the run, from 1; 0 for a statement that was run by Exec or All.
	Name string
	Row  int
	// Unknown says that the statement has no such parameter.
	Unknown bool
	// InText says that the SQL depends on the value, which therefore has to be known before the statement is compiled.
	InText bool
	// Want and Got are the Go types of the parameter and of the value that was given, if it does not take that.
	Want, Got string
}

// Error names the parameter and the run.
func (e *ParamError) Error() string {
	switch {
	case e.Unknown:
		return fmt.Sprintf("expr: run %d: the statement has no parameter %q", e.Row, e.Name)
	case e.Got != "":
		return fmt.Sprintf("expr: the parameter %q takes a %s, and was given a %s (give azoth.Bind a %[2]s)", e.Name, e.Want, e.Got)
	case e.InText:
		return fmt.Sprintf("expr: the SQL depends on the value of the parameter %q, which Prepare and ExecMany do not know when they compile it "+
			"(give it one with azoth.Bind before)", e.Name)
	case e.Row == 0:
		return fmt.Sprintf("expr: the parameter %q has no value (give it one with azoth.Bind, or run the statement with ExecMany)", e.Name)
	}
	return fmt.Sprintf("expr: run %d: the parameter %q has no value", e.Row, e.Name)
}

// ManyExecutor is an [Executor] that runs one statement for many rows of parameters: an Engine, a Connection, a Session, an orm.DB.
//
// SQLAlchemy: Connection.execute with a list, executemany.
type ManyExecutor interface {
	Executor
	// ExecuteMany runs s once for each of rows, and tells how many rows all runs wrote.
	ExecuteMany(ctx context.Context, s Statement, rows []Params) (int64, error)
}

// ExecMany runs a statement with [Param]s once for each of rows, with one prepared statement and in one transaction, and tells how many rows
// all runs wrote. Every row has the same names.
//
// SQLAlchemy: Connection.execute with a list, executemany.
func ExecMany(ctx context.Context, ex Executor, s Statement, rows []Params) (int64, error) {
	if err := s.Err(); err != nil {
		return 0, err
	}
	many, ok := ex.(ManyExecutor)
	if !ok {
		return 0, fmt.Errorf("expr: a %T runs no statement for many rows (use an Engine, a Connection, a Session or an orm.DB)", ex)
	}
	return many.ExecuteMany(ctx, s, rows)
}

// ExecMany runs the statement once for each of rows, with the values of its Params: azoth.Param. SQLAlchemy: executemany.
func (u Update[T]) ExecMany(ctx context.Context, ex Executor, rows ...Params) (int64, error) {
	return ExecMany(ctx, ex, u.s, rows)
}

// ExecMany runs the statement once for each of rows, with the values of its Params: azoth.Param. SQLAlchemy: executemany.
func (d Delete[T]) ExecMany(ctx context.Context, ex Executor, rows ...Params) (int64, error) {
	return ExecMany(ctx, ex, d.s, rows)
}

// ExecMany runs the statement once for each of rows, with the values of its Params: azoth.Param. SQLAlchemy: executemany.
func (i Insert[T]) ExecMany(ctx context.Context, ex Executor, rows ...Params) (int64, error) {
	return ExecMany(ctx, ex, i.s, rows)
}

// place is a parameter and where its value stands.
type place struct {
	name     string
	at       int
	optional bool
}

// TakeParams makes k take parameters without a value, until it is told otherwise. Without it they are a mistake.
func (k *Key) TakeParams(take bool) { k.takes = take }

// Fill are the values of one run for each of rows.
func (k *Key) Fill(rows []Params) ([][]types.Value, error) {
	out := make([][]types.Value, len(rows))
	for i, r := range rows {
		out[i] = slices.Clone(k.values)
		known := 0
		for j, p := range k.places {
			v, ok := r[p.name]
			switch {
			case !ok && p.optional:
				continue
			case !ok:
				return nil, &ParamError{Name: p.name, Row: i + 1}
			}
			out[i][p.at] = types.ValueOfAny(v)
			if !slices.ContainsFunc(k.places[:j], func(q place) bool { return q.name == p.name }) {
				known++
			}
		}
		if known < len(r) {
			return nil, &ParamError{Name: k.unknown(r), Row: i + 1, Unknown: true}
		}
	}
	return out, nil
}

// unknown is the first name of r that the statement does not have.
func (k *Key) unknown(r Params) string {
	for _, name := range slices.Sorted(maps.Keys(r)) {
		if !slices.ContainsFunc(k.places, func(p place) bool { return p.name == name }) {
			return name
		}
	}
	return ""
}
