package reject

import "github.com/azoth-orm/azoth"

// One NULL in the subselect would make NOT IN NULL for every row.
var _ = azoth.NotIn(Users.Name, azoth.Select(Users.Nickname)) /* ERROR `in call to azoth.NotIn, type expr.Select\[\*string\] of azoth.Select\(Users.Nickname\) does not match inferred type expr.Select\[string\] for expr.Select\[V\]` */
