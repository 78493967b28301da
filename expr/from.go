package expr

import (
	"fmt"
	"strings"
)

// FromElement is what a FROM clause lists: a table, an alias, a subquery, a CTE.
//
// SQLAlchemy: FromClause.
type FromElement interface {
	Element
	// FromName is the name that qualifies the columns; "" is anonymous: the compiler makes a name.
	FromName() string
	// FromColumns are the columns that it offers, in order. An element of an application makes them at each call, with itself as their From:
	// a copy of it has columns of its own then.
	FromColumns() []*ColumnRef
}

// From is a handle of a FROM element: a mapping, an alias, a table, a subquery, a CTE.
type From interface {
	Target
	sqlFrom() FromElement
}

// FromOf is the element of a handle.
func FromOf(f From) FromElement { return f.sqlFrom() }

// Target is what a SELECT joins: a relation, or anything that is a [From].
type Target interface{ sqlTarget() JoinTarget }

// JoinTarget is the right side of a join: a FROM element, or a path along a relationship.
type JoinTarget struct {
	From FromElement
	Path JoinPath
}

// children shows what is joined; a path is asked for its steps, and is only these if one of them changed.
func (t *JoinTarget) children(v *Visitor) {
	if t.Path == nil {
		Inner(v, &t.From)
		return
	}
	steps, err := t.Path.Steps()
	if err != nil {
		v.fail(err)
		return
	}
	before := v.edits
	EachPart(v, &steps, func(s *JoinStep) {
		Inner(v, &s.Left)
		Inner(v, &s.Right)
		Inner(v, &s.On)
	})
	if v.edits != before {
		t.Path = knownPath(steps)
	}
}

// knownPath is a path whose steps are known.
type knownPath []JoinStep

// Steps are the steps.
func (p knownPath) Steps() ([]JoinStep, error) { return p, nil }

// TargetOf is what t joins.
func TargetOf(t Target) JoinTarget { return t.sqlTarget() }

// JoinPath is a way from one FROM element to another that is known only when the mapping is configured: a relationship. The steps
// are found when the statement is first used.
type JoinPath interface {
	Steps() ([]JoinStep, error)
}

// JoinStep joins Right to Left, which is in the FROM list already.
type JoinStep struct {
	Left, Right FromElement
	On          Element
}

// Alias is a FROM element under another name.
//
// SQLAlchemy: Alias, aliased.
type Alias struct {
	// Of is what is aliased.
	Of FromElement
	// Name is the alias; "" is anonymous: addresses_1.
	Name string
}

// NewAlias is of AS name.
func NewAlias(of FromElement, name string) *Alias { return &Alias{Of: of, Name: name} }

// FromName is the alias.
func (a *Alias) FromName() string { return a.Name }

// FromColumns are the columns of the aliased element, qualified by the alias.
func (a *Alias) FromColumns() []*ColumnRef { return columnsOn(a.Of.FromColumns(), a) }

func columnsOn(cs []*ColumnRef, from FromElement) []*ColumnRef {
	out := make([]*ColumnRef, len(cs))
	for i, c := range cs {
		out[i] = c.On(from)
	}
	return out
}

// AppendKey writes the alias once and a reference to it after that.
func (a *Alias) AppendKey(k *Key) {
	if k.Seen(a) {
		return
	}
	k.Tag(TagAlias)
	k.String(a.Name)
	a.Of.AppendKey(k)
}

// Children shows what is aliased.
func (a *Alias) Children(v *Visitor) { Child(v, &a.Of) }

func (a *Alias) sqlFrom() FromElement  { return a }
func (a *Alias) sqlTarget() JoinTarget { return JoinTarget{From: a} }

// Subquery is a SELECT in FROM.
//
// SQLAlchemy: Subquery.
type Subquery struct {
	// Query is the statement inside.
	Query Selectable
	// Name is the alias; "" is anonymous: anon_1.
	Name string
	// Lateral lets the statement inside see the FROM elements to its left.
	Lateral bool
}

// Selectable is a statement that can stand in FROM: a SELECT, a set operation, a textual SELECT.
type Selectable interface {
	Element
	// SelectedColumns are the elements that a row has, entities expanded into their columns. A label names its column.
	SelectedColumns() []Element
}

// FromName is the alias.
func (s *Subquery) FromName() string { return s.Name }

// FromColumns are the columns of the statement inside, by their labels and names.
func (s *Subquery) FromColumns() []*ColumnRef { return derivedColumns(s, s.Query) }

// AppendKey writes the statement inside once and a reference to it after that.
func (s *Subquery) AppendKey(k *Key) {
	if k.Seen(s) {
		return
	}
	k.Tag(TagSubquery)
	k.String(s.Name)
	k.Bool(s.Lateral)
	s.Query.AppendKey(k)
}

// Children shows the statement inside, which has a FROM of its own.
func (s *Subquery) Children(v *Visitor) { Inner(v, &s.Query) }

func (s *Subquery) sqlFrom() FromElement  { return s }
func (s *Subquery) sqlTarget() JoinTarget { return JoinTarget{From: s} }

