package expr

import (
	"context"
	"fmt"
	"slices"

	"github.com/azoth-orm/azoth/types"
)

// DefaultContext is what a function that gives a column its value is told: which column it is, and what else the row has. It is valid while
// the function runs.
//
// SQLAlchemy: DefaultExecutionContext, in a context-sensitive default function.
type DefaultContext struct {
	column *ColumnRef
	params []rowParam
	values []types.Value
	// until is the first place that has no value yet: functions run in the order of the columns.
	until int
	find  func(name string) (types.Value, bool)
}

// rowParam is a column of a row, and the place of its bound value among those of the statement.
type rowParam struct {
	column   *ColumnRef
	at       int
	computed bool
}

// NewDefaultContext is the context of a column whose row is an object: find gives the values of its columns.
func NewDefaultContext(c *ColumnRef, find func(name string) (types.Value, bool)) DefaultContext {
	return DefaultContext{column: c, find: find}
}

// Column is the column that the value is for.
func (d DefaultContext) Column() *ColumnRef { return d.column }

// Value is the value that the row has for a column, by the column's name. false says that it has none: the column is not written, it gets a
// SQL expression, or its function runs later.
//
// SQLAlchemy: get_current_parameters.
func (d DefaultContext) Value(name string) (types.Value, bool) {
	if d.find != nil {
		return d.find(name)
	}
	for _, p := range d.params {
		if p.column.Name == name && (!p.computed || p.at < d.until) {
			return d.values[p.at], true
		}
	}
	return types.NullValue(), false
}

// Of is [DefaultContext.Value] of a column.
func (d DefaultContext) Of(c Column) (types.Value, bool) {
	if r := c.Ref(); r != nil {
		return d.Value(r.Name)
	}
	return types.NullValue(), false
}

// DefaultFunc gives a column its value for one row, when the statement runs.
type DefaultFunc func(ctx context.Context, row DefaultContext) (types.Value, error)

// Computed is a bound value that a function of the program gives when the statement runs, once for each row. As a column's default it stands
// for all rows; an INSERT has one for each.
//
// SQLAlchemy: CallableColumnDefault.
type Computed struct {
	Base
	// Func gives the value.
	Func DefaultFunc
	// once says that all places where it stands in a statement have one value.
	once bool
	bind Bind
}

// NewComputed is the value that f gives.
func NewComputed(f DefaultFunc) *Computed {
	c := &Computed{Func: f}
	c.self, c.bind.self = c, &c.bind
	return c
}

// ComputedBy is a value that f gives, for a column whose values are a V.
func ComputedBy[V any](f func() V) *Computed {
	return NewComputed(func(context.Context, DefaultContext) (types.Value, error) { return types.ValueOf(f()), nil })
}

// ComputedFor is a value that f gives, which is told of the row.
func ComputedFor[V any](f func(ctx context.Context, row DefaultContext) (V, error)) *Computed {
	return NewComputed(func(ctx context.Context, row DefaultContext) (types.Value, error) {
		v, err := f(ctx, row)
		return types.ValueOf(v), err
	})
}

// forRow is a value for one row of a statement.
func (c *Computed) forRow() *Computed { return NewComputed(c.Func) }

// Bind is the node that renders for c: the compiler takes c for it.
func (c *Computed) Bind() *Bind { return &c.bind }

// AppendKey writes a bind, whose value [Key.Compute] fills in.
func (c *Computed) AppendKey(k *Key) {
	for i := 0; c.once && i < len(k.computed); i++ {
		if k.computed[i].node == c {
			k.Tag(TagSeen)
			k.Uint(uint64(i))
			return
		}
	}
	k.computed = append(k.computed, computedPlace{node: c, at: len(k.values), row: k.row})
	c.bind.AppendKey(k)
}

// Children visits nothing.
func (c *Computed) Children(*Visitor) {}

// ParamFunc is a bound value that f gives, once for each time that the statement runs, wherever it stands in it. An error of f is
// that of the run: a [*DefaultError]. ctx is that of the run. f may be called by several goroutines at a time.
//
// SQLAlchemy: bindparam(callable_=...).
func ParamFunc[V any](f func(ctx context.Context) (V, error)) Value[V, V] {
	c := NewComputed(func(ctx context.Context, _ DefaultContext) (types.Value, error) {
		v, err := f(ctx)
		return types.ValueOf(v), err
	})
	c.once, c.bind.Type = true, literalType(any(new(V)))
	return MakeValue[V, V](c)
}

// AssignComputed is c set to what a function gives when the statement runs.
func AssignComputed(c Column, f *Computed) Assignment {
	return Assignment{Column: c.Ref(), Value: f}
}

// DefaultError says that the function which gives a column its value returned an error. Nothing was sent.
type DefaultError struct {
	// Table and Column are what the value was for, Row the number of the row, from 1; 0 for a statement of one row.
	Table, Column string
	Row           int
	Err           error
}

