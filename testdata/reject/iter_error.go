package reject

import "github.com/azoth-orm/azoth"

// Iter yields a row and an error.
func first() *User {
	for u := range azoth.Select(Users).Iter(ctx, session) {
		return u.Name /* ERROR "" */
	}
	return nil
}
