package expr

import (
	"cmp"
	"context"
	"errors"
	"fmt"
	"reflect"
	"slices"
	"unsafe"

	"github.com/azoth-orm/azoth/types"
)

// An INSERT of many rows in pages
//
// A statement of many rows costs a fraction of as many statements, but a database takes a limited number of values in one. So the rows are
// cut into pages, which run one after the other in one transaction, and what they return is one result. Databases do not promise to return
// rows in the order in which they were written: where the order matters, a sentinel column tells which row is which.

// PageExecutor is an [Executor] that runs an INSERT page by page in one transaction: an Engine, a Connection, a Session, an orm.DB.
//
// SQLAlchemy: insertmanyvalues.
type PageExecutor interface {
	Executor
	// ExecutePages runs s for pages of at most size of its rows. each, which may be nil, reads the rows that a page returns. The result is the
	// number of rows that all pages wrote.
	ExecutePages(ctx context.Context, s *InsertStatement, size int, each func(Rows) error) (int64, error)
}

// PageOption says how an INSERT is cut into pages.
type PageOption func(*pageOptions)

type pageOptions struct {
	size    int
	ordered bool
}

// defaultPageSize is that of SQLAlchemy.
const defaultPageSize = 1000

// PageSize is the largest number of rows of a page, 1000 unless given. It is smaller where the database does not take as many values.
//
// SQLAlchemy: insertmanyvalues_page_size.
func PageSize(rows int) PageOption { return func(o *pageOptions) { o.size = rows } }

// InParameterOrder makes the rows that come back stand in the order in which they were given. The table's sentinel tells which is which: a
// column that says schema.InsertSentinel, the primary key if it is given, or one that the database counts up. Without any of them every row is
// a page.
//
// SQLAlchemy: returning(sort_by_parameter_order=True).
func InParameterOrder() PageOption { return func(o *pageOptions) { o.ordered = true } }

func pageOptionsOf(options []PageOption) pageOptions {
	o := pageOptions{size: defaultPageSize}
	for _, f := range options {
		f(&o)
	}
	o.size = max(o.size, 1)
	return o
}

// PageError says which page of an INSERT failed. The transaction is rolled back if it was the statement's own; otherwise the pages before it
// are part of the transaction around it, as far as the database keeps that after an error.
//
// SQLAlchemy: StatementError of insertmanyvalues, which names the batch.
type PageError struct {
	// Page is the number of the page, of Pages, from 1; From and To are its first and last row, from 1.
	Page, Pages, From, To int
	Err                   error
}

// Error names the page and its rows.
func (e *PageError) Error() string {
	return fmt.Sprintf("azoth: INSERT: page %d of %d (rows %d to %d): %v", e.Page, e.Pages, e.From, e.To, e.Err)
}

// Unwrap is the error of the page.
func (e *PageError) Unwrap() error { return e.Err }

// ErrSentinel says that the rows which an INSERT returned could not be told apart: there are other rows than were written, as ON CONFLICT or a
// trigger may cause, or the database keeps the key in another form. SQLAlchemy: InvalidRequestError, "Can't match sentinel values".
var ErrSentinel = errors.New("azoth: the rows that came back are not those that were inserted (leave InParameterOrder out, or insert row by row)")

// ExecPages runs the INSERT in pages, in one transaction, and tells how many rows it wrote. SQLAlchemy: executemany.
func (i Insert[T]) ExecPages(ctx context.Context, ex Executor, o ...PageOption) (int64, error) {
	return executePages(ctx, ex, i.s, pageOptionsOf(o).size, nil)
}

// AllPages runs the INSERT in pages, in one transaction, and reads the rows of all of them. SQLAlchemy: insertmanyvalues.
func (s Returned[R]) AllPages(ctx context.Context, ex Executor, o ...PageOption) ([]R, error) {
	insert, ok := s.s.(*InsertStatement)
	if !ok {
		return nil, fmt.Errorf("expr: AllPages is for an INSERT (use All)")
	}
	options := pageOptionsOf(o)
	if options.ordered {
		return orderedPages[R](ctx, ex, insert, options.size)
	}
	var out []R
	_, err := executePages(ctx, ex, insert, options.size, func(rows Rows) error { return appendAll(ctx, rows, &out) })
	return out, err
}

