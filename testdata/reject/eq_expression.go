package reject

import "github.com/azoth-orm/azoth"

// A method takes a Go value; two expressions are compared by a function of azoth.
var _ = azoth.Select(Users).Where(Users.ID.Eq(Addresses.UserID)) /* ERROR `cannot use Addresses.UserID.* as int64 value in argument to Users.ID.Eq` */
