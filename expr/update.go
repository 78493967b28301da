package expr

import (
	"context"
	"fmt"
	"reflect"

	"github.com/azoth-orm/azoth/types"
)

// UpdateStatement is the tree of an UPDATE: the untyped value behind [Update]. It is immutable.
//
// SQLAlchemy: Update.
type UpdateStatement struct {
	// Table is what is updated; Entity the entity that was named, or nil for a table.
	Table  FromElement
	Entity *EntityRef
	// Set are the assignments that were written; Assigned adds what columns get by themselves.
	Set []Assignment
	// From are further FROM elements: UPDATE ... FROM.
	From  []FromElement
	Where []Element
	// Ordered says that Set is rendered in the order in which it was written, and not in that of the table's columns.
	Ordered bool
	// Limit is the largest number of rows that are written, or nil.
	Limit Element
	// NoDefaults says that columns which update themselves do not, unless they are in Set.
	NoDefaults bool
	// AllRows says that an UPDATE without WHERE is meant.
	AllRows bool
	// Returning are the items of RETURNING, Result the Go type of a row of them.
	Returning []SelectItem
	Result    reflect.Type
	// Rare holds the clauses that few statements have: WITH, prefixes, parameters; nil for none.
	Rare *RareClauses
	err  error
}

// ResultType is the Go type of a row of RETURNING, or nil.
func (s *UpdateStatement) ResultType() reflect.Type { return s.Result }

// Err is the first mistake that was made while the statement was built; that it has no WHERE is one, unless AllRows was said.
func (s *UpdateStatement) Err() error {
	if s.err != nil {
		return s.err
	}
	if err := s.Rare.Err(); err != nil {
		return err
	}
	if err := s.Rare.misplaced("an UPDATE", false, true); err != nil {
		return err
	}
	if err := needsWhere("UPDATE", s.Table, s.Where, s.AllRows); err != nil {
		return err
	}
	if len(s.Set) == 0 {
		return fmt.Errorf("expr: UPDATE of %s sets nothing (use Set)", s.Table.FromName())
	}
	return nil
}

func needsWhere(verb string, t FromElement, where []Element, all bool) error {
	if len(where) > 0 || all {
		return nil
	}
	return fmt.Errorf("expr: %s of %s has no condition and would write every row (add Where, or say AllRows)", verb, t.FromName())
}

// Assigned are the assignments, with those of the columns that update themselves.
func (s *UpdateStatement) Assigned() []Assignment {
	if s.NoDefaults {
		return s.Set
	}
	return withDefaults(s.Set, s.Table, ColumnDefaults.UpdateDefault)
}

// AppendKey writes assignments and clauses.
func (s *UpdateStatement) AppendKey(k *Key) {
	k.Tag(TagUpdate)
	if err := settle(s.Table); err != nil {
		k.Fail(err)
	}
	if err := s.Err(); err != nil {
		k.Fail(err)
	}
	k.begin(s.Rare)
	s.Rare.appendKey(k)
	k.Element(s.Table)
	appendAssignments(k, s.Assigned())
	k.Uint(uint64(len(s.From)))
	for _, f := range s.From {
		k.Element(f)
	}
	k.Elements(s.Where)
	k.Bool(s.Ordered)
	k.Element(s.Limit)
	appendReturning(k, s.Returning, s.Result)
	k.end(s.Rare)
}

// Children shows what is updated, the values, the conditions and the other clauses.
func (s *UpdateStatement) Children(v *Visitor) {
	rareChildren(v, &s.Rare)
	Inner(v, &s.Table)
	Inner(v, &s.Entity)
	assignmentChildren(v, &s.Set, true)
	InnerList(v, &s.From)
	ChildList(v, &s.Where)
	Inner(v, &s.Limit)
	itemChildren(v, &s.Returning)
}

// Update is an immutable UPDATE of the table of T. Every method returns a new statement. Without Where it is an error, unless
// AllRows is said.
//
// SQLAlchemy: Update.
type Update[T any] struct{ s *UpdateStatement }

