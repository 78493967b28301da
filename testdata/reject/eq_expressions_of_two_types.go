package reject

import "github.com/azoth-orm/azoth"

// Expressions of two types do not compare.
var _ = azoth.Eq(Users.Name, Addresses.ID) /* ERROR "" */
