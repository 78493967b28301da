package reject

import "github.com/azoth-orm/azoth"

// A join goes along a relation, to a mapping or an alias.
var _ = azoth.Select(Users).Join("addresses") /* ERROR `cannot use "addresses".* as expr.Target value in argument to azoth.Select\(Users\).Join: string does not implement expr.Target` */
