package expr

import "github.com/azoth-orm/azoth/types"

// Select is an immutable SELECT whose rows are R. Every method returns a new statement; the old one stays what it was, and both
// may be used by any number of goroutines.
//
// SQLAlchemy: Select.
type Select[R any] struct{ query[R] }

func (s Select[R]) copy() (Select[R], *Query) {
	c := *s.q
	return Select[R]{query[R]{&c}}, &c
}

// Where adds conditions, joined by AND. A zero Bool is left out. SQLAlchemy: where.
func (s Select[R]) Where(p ...Predicate) Select[R] {
	n, q := s.copy()
	q.Where = appendPredicates(q.Where, p)
	return n
}

func appendPredicates(to []Element, ps []Predicate) []Element {
	to = clip(to)
	for _, p := range ps {
		if p != nil {
			to = appendOperand(to, OpAnd, p.sqlNode().Element())
		}
	}
	return to
}

// OrderBy adds to ORDER BY: columns, other expressions, or their Asc() and Desc(). SQLAlchemy: order_by.
func (s Select[R]) OrderBy(o ...Ordering) Select[R] {
	n, q := s.copy()
	q.Order = clip(q.Order)
	for _, x := range o {
		q.Order = append(q.Order, x.sqlOrder())
	}
	return n
}

// GroupBy adds to GROUP BY. SQLAlchemy: group_by.
func (s Select[R]) GroupBy(ns ...Node) Select[R] {
	n, q := s.copy()
	q.Group = append(clip(q.Group), elementsOf(ns)...)
	return n
}

// Having adds conditions on groups, joined by AND. SQLAlchemy: having.
func (s Select[R]) Having(p ...Predicate) Select[R] {
	n, q := s.copy()
	q.Having = appendPredicates(q.Having, p)
	return n
}

// Limit renders LIMIT ?: at most n rows. SQLAlchemy: limit.
func (s Select[R]) Limit(n int) Select[R] {
	c, q := s.copy()
	q.Limit = NewBind(types.Int64Value(int64(n)))
	return c
}

// Offset renders OFFSET ?: without the first n rows. SQLAlchemy: offset.
func (s Select[R]) Offset(n int) Select[R] {
	c, q := s.copy()
	q.Offset = NewBind(types.Int64Value(int64(n)))
	return c
}

// From adds FROM elements that no column implies. SQLAlchemy: select_from.
func (s Select[R]) From(f ...From) Select[R] {
	n, q := s.copy()
	q.From = clip(q.From)
	for _, x := range f {
		q.From = append(q.From, x.sqlFrom())
	}
	return n
}

// Join joins along a relation (its condition, and those given), to an alias or another table (the conditions given, or the only
// foreign key between them). SQLAlchemy: join.
func (s Select[R]) Join(t Target, on ...Predicate) Select[R] { return s.join(InnerJoin, t, on) }

// OuterJoin is the LEFT OUTER JOIN of Join. Columns of t may be NULL then: say Nullable(). SQLAlchemy: outerjoin.
func (s Select[R]) OuterJoin(t Target, on ...Predicate) Select[R] { return s.join(LeftJoin, t, on) }

// FullJoin is the FULL OUTER JOIN of Join. SQLAlchemy: join(full=True).
func (s Select[R]) FullJoin(t Target, on ...Predicate) Select[R] { return s.join(FullJoin, t, on) }

func (s Select[R]) join(kind JoinKind, t Target, on []Predicate) Select[R] {
	n, q := s.copy()
	q.Joins = append(clip(q.Joins), JoinClause{Kind: kind, Target: t.sqlTarget(), On: And(on...).b.Element()})
	return n
}

func (s Select[R]) rare() (Select[R], *RareClauses) {
	n, q := s.copy()
	var r RareClauses
	if q.Rare != nil {
		r = *q.Rare
	}
	q.Rare = &r
	return n, &r
}

// Distinct renders SELECT DISTINCT. SQLAlchemy: distinct.
func (s Select[R]) Distinct() Select[R] {
	n, r := s.rare()
	r.Distinct = true
	return n
}

// CrossJoin says that FROM elements that no join and no condition links are meant. Without it they are an error.
func (s Select[R]) CrossJoin() Select[R] {
	n, r := s.rare()
	r.CrossJoin = true
	return n
}

// Correlate takes FROM elements from the statement around this one. A subquery in an expression does so by itself for the
// elements that the outer statement has. SQLAlchemy: correlate.
func (s Select[R]) Correlate(f ...From) Select[R] {
	n, r := s.rare()
	r.Correlate = clip(r.Correlate)
	for _, x := range f {
		r.Correlate = append(r.Correlate, x.sqlFrom())
	}
	return n
}

