package reject

import "github.com/azoth-orm/azoth"

// A Go comparison is not a condition of SQL.
var _ = azoth.Select(Users).Where(ed.Name == "ed") /* ERROR `cannot use ed.Name == "ed".* as expr.Predicate value in argument to azoth.Select\(Users\).Where: bool does not implement expr.Predicate` */
