package reject

import "github.com/azoth-orm/azoth/fn"

// A sum of text does not exist.
var _ = fn.Sum(Users.Name) /* ERROR "" */
