package reject

import "github.com/azoth-orm/azoth/fn"

// A sum is of numbers.
var _ = fn.Sum(Users.Name) /* ERROR `in call to fn.Sum, type col.String of Users.Name does not match inferred type expr.Numeric` */
