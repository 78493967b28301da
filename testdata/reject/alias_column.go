package reject

import "github.com/azoth-orm/azoth/orm"

// An alias has the columns of its mapping.
var _ = orm.Alias(Users, "boss").Salary.Gt(5) /* ERROR `orm.Alias\(Users, "boss"\).Salary undefined \(type \*UserMap has no field or method Salary\)` */
