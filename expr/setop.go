package expr

import (
	"context"
	"fmt"
	"iter"
	"reflect"

	"github.com/azoth-orm/azoth/types"
)

// SetOp is the operator of a [CompoundQuery].
type SetOp uint8

// The set operators.
const (
	Union SetOp = iota
	UnionAll
	Intersect
	IntersectAll
	Except
	ExceptAll
)

// CompoundQuery is the tree of several SELECTs joined by a set operator: the untyped value behind [Compound]. It is immutable.
//
// SQLAlchemy: CompoundSelect.
type CompoundQuery struct {
	Op SetOp
	// Parts are the statements, in order; the first one gives names and types to the columns. A part with an ORDER BY or a LIMIT of
	// its own, or that is a CompoundQuery itself, is grouped.
	Parts []Selectable
	// Items are the items of the first SELECT: what a row is read into.
	Items         []SelectItem
	Order         []Element
	Limit, Offset Element
	// Rare holds the clauses that few statements have: FETCH, WITH, parameters; nil for none.
	Rare   *RareClauses
	Result reflect.Type
	err    error
}

// ResultType is the Go type of a row.
func (c *CompoundQuery) ResultType() reflect.Type { return c.Result }

// Err is the first mistake that was made while the statement was built.
func (c *CompoundQuery) Err() error {
	if c.err != nil {
		return c.err
	}
	if err := c.Rare.Err(); err != nil {
		return err
	}
	if err := c.Rare.misplaced("a set operation", true, false); err != nil {
		return err
	}
	n := len(c.Parts[0].SelectedColumns())
	for i, p := range c.Parts {
		if s, ok := p.(interface{ Err() error }); ok && s.Err() != nil {
			return s.Err()
		}
		if m := len(p.SelectedColumns()); m != n {
			return fmt.Errorf("expr: statement %d of a set operation selects %d columns, the first one %d (select as many in each)", i+1, m, n)
		}
	}
	return nil
}

// SelectedColumns are the columns of the first SELECT.
func (c *CompoundQuery) SelectedColumns() []Element { return c.Parts[0].SelectedColumns() }

// AppendKey writes the statements and the clauses.
func (c *CompoundQuery) AppendKey(k *Key) {
	k.Tag(TagCompound)
	if err := c.Err(); err != nil {
		k.Fail(err)
	}
	k.begin(c.Rare)
	if c.Result != nil {
		k.Type(c.Result)
	}
	k.Uint(uint64(c.Op))
	k.Uint(uint64(len(c.Parts)))
	for _, p := range c.Parts {
		p.AppendKey(k)
	}
	k.Elements(c.Order)
	k.Element(c.Limit)
	k.Element(c.Offset)
	c.Rare.appendKey(k)
	k.end(c.Rare)
}

// Children shows the statements and the clauses. Each SELECT has a FROM of its own.
func (c *CompoundQuery) Children(v *Visitor) {
	rareChildren(v, &c.Rare)
	InnerList(v, &c.Parts)
	itemChildren(v, &c.Items)
	InnerList(v, &c.Order)
	Inner(v, &c.Limit)
	Inner(v, &c.Offset)
}

// Rowset is a statement that yields rows of R and can be part of a set operation: a [Select] or a [Compound].
type Rowset[R any] interface {
	selectable() Selectable
	sqlRows(R)
}

func (s Select[R]) sqlRows(R) {}

// Compound is an immutable set operation whose rows are R. Every method returns a new statement.
//
// SQLAlchemy: CompoundSelect.
type Compound[R any] struct{ c *CompoundQuery }

func newCompound[R any](op SetOp, first Rowset[R], more []Rowset[R]) Compound[R] {
	c := &CompoundQuery{Op: op, Result: reflect.TypeFor[R](), Items: itemsOf(first.selectable())}
	c.Parts = append(c.Parts, first.selectable())
	for _, m := range more {
		c.Parts = append(c.Parts, m.selectable())
	}
	return Compound[R]{c}
}

func itemsOf(q Selectable) []SelectItem {
	switch q := q.(type) {
	case *Query:
		return q.Items
	case *CompoundQuery:
		return q.Items
	}
	return nil
}

// Union renders s UNION o .... SQLAlchemy: union.
func (s Select[R]) Union(o ...Rowset[R]) Compound[R] { return newCompound(Union, s, o) }

// UnionAll renders s UNION ALL o .... SQLAlchemy: union_all.
func (s Select[R]) UnionAll(o ...Rowset[R]) Compound[R] { return newCompound(UnionAll, s, o) }

