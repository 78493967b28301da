package expr

import (
	"context"
	"errors"
	"fmt"
	"iter"
	"reflect"
	"slices"
	"strings"
)

// RowStatement is a statement that yields rows: a [Select], a [Compound], a [TextSelect], what [Returned] is.
type RowStatement interface{ records() Statement }

// Records is a statement whose rows are read by the names of their columns. It is for those who do not know the columns when they write the
// program; everybody else has rows with types.
//
// SQLAlchemy: Result.mappings.
type Records struct{ st Statement }

// NewRecords is s with its rows read by name. An entity in it is read as its columns.
func NewRecords(s RowStatement) Records { return Records{s.records()} }

// Statement is the untyped statement.
func (s Records) Statement() Statement { return s.st }

// Err is the first mistake that was made while the statement was built. Every end of the statement returns it, too.
func (s Records) Err() error { return s.st.Err() }

// All reads every row. SQLAlchemy: MappingResult.all.
func (s Records) All(ctx context.Context, ex Executor) ([]Record, error) {
	return all[Record](ctx, ex, s.st)
}

// One reads the only row: [ErrNoResult], [ErrMultipleResults]. SQLAlchemy: MappingResult.one.
func (s Records) One(ctx context.Context, ex Executor) (Record, error) {
	return one[Record](ctx, ex, s.st)
}

// First reads the first row; false says that there is none. SQLAlchemy: MappingResult.first.
func (s Records) First(ctx context.Context, ex Executor) (Record, bool, error) {
	return first[Record](ctx, ex, s.st)
}

// Iter streams the rows. SQLAlchemy: Result.yield_per.
func (s Records) Iter(ctx context.Context, ex Executor) iter.Seq2[Record, error] {
	return stream[Record](ctx, ex, s.st)
}

// Record is a row with the names of its columns. Values are what the database's types are in Go: int64, float64, string, bool, []byte,
// time.Time, types.Decimal …; NULL is nil. It is immutable.
//
// SQLAlchemy: RowMapping.
type Record struct {
	shape  *RecordShape
	values []any
}

// RecordShape is what the rows of a result have in common.
type RecordShape struct {
	// Names are the names of the columns, Elements what they are; of text nothing is known but the names.
	Names    []string
	Elements []Element
}

// NewRecord is a row of a shape. It keeps values.
func NewRecord(s *RecordShape, values []any) Record { return Record{s, values} }

// ErrNoColumn says that a row has no such column. SQLAlchemy: NoSuchColumnError.
var ErrNoColumn = errors.New("azoth: the row has no such column")

// ErrAmbiguousColumn says that several columns of a row have the name. SQLAlchemy: "Ambiguous column name".
var ErrAmbiguousColumn = errors.New("azoth: several columns of the row have the name (give them labels)")

// Len is the number of columns.
func (r Record) Len() int { return len(r.values) }

// Keys are the names of the columns, in order. SQLAlchemy: RowMapping.keys, Result.keys.
func (r Record) Keys() []string {
	if r.shape == nil {
		return nil
	}
	return slices.Clone(r.shape.Names)
}

// At is the i-th value. SQLAlchemy: Row.__getitem__.
func (r Record) At(i int) any { return r.values[i] }

// Values are all values, in order.
func (r Record) Values() []any { return slices.Clone(r.values) }

// Get is the value of the column with that name: [ErrNoColumn], [ErrAmbiguousColumn]. SQLAlchemy: RowMapping.__getitem__.
func (r Record) Get(name string) (any, error) {
	at, err := r.find(name)
	if err != nil {
		return nil, err
	}
	return r.values[at], nil
}

func (r Record) find(name string) (int, error) {
	at := slices.Index(r.names(), name)
	switch {
	case at < 0:
		return 0, fmt.Errorf("%w: %q (it has %s)", ErrNoColumn, name, strings.Join(r.names(), ", "))
	case slices.Contains(r.names()[at+1:], name):
		return 0, fmt.Errorf("%w: %q", ErrAmbiguousColumn, name)
	}
	return at, nil
}

func (r Record) names() []string {
	if r.shape == nil {
		return nil
	}
	return r.shape.Names
}

// Of is the value of a column or of a labelled expression of the statement; in a row of text it is found by its name.
// SQLAlchemy: RowMapping.__getitem__.
func (r Record) Of(c Node) (any, error) {
	e := ElementOf(c)
	if r.shape != nil {
		if at := slices.Index(r.shape.Elements, e); at >= 0 {
			return r.values[at], nil
		}
	}
	switch e := e.(type) {
	case *Label:
		return r.Get(e.Name)
	case *ColumnRef:
		if r.shape == nil || r.shape.Elements == nil {
			return r.Get(e.Name)
		}
	}
	return nil, fmt.Errorf("%w: %s", ErrNoColumn, printed(e))
}

// Map is the row as a map. Of columns with the same name it has the last. SQLAlchemy: Row._asdict.
func (r Record) Map() map[string]any {
	out := make(map[string]any, len(r.values))
	for i, n := range r.names() {
		out[n] = r.values[i]
	}
	return out
}

var recordType = reflect.TypeFor[Record]()

func (s query[R]) records() Statement {
	c := *s.q
	c.Items, c.Result = nil, recordType
	for _, e := range s.q.SelectedColumns() {
		c.Items = append(c.Items, SelectItem{Element: e})
	}
	return &c
}

func (s Compound[R]) records() Statement {
	c := *s.c
	c.Result = recordType
	return &c
}

func (s TextSelect[R]) records() Statement {
	c := *s.t
	c.Entity, c.Result = nil, recordType
	return &c
}

func (s Returned[R]) records() Statement {
	switch st := s.s.(type) {
	case *InsertStatement:
		c := st.clone()
		c.Result = recordType
		return c
	case *UpdateStatement:
		c := *st
		c.Result = recordType
		return &c
	case *DeleteStatement:
		c := *st
		c.Result = recordType
		return &c
	}
	return s.s
}

// SelectRecord is SELECT x, read as a [Record].
func SelectRecord(x Element) *Query {
	return &Query{Items: []SelectItem{{Element: x}}, Result: recordType}
}
