package reject

import "github.com/azoth-orm/azoth"

// A column that is not nullable is not set to NULL.
var _ = azoth.Update(Users).Set(Users.Name.Set(nil)) /* ERROR `cannot use nil as string value in argument to Users.Name.Set` */
