package azoth

import "github.com/azoth-orm/azoth/expr"

// Array is a slice as one bound array: azoth.ArrayContains(Posts.Tags, azoth.Array("go", "sql")). PostgreSQL has it.
// SQLAlchemy: postgresql.array.
func Array[E any](vs ...E) expr.Value[[]E, []E] { return expr.LitArray(vs) }

// At is array[i], where the position is an expression; the first element has the position 1. PostgreSQL has it. SQLAlchemy: array[i].
func At[E any](array expr.Of[[]E], i expr.Node) expr.Value[E, *E] { return expr.ElementAt(array, i) }

// ArrayContains renders a @> b: a has every element of b. PostgreSQL has it. SQLAlchemy: ARRAY.contains.
func ArrayContains[E any](a, b expr.Of[[]E]) expr.Bool {
	return expr.Compare(expr.OpArrayContains, a, b)
}

// ArrayContainedBy renders a <@ b: b has every element of a. PostgreSQL has it. SQLAlchemy: ARRAY.contained_by.
func ArrayContainedBy[E any](a, b expr.Of[[]E]) expr.Bool {
	return expr.Compare(expr.OpArrayContainedBy, a, b)
}

// ArrayOverlaps renders a && b: some element is in both. PostgreSQL has it. SQLAlchemy: ARRAY.overlap.
func ArrayOverlaps[E any](a, b expr.Of[[]E]) expr.Bool {
	return expr.Compare(expr.OpArrayOverlaps, a, b)
}
