package azoth_test

import (
	"fmt"

	"github.com/azoth-orm/azoth"
	"github.com/azoth-orm/azoth/expr"
)

type search struct {
	Name string
	Low  int64
}

// A statement that is built once, in a variable: a run gives its values, whose types the compiler checks.
var olderThan = azoth.Prepare(func(p *azoth.Slots[search]) azoth.SelectOf[int64] {
	return azoth.Select(u.ID).Where(azoth.Eq(u.Name, azoth.Slot(p, &p.At.Name)), azoth.Gt(u.Age, azoth.Slot(p, &p.At.Low)))
})

func ExamplePrepare() {
	show(olderThan.Statement())
	// ids, err := olderThan.All(ctx, engine, search{"ed", 18})
	// Output:
	// SELECT users.id
	// FROM users
	// WHERE users.name = :name AND users.age > :low
}

// A statement is walked over, rewritten into another one, and compared.
func Example_rewrite() {
	q := azoth.Select(u.ID).Where(u.Name.Eq("ed"), u.Age.Gt(18))
	for e := range expr.Iterate(q.Statement()) {
		if b, ok := e.(*expr.Bind); ok {
			fmt.Println(b.Value.Any())
		}
	}
	archive := azoth.Alias(users, "former")
	other := q.Replace(func(e expr.Element) expr.Element {
		if e == expr.Element(users) {
			return expr.FromOf(archive)
		}
		return nil
	})
	show(other.Statement())
	fmt.Println(expr.Equal(q.Statement(), other.Statement()), expr.Equal(q.Statement(), azoth.Select(u.ID).Where(u.Name.Eq("ed"), u.Age.Gt(18)).Statement()))
	// Output:
	// ed
	// 18
	// SELECT former.id
	// FROM users AS former
	// WHERE former.name = :name_1 AND former.age > :age_1
	// false true
}
