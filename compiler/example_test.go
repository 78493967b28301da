package compiler_test

import (
	"fmt"
	"strings"

	"github.com/azoth-orm/azoth/compiler"
	"github.com/azoth-orm/azoth/expr"
)

// A statement as people read it, without a database.
func ExampleString() {
	sql := compiler.String(expr.NewSelect(userName).Where(userAge.Ge(18)).Statement())
	fmt.Println(strings.ReplaceAll(sql, " \n", "\n")) // lines end with a blank, as SQLAlchemy's do
	// Output:
	// SELECT users.name
	// FROM users
	// WHERE users.age >= :age_1
}

// A node of an application, with a rule of its own: see greatest in custom_test.go.
func ExampleOn() {
	g := compiler.NewGrammar("mine")
	compiler.On(g, func(c *compiler.Compiler, n *greatest) {
		c.Write("greatest(")
		c.List(n.args)
		c.Write(")")
	})
	sql, err := compiler.Text(newGreatest(userAge, userID), g)
	fmt.Println(sql, err)
	// Output: greatest(users.age, users.id) <nil>
}
