package reject

import "github.com/azoth-orm/azoth"

// Selecting an entity gives pointers to it.
func users() ([]User, error) {
	return azoth.Select(Users).All(ctx, session) /* ERROR `cannot use azoth.Select\(Users\).All\(ctx, session\).* as \[\]User value in return statement` */
}
