package reject

import (
	"github.com/azoth-orm/azoth"
	"github.com/azoth-orm/azoth/fn"
)

// The sum of no rows is NULL.
func total() (int, error) {
	return azoth.Select(fn.Sum(Users.Age)).One(ctx, session) /* ERROR `cannot use azoth.Select\(fn.Sum\(Users.Age\)\).One\(ctx, session\).* as int value in return statement` */
}
