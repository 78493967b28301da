package reject

import "github.com/azoth-orm/azoth/orm"

// A definition is a function of its own mapping.
func init() {
	orm.Define(Users, func(t *orm.Table, a *AddressMap) {}) /* ERROR "" */
}
