package reject

import "github.com/azoth-orm/azoth/fn"

// lower is a function of text.
var _ = fn.Lower(Users.Age) /* ERROR `in call to fn.Lower, type col.Int of Users.Age does not match inferred type expr.Expr\[string, int\] for expr.Expr\[string, R\]` */
