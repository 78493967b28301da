package reject

import (
	"github.com/azoth-orm/azoth"
	"github.com/azoth-orm/azoth/orm"
)

// A nested loader option goes on where the outer one ends.
var _ = azoth.Select(Users).Options(orm.SelectIn(Users.Addresses, orm.SelectIn(Users.Addresses))) /* ERROR `in call to orm.SelectIn, type expr.LoadOption\[\*User\] of orm.SelectIn\(Users.Addresses\) does not match inferred type expr.LoadOption\[\*Address\] for expr.LoadOption\[\*T\]` */
