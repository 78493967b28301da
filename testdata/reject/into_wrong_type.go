package reject

import (
	"github.com/azoth-orm/azoth"
	"github.com/azoth-orm/azoth/expr"
)

// An item fills a field of its own type.
type report struct{ Name int }

var _ = azoth.SelectInto(func(r *report) []expr.Field {
	return []expr.Field{
		azoth.Into(&r.Name, Users.Name), /* ERROR `in call to azoth.Into, type col.String of Users.Name does not match inferred type expr.Item\[int\] for expr.Item\[R\]` */
	}
})
