package reject

import "github.com/azoth-orm/azoth"

// Text is not a condition.
var _ = azoth.Select(Users).Where("name = 'ed'") /* ERROR `cannot use "name = 'ed'".* as expr.Predicate value in argument to azoth.Select\(Users\).Where: string does not implement expr.Predicate` */
