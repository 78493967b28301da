package reject

import "github.com/azoth-orm/azoth"

// A string column is not compared with a number.
var _ = azoth.Select(Users).Where(Users.Name.Eq(5)) /* ERROR `cannot use 5.* as string value in argument to Users.Name.Eq` */
