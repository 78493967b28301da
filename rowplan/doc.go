// Package rowplan stores columns into struct fields by their offsets: the one place of unsafe field access.
//
// A [Field] is one field of a struct, or one item of a result, that holds the value of a column. It reads the column of a row
// without reflection and without boxing for the kinds of values that databases have, and knows how to compare, copy and bind the
// field. An [Entity] is a struct as a list of Fields, and a [Memory] makes structs of a type that only its caller knows. A [Plan]
// decodes the rows of a SELECT into the memory of its result.
//
// Fields and Plans are immutable and shared between goroutines; a [Reader] belongs to one result.
//
// Pointers that are given to this package must point to a struct of the type that the Field was made for: nothing checks it.
package rowplan
