package reject

import "github.com/azoth-orm/azoth"

// Arithmetic between expressions wants numbers.
var _ = azoth.Add(Users.Name, Users.Age) /* ERROR `in call to azoth.Add, type col.String of Users.Name does not match inferred type expr.Numeric\[A, string\] for expr.Numeric\[A, R\]` */
