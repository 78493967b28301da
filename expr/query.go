package expr

import "reflect"

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
	CTEs      []*CTE
	// Extensions are a dialect's own clauses.
	Extensions []Extension
}

// Extension is a dialect's own clause at a named point of a statement.
type Extension struct {
	Point string
	Node  Element
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
func (q *Query) Err() error { return q.err }

// ResultType is the Go type of a row.
func (q *Query) ResultType() reflect.Type { return q.Result }

// SelectedColumns are the columns of a row; entities are expanded.
func (q *Query) SelectedColumns() []Element {
	var out []Element
	for _, i := range q.Items {
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
	if q.err != nil {
		k.Fail(q.err)
	}
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
	if q.Rare != nil {
		q.Rare.appendKey(k)
	}
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
	k.Tag(TagList)
	k.Bool(r.Distinct)
	k.Elements(r.DistinctOn)
	k.Bool(r.CrossJoin)
	r.ForUpdate.appendKey(k)
	k.Uint(uint64(len(r.Correlate)))
	for _, f := range r.Correlate {
		k.Element(f)
	}
	k.Uint(uint64(len(r.CTEs)))
	for _, c := range r.CTEs {
		k.Element(c)
	}
	for _, x := range r.Extensions {
		k.String(x.Point)
		k.Element(x.Node)
	}
}

// Children visits nothing: a SELECT inside another statement has a FROM of its own.
func (q *Query) Children(func(Element)) {}

// Clone is a copy of q whose slices may be appended to: they are clipped, so that an append never writes into a shared array.
func (q *Query) Clone() *Query {
	c := *q
	return &c
}

func clip[T any](s []T) []T { return s[:len(s):len(s)] }
