package expr

import (
	"context"
	"fmt"
	"reflect"
	"slices"
)

// Inserted is what an INSERT of one row did, of [Insert.Run].
//
// SQLAlchemy: CursorResult of an INSERT.
type Inserted struct {
	// Affected is the number of rows that were written. SQLAlchemy: rowcount.
	Affected int64
	// LastInsertID is the number that the client library tells after an INSERT, 0 where it tells none. SQLAlchemy: lastrowid.
	LastInsertID int64

	key    []*ColumnRef
	values map[string]any
}

// NewInserted is the result of an INSERT into a table with a primary key.
func NewInserted(key []*ColumnRef) *Inserted { return &Inserted{key: key, values: map[string]any{}} }

// Know notes the value that the row has in a column.
func (r *Inserted) Know(column string, v any) { r.values[column] = v }

// PrimaryKey are the values of the primary key, in the order of its columns; nil stands for one that is not known: the row was not written, or
// a SQL expression gave the value where nothing is returned. SQLAlchemy: inserted_primary_key.
func (r *Inserted) PrimaryKey() []any {
	out := make([]any, len(r.key))
	for i, c := range r.key {
		out[i] = r.values[c.Name]
	}
	return out
}

// Value is the value that the row has in a column: one that was given, a key, or, after [Insert.ReturnDefaults], what the database gave.
// SQLAlchemy: returned_defaults, last_inserted_params.
func (r *Inserted) Value(c Column) (any, bool) {
	v, ok := r.values[c.Ref().Name]
	return v, ok
}

// ItemColumn is a column that a SELECT may list.
type ItemColumn[R any] interface {
	Column
	Item[R]
}

// InsertedValue is the value of a column of the row that was inserted, with the column's Go type. SQLAlchemy: inserted_primary_key.
func InsertedValue[R any](r *Inserted, c ItemColumn[R]) (R, error) {
	var out R
	v, ok := r.Value(c)
	if !ok {
		return out, fmt.Errorf("expr: the value of %s is not known (say ReturnDefaults, or use azoth.Returning)", nameForPeople(c.Ref()))
	}
	if !setValue(reflect.ValueOf(&out).Elem(), reflect.ValueOf(v)) {
		return out, fmt.Errorf("expr: the value of %s is a %T, which is no %s", nameForPeople(c.Ref()), v, reflect.TypeFor[R]())
	}
	return out, nil
}

// setValue stores v if that changes it in no way.
func setValue(to, v reflect.Value) bool {
	switch {
	case !v.IsValid():
		return to.Kind() == reflect.Pointer || to.Kind() == reflect.Interface
	case v.Type().AssignableTo(to.Type()):
		to.Set(v)
		return true
	case to.Kind() == reflect.Pointer:
		p := reflect.New(to.Type().Elem())
		if !setValue(p.Elem(), v) {
			return false
		}
		to.Set(p)
		return true
	case v.CanInt() && to.CanInt():
		to.SetInt(v.Int())
		return !to.OverflowInt(v.Int())
	case v.Kind() == to.Kind() && v.CanConvert(to.Type()):
		to.Set(v.Convert(to.Type()))
		return true
	}
	return false
}

// InsertExecutor is an [Executor] that tells what an INSERT of one row did: an Engine, a Connection, a Session, an orm.DB.
type InsertExecutor interface {
	Executor
	// ExecuteInsert runs an INSERT of one row and learns its key.
	ExecuteInsert(ctx context.Context, s *InsertStatement) (*Inserted, error)
}

// Run runs an INSERT of one row and tells what became of it: its primary key, which RETURNING gives where the database has it, or the client
// library tells. A key that a SQL expression or a sequence gives is selected before where there is no RETURNING.
//
// SQLAlchemy: execute, CursorResult.inserted_primary_key.
func (i Insert[T]) Run(ctx context.Context, ex Executor) (*Inserted, error) {
	in, ok := ex.(InsertExecutor)
	if !ok {
		return nil, fmt.Errorf("expr: a %T does not tell what an INSERT did (use an Engine, a Connection, a Session or an orm.DB)", ex)
	}
	s, err := i.s.Complete()
	if err == nil {
		err = s.Err()
	}
	switch {
	case err != nil:
		return nil, err
	case s.Query != nil || len(s.Rows) != 1:
		return nil, fmt.Errorf("expr: INSERT into %s: Run is for one row (use Exec, or azoth.Returning)", s.Table.FromName())
	}
	if s, err = s.Computed(ctx); err != nil {
		return nil, err
	}
	return in.ExecuteInsert(ctx, s)
}

// ReturnDefaults makes [Insert.Run] also learn what defaults of the database and SQL expressions give the columns, or all of them if none are
// named. It needs a database with RETURNING. SQLAlchemy: return_defaults.
func (i Insert[T]) ReturnDefaults(cols ...Column) Insert[T] {
	n, s := i.copy()
	s.Defaults = &ReturnedDefaults{}
	for _, c := range cols {
		s.Defaults.Columns = append(s.Defaults.Columns, c.Ref())
	}
	return n
}

// ReturnedDefaults are the columns whose values an INSERT tells; none are all that have a default.
type ReturnedDefaults struct{ Columns []*ColumnRef }

// Wants tells whether the value of c is asked for.
func (d *ReturnedDefaults) Wants(c *ColumnRef) bool {
	return d != nil && (len(d.Columns) == 0 || slices.Contains(d.Columns, c))
}

// Inline makes [Insert.Run] send the INSERT and nothing else: SQL expressions and sequences stay in it, and nothing is returned.
// SQLAlchemy: inline.
func (i Insert[T]) Inline() Insert[T] {
	n, s := i.copy()
	s.Inline = true
	return n
}

// WithReturning is s that returns columns, as a [Record].
func (s *InsertStatement) WithReturning(columns []*ColumnRef) *InsertStatement {
	n := s.clone()
	n.Returning, n.Result = returnedColumns(columns), recordType
	return n
}

// WithValue is s, which has one row, with another value for a column of it, or a further column.
func (s *InsertStatement) WithValue(c *ColumnRef, v Element) *InsertStatement {
	row := slices.Clone(s.Rows[0])
	n := s.withRows([][]Element{row})
	if i := slices.Index(s.Columns, c); i >= 0 {
		row[i] = v
		return n
	}
	n.Columns, n.Rows[0] = append(clip(s.Columns), c), append(row, v)
	return n
}