// executePages runs s; the functions that give values have run once for each row before anything is sent.
func executePages(ctx context.Context, ex Executor, s *InsertStatement, size int, each func(Rows) error) (int64, error) {
	pages, ok := ex.(PageExecutor)
	if !ok {
		return 0, fmt.Errorf("expr: a %T runs no INSERT in pages (use an Engine, a Connection, a Session or an orm.DB)", ex)
	}
	s, err := s.Computed(ctx)
	if err != nil {
		return 0, err
	}
	return pages.ExecutePages(ctx, s, size, each)
}

// appendAll reads the rest of rows.
func appendAll[R any](ctx context.Context, rows Rows, out *[]R) error {
	for {
		*out = slices.Grow(*out, max(rows.Hint(), firstBatch))
		more, err := nextBatch(rows, out)
		if err != nil {
			return err
		}
		if !more {
			return rows.Complete(ctx)
		}
	}
}

// Computed is s with the values that its functions give.
func (s *InsertStatement) Computed(ctx context.Context) (*InsertStatement, error) {
	s, err := s.Complete()
	if err != nil || !s.computes {
		return s, err
	}
	var k Key
	s.AppendKey(&k)
	if err := k.Err(); err != nil {
		return s, err
	}
	if err := k.Compute(ctx, k.values); err != nil {
		return s, err
	}
	given := make(map[*Computed]*Bind, len(k.computed))
	for _, p := range k.computed {
		given[p.node] = NewBind(k.values[p.at])
	}
	n := s.withRows(make([][]Element, len(s.Rows)))
	for i, row := range s.Rows {
		n.Rows[i] = slices.Clone(row)
		for j, e := range row {
			if c, ok := e.(*Computed); ok {
				n.Rows[i][j] = given[c]
			}
		}
	}
	n.computes = false
	return n, nil
}

func (s *InsertStatement) withRows(rows [][]Element) *InsertStatement {
	n := s.clone()
	n.Rows, n.grown = rows, nil
	return n
}

// Page are rows of s, from one on up to another.
func (s *InsertStatement) Page(from, to int) *InsertStatement { return s.withRows(s.Rows[from:to]) }

// PageSize is how many rows of s, at most size, a statement of at most limit values holds; 0 is no limit.
func (s *InsertStatement) PageSize(size, limit int) int {
	if limit <= 0 || len(s.Rows) < 2 {
		return size
	}
	one, two := s.Page(0, 1).countValues(), s.Page(0, 2).countValues()
	row := max(two-one, len(s.Columns), 1)
	return max(1, min(size, (limit-max(one-row, 0))/row))
}

func (s *InsertStatement) countValues() int {
	var k Key
	k.takes, k.loose = true, true
	s.AppendKey(&k)
	return len(k.values)
}

// SentinelKind says how a row that came back is told from others.
type SentinelKind uint8

// How rows are told apart: not at all; by the numbers of the rows, in a column for that; by values that were given; by a number that grows with
// the rows.
const (
	SentinelNone SentinelKind = iota
	SentinelNumbered
	SentinelGiven
	SentinelCounted
)

// SentinelTable is a table that knows its sentinel. *schema.Table is one.
type SentinelTable interface {
	// InsertSentinel are the columns that tell rows of an INSERT apart, which gives values to some columns.
	InsertSentinel(given func(*ColumnRef) bool) ([]*ColumnRef, SentinelKind)
}

// maxSentinels is the largest number of columns of a key that tells rows apart.
const maxSentinels = 8

// sentinelRow is a row with the values of its sentinel behind it.
type sentinelRow[R any] struct {
	row R
	key [maxSentinels]any
}

