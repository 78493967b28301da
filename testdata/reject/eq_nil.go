package reject

import "github.com/azoth-orm/azoth"

// NULL is asked for with IsNull.
var _ = azoth.Select(Users).Where(Users.Nickname.Eq(nil)) /* ERROR `cannot use nil as string value in argument to Users.Nickname.Eq` */
