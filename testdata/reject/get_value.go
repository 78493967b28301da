package reject

import "github.com/azoth-orm/azoth/orm"

// Get gives a pointer.
func get() (User, error) {
	return orm.Get(ctx, session, Users, 1) /* ERROR `cannot use orm.Get\(ctx, session, Users, 1\).* as User value in return statement` */
}
