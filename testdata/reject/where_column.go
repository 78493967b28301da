package reject

import "github.com/azoth-orm/azoth"

// A column that is no boolean is not a condition.
var _ = azoth.Select(Users).Where(Users.Name) /* ERROR "" */
