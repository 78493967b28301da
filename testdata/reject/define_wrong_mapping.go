package reject

import "github.com/azoth-orm/azoth/orm"

// A definition is a function of its own mapping.
func init() {
	orm.Define(Users, func(t *orm.Table, a *AddressMap) {}) /* ERROR `in call to orm.Define, type func\(t \*orm.Table, a \*AddressMap\) of.* does not match inferred type func\(t \*orm.Table, m \*UserMap\) for func\(t \*orm.Table, m P\)` */
}