// Extend adds clauses that few statements have: azoth.Fetch, azoth.With, azoth.Prefix, azoth.Hint, those of a dialect, and those of the
// program itself. SQLAlchemy: fetch, add_cte, prefix_with, with_hint, ext.
func (s Select[R]) Extend(c ...Clause) Select[R] {
	n, q := s.copy()
	q.Rare = extended(q.Rare, c)
	return n
}

// Options says how the entity of a Select of one entity is loaded. For entities among other items: orm.With(entity, ...).
// SQLAlchemy: options.
func (s Select[R]) Options(o ...LoadOption[R]) Select[R] {
	n, q := s.copy()
	q.Options = append(clip(q.Options), OptionSpecs(o)...)
	return n
}

// AsExists is EXISTS (s) as a condition. SQLAlchemy: exists.
func (s Select[R]) AsExists() Bool { return boolOf(NewExists(s.q)) }

// Subquery makes s a FROM element. Without a name it is anonymous: anon_1. SQLAlchemy: subquery.
func (s Select[R]) Subquery(name string) Derived { return Derived{&Subquery{Query: s.q, Name: name}} }

// CTE makes s a common table expression: WITH name AS (s). SQLAlchemy: cte.
func (s Select[R]) CTE(name string, o ...CTEOption) Derived { return newCTE(s.q, name, o) }

// Exists is EXISTS (SELECT ...) in an expression; FROM elements of the outer statement are correlated.
//
// SQLAlchemy: Exists.
type Exists struct {
	Base
	Query Selectable
}

// ExistsOf is EXISTS (s) of any statement that yields rows. SQLAlchemy: exists.
func ExistsOf[R any](s Rowset[R]) Bool { return boolOf(NewExists(s.selectable())) }

// NewExists is EXISTS (q).
func NewExists(q Selectable) *Exists {
	n := &Exists{Query: q}
	n.self = n
	return n
}

// AppendKey writes the statement inside.
func (e *Exists) AppendKey(k *Key) {
	k.Tag(TagExists)
	e.Query.AppendKey(k)
}

// Children shows the statement inside, which has a FROM of its own.
func (e *Exists) Children(v *Visitor) { Inner(v, &e.Query) }

// ScalarQuery is (SELECT ...) as an expression.
//
// SQLAlchemy: ScalarSelect.
type ScalarQuery struct {
	Base
	Query Selectable
}

// NewScalar is (q) as an expression.
func NewScalar(q Selectable) *ScalarQuery {
	n := &ScalarQuery{Query: q}
	n.self = n
	return n
}

// AppendKey writes the statement inside.
func (s *ScalarQuery) AppendKey(k *Key) {
	k.Tag(TagScalar)
	s.Query.AppendKey(k)
}

// Children shows the statement inside, which has a FROM of its own.
func (s *ScalarQuery) Children(v *Visitor) { Inner(v, &s.Query) }

// SQLType is the type of the only column.
func (s *ScalarQuery) SQLType() types.Type {
	if cs := s.Query.SelectedColumns(); len(cs) == 1 {
		return TypeOf(cs[0])
	}
	return nil
}

// Subselect is a SELECT of one item, or a set operation of such, whose SQL value is a V, nullable or not.
type Subselect[V any] interface {
	Select[V] | Select[*V] | Compound[V] | Compound[*V]
	selectable() Selectable
}

// Scalar makes s an expression. It is NULL if s yields no row. SQLAlchemy: scalar_subquery.
func Scalar[V any, S Subselect[V]](s S) Value[V, *V] {
	return MakeValue[V, *V](NewScalar(s.selectable()))
}

// InQuery renders x IN (s). SQLAlchemy: in_(select).
func InQuery[V any, S Subselect[V]](x Of[V], s S) Bool {
	return boolOf(NewBinary(OpIn, ElementOf(x), NewScalar(s.selectable())))
}

// NotInQuery renders x NOT IN (s). SQLAlchemy: not_in(select).
func NotInQuery[V any](x Of[V], s Select[V]) Bool {
	return boolOf(NewBinary(OpNotIn, ElementOf(x), NewScalar(s.q)))
}

// ExistsWhere is EXISTS (SELECT * FROM … WHERE ps): the FROM elements are those of ps that the outer statement does not have.
// SQLAlchemy: exists().where(...).
func ExistsWhere(ps ...Predicate) Bool {
	q := &Query{Items: []SelectItem{{Element: NewStar()}}}
	q.Where = appendPredicates(nil, ps)
	return boolOf(NewExists(q))
}
