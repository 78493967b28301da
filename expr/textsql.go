package expr

import (
	"context"
	"iter"
	"reflect"

	"github.com/azoth-orm/azoth/types"
)

// TextFragment is SQL text inside a statement, with :name placeholders. It is the only way for text to become SQL.
//
// SQLAlchemy: TextClause.
type TextFragment struct {
	Base
	SQL string
	// Args are what stands for the placeholders, by name.
	Args []TextArg
	Type types.Type
	// Literal says that the text is a column expression without placeholders: literal_column.
	Literal bool
}

// NewText is the fragment sql.
func NewText(sql string) *TextFragment {
	n := &TextFragment{SQL: sql}
	n.self = n
	return n
}

// TextArg is what stands for a :name: a [Bind], a [TextList], or any expression.
type TextArg struct {
	Name string
	X    Element
}

// Bound is t with v for :name: a Go value, a list of [ListOf], or an expression.
func (t *TextFragment) Bound(name string, v any) *TextFragment {
	c := *t
	c.self = &c
	c.Args = append(clip(t.Args), TextArg{name, argument(name, v)})
	return &c
}

func argument(name string, v any) Element {
	switch v := v.(type) {
	case ValueList:
		return newTextList(v)
	case Node:
		b, ok := ElementOf(v).(*Bind)
		if !ok {
			return ElementOf(v)
		}
		named := NewBind(b.Value)
		named.Name, named.Type = name, b.Type
		return named
	}
	b := NewBind(types.ValueOfAny(v))
	b.Name = name
	return b
}

// ValueList is a list of values for a placeholder of SQL text.
type ValueList struct {
	vs  []types.Value
	typ types.Type
}

// ListOf is (?, ?, …), what stands for a :name behind IN in SQL text. SQLAlchemy: bindparam(expanding=True).
func ListOf[V any](vs ...V) ValueList {
	t, _, _ := types.Infer(reflect.TypeFor[V]())
	return ValueList{valuesOf(vs), t}
}

// TextList is a list of values that stands for a :name: (?, ?, …).
type TextList struct {
	Base
	// List stands for the values: the compiler renders it once for each.
	List Bind
	// Values are the values, padded as those of an [In] are.
	Values []types.Value
	Type   types.Type
}

func newTextList(v ValueList) *TextList {
	n := &TextList{Values: v.vs, Type: v.typ}
	if len(v.vs) > 0 {
		n.Values = pad(v.vs, 1)
	}
	n.self = n
	n.List.self = &n.List
	return n
}

// AppendKey writes the length and hands the values over.
func (l *TextList) AppendKey(k *Key) {
	k.Tag(TagTextList)
	k.SQLType(l.Type)
	k.Uint(uint64(len(l.Values)))
	k.BindList(&l.List, l.Values)
}

// Children shows nothing.
func (l *TextList) Children(*Visitor) {}

// AppendKey writes the text and the names, and hands the values over.
func (t *TextFragment) AppendKey(k *Key) {
	k.Tag(TagText)
	k.Bool(t.Literal)
	k.String(t.SQL)
	k.Uint(uint64(len(t.Args)))
	for _, a := range t.Args {
		k.String(a.Name)
		k.Element(a.X)
	}
}

// Children shows the expressions that stand for placeholders.
func (t *TextFragment) Children(v *Visitor) {
	EachPart(v, &t.Args, func(a *TextArg) { Child(v, &a.X) })
}

// SQLType is the declared type of the text.
func (t *TextFragment) SQLType() types.Type { return t.Type }

// Condition is SQL text as a condition: azoth.TextCondition("id < :n").Bind("n", 3).
type Condition struct{ t *TextFragment }

// MakeCondition is sql as a condition.
func MakeCondition(sql string) Condition { return Condition{NewText(sql)} }

// Bind gives :name a value: a Go value, which is bound, an azoth.List, or an expression, which is rendered in its place.
// SQLAlchemy: TextClause.bindparams, tstring.
func (c Condition) Bind(name string, v any) Condition { return Condition{c.t.Bound(name, v)} }

func (c Condition) sqlNode() *Base    { return &c.t.Base }
func (c Condition) sqlValue(bool)     {}
func (c Condition) sqlOrder() Element { return c.t }

// TextQuery is a whole statement in SQL. Its rows are mapped by the names of their columns: onto the fields of a struct, onto an
// entity, or, of one column, onto a value.
//
// SQLAlchemy: text, TextualSelect, Select.from_statement.
type TextQuery struct {
	Text *TextFragment
	// Entity is the only item of a row, or nil for a struct or a value of the type Result.
	Entity *EntityRef
	// Columns are the columns that were declared, in order; none says that they follow from Result.
	Columns []*ColumnRef
	Result  reflect.Type
	// Options are loader options of the entity.
	Options []LoadSpec
}

// ResultType is the Go type of a row.
func (t *TextQuery) ResultType() reflect.Type { return t.Result }

// Err is nil: text is checked by the database.
func (t *TextQuery) Err() error { return nil }

// AppendKey writes the text, the entity and the type of a row.
func (t *TextQuery) AppendKey(k *Key) {
	k.Tag(TagTextQuery)
	t.Text.AppendKey(k)
	if t.Entity == nil {
		k.Tag(TagNone)
	} else {
		t.Entity.AppendKey(k)
	}
	if t.Result != nil {
		k.Type(t.Result)
	}
	appendOptions(k, t.Options)
	k.Uint(uint64(len(t.Columns)))
	for _, c := range t.Columns {
		k.String(c.Name)
		k.SQLType(c.Type)
	}
}

