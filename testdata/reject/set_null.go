package reject

import "github.com/azoth-orm/azoth"

// A column that is not nullable is not set to NULL.
var _ = azoth.Update(Users).Set(Users.Name.Set(nil)) /* ERROR "" */
