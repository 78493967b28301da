package expr

import (
	"context"
	"fmt"
	"reflect"
	"slices"
	"sync/atomic"

	"github.com/azoth-orm/azoth/types"
)

// InsertStatement is the tree of an INSERT: the untyped value behind [Insert]. It is immutable.
//
// SQLAlchemy: Insert.
type InsertStatement struct {
	// Table is what is inserted into.
	Table FromElement
	// Entity is the entity that was named, or nil for a table.
	Entity *EntityRef
	// Columns are the columns that get a value, Rows their values, row by row. Without columns it is a row of defaults.
	Columns []*ColumnRef
	Rows    [][]Element
	// Query is the SELECT of INSERT ... SELECT, or nil.
	Query Selectable
	// Conflict is the ON CONFLICT clause, or nil.
	Conflict *ConflictClause
	// NoDefaults says that columns that are not named get what the database gives them, and not what the program would.
	NoDefaults bool
	// Inline says that the key is not learned by further statements or RETURNING; Defaults are what Run tells beside the key, or nil.
	Inline   bool
	Defaults *ReturnedDefaults
	// Returning are the items of RETURNING, Result the Go type of a row of them.
	Returning []SelectItem
	Result    reflect.Type
	// Rare holds the clauses that few statements have: WITH, prefixes, parameters; nil for none.
	Rare *RareClauses
	err  error
	// computes says that functions of the program give some of the values.
	computes bool
	// late is set where the table was not complete yet when rows were added: defaults are added when the statement is used.
	late *atomic.Pointer[InsertStatement]
	// grown is how many rows the array behind Rows holds, for all statements that share it: the one that ends there may append in place.
	grown *atomic.Int64
}

// ConflictClause says what an INSERT does with a row that is there already.
//
// SQLAlchemy: on_conflict_do_update, on_conflict_do_nothing, on_duplicate_key_update.
type ConflictClause struct {
	// Target are the columns of the unique constraint; none is any constraint.
	Target []*ColumnRef
	// TargetWhere is the condition of the partial index that the columns belong to.
	TargetWhere []Element
	// Constraint is the name of the constraint that is meant, instead of columns.
	Constraint string
	// Nothing leaves the row that is there. Otherwise Set is assigned where Where holds.
	Nothing bool
	Set     []Assignment
	Where   []Element
	// Ordered says that Set is rendered in the order in which it was written.
	Ordered bool
}

// RowSource is an [Entity] that can take an object apart for an INSERT. Package orm/mapping implements it.
type RowSource interface {
	// RowValues are the columns of obj, a pointer to the entity's struct, and their values. A column whose field is not known yet (a
	// generated key) is left out.
	RowValues(obj any) ([]*ColumnRef, []types.Value, error)
}

// ColumnDefaults is a column's Origin that has values for statements that do not mention it. *schema.Column is one.
type ColumnDefaults interface {
	// InsertDefault and UpdateDefault are the values, or nil.
	InsertDefault() Element
	UpdateDefault() Element
}

// ResultType is the Go type of a row of RETURNING, or nil.
func (s *InsertStatement) ResultType() reflect.Type { return s.Result }

// Err is the first mistake that was made while the statement was built; that it has no values is one.
func (s *InsertStatement) Err() error {
	if s.err == nil && len(s.Rows) == 0 && s.Query == nil {
		return fmt.Errorf("expr: INSERT into %s has no values (use Values, Rows or FromSelect)", s.Table.FromName())
	}
	if s.err != nil {
		return s.err
	}
	if err := s.Rare.misplaced("an INSERT", false, true); err != nil {
		return err
	}
	return s.Rare.Err()
}

// AppendKey writes columns, values and clauses.
func (s *InsertStatement) AppendKey(k *Key) {
	k.Tag(TagInsert)
	s, err := s.Complete()
	if err == nil {
		err = s.Err()
	}
	if err != nil {
		k.Fail(err)
	}
	k.begin(s.Rare)
	s.Rare.appendKey(k)
	k.Element(s.Table)
	appendColumns(k, s.Columns)
	k.Uint(uint64(len(s.Rows)))
	s.appendRows(k)
	if s.Query == nil {
		k.Tag(TagNone)
	} else {
		s.Query.AppendKey(k)
	}
	s.Conflict.appendKey(k)
	appendReturning(k, s.Returning, s.Result)
	k.end(s.Rare)
}

func (c *ConflictClause) children(v *Visitor) {
	InnerList(v, &c.Target)
	InnerList(v, &c.TargetWhere)
	assignmentChildren(v, &c.Set, false)
	InnerList(v, &c.Where)
}

