package reject

import "github.com/azoth-orm/azoth"

// The values of a row have the types of the items.
func names() (string, string) {
	row, _ := azoth.Select2(Users.Name, Users.Age).One(ctx, session)
	return row.Values() /* ERROR `cannot use row.Values\(\).* as string value in return statement` */
}
