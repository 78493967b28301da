// Package types holds SQL types as plain comparable values, and the form in which Go values travel to and from a database.
//
// [Type] is implemented by small structs: [IntegerType], [StringType] … made by functions named by SQL ([Integer],
// [String]). [Value] is one value on its way. The package imports nothing of Azoth.
package types
