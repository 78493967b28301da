// Package expr is the SQL expression language: immutable trees, and the typed handles that programs hold.
//
// There are two kinds of things here. An [Element] is a node of the tree: untyped, with exported fields, rendered by a rule of
// package compiler for its Go type. A handle is what programs write with: [Text], [Number], [Bool], [Select] … One pointer wide,
// generic, with the operators of its kind and nothing else, so that a completion list shows what SQL can do with it.
//
// An expression has two Go types. V is the type of its SQL value: what it is compared with and combined with. R is what a row
// gives: V itself, or *V (or sql.Null[V]) where the expression may be NULL. Both exist for the compiler of Go alone.
//
// Operators that take a Go value are methods (Users.Age.Ge(18)); operators between two expressions are functions of package
// azoth (azoth.Ge(Users.Age, Limits.Age)).
//
// The package knows nothing of databases: it imports neither engine nor driver nor database/sql.
package expr
