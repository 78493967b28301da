package reject

import "github.com/azoth-orm/azoth"

// An assignment is not text.
var _ = azoth.Update(Users).Set("name = 5") /* ERROR `cannot use "name = 5".* as expr.Assignment value in argument to azoth.Update\(Users\).Set` */
