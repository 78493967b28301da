package reject

import "github.com/azoth-orm/azoth"

// Arithmetic between expressions wants numbers.
var _ = azoth.Add(Users.Name, Users.Age) /* ERROR "" */
