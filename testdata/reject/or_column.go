package reject

import "github.com/azoth-orm/azoth"

// Or joins conditions.
var _ = azoth.Or(Users.Active, Users.Name) /* ERROR "" */
