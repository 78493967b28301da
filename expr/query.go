package expr

import (
	"fmt"
	"reflect"
)

// Query is the tree of a SELECT: the untyped value behind [Select]. It is immutable; the generative methods of Select copy it.
//
// SQLAlchemy: Select.
type Query struct {
	Items  []SelectItem
	Where  []Element
	Joins  []JoinClause
	From   []FromElement
	Group  []Element
	Having []Element
	Order  []Element
	Limit  Element
	Offset Element
	// Options are loader options of the only entity.
	Options []LoadSpec
	// Rare holds the clauses that few statements have; nil for none.
	Rare *RareClauses
	// Result is the Go type of a row.
	Result reflect.Type
	err    error
}

// SelectItem is an item of the SELECT list and the place of its value in a row.
type SelectItem struct {
	Element Element
	// Offset is where in the result the value goes, Type what is there.
	Offset uintptr
	Type   reflect.Type
}

// RareClauses are the clauses of a SELECT that few statements have.
type RareClauses struct {
	Distinct   bool
	DistinctOn []Element
	ForUpdate  *ForUpdate
	// CrossJoin says that FROM elements that nothing links are meant.
	CrossJoin bool
	// Correlate are FROM elements of an outer statement, left out of FROM even where the compiler would not.
	Correlate []FromElement
	// CTEs are common table expressions that the statement has whether it names them or not, CTEsHere those that stand in front of it even
	// where it is a part of another statement.
	CTEs, CTEsHere []*CTE
	// Fetch is FETCH FIRST, or nil.
	Fetch *FetchClause
	// Prefixes stand behind the first word of the statement, Suffixes at its end.
	Prefixes, Suffixes []DialectText
	Hints              []HintClause
	// Labels says how columns are labelled.
	Labels LabelStyle
	// Extensions are clauses of a dialect or of the program.
	Extensions []Extension
	// Params are the values of the statement's [Param]s, by name.
	Params []ParamValue
	// Options are the statement's execution options; they are no part of the SQL.
	Options []ExecutionOption

	err error
}

// fail keeps the first mistake.
func (r *RareClauses) fail(format string, args ...any) {
	if r.err == nil {
		r.err = fmt.Errorf(format, args...)
	}
}

// Err is the first mistake that was made while the clauses were built.
func (r *RareClauses) Err() error {
	if r == nil {
		return nil
	}
	return r.err
}

// JoinKind is the kind of a join.
type JoinKind uint8

// The kinds of joins.
const (
	InnerJoin JoinKind = iota
	LeftJoin
	FullJoin
)

// JoinClause is a join of a SELECT, in the order in which it was written. On nil means: inferred from the path, or from the only
// foreign key between the target and what is in FROM.
type JoinClause struct {
	Kind   JoinKind
	Target JoinTarget
	On     Element
}

// Err is the first mistake that was made while the statement was built.
func (q *Query) Err() error {
	if q.err != nil {
		return q.err
	}
	return q.Rare.Err()
}

// ResultType is the Go type of a row.
func (q *Query) ResultType() reflect.Type { return q.Result }

// SelectedColumns are the columns of a row; entities are expanded.
func (q *Query) SelectedColumns() []Element { return expand(q.Items) }

// expand is items with the columns of entities in their place.
func expand(items []SelectItem) []Element {
	var out []Element
	for _, i := range items {
		if e, ok := i.Element.(*EntityRef); ok {
			for _, c := range e.Columns() {
				out = append(out, c)
			}
			continue
		}
		out = append(out, i.Element)
	}
	return out
}

// AppendKey writes every clause.
func (q *Query) AppendKey(k *Key) {
	k.Tag(TagQuery)
	if err := q.Err(); err != nil {
		k.Fail(err)
	}
	k.begin(q.Rare)
	if q.Result != nil {
		k.Type(q.Result)
	}
	k.Uint(uint64(len(q.Items)))
	for _, i := range q.Items {
		k.Uint(uint64(i.Offset))
		k.Element(i.Element)
	}
	k.Elements(q.Where)
	k.Uint(uint64(len(q.Joins)))
	for i := range q.Joins {
		q.Joins[i].appendKey(k)
	}
	k.Uint(uint64(len(q.From)))
	for _, f := range q.From {
		k.Element(f)
	}
	k.Elements(q.Group)
	k.Elements(q.Having)
	k.Elements(q.Order)
	k.Element(q.Limit)
	k.Element(q.Offset)
	appendOptions(k, q.Options)
	q.Rare.appendKey(k)
	k.end(q.Rare)
}

