package reject

import "github.com/azoth-orm/azoth/fn"

// lower is a function of text.
var _ = fn.Lower(Users.Age) /* ERROR "" */
