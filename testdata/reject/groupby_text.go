package reject

import "github.com/azoth-orm/azoth"

// Text is not a grouping.
var _ = azoth.Select(Users.Name).GroupBy("name") /* ERROR `cannot use "name".* as expr.Node value in argument to azoth.Select\(Users.Name\).GroupBy: string does not implement expr.Node` */
