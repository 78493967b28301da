package azoth_test

import (
	"context"
	"fmt"

	"github.com/azoth-orm/azoth"
	"github.com/azoth-orm/azoth/dialect/postgresql"
)

// A statement that is built once, and gets its list when it runs.
func ExampleInParam() {
	q := azoth.Select(u.ID).Where(azoth.InParam(u.Name, "names"))
	c, err := q.Extend(azoth.Bind("names", []string{"ed", "wendy"})).Compile(postgresql.Dialect)
	fmt.Println(oneLine(c.SQL), c.Params(), err)
	_, err = q.Compile(postgresql.Dialect)
	fmt.Println(err)
	// Output:
	// SELECT users.id FROM users WHERE users.name IN ($1, $2) map[names_1:ed names_2:wendy] <nil>
	// expr: the parameter "names" has no value (give it one with azoth.Bind, or run the statement with ExecMany)
}

// A value that the database reads in the text of the statement.
func ExampleLiteralParam() {
	q := azoth.Select(u.ID).Where(azoth.Eq(u.Name, azoth.LiteralParam[string]("name")), azoth.Gt(u.Age, azoth.ParamOr("low", int64(18))))
	c, err := q.Extend(azoth.Bind("name", "O'Brien")).Compile(postgresql.Dialect)
	fmt.Println(oneLine(c.SQL), c.Params(), err)
	// Output:
	// SELECT users.id FROM users WHERE users.name = 'O''Brien' AND users.age > $1 map[low:18] <nil>
}

// A value that is asked for each time that the statement runs.
func ExampleParamFunc() {
	tenant := azoth.ParamFunc(func(context.Context) (int64, error) { return 7, nil })
	c, err := azoth.Select(u.ID).Where(azoth.Eq(u.Age, tenant)).Compile(postgresql.Dialect)
	fmt.Println(oneLine(c.SQL), c.Params(), err)
	// Output:
	// SELECT users.id FROM users WHERE users.age = $1 map[age_1:7] <nil>
}