// Intersect renders s INTERSECT o .... SQLAlchemy: intersect.
func (s Select[R]) Intersect(o ...Rowset[R]) Compound[R] { return newCompound(Intersect, s, o) }

// Except renders s EXCEPT o .... SQLAlchemy: except_.
func (s Select[R]) Except(o ...Rowset[R]) Compound[R] { return newCompound(Except, s, o) }

// Combine renders first op more ..., for the operators that have no method.
func Combine[R any](op SetOp, first Rowset[R], more ...Rowset[R]) Compound[R] {
	return newCompound(op, first, more)
}

func (s Compound[R]) sqlRows(R)              {}
func (s Compound[R]) selectable() Selectable { return s.c }

func (s Compound[R]) copy() (Compound[R], *CompoundQuery) {
	c := *s.c
	return Compound[R]{&c}, &c
}

// Union renders (s) UNION o .... SQLAlchemy: union.
func (s Compound[R]) Union(o ...Rowset[R]) Compound[R] { return newCompound(Union, s, o) }

// UnionAll renders (s) UNION ALL o .... SQLAlchemy: union_all.
func (s Compound[R]) UnionAll(o ...Rowset[R]) Compound[R] { return newCompound(UnionAll, s, o) }

// Intersect renders (s) INTERSECT o .... SQLAlchemy: intersect.
func (s Compound[R]) Intersect(o ...Rowset[R]) Compound[R] { return newCompound(Intersect, s, o) }

// Except renders (s) EXCEPT o .... SQLAlchemy: except_.
func (s Compound[R]) Except(o ...Rowset[R]) Compound[R] { return newCompound(Except, s, o) }

// OrderBy adds to the ORDER BY of the whole; columns are rendered by the names that they have in the first SELECT.
// SQLAlchemy: order_by.
func (s Compound[R]) OrderBy(o ...Ordering) Compound[R] {
	n, c := s.copy()
	c.Order = clip(c.Order)
	for _, x := range o {
		c.Order = append(c.Order, x.sqlOrder())
	}
	return n
}

// Limit renders LIMIT ? for the whole. SQLAlchemy: limit.
func (s Compound[R]) Limit(n int) Compound[R] {
	out, c := s.copy()
	c.Limit = NewBind(types.Int64Value(int64(n)))
	return out
}

// Offset renders OFFSET ? for the whole. SQLAlchemy: offset.
func (s Compound[R]) Offset(n int) Compound[R] {
	out, c := s.copy()
	c.Offset = NewBind(types.Int64Value(int64(n)))
	return out
}

// Extend adds clauses that few statements have: azoth.Fetch, azoth.With. SQLAlchemy: fetch, add_cte, params.
func (s Compound[R]) Extend(cs ...Clause) Compound[R] {
	out, c := s.copy()
	c.Rare = extended(c.Rare, cs)
	return out
}

// Subquery makes s a FROM element. Without a name it is anonymous: anon_1. SQLAlchemy: subquery.
func (s Compound[R]) Subquery(name string) Derived { return Derived{&Subquery{Query: s.c, Name: name}} }

// CTE makes s a common table expression: WITH name AS (s). SQLAlchemy: cte.
func (s Compound[R]) CTE(name string, o ...CTEOption) Derived { return newCTE(s.c, name, o) }

// Statement is the untyped statement.
func (s Compound[R]) Statement() *CompoundQuery { return s.c }

// Err is the first mistake that was made while the statement was built. Every end of the statement returns it, too.
func (s Compound[R]) Err() error { return s.c.Err() }

// All reads every row. SQLAlchemy: Result.all.
func (s Compound[R]) All(ctx context.Context, ex Executor) ([]R, error) { return all[R](ctx, ex, s.c) }

// One reads the only row: [ErrNoResult], [ErrMultipleResults]. SQLAlchemy: Result.one.
func (s Compound[R]) One(ctx context.Context, ex Executor) (R, error) { return one[R](ctx, ex, s.c) }

// First reads the first row; false says that there is none. SQLAlchemy: Result.first.
func (s Compound[R]) First(ctx context.Context, ex Executor) (R, bool, error) {
	return first[R](ctx, ex, s.c)
}

// Iter streams the rows; the connection is released at the end and on break. SQLAlchemy: Result.yield_per.
func (s Compound[R]) Iter(ctx context.Context, ex Executor) iter.Seq2[R, error] {
	return stream[R](ctx, ex, s.c)
}