// Children shows the text, the entity and the columns.
func (t *TextQuery) Children(v *Visitor) {
	Child(v, &t.Text)
	Inner(v, &t.Entity)
	InnerList(v, &t.Columns)
}

// SelectedColumns are the columns that were declared, those of the entity, or the fields of a row.
func (t *TextQuery) SelectedColumns() []Element {
	var out []Element
	columns := t.Columns
	if columns == nil && t.Entity != nil {
		columns = t.Entity.Columns()
	}
	if columns == nil && t.Result != nil && t.Result.Kind() == reflect.Struct {
		columns = (&Values{}).fieldsOf(t.Result)
	}
	for _, c := range columns {
		out = append(out, c)
	}
	return out
}

// TextSelect is a statement in SQL whose rows are R.
type TextSelect[R any] struct{ t *TextQuery }

// NewTextSelect is the statement sql; rows are mapped onto R by name.
func NewTextSelect[R any](sql string) TextSelect[R] {
	return TextSelect[R]{&TextQuery{Text: NewText(sql), Result: reflect.TypeFor[R]()}}
}

// FromText reads the entity i from the statement sql, whose columns have the entity's column names.
// SQLAlchemy: select(Entity).from_statement(text(...)).
func FromText[R any](i Item[R], sql string) TextSelect[R] {
	e, _ := ItemElement(i).(*EntityRef)
	return TextSelect[R]{&TextQuery{Text: NewText(sql), Entity: e, Result: reflect.TypeFor[R]()}}
}

// Bind gives :name a value: a Go value, which is bound, an azoth.List, or an expression, which is rendered in its place.
// SQLAlchemy: bindparams, params.
func (s TextSelect[R]) Bind(name string, v any) TextSelect[R] {
	return TextSelect[R]{s.t.bound(name, v)}
}

func (t *TextQuery) bound(name string, v any) *TextQuery {
	c := *t
	c.Text = c.Text.Bound(name, v)
	return &c
}

// Columns says which columns the text selects, in order, for a subquery of it: columns of a table, or azoth.Column(name, type). Without it
// they follow from R: the fields of a struct, or the columns of an entity. SQLAlchemy: TextClause.columns.
func (s TextSelect[R]) Columns(cs ...Column) TextSelect[R] { return TextSelect[R]{s.t.columns(cs)} }

func (t *TextQuery) columns(cs []Column) *TextQuery {
	c := *t
	c.Columns = nil
	for _, x := range cs {
		c.Columns = append(c.Columns, x.Ref())
	}
	return &c
}

// Subquery makes s a FROM element: (text) AS name. Without a name it is anonymous: anon_1. SQLAlchemy: TextualSelect.subquery.
func (s TextSelect[R]) Subquery(name string) Derived {
	return Derived{&Subquery{Query: s.t, Name: name}}
}

// CTE makes s a common table expression: WITH name AS (text). SQLAlchemy: TextualSelect.cte.
func (s TextSelect[R]) CTE(name string, o ...CTEOption) Derived { return newCTE(s.t, name, o) }

// TextSource is SQL text in FROM.
//
// SQLAlchemy: select_from(text()).
type TextSource struct{ Text *TextFragment }

// TextFrom is SQL text in FROM: azoth.Select(…).From(azoth.TextFrom("users AS u")). Nothing is known of its columns. The text is not checked:
// it must not come from outside. SQLAlchemy: select_from(text()).
func TextFrom(sql string) Derived { return Derived{&TextSource{NewText(sql)}} }

// FromName is empty.
func (*TextSource) FromName() string { return "" }

// FromColumns are not known.
func (*TextSource) FromColumns() []*ColumnRef { return nil }

// AppendKey writes the text.
func (t *TextSource) AppendKey(k *Key) {
	k.Tag(TagTextFrom)
	t.Text.AppendKey(k)
}

// Children shows the text, of whose FROM elements nothing is known.
func (t *TextSource) Children(v *Visitor) { Inner(v, &t.Text) }

// Statement is the untyped statement.
func (s TextSelect[R]) Statement() *TextQuery { return s.t }

// Err is the first mistake that was made while the statement was built.
func (s TextSelect[R]) Err() error { return s.t.Err() }

// All reads every row. SQLAlchemy: Result.all.
func (s TextSelect[R]) All(ctx context.Context, ex Executor) ([]R, error) {
	return all[R](ctx, ex, s.t)
}

// One reads the only row: [ErrNoResult], [ErrMultipleResults]. SQLAlchemy: Result.one.
func (s TextSelect[R]) One(ctx context.Context, ex Executor) (R, error) { return one[R](ctx, ex, s.t) }

// First reads the first row; false says that there is none. SQLAlchemy: Result.first.
func (s TextSelect[R]) First(ctx context.Context, ex Executor) (R, bool, error) {
	return first[R](ctx, ex, s.t)
}

// Iter streams the rows; the connection is released at the end and on break. SQLAlchemy: Result.yield_per.
func (s TextSelect[R]) Iter(ctx context.Context, ex Executor) iter.Seq2[R, error] {
	return stream[R](ctx, ex, s.t)
}

// Exec runs the statement for its effect and tells how many rows it wrote.
func (s TextSelect[R]) Exec(ctx context.Context, ex Executor) (int64, error) {
	return Exec(ctx, ex, s.t)
}
