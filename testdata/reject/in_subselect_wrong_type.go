package reject

import "github.com/azoth-orm/azoth"

// A subselect of text does not contain an integer.
var _ = azoth.In(Users.ID, azoth.Select(Addresses.Email)) /* ERROR `Select\[string\] does not satisfy expr.Subselect\[int64\]` */
