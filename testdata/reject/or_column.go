package reject

import "github.com/azoth-orm/azoth"

// Or joins conditions.
var _ = azoth.Or(Users.Active, Users.Name) /* ERROR `cannot use Users.Name.* as expr.Predicate value in argument to azoth.Or: col.Text\[string\] does not implement expr.Predicate` */