func (c *ConflictClause) appendKey(k *Key) {
	k.Bool(c != nil)
	if c == nil {
		return
	}
	appendColumns(k, c.Target)
	k.Elements(c.TargetWhere)
	for _, e := range c.TargetWhere {
		appendLiterals(k, e)
	}
	k.String(c.Constraint)
	k.Bool(c.Ordered)
	k.Bool(c.Nothing)
	appendAssignments(k, c.Set)
	k.Elements(c.Where)
}

// appendLiterals writes the values of the binds of e: they are rendered as literals, and belong to the text.
func appendLiterals(k *Key, e Element) {
	if b, ok := Unwrap(e).(*Bind); ok {
		k.String(fmt.Sprintf("%d %#v", b.Value.Kind(), b.Value.Any()))
	}
	ChildrenOf(e, func(x Element) { appendLiterals(k, x) })
}

// Children shows what is inserted into, the values and the clauses.
func (s *InsertStatement) Children(v *Visitor) {
	rareChildren(v, &s.Rare)
	Inner(v, &s.Table)
	Inner(v, &s.Entity)
	InnerList(v, &s.Columns)
	EachPart(v, &s.Rows, func(r *[]Element) { ChildList(v, r) })
	Inner(v, &s.Query)
	Part(v, &s.Conflict, func(c *ConflictClause) { c.children(v) })
	Part(v, &s.Defaults, func(d *ReturnedDefaults) { InnerList(v, &d.Columns) })
	itemChildren(v, &s.Returning)
}

func appendColumns(k *Key, cs []*ColumnRef) {
	k.Uint(uint64(len(cs)))
	for _, c := range cs {
		c.AppendKey(k)
	}
}

// assignmentChildren shows the columns of assignments and their values, which are parts of the statement if own says so.
func assignmentChildren(v *Visitor, as *[]Assignment, own bool) {
	EachPart(v, as, func(a *Assignment) {
		Inner(v, &a.Column)
		if own {
			Child(v, &a.Value)
		} else {
			Inner(v, &a.Value)
		}
	})
}

func appendAssignments(k *Key, as []Assignment) {
	k.Uint(uint64(len(as)))
	if setsComputed(as) {
		appendComputed(k, as)
		return
	}
	for _, a := range as {
		a.Column.AppendKey(k)
		k.Element(a.Value)
	}
}

// addRow adds a row of assignments, with the defaults of the columns that it does not mention. Rows of one statement have the same
// columns.
func (s *InsertStatement) addRow(as []Assignment) {
	as = s.defaulted(as)
	if s.err == nil {
		s.err = checkAssignments("INSERT", s.Table, as)
	}
	if s.err != nil {
		return
	}
	if len(s.Rows) == 0 {
		s.Columns = make([]*ColumnRef, len(as))
		for i, a := range as {
			s.Columns[i] = a.Column
		}
	}
	row, err := rowOf(s.Columns, as)
	if err != nil {
		err.Table, err.Row = s.Table.FromName(), len(s.Rows)+1
		s.err = err
		return
	}
	s.appendRow(row)
}

// defaulted are the assignments, with those of the columns that have a default of the program.
func (s *InsertStatement) defaulted(as []Assignment) []Assignment {
	switch {
	case s.NoDefaults, s.late != nil:
		return as
	case !settled(s.Table):
		s.late = &atomic.Pointer[InsertStatement]{}
		return as
	}
	return withDefaults(as, s.Table, insertDefault)
}

// insertDefault is the default of a column for one row: every row has a bound value of its own.
func insertDefault(d ColumnDefaults) Element {
	switch e := d.InsertDefault().(type) {
	case *Computed:
		return e.forRow()
	case *Bind:
		b := NewBind(e.Value)
		b.Type, b.Name = e.Type, e.Name
		return b
	case nil:
		return nil
	default:
		return e
	}
}

// appendRow adds a row without writing where another statement has rows: who is first to take the place behind the last row has it, the
// others copy. So n rows, each added to the statement before, cost n and not n².
func (s *InsertStatement) appendRow(row []Element) {
	n := int64(len(s.Rows))
	if s.grown == nil || !s.grown.CompareAndSwap(n, n+1) {
		s.Rows, s.grown = clip(s.Rows), new(atomic.Int64)
		s.grown.Store(n + 1)
	}
	s.Rows = append(s.Rows, row)
	s.computes = s.computes || hasComputed(row)
}

