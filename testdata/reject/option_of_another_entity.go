package reject

import (
	"github.com/azoth-orm/azoth"
	"github.com/azoth-orm/azoth/orm"
)

// A loader option belongs to the entity that is selected.
var _ = azoth.Select(Addresses).Options(orm.SelectIn(Users.Addresses)) /* ERROR `cannot use orm.SelectIn\(Users.Addresses\).* as expr.LoadOption\[\*Address\] value in argument to azoth.Select\(Addresses\).Options` */
