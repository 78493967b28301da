package reject

import "github.com/azoth-orm/azoth"

// A column that is no boolean is not a condition.
var _ = azoth.Select(Users).Where(Users.Name) /* ERROR `cannot use Users.Name.* as expr.Predicate value in argument to azoth.Select\(Users\).Where: col.Text\[string\] does not implement expr.Predicate` */
