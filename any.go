package azoth

import "github.com/azoth-orm/azoth/expr"

// Any is ANY (array), the right side of a comparison: azoth.Eq(azoth.Lit("go"), azoth.Any(Posts.Tags)). PostgreSQL has it. SQLAlchemy: any_.
func Any[V any](array expr.Of[[]V]) expr.Value[V, V] { return expr.Any(array) }

// All is ALL (array), the right side of a comparison that must hold for every element. PostgreSQL has it. SQLAlchemy: all_.
func All[V any](array expr.Of[[]V]) expr.Value[V, V] { return expr.All(array) }

// AnyOf is ANY (?) of a slice that is bound as one array: azoth.Eq(Users.ID, azoth.AnyOf(ids)). It is IN with one SQL text for every number
// of values. PostgreSQL has it. SQLAlchemy: any_.
func AnyOf[V any](vs []V) expr.Value[V, V] { return expr.AnyOf(vs) }

// AllOf is ALL (?) of a slice that is bound as one array. PostgreSQL has it. SQLAlchemy: all_.
func AllOf[V any](vs []V) expr.Value[V, V] { return expr.AllOf(vs) }

// AnyQuery is ANY (SELECT ...), the right side of a comparison: azoth.Gt(x, azoth.AnyQuery[int](q)). SQLite does not have it. SQLAlchemy: any_.
func AnyQuery[V any, S expr.Subselect[V]](s S) expr.Value[V, V] { return expr.AnyQuery[V](s) }

// AllQuery is ALL (SELECT ...), the right side of a comparison that must hold for every row. SQLite does not have it. SQLAlchemy: all_.
func AllQuery[V any, S expr.Subselect[V]](s S) expr.Value[V, V] { return expr.AllQuery[V](s) }
