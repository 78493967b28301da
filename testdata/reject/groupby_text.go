package reject

import "github.com/azoth-orm/azoth"

// Text is not a grouping.
var _ = azoth.Select(Users.Name).GroupBy("name") /* ERROR "" */
