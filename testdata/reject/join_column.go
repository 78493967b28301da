package reject

import "github.com/azoth-orm/azoth"

// A join does not go to a column.
var _ = azoth.Select(Users).Join(Addresses.UserID) /* ERROR `cannot use Addresses.UserID.* as expr.Target value in argument to azoth.Select\(Users\).Join: col.Number\[int64, int64\] does not implement expr.Target` */