// orderedPages runs s in pages and gives the rows in the order in which s has them.
func orderedPages[R any](ctx context.Context, ex Executor, s *InsertStatement, size int) ([]R, error) {
	s, err := s.Computed(ctx)
	if err != nil {
		return nil, err
	}
	columns, kind := s.sentinel()
	switch kind {
	case SentinelNone:
		size = 1
	case SentinelNumbered:
		s = s.numbered(columns[0])
	}
	var row sentinelRow[R]
	s = s.clone()
	s.Result = reflect.TypeFor[sentinelRow[R]]()
	for i, c := range columns {
		at := unsafe.Offsetof(row.key) + uintptr(i)*unsafe.Sizeof(row.key[0])
		s.Returning = append(clip(s.Returning), SelectItem{Element: c, Offset: at, Type: reflect.TypeFor[any]()})
	}
	var got []sentinelRow[R]
	from := 0
	_, err = executePages(ctx, ex, s, size, func(rows Rows) error {
		before := len(got)
		if err := appendAll(ctx, rows, &got); err != nil {
			return err
		}
		page := got[before:]
		to := from + len(page)
		if to > len(s.Rows) {
			return ErrSentinel
		}
		err := sortPage(page, kind, s, columns, from)
		from = to
		return err
	})
	if err == nil && len(got) != len(s.Rows) {
		err = ErrSentinel
	}
	if err != nil {
		return nil, err
	}
	out := make([]R, len(got))
	for i := range got {
		out[i] = got[i].row
	}
	return out, nil
}

// sentinel are the columns that tell the rows of s apart.
func (s *InsertStatement) sentinel() ([]*ColumnRef, SentinelKind) {
	t, ok := s.Table.(SentinelTable)
	if !ok || s.Query != nil {
		return nil, SentinelNone
	}
	columns, kind := t.InsertSentinel(func(c *ColumnRef) bool {
		i := slices.Index(s.Columns, c)
		return i >= 0 && !slices.ContainsFunc(s.Rows, func(r []Element) bool { _, bound := r[i].(*Bind); return !bound })
	})
	if len(columns) > maxSentinels || kind == SentinelNumbered && slices.Contains(s.Columns, columns[0]) {
		return nil, SentinelNone
	}
	return columns, kind
}

// numbered is s with the numbers of its rows in a column.
func (s *InsertStatement) numbered(c *ColumnRef) *InsertStatement {
	n := s.withRows(make([][]Element, len(s.Rows)))
	n.Columns = append(clip(s.Columns), c)
	for i, row := range s.Rows {
		n.Rows[i] = append(clip(row), NewBind(types.Int64Value(int64(i))))
	}
	return n
}

// sortPage puts the rows of a page, the first of which is the row from of s, in their order.
func sortPage[R any](page []sentinelRow[R], kind SentinelKind, s *InsertStatement, columns []*ColumnRef, from int) error {
	switch kind {
	case SentinelNumbered, SentinelCounted:
		numbers := func(a, b sentinelRow[R]) int { return cmp.Compare(sentinelNumber(a.key[0]), sentinelNumber(b.key[0])) }
		down := func(a, b sentinelRow[R]) int { return numbers(b, a) } // a sequence may count down: the rows came as they were written
		if !slices.IsSortedFunc(page, numbers) && (kind == SentinelNumbered || !slices.IsSortedFunc(page, down)) {
			slices.SortFunc(page, numbers)
		}
	case SentinelGiven:
		return sortGiven(page, s, columns, from)
	}
	return nil
}

func sentinelNumber(v any) int64 {
	n, _ := v.(int64)
	return n
}

// sortGiven sorts by values that the rows were given.
func sortGiven[R any](page []sentinelRow[R], s *InsertStatement, columns []*ColumnRef, from int) error {
	place := make(map[string]int, len(page))
	for i := range page {
		place[sentinelText(page[i].key[:len(columns)])] = i
	}
	sorted := make([]sentinelRow[R], len(page))
	key := make([]any, len(columns))
	for i := range page {
		for j, c := range columns {
			key[j] = s.Rows[from+i][slices.Index(s.Columns, c)].(*Bind).Value.Any()
		}
		at, ok := place[sentinelText(key)]
		if !ok {
			return ErrSentinel
		}
		sorted[i] = page[at]
	}
	copy(page, sorted)
	return nil
}

// sentinelText is a key as it is compared.
func sentinelText(key []any) string { return fmt.Sprintf("%v", key) }