// Error names the column and the row.
func (e *DefaultError) Error() string {
	row := ""
	if e.Row > 0 {
		row = fmt.Sprintf(" of row %d", e.Row)
	}
	if e.Column == "" {
		return fmt.Sprintf("azoth: the value of a parameter%s: its function failed: %v", row, e.Err)
	}
	return fmt.Sprintf("azoth: the value for %s.%s%s: its function failed: %v", e.Table, e.Column, row, e.Err)
}

// Unwrap is the error of the function.
func (e *DefaultError) Unwrap() error { return e.Err }

// NewDefaultError is the error of the function that gives c its value in a row.
func NewDefaultError(c *ColumnRef, row int, err error) *DefaultError {
	e := &DefaultError{Row: row, Err: err}
	if c != nil {
		e.Column = c.Name
		if c.From != nil {
			e.Table = c.From.FromName()
		}
	}
	return e
}

// InRun is err with the number of the run that it happened in, if it is a [*DefaultError].
func InRun(run int, err error) error {
	if d, ok := err.(*DefaultError); ok {
		d.Row = run
	}
	return err
}

// computedPlace is a value that a function gives, and where it goes.
type computedPlace struct {
	node   *Computed
	column *ColumnRef
	at     int
	row    int
	params []rowParam
}

// Computes tells whether functions give some of the values.
func (k *Key) Computes() bool { return len(k.computed) > 0 }

// Compute calls the functions that give values, in the order of the rows and in each of them in that of the columns, and puts the values into
// values: those of k, or of one run of [Key.Fill].
func (k *Key) Compute(ctx context.Context, values []types.Value) error {
	for _, p := range k.computed {
		v, err := p.node.Func(ctx, DefaultContext{column: p.column, params: p.params, values: values, until: p.at})
		if err != nil {
			return NewDefaultError(p.column, p.row, err)
		}
		values[p.at] = v
	}
	return nil
}

// ComputeParams is [Key.Compute] for parameters alone: what a column gets is made when the statement runs.
func (k *Key) ComputeParams(ctx context.Context) error {
	for _, p := range k.computed {
		if !p.node.once {
			continue
		}
		v, err := p.node.Func(ctx, DefaultContext{})
		if err != nil {
			return NewDefaultError(nil, 0, err)
		}
		k.values[p.at] = v
	}
	return nil
}

// assigned writes a value that a column gets, and adds where it is to params.
func (k *Key) assigned(params []rowParam, c *ColumnRef, e Element) []rowParam {
	at := len(k.values)
	k.Element(e)
	switch x := e.(type) {
	case *Bind:
		return append(params, rowParam{c, at, false})
	case *Param:
		return append(params, rowParam{c, k.placeOf(x), false})
	case *Computed:
		if len(k.values) == at {
			return params // it stands somewhere else, too, and is that value
		}
		k.computed[len(k.computed)-1].column = c
		return append(params, rowParam{c, at, true})
	}
	return params
}

// tellRow tells the functions of a row, the first of which is given, what the row has.
func (k *Key) tellRow(first int, params []rowParam) {
	for i := first; i < len(k.computed); i++ {
		k.computed[i].params = params
	}
}

// placeOf is where the value of a parameter is that was written.
func (k *Key) placeOf(p *Param) int {
	for _, g := range k.given {
		if g.p == p {
			return g.at
		}
	}
	return 0
}

// hasComputed tells whether a function gives one of values.
func hasComputed(values []Element) bool {
	for _, e := range values {
		if _, ok := e.(*Computed); ok {
			return true
		}
	}
	return false
}

// setsComputed tells whether a function gives one of the assigned values.
func setsComputed(as []Assignment) bool {
	for _, a := range as {
		if _, ok := a.Value.(*Computed); ok {
			return true
		}
	}
	return false
}

// appendRows writes the rows.
func (s *InsertStatement) appendRows(k *Key) {
	if !s.computes {
		for _, r := range s.Rows {
			k.Elements(r)
		}
		return
	}
	for n, r := range s.Rows {
		if len(s.Rows) > 1 {
			k.row = n + 1
		}
		k.Uint(uint64(len(r)))
		first, params := len(k.computed), []rowParam(nil)
		for i, e := range r {
			params = k.assigned(params, s.Columns[i], e)
		}
		k.tellRow(first, params)
	}
	k.row = 0
}

// appendComputed writes assignments of which functions give some.
func appendComputed(k *Key, as []Assignment) {
	first, params := len(k.computed), []rowParam(nil)
	for _, a := range as {
		a.Column.AppendKey(k)
		params = k.assigned(params, a.Column, a.Value)
	}
	k.tellRow(first, params)
}

// moved is p where the values of its statement begin at base.
func (p computedPlace) moved(base int) computedPlace {
	p.at += base
	p.params = slices.Clone(p.params)
	for i := range p.params {
		p.params[i].at += base
	}
	return p
}
