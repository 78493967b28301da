package reject

import "github.com/azoth-orm/azoth"

// A nullable column is not read into a plain string.
var _, _ = azoth.Select(Users.Nickname).All(ctx, session)

func nicknames() ([]string, error) {
	return azoth.Select(Users.Nickname).All(ctx, session) /* ERROR "" */
}
