package reject

import "github.com/azoth-orm/azoth"

// Text is not a condition.
var _ = azoth.Select(Users).Where("name = 'ed'") /* ERROR "" */
