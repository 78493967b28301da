package expr

import (
	"context"
	"fmt"
	"reflect"

	"github.com/azoth-orm/azoth/types"
)

// DeleteStatement is the tree of a DELETE: the untyped value behind [Delete]. It is immutable.
//
// SQLAlchemy: Delete.
type DeleteStatement struct {
	// Table is what rows are deleted from; Entity the entity that was named, or nil for a table.
	Table  FromElement
	Entity *EntityRef
	// Using are further FROM elements: DELETE ... USING.
	Using []FromElement
	Where []Element
	// Limit is the largest number of rows that are deleted, or nil.
	Limit Element
	// AllRows says that a DELETE without WHERE is meant.
	AllRows bool
	// Returning are the items of RETURNING, Result the Go type of a row of them.
	Returning []SelectItem
	Result    reflect.Type
	// Rare holds the clauses that few statements have: WITH, prefixes, parameters; nil for none.
	Rare *RareClauses
	err  error
}

// ResultType is the Go type of a row of RETURNING, or nil.
func (s *DeleteStatement) ResultType() reflect.Type { return s.Result }

// Err is the first mistake that was made while the statement was built; that it has no WHERE is one, unless AllRows was said.
func (s *DeleteStatement) Err() error {
	if s.err != nil {
		return s.err
	}
	if err := s.Rare.Err(); err != nil {
		return err
	}
	if err := s.Rare.misplaced("a DELETE", false, true); err != nil {
		return err
	}
	return needsWhere("DELETE", s.Table, s.Where, s.AllRows)
}

// AppendKey writes the clauses.
func (s *DeleteStatement) AppendKey(k *Key) {
	k.Tag(TagDelete)
	if err := s.Err(); err != nil {
		k.Fail(err)
	}
	k.begin(s.Rare)
	s.Rare.appendKey(k)
	k.Element(s.Table)
	k.Uint(uint64(len(s.Using)))
	for _, f := range s.Using {
		k.Element(f)
	}
	k.Elements(s.Where)
	k.Element(s.Limit)
	appendReturning(k, s.Returning, s.Result)
	k.end(s.Rare)
}

// Children shows the conditions.
func (s *DeleteStatement) Children(v *Visitor) {
	rareChildren(v, &s.Rare)
	Inner(v, &s.Table)
	Inner(v, &s.Entity)
	InnerList(v, &s.Using)
	ChildList(v, &s.Where)
	Inner(v, &s.Limit)
	itemChildren(v, &s.Returning)
}

// Delete is an immutable DELETE from the table of T. Every method returns a new statement. Without Where it is an error, unless
// AllRows is said.
//
// SQLAlchemy: Delete.
type Delete[T any] struct{ s *DeleteStatement }

// NewDelete is a DELETE from the table of an entity.
func NewDelete[T any](m Item[*T]) Delete[T] {
	e, t := writeTarget(ItemElement(m))
	s := &DeleteStatement{Table: t, Entity: e}
	if t == nil {
		s.err = fmt.Errorf("expr: DELETE from something that is no mapping (give the mapping that orm.Declare returned)")
	}
	return Delete[T]{s}
}

// NewDeleteTable is a DELETE from a table that no struct maps.
func NewDeleteTable(t From) Delete[Dynamic] {
	return Delete[Dynamic]{&DeleteStatement{Table: t.sqlFrom()}}
}

func (d Delete[T]) copy() (Delete[T], *DeleteStatement) {
	c := *d.s
	return Delete[T]{&c}, &c
}

// Where adds conditions, joined by AND. A zero Bool is left out. SQLAlchemy: where.
func (d Delete[T]) Where(p ...Predicate) Delete[T] {
	n, s := d.copy()
	s.Where = appendPredicates(s.Where, p)
	return n
}

// Using adds FROM elements, whose columns the conditions use: DELETE ... USING. Those that a condition names need not be given.
func (d Delete[T]) Using(f ...From) Delete[T] {
	n, s := d.copy()
	s.Using = clip(s.Using)
	for _, x := range f {
		s.Using = append(s.Using, x.sqlFrom())
	}
	return n
}

// Limit renders LIMIT n: at most n rows are deleted. MySQL has it. SQLAlchemy: mysql.limit.
func (d Delete[T]) Limit(count int) Delete[T] {
	n, s := d.copy()
	s.Limit = NewConstant(types.Int64Value(int64(count)))
	return n
}

// AllRows says that every row is meant.
func (d Delete[T]) AllRows() Delete[T] {
	n, s := d.copy()
	s.AllRows = true
	return n
}

// Extend adds clauses that few statements have: azoth.With, azoth.Prefix, azoth.Bind. SQLAlchemy: add_cte, prefix_with, params.
func (d Delete[T]) Extend(c ...Clause) Delete[T] {
	n, s := d.copy()
	s.Rare = extended(s.Rare, c)
	return n
}

// SelectedColumns are the columns of RETURNING, for the statement as a common table expression.
func (s *DeleteStatement) SelectedColumns() []Element { return expand(s.Returning) }

// Statement is the untyped statement.
func (d Delete[T]) Statement() *DeleteStatement { return d.s }

// Err is the first mistake that was made while the statement was built. Every end of the statement returns it, too.
func (d Delete[T]) Err() error { return d.s.Err() }

// Exec runs the statement and tells how many rows it deleted. SQLAlchemy: execute, rowcount.
func (d Delete[T]) Exec(ctx context.Context, ex Executor) (int64, error) { return Exec(ctx, ex, d.s) }

func (d Delete[T]) sqlWrites(T) {}
func (d Delete[T]) returning(items []SelectItem, r reflect.Type) Statement {
	_, s := d.copy()
	s.Returning, s.Result = items, r
	return s
}
