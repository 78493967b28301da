package reject

import "github.com/azoth-orm/azoth"

// A join does not go to a column.
var _ = azoth.Select(Users).Join(Addresses.UserID) /* ERROR "" */