// rowOf puts the values of as into the order of cs.
func rowOf(cs []*ColumnRef, as []Assignment) ([]Element, *RowShapeError) {
	row := make([]Element, len(cs))
	for i, c := range cs {
		for _, a := range as {
			if a.Column.Name == c.Name {
				row[i] = a.Value
			}
		}
		if row[i] == nil {
			return nil, &RowShapeError{Missing: c.Name}
		}
	}
	if len(as) != len(cs) {
		return nil, &RowShapeError{Extra: extraColumn(cs, as)}
	}
	return row, nil
}

// extraColumn is the first column of as that cs does not have.
func extraColumn(cs []*ColumnRef, as []Assignment) string {
	for _, a := range as {
		if !slices.ContainsFunc(cs, func(c *ColumnRef) bool { return c.Name == a.Column.Name }) {
			return a.Column.Name
		}
	}
	return ""
}

// RowShapeError says that a row of an INSERT has other columns than the first one. Nothing was sent.
//
// SQLAlchemy: CompileError, "INSERT value for column is explicitly rendered as a bound parameter"; StatementError, "A value is required for
// bind parameter".
type RowShapeError struct {
	// Table is the table, Row the number of the row, from 1.
	Table string
	Row   int
	// Missing is a column that the first row has and this one has not, Extra one that only this row has. One of the two is empty.
	Missing, Extra string
}

// Error names the row and the column.
func (e *RowShapeError) Error() string {
	what := "has no value for " + e.Missing + ", which the first row has"
	if e.Missing == "" {
		what = "has a value for " + e.Extra + ", which the first row has not"
	}
	return fmt.Sprintf("expr: INSERT into %s: row %d: it %s (give all rows the same columns)", e.Table, e.Row, what)
}

// withDefaults adds what columns of t that as does not mention get by themselves.
func withDefaults(as []Assignment, t FromElement, of func(ColumnDefaults) Element) []Assignment {
	if t == nil {
		return as
	}
	given := len(as)
	for _, c := range t.FromColumns() {
		d, ok := c.Origin.(ColumnDefaults)
		if !ok {
			continue
		}
		if v := of(d); v != nil && !assigns(as[:given], c) {
			as = append(clip(as), Assignment{Column: c, Value: v})
		}
	}
	return as
}

func assigns(as []Assignment, c *ColumnRef) bool {
	for _, a := range as {
		if a.Column != nil && a.Column.Name == c.Name && a.Column.From == c.From {
			return true
		}
	}
	return false
}

// checkAssignments finds columns of other tables, columns given twice, and things that are no columns.
func checkAssignments(verb string, t FromElement, as []Assignment) error {
	for i, a := range as {
		switch {
		case a.Column == nil:
			return fmt.Errorf("expr: %s of %s: assignment %d is not to a column (is its mapping declared?)", verb, t.FromName(), i+1)
		case a.Column.From != t:
			return fmt.Errorf("expr: %s of %s: %s is not a column of it", verb, t.FromName(), nameForPeople(a.Column))
		case a.Value == nil:
			return fmt.Errorf("expr: %s of %s: %s is set to nothing (use Set or SetExpr)", verb, t.FromName(), a.Column.Name)
		case assigns(as[:i], a.Column):
			return fmt.Errorf("expr: %s of %s: %s is set twice", verb, t.FromName(), a.Column.Name)
		}
	}
	return nil
}

// Insert is an immutable INSERT into the table of T. Every method returns a new statement.
//
// SQLAlchemy: Insert.
type Insert[T any] struct{ s *InsertStatement }

// NewInsert is an INSERT into the table of an entity.
func NewInsert[T any](m Item[*T]) Insert[T] {
	e, t := writeTarget(ItemElement(m))
	s := &InsertStatement{Table: t, Entity: e}
	if t == nil {
		s.err = fmt.Errorf("expr: INSERT into something that is no mapping (give the mapping that orm.Declare returned)")
	}
	return Insert[T]{s}
}

// NewInsertTable is an INSERT into a table that no struct maps.
func NewInsertTable(t From) Insert[Dynamic] {
	return Insert[Dynamic]{&InsertStatement{Table: t.sqlFrom()}}
}

// writeTarget is the entity that an item names, and its table.
func writeTarget(e Element) (*EntityRef, FromElement) {
	r, ok := e.(*EntityRef)
	if !ok {
		return nil, nil
	}
	return r, r.From
}

// copy is i with rows that may be appended to: they are clipped, so that an append never writes into a shared array.
func (i Insert[T]) copy() (Insert[T], *InsertStatement) {
	c := i.s.clone()
	return Insert[T]{c}, c
}

