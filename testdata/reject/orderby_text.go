package reject

import "github.com/azoth-orm/azoth"

// Text is not an ordering: ORDER BY name; DROP TABLE users.
var _ = azoth.Select(Users).OrderBy("name desc") /* ERROR `cannot use "name desc".* as expr.Ordering value in argument to azoth.Select\(Users\).OrderBy: string does not implement expr.Ordering` */
