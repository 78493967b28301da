package reject

import "github.com/azoth-orm/azoth/orm"

// A definition names columns, not strings.
func init() {
	orm.Define(Users, func(t *orm.Table, u *UserMap) {
		t.PrimaryKey("id") /* ERROR `cannot use "id".* as expr.Column value in argument to t.PrimaryKey: string does not implement expr.Column` */
	})
}
