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
	// Binds are the values of the placeholders, by name.
	Binds []*Bind
	Type  types.Type
	// Literal says that the text is a column expression without placeholders: literal_column.
	Literal bool
}

// NewText is the fragment sql.
func NewText(sql string) *TextFragment {
	n := &TextFragment{SQL: sql}
	n.self = n
	return n
}

// Bound is t with a value for :name.
func (t *TextFragment) Bound(name string, v types.Value) *TextFragment {
	c := *t
	c.self = &c
	b := NewBind(v)
	b.Name = name
	c.Binds = append(clip(t.Binds), b)
	return &c
}

// AppendKey writes the text and the names, and hands the values over.
func (t *TextFragment) AppendKey(k *Key) {
	k.Tag(TagText)
	k.Bool(t.Literal)
	k.String(t.SQL)
	k.Uint(uint64(len(t.Binds)))
	for _, b := range t.Binds {
		k.String(b.Name)
		k.Bind(b)
	}
}

// Children visits nothing.
func (t *TextFragment) Children(func(Element)) {}

// SQLType is the declared type of the text.
func (t *TextFragment) SQLType() types.Type { return t.Type }

// Condition is SQL text as a condition: azoth.TextCondition("id < :n").Bind("n", 3).
type Condition struct{ t *TextFragment }

// MakeCondition is sql as a condition.
func MakeCondition(sql string) Condition { return Condition{NewText(sql)} }

// Bind gives :name a value. SQLAlchemy: TextClause.bindparams.
func (c Condition) Bind(name string, v any) Condition {
	return Condition{c.t.Bound(name, types.ValueOfAny(v))}
}

func (c Condition) sqlNode() *Base    { return &c.t.Base }
func (c Condition) sqlValue(bool)     {}
func (c Condition) sqlOrder() Element { return c.t }

// TextQuery is a whole statement in SQL. Its rows are mapped by the names of their columns: onto the fields of a struct, onto an
// entity, or, of one column, onto a value.
//
// SQLAlchemy: text, TextualSelect, Select.from_statement.
type TextQuery struct {
	Text *TextFragment
	// Item is the only item of a row: an entity, or nil for a struct or a value of the type Result.
	Entity *EntityRef
	Result reflect.Type
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
}

// Children visits the text.
func (t *TextQuery) Children(visit func(Element)) { visit(t.Text) }

// SelectedColumns are unknown before the statement runs.
func (t *TextQuery) SelectedColumns() []Element {
	if t.Entity == nil {
		return nil
	}
	var out []Element
	for _, c := range t.Entity.Columns() {
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

// Bind gives :name a value. SQLAlchemy: bindparams, params.
func (s TextSelect[R]) Bind(name string, v any) TextSelect[R] {
	c := *s.t
	c.Text = c.Text.Bound(name, types.ValueOfAny(v))
	return TextSelect[R]{&c}
}

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
