package orm

import (
	"github.com/azoth-orm/azoth/expr"
	"github.com/azoth-orm/azoth/orm/loading"
)

func relationOption[P, T any](s loading.Strategy, r Relation[P, T], nested []expr.LoadOption[*T]) expr.LoadOption[*P] {
	p := r.path()
	spec := &loading.Spec{Strategy: s, Rel: p.rel, Where: p.where, Order: p.order, Target: p.target}
	for _, n := range nested {
		if x, ok := n.Spec.(*loading.Spec); ok {
			spec.Nested = append(spec.Nested, x)
		}
	}
	return expr.LoadOption[*P]{Spec: spec}
}

// SelectIn loads r for all parents with one SELECT ... IN per 500 of them. Nested options are checked by the compiler: only options
// of T fit. SQLAlchemy: selectinload.
func SelectIn[P, T any](r Relation[P, T], nested ...expr.LoadOption[*T]) expr.LoadOption[*P] {
	return relationOption(loading.SelectIn, r, nested)
}

// Joined loads r in the same SELECT, by a LEFT OUTER JOIN of an alias. Under LIMIT the statement goes into a subquery, so that it
// limits parents. SQLAlchemy: joinedload.
func Joined[P, T any](r Relation[P, T], nested ...expr.LoadOption[*T]) expr.LoadOption[*P] {
	return relationOption(loading.Joined, r, nested)
}

// ContainsEager takes r from the joins of the statement itself. SQLAlchemy: contains_eager.
func ContainsEager[P, T any](r Relation[P, T], nested ...expr.LoadOption[*T]) expr.LoadOption[*P] {
	return relationOption(loading.ContainsEager, r, nested)
}

func entityOption[T any](s loading.Strategy, cols []expr.Column) expr.LoadOption[*T] {
	spec := &loading.Spec{Strategy: s}
	for _, c := range cols {
		spec.Columns = append(spec.Columns, c.Ref())
	}
	return expr.LoadOption[*T]{Spec: spec}
}

// LoadOnly loads these columns and the key; the others hold their zero value and are not compared. SQLAlchemy: load_only.
func LoadOnly[T any](_ Mapped[T], cols ...expr.Column) expr.LoadOption[*T] {
	return entityOption[T](loading.LoadOnly, cols)
}

// Defer loads all columns but these. SQLAlchemy: defer.
func Defer[T any](_ Mapped[T], cols ...expr.Column) expr.LoadOption[*T] {
	return entityOption[T](loading.Defer, cols)
}

// Untracked reads plain structs that the session does not hold: Iter takes constant memory. SQLAlchemy: no counterpart.
func Untracked[T any](_ Mapped[T]) expr.LoadOption[*T] {
	return entityOption[T](loading.Untracked, nil)
}

// WithoutSnapshot reads objects that the session holds and never writes: they are not scanned by a flush.
func WithoutSnapshot[T any](_ Mapped[T]) expr.LoadOption[*T] {
	return entityOption[T](loading.WithoutSnapshot, nil)
}

// PopulateExisting overwrites objects that the session holds, edits included. SQLAlchemy: populate_existing.
func PopulateExisting[T any](_ Mapped[T]) expr.LoadOption[*T] {
	return entityOption[T](loading.PopulateExisting, nil)
}

// With is the entity m with loader options, as one item among others: azoth.Select2(orm.With(Users, ...), fn.Count()).
func With[T any](m Mapped[T], o ...expr.LoadOption[*T]) expr.Item[*T] {
	ref := expr.ItemElement[*T](m).(*expr.EntityRef)
	return expr.MakeSource[*T](ref.WithOptions(expr.OptionSpecs(o)...))
}
