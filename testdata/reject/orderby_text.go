package reject

import "github.com/azoth-orm/azoth"

// Text is not an ordering: ORDER BY name; DROP TABLE users.
var _ = azoth.Select(Users).OrderBy("name desc") /* ERROR "" */
