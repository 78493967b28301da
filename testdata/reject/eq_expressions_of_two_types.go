package reject

import "github.com/azoth-orm/azoth"

// Expressions of two types do not compare.
var _ = azoth.Eq(Users.Name, Addresses.ID) /* ERROR `in call to azoth.Eq, type col.Int64 of Addresses.ID does not match inferred type expr.Of\[string\] for expr.Of\[V\]` */
