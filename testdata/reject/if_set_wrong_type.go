package reject

import "github.com/azoth-orm/azoth"

// The filter and the column have one type.
var age *int

var _ = azoth.IfSet(age, Users.Name.Eq) /* ERROR `in call to azoth.IfSet, type func\(v string\) expr.Bool of Users.Name.Eq does not match inferred type func\(int\) expr.Bool for func\(V\) expr.Bool` */
