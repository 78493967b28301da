package reject

import "github.com/azoth-orm/azoth/orm"

// A column is not a relationship.
var _ = orm.SelectIn(Users.Name) /* ERROR "" */
