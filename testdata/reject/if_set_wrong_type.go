package reject

import "github.com/azoth-orm/azoth"

// The filter and the column have one type.
var age *int

var _ = azoth.IfSet(age, Users.Name.Eq) /* ERROR "" */
