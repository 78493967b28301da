package reject

import "github.com/azoth-orm/azoth"

// A nullable column is not read into a plain string.
func nicknames() ([]string, error) {
	return azoth.Select(Users.Nickname).All(ctx, session) /* ERROR `cannot use azoth.Select\(Users.Nickname\).All\(ctx, session\).* as \[\]string value in return statement` */
}
