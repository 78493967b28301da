// Package fn holds SQL functions, typed.
//
// A function of one argument keeps its nullability: Lower of a col.NullString is read as a *string. Max, Min, Sum and Avg of no rows
// are NULL, so they are read as pointers; Coalesce or NotNull ends that:
//
//	fn.Sum(Orders.Total).Coalesce(types.Decimal{})
//	fn.Count(Addresses.ID).Over(expr.PartitionBy(Addresses.UserID))
//
// A function that is not here is one line: [Call] for a value, [Aggregate] for an aggregate. Bound values are arguments, too:
// azoth.Lit(3).
package fn
