package reject

import "github.com/azoth-orm/azoth/orm"

// A column is not a relationship.
var _ = orm.SelectIn(Users.Name) /* ERROR `in call to orm.SelectIn, type col.String of Users.Name does not match orm.Relation\[P, T\] \(cannot infer P and T\)` */