// Values adds a row; said again it adds another, with the same columns. Without assignments it is a row of defaults.
// SQLAlchemy: values.
func (i Insert[T]) Values(a ...Assignment) Insert[T] {
	n, s := i.copy()
	s.addRow(a)
	return n
}

// Rows adds entities. Their values are those of now; a field that is not known yet (a generated key) takes its default. The objects
// are not tracked, and get no key: that is what a Session is for. SQLAlchemy: insert().values([...]).
func (i Insert[T]) Rows(rows ...*T) Insert[T] {
	n, s := i.copy()
	for _, r := range rows {
		s.addObject(r)
	}
	return n
}

func (s *InsertStatement) addObject(obj any) {
	var src RowSource
	if s.Entity != nil {
		src, _ = s.Entity.Entity.(RowSource)
	}
	if src == nil {
		s.err = fmt.Errorf("expr: INSERT: %T is no entity, its fields are not known (use Values)", obj)
		return
	}
	cols, vals, err := src.RowValues(obj)
	if err != nil {
		s.err = err
		return
	}
	as := make([]Assignment, len(cols))
	for i, c := range cols {
		as[i] = Assignment{Column: c, Value: NewBind(vals[i])}
	}
	s.addRow(as)
}

// WithoutDefaults leaves the defaults of the program out of what follows, Values, Rows or FromSelect: a column that is not named gets what the
// database gives it. SQLAlchemy: from_select(include_defaults=False).
func (i Insert[T]) WithoutDefaults() Insert[T] {
	n, s := i.copy()
	s.NoDefaults = true
	return n
}

// SelectSource is a SELECT, or a set operation, that FromSelect inserts.
type SelectSource interface{ selectable() Selectable }

// FromSelect renders INSERT INTO t (cols) SELECT .... Columns that cols does not name and that have a default of the program get it: it is
// selected, too; with a set operation that is an error, unless WithoutDefaults is said. SQLAlchemy: from_select.
func (i Insert[T]) FromSelect(q SelectSource, cols ...Column) Insert[T] {
	n, s := i.copy()
	refs := make([]*ColumnRef, len(cols))
	for j, c := range cols {
		refs[j] = c.Ref()
	}
	s.fromSelect(q.selectable(), refs)
	return n
}

func (s *InsertStatement) fromSelect(q Selectable, cols []*ColumnRef) {
	given := make([]Assignment, len(cols))
	for j, c := range cols {
		given[j].Column = c
	}
	all := given
	if len(given) > 0 { // without columns the SELECT gives all of them
		all = s.defaulted(given)
	}
	s.Query, s.Columns = q, make([]*ColumnRef, len(all))
	for j, a := range all {
		s.Columns[j] = a.Column
	}
	if len(all) == len(given) {
		return
	}
	plain, ok := q.(*Query)
	if !ok {
		s.err = fmt.Errorf("expr: INSERT into %s: a set operation cannot select the default of %s as well (say WithoutDefaults, or name the column)",
			s.Table.FromName(), all[len(given)].Column.Name)
		return
	}
	query := plain.Clone()
	for _, a := range all[len(given):] {
		query.Items = append(clip(query.Items), SelectItem{Element: a.Value})
	}
	s.Query = query
}

// Extend adds clauses that few statements have: azoth.With, azoth.Prefix, azoth.Bind. SQLAlchemy: add_cte, prefix_with, params.
func (i Insert[T]) Extend(c ...Clause) Insert[T] {
	n, s := i.copy()
	s.Rare = extended(s.Rare, c)
	return n
}

// SelectedColumns are the columns of RETURNING, for the statement as a common table expression.
func (s *InsertStatement) SelectedColumns() []Element { return expand(s.Returning) }

// Statement is the untyped statement.
func (i Insert[T]) Statement() *InsertStatement { return i.s }

// Err is the first mistake that was made while the statement was built. Every end of the statement returns it, too.
func (i Insert[T]) Err() error { return i.s.Err() }

// Exec runs the statement and tells how many rows it wrote. SQLAlchemy: execute, rowcount.
func (i Insert[T]) Exec(ctx context.Context, ex Executor) (int64, error) { return Exec(ctx, ex, i.s) }

func (i Insert[T]) sqlWrites(T) {}
func (i Insert[T]) returning(items []SelectItem, r reflect.Type) Statement {
	_, s := i.copy()
	s.Returning, s.Result = items, r
	return s
}
