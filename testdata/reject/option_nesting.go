package reject

import (
	"github.com/azoth-orm/azoth"
	"github.com/azoth-orm/azoth/orm"
)

// A nested loader option goes on where the outer one ends.
var _ = azoth.Select(Users).Options(orm.SelectIn(Users.Addresses, orm.SelectIn(Users.Addresses))) /* ERROR "" */