// NewUpdate is an UPDATE of the table of an entity.
func NewUpdate[T any](m Item[*T]) Update[T] {
	e, t := writeTarget(ItemElement(m))
	s := &UpdateStatement{Table: t, Entity: e}
	if t == nil {
		s.err = fmt.Errorf("expr: UPDATE of something that is no mapping (give the mapping that orm.Declare returned)")
	}
	return Update[T]{s}
}

// NewUpdateTable is an UPDATE of a table that no struct maps.
func NewUpdateTable(t From) Update[Dynamic] {
	return Update[Dynamic]{&UpdateStatement{Table: t.sqlFrom()}}
}

func (u Update[T]) copy() (Update[T], *UpdateStatement) {
	c := *u.s
	return Update[T]{&c}, &c
}

// Set adds assignments. SQLAlchemy: values.
func (u Update[T]) Set(a ...Assignment) Update[T] {
	n, s := u.copy()
	s.Set = append(clip(s.Set), a...)
	if s.err == nil {
		s.err = checkUpdate(s.Table, s.Set)
	}
	return n
}

// SetInOrder adds assignments and has all of them rendered in the order in which they were written: MySQL assigns one after the other, and
// the later ones see what the earlier ones wrote. SQLAlchemy: ordered_values.
func (u Update[T]) SetInOrder(a ...Assignment) Update[T] {
	n, s := u.Set(a...).copy()
	s.Ordered = true
	return n
}

// Limit renders LIMIT n: at most n rows are written. MySQL has it. SQLAlchemy: mysql.limit.
func (u Update[T]) Limit(count int) Update[T] {
	n, s := u.copy()
	s.Limit = NewConstant(types.Int64Value(int64(count)))
	return n
}

// checkUpdate is checkAssignments of an UPDATE, which may assign to columns of the other tables that it names: MySQL can.
func checkUpdate(t FromElement, as []Assignment) error {
	var own []Assignment
	for i, a := range as {
		switch {
		case a.Column == nil || a.Value == nil || a.Column.From == t || a.Column.From == nil:
			own = append(own, a)
		case assigns(as[:i], a.Column):
			return fmt.Errorf("expr: UPDATE of %s: %s is set twice", t.FromName(), nameForPeople(a.Column))
		}
	}
	return checkAssignments("UPDATE", t, own)
}

// Where adds conditions, joined by AND. A zero Bool is left out. SQLAlchemy: where.
func (u Update[T]) Where(p ...Predicate) Update[T] {
	n, s := u.copy()
	s.Where = appendPredicates(s.Where, p)
	return n
}

// From adds FROM elements, whose columns the assignments and conditions use: UPDATE ... FROM. Those that a condition names need not
// be given.
func (u Update[T]) From(f ...From) Update[T] {
	n, s := u.copy()
	s.From = clip(s.From)
	for _, x := range f {
		s.From = append(s.From, x.sqlFrom())
	}
	return n
}

// AllRows says that every row is meant.
func (u Update[T]) AllRows() Update[T] {
	n, s := u.copy()
	s.AllRows = true
	return n
}

// Extend adds clauses that few statements have: azoth.With, azoth.Prefix, azoth.Bind. SQLAlchemy: add_cte, prefix_with, params.
func (u Update[T]) Extend(c ...Clause) Update[T] {
	n, s := u.copy()
	s.Rare = extended(s.Rare, c)
	return n
}

// SelectedColumns are the columns of RETURNING, for the statement as a common table expression.
func (s *UpdateStatement) SelectedColumns() []Element { return expand(s.Returning) }

// Statement is the untyped statement.
func (u Update[T]) Statement() *UpdateStatement { return u.s }

// Err is the first mistake that was made while the statement was built. Every end of the statement returns it, too.
func (u Update[T]) Err() error { return u.s.Err() }

// Exec runs the statement and tells how many rows it wrote. SQLAlchemy: execute, rowcount.
func (u Update[T]) Exec(ctx context.Context, ex Executor) (int64, error) { return Exec(ctx, ex, u.s) }

func (u Update[T]) sqlWrites(T) {}
func (u Update[T]) returning(items []SelectItem, r reflect.Type) Statement {
	_, s := u.copy()
	s.Returning, s.Result = items, r
	return s
}