func derivedColumns(from FromElement, q Selectable) []*ColumnRef {
	var out []*ColumnRef
	query, _ := q.(*Query)
	byTable := query != nil && query.Rare != nil && query.Rare.Labels == LabelTableColumn
	for _, e := range q.SelectedColumns() {
		name := NameOf(e)
		if col, ok := e.(*ColumnRef); ok && byTable && col.From != nil {
			name = TablePrefix(col.From) + name
		}
		c := NewColumn(from, name, TypeOf(e))
		c.Of, c.Place = e, len(out)+1
		out = append(out, c)
	}
	return out
}

// TablePrefix is what [LabelTableColumn] puts in front of the columns of f: its schema and its name; "" if f is anonymous.
func TablePrefix(f FromElement) string {
	n := f.FromName()
	if n == "" {
		return ""
	}
	if s, ok := f.(interface{ FromSchema() string }); ok && s.FromSchema() != "" {
		return strings.ReplaceAll(s.FromSchema(), ".", "_") + "_" + n + "_"
	}
	return n + "_"
}

// NameOf is the name under which a SELECT offers e: its label or its column name; "" if it has none of its own.
func NameOf(e Element) string {
	switch e := e.(type) {
	case *Label:
		return e.Name
	case *ColumnRef:
		return e.Name
	}
	return ""
}

// Corresponding is the column of from that e became: from is an alias of e's table, or a subquery that selects e.
func Corresponding(from FromElement, e Element) *ColumnRef {
	name := NameOf(e)
	for _, c := range from.FromColumns() {
		if SameElement(c.Of, e) {
			return c
		}
		if l, ok := c.Of.(*Label); ok && SameElement(l.X, e) {
			return c
		}
	}
	if _, ok := e.(*Label); !ok || name == "" {
		return nil
	}
	for _, c := range from.FromColumns() {
		if c.Name == name {
			return c
		}
	}
	return nil
}

// SameElement tells whether a and b are one element, or one column of one FROM element.
func SameElement(a, b Element) bool {
	if a == b {
		return true
	}
	x, ok := a.(*ColumnRef)
	y, ok2 := b.(*ColumnRef)
	return ok && ok2 && x.From == y.From && x.Name == y.Name && x.Number == y.Number && x.Place == y.Place
}

// Derived is a handle of a subquery, a CTE or a table whose columns are not fields of a Go struct.
type Derived struct{ f FromElement }

// MakeDerived is the handle of f.
func MakeDerived(f FromElement) Derived { return Derived{f} }

func (d Derived) sqlFrom() FromElement  { return d.f }
func (d Derived) sqlTarget() JoinTarget { return JoinTarget{From: d.f} }

// Columns are the names of d's columns; a column that has a key goes by that.
func (d Derived) Columns() []string { return columnNames(d.f.FromColumns()) }

// C is d's column of that name, without a Go type. It panics if there is none. SQLAlchemy: FromClause.c.
func (d Derived) C(name string) Dynamic {
	c, err := ColumnNamed(d.f, name)
	if err != nil {
		panic(err)
	}
	return Dynamic{&c.Base}
}

// ColumnNamed is the column of f with that name.
func ColumnNamed(f FromElement, name string) (*ColumnRef, error) {
	cs := f.FromColumns()
	for _, c := range cs {
		if c.Key() == name {
			return c, nil
		}
	}
	return nil, fmt.Errorf("expr: %s has no column %q (it has %s)", fromLabel(f), name, strings.Join(columnNames(cs), ", "))
}

func fromLabel(f FromElement) string {
	if n := f.FromName(); n != "" {
		return n
	}
	return "the subquery"
}

func columnNames(cs []*ColumnRef) []string {
	out := make([]string, len(cs))
	for i, c := range cs {
		out[i] = c.Key()
	}
	return out
}

// Col is the column of a CTE or subquery that x became, with x's types and operators. It panics if d does not select x.
func Col[E any, P Kind[E]](d Derived, x E) E {
	out := P(new(E))
	e := ElementOf(P(&x))
	c := Corresponding(d.f, e)
	if c == nil {
		panic(fmt.Errorf("expr: %s does not select %s (it has %s)", fromLabel(d.f), nameForPeople(e), strings.Join(d.Columns(), ", ")))
	}
	out.attach(c)
	return *out
}

func nameForPeople(e Element) string {
	if c, ok := e.(*ColumnRef); ok && c.From != nil {
		return fromLabel(c.From) + "." + c.Name
	}
	if n := NameOf(e); n != "" {
		return n
	}
	return fmt.Sprintf("this %T (label it with As)", e)
}

// Adapted is an expression whose columns are those of other FROM elements than the ones that it was written with: of an alias of
// its table, of a subquery that wraps it. The compiler replaces them while it renders.
//
// SQLAlchemy: ClauseAdapter.
type Adapted struct {
	Base
	X        Element
	From, To FromElement
}

// NewAdapted is x with the columns of from taken from to.
func NewAdapted(x Element, from, to FromElement) *Adapted {
	n := &Adapted{X: x, From: from, To: to}
	n.self = n
	return n
}

// AppendKey writes the expression and both FROM elements.
func (a *Adapted) AppendKey(k *Key) {
	k.Tag(TagAdapted)
	k.Element(a.X)
	k.Element(a.From)
	k.Element(a.To)
}

// Children shows the expression and both FROM elements.
func (a *Adapted) Children(v *Visitor) {
	Child(v, &a.X)
	Inner(v, &a.From)
	Inner(v, &a.To)
}
