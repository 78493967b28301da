package reject

import "github.com/azoth-orm/azoth"

// A column is set to a value of its own type.
var _ = azoth.Update(Users).Set(Users.Name.Set(5)) /* ERROR `cannot use 5.* as string value in argument to Users.Name.Set` */
