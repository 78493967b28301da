package reject

import (
	"github.com/azoth-orm/azoth"
	"github.com/azoth-orm/azoth/expr"
)

// A nullable item fills a pointer.
type report struct{ Nickname string }

var _ = azoth.SelectInto(func(r *report) []expr.Field {
	return []expr.Field{
		azoth.Into(&r.Nickname, Users.Nickname), /* ERROR `in call to azoth.Into, type col.NullString of Users.Nickname does not match inferred type expr.Item\[string\] for expr.Item\[R\]` */
	}
})