func (j *JoinClause) appendKey(k *Key) {
	k.Tag(TagJoin)
	k.Uint(uint64(j.Kind))
	k.Element(j.On)
	if j.Target.Path == nil {
		k.Element(j.Target.From)
		return
	}
	steps, err := j.Target.Path.Steps()
	if err != nil {
		k.Fail(err)
	}
	k.Uint(uint64(len(steps)))
	for _, s := range steps {
		k.Element(s.Left)
		k.Element(s.Right)
		k.Element(s.On)
	}
}

func (r *RareClauses) appendKey(k *Key) {
	k.Bool(r != nil)
	if r == nil {
		return
	}
	k.Bool(r.Distinct)
	k.Elements(r.DistinctOn)
	k.Bool(r.CrossJoin)
	r.ForUpdate.appendKey(k)
	k.Uint(uint64(len(r.Correlate)))
	for _, f := range r.Correlate {
		k.Element(f)
	}
	for _, ctes := range [...][]*CTE{r.CTEs, r.CTEsHere} {
		k.Uint(uint64(len(ctes)))
		for _, c := range ctes {
			k.Element(c)
		}
	}
	r.Fetch.appendKey(k)
	appendTexts(k, r.Prefixes)
	appendTexts(k, r.Suffixes)
	k.Uint(uint64(len(r.Hints)))
	for _, h := range r.Hints {
		if h.From == nil {
			k.Tag(TagNone)
		} else {
			k.Element(h.From)
		}
		h.Text.appendKey(k)
	}
	k.Uint(uint64(r.Labels))
	k.Uint(uint64(len(r.Extensions)))
	for _, x := range r.Extensions {
		k.String(x.Point)
		k.Element(x.Node)
	}
}

// Children shows every clause. None of it is a part of a statement around: a SELECT has a FROM of its own.
func (q *Query) Children(v *Visitor) {
	rareChildren(v, &q.Rare)
	itemChildren(v, &q.Items)
	InnerList(v, &q.From)
	EachPart(v, &q.Joins, func(j *JoinClause) { j.children(v) })
	for _, es := range [...]*[]Element{&q.Where, &q.Group, &q.Having, &q.Order} {
		InnerList(v, es)
	}
	Inner(v, &q.Limit)
	Inner(v, &q.Offset)
}

// itemChildren shows what a statement selects, or returns.
func itemChildren(v *Visitor, items *[]SelectItem) {
	EachPart(v, items, func(i *SelectItem) { Inner(v, &i.Element) })
}

func (j *JoinClause) children(v *Visitor) {
	j.Target.children(v)
	Inner(v, &j.On)
}

// rareChildren shows the clauses that few statements have.
func rareChildren(v *Visitor, r **RareClauses) {
	Part(v, r, func(r *RareClauses) {
		InnerList(v, &r.CTEs)
		InnerList(v, &r.CTEsHere)
		InnerList(v, &r.DistinctOn)
		InnerList(v, &r.Correlate)
		Part(v, &r.ForUpdate, func(f *ForUpdate) { InnerList(v, &f.Of) })
		Part(v, &r.Fetch, func(f *FetchClause) { Inner(v, &f.N) })
		EachPart(v, &r.Hints, func(h *HintClause) { Inner(v, &h.From) })
		EachPart(v, &r.Extensions, func(x *Extension) { Inner(v, &x.Node) })
	})
}

// Clone is a copy of q whose slices may be appended to: they are clipped, so that an append never writes into a shared array.
func (q *Query) Clone() *Query {
	c := *q
	return &c
}

func clip[T any](s []T) []T { return s[:len(s):len(s)] }
