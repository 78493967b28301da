package azoth_test

import (
	"github.com/azoth-orm/azoth"
)

func ExampleSwitch() {
	size := azoth.Switch[string](u.Age).When(1, "one").When(2, "two").Else("many")
	show(azoth.Select(size.As("size")).Statement())
	// Output:
	// SELECT CASE users.age WHEN :param_1 THEN :param_2 WHEN :param_3 THEN :param_4 ELSE :param_5 END AS size
	// FROM users
}

func ExampleFalse() {
	// A condition that grows begins with what adds nothing to it.
	p := azoth.False()
	for _, name := range []string{"ed", "wendy"} {
		p = p.Or(u.Name.IContains(name))
	}
	show(azoth.Select(u.ID).Where(p).Statement())
	// Output:
	// SELECT users.id
	// FROM users
	// WHERE (lower(users.name) LIKE '%' || lower(:name_1) || '%' ESCAPE '/') OR (lower(users.name) LIKE '%' || lower(:name_2) || '%' ESCAPE '/')
}

func ExampleOp() {
	shifted := azoth.Op[int64](u.Age, azoth.Operator{Text: "<<<", Precedence: 7}, azoth.Lit(int64(2)))
	show(azoth.Select(u.ID).Where(shifted.Gt(8)).Statement())
	// Output:
	// SELECT users.id
	// FROM users
	// WHERE users.age <<< :age_1 > :param_1
}

func ExampleParam() {
	rename := azoth.UpdateTable(users).
		Set(u.Name.SetExpr(azoth.Param[string]("name"))).
		Where(azoth.Eq(u.ID, azoth.Param[int64]("key")))
	show(rename.Statement())
	// One prepared statement for all rows:
	// rename.ExecMany(ctx, engine, azoth.Params{"key": 1, "name": "ed"}, azoth.Params{"key": 2, "name": "wendy"})

	// Output:
	// UPDATE users SET name=:name WHERE users.id = :key
}
