package reject

import "github.com/azoth-orm/azoth"

// Text is not an item of a SELECT.
var _ = azoth.Select("name") /* ERROR `cannot infer R` */
