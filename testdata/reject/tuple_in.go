package reject

import "github.com/azoth-orm/azoth"

// A pair has the types of the tuple.
var _ = azoth.Tuple2(Users.Name, Users.Age).In(azoth.Pair(1, "ed")) /* ERROR `cannot use azoth.Pair\(1, "ed"\).* as expr.Row2\[string, int\] value in argument to azoth.Tuple2\(Users.Name, Users.Age\).In` */
