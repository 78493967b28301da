package azoth_test

import (
	"fmt"
	"strings"

	"github.com/azoth-orm/azoth"
	"github.com/azoth-orm/azoth/dialect"
	"github.com/azoth-orm/azoth/dialect/postgresql"
	"github.com/azoth-orm/azoth/dialect/sqlite"
)

// Statements, conditions and columns print themselves, for people.
func Example_print() {
	fmt.Println(u.Name)
	fmt.Println(u.Name.Eq("ed").And(u.Age.IsNotNull()))
	fmt.Println(azoth.UpdateTable(users).Set(u.Age.Set(nil)).Where(u.ID.Eq(7)))
	// Output:
	// users.name
	// users.name = :name_1 AND users.age IS NOT NULL
	// UPDATE users SET age=:age_1 WHERE users.id = :id_1
}

// A statement for a database, without one: its text, its values, and the text with the values in it.
func Example_compile() {
	q := azoth.Select(u.ID).Where(u.Name.Eq("O'Brien"), u.ID.In(1, 2))
	c, err := q.Compile(postgresql.Dialect)
	fmt.Println(oneLine(c.SQL), c.Params(), err)
	inline, err := q.Compile(dialect.Literal(sqlite.Dialect))
	fmt.Println(oneLine(inline.SQL), err)
	// Output:
	// SELECT users.id FROM users WHERE users.name = $1 AND users.id IN ($2, $3) map[id_1_1:1 id_1_2:2 name_1:O'Brien] <nil>
	// SELECT users.id FROM users WHERE users.name = 'O''Brien' AND users.id IN (1, 2) <nil>
}

func oneLine(sql string) string { return strings.Join(strings.Fields(sql), " ") }
