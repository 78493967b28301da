package azoth_test

import (
	"fmt"
	"strings"

	"github.com/azoth-orm/azoth"
	"github.com/azoth-orm/azoth/col"
	"github.com/azoth-orm/azoth/compiler"
	"github.com/azoth-orm/azoth/expr"
	"github.com/azoth-orm/azoth/fn"
	"github.com/azoth-orm/azoth/schema"
	"github.com/azoth-orm/azoth/types"
)

// The tables of the examples, and their columns as a struct. Programs that map structs have orm.Declare instead.
var (
	meta  = azoth.NewMetaData()
	users = azoth.NewTable("users", meta,
		schema.Col("id", types.BigInteger(), schema.PrimaryKey()),
		schema.Col("name", types.String(50), schema.NotNull(), schema.Unique()),
		schema.Col("age", types.Integer()))
	addresses = azoth.NewTable("addresses", meta,
		schema.Col("id", types.BigInteger(), schema.PrimaryKey()),
		schema.Col("user_id", nil, schema.ForeignKeyTo("users.id", schema.OnDelete(schema.Cascade)), schema.NotNull()),
		schema.Col("email", types.String(0), schema.NotNull()))

	u = azoth.Columns[struct {
		ID   col.Int64
		Name col.String
		Age  col.NullInt64
	}](users)
	a = azoth.Columns[struct {
		ID, UserID col.Int64
		Email      col.String
	}](addresses)
)

// show prints a statement, without the blanks that SQL has at line ends.
func show(e expr.Element) { fmt.Println(strings.ReplaceAll(compiler.String(e), " \n", "\n")) }

func ExampleSelect() {
	q := azoth.Select(u.Name).
		Where(u.Age.Ge(18), azoth.Or(u.Name.Like("e%"), u.Name.IsNull())).
		OrderBy(u.Name).
		Limit(10)
	show(q.Statement())
	// Output:
	// SELECT users.name
	// FROM users
	// WHERE users.age >= :age_1 AND (users.name LIKE :name_1 OR users.name IS NULL) ORDER BY users.name
	//  LIMIT :param_1
}

func ExampleSelect2() {
	q := azoth.Select2(u.Name, fn.Count(a.ID)).Join(addresses).GroupBy(u.ID).Having(fn.Count(a.ID).Gt(1))
	show(q.From(users).Statement())
	// Output:
	// SELECT users.name, count(addresses.id) AS count_1
	// FROM users JOIN addresses ON users.id = addresses.user_id GROUP BY users.id
	// HAVING count(addresses.id) > :count_2
}

func ExampleSelectInto() {
	type report struct {
		Name   string
		Emails int64
	}
	q := azoth.SelectInto(func(r *report) azoth.Fields {
		return azoth.Fields{
			azoth.Into(&r.Name, u.Name),
			azoth.Into(&r.Emails, fn.Count(a.ID)),
		}
	}).Where(azoth.Eq(u.ID, a.UserID)).GroupBy(u.Name)
	show(q.Statement())
	// Output:
	// SELECT users.name AS name, count(addresses.id) AS emails
	// FROM users, addresses
	// WHERE users.id = addresses.user_id GROUP BY users.name
}

func ExampleIfSet() {
	var name *string // what a user of the program filled in, or nil
	least := int64(18)
	q := azoth.Select(u.ID).Where(azoth.IfSet(name, u.Name.Eq), azoth.IfSet(&least, u.Age.Ge))
	show(q.Statement())
	// Output:
	// SELECT users.id
	// FROM users
	// WHERE users.age >= :age_1
}

func ExampleIn() {
	adults := azoth.Select(u.ID).Where(u.Age.Ge(18))
	show(azoth.Select(a.Email).Where(azoth.In(a.UserID, adults)).Statement())
	// Output:
	// SELECT addresses.email
	// FROM addresses
	// WHERE addresses.user_id IN (SELECT users.id
	// FROM users
	// WHERE users.age >= :age_1)
}

func ExampleCase() {
	x := azoth.Case[string]().When(u.Age.Lt(18), "young").Else("old").As("age_group")
	show(azoth.Select(x).Statement())
	// Output:
	// SELECT CASE WHEN (users.age < :age_1) THEN :param_1 ELSE :param_2 END AS age_group
	// FROM users
}

func ExamplePartitionBy() {
	rank := fn.Rank().Over(azoth.PartitionBy(u.Age).OrderBy(u.Name.Desc())).As("rank")
	show(azoth.Select(rank).Statement())
	// Output:
	// SELECT rank() OVER (PARTITION BY users.age ORDER BY users.name DESC) AS rank
	// FROM users
}

func ExampleInsertInto() {
	q := azoth.InsertInto(users).
		Values(u.Name.Set("ed"), u.Age.Set(new(int64(7)))).
		Values(u.Name.Set("wendy"), u.Age.Set(nil)).
		OnConflict(u.Name).Overwrite(u.Age)
	show(q.Statement())
	show(azoth.Returning(q, u.ID).Statement())
	// Output:
	// INSERT INTO users (name, age) VALUES (:name_1, :age_1), (:name_2, :age_2) ON CONFLICT (name) DO UPDATE SET age = excluded.age
	// INSERT INTO users (name, age) VALUES (:name_1, :age_1), (:name_2, :age_2) ON CONFLICT (name) DO UPDATE SET age = excluded.age RETURNING users.id
}

func ExampleUpdateTable() {
	q := azoth.UpdateTable(users).Set(u.Age.SetExpr(azoth.Add(u.Age, azoth.AsNumber(azoth.Lit(int64(1)))))).Where(u.Name.Eq("ed"))
	show(q.Statement())
	fmt.Println(azoth.UpdateTable(users).Set(u.Age.Set(nil)).Err())
	// Output:
	// UPDATE users SET age=(users.age + :age_1) WHERE users.name = :name_1
	// expr: UPDATE of users has no condition and would write every row (add Where, or say AllRows)
}

func ExampleDeleteFrom() {
	show(azoth.DeleteFrom(addresses).Where(a.Email.EndsWith("@example.com")).Statement())
	// Output:
	// DELETE FROM addresses WHERE (addresses.email LIKE '%' || :email_1 ESCAPE '/')
}

func ExampleRecursiveCTE() {
	nodes := azoth.NewTable("nodes", azoth.NewMetaData(),
		schema.Col("id", types.Integer(), schema.PrimaryKey()), schema.Col("parent_id", nil, schema.ForeignKeyTo("nodes.id")))
	n := azoth.Columns[struct{ ID, ParentID col.Int }](nodes)
	tree := azoth.RecursiveCTE("tree", azoth.Select(n.ID).Where(n.ID.Eq(1)), func(tree azoth.Derived) azoth.SelectOf[int] {
		return azoth.Select(n.ID).Join(tree, azoth.Eq(n.ParentID, azoth.Col(tree, n.ID)))
	})
	show(azoth.Select(azoth.Col(tree, n.ID)).Statement())
	// Output:
	// WITH RECURSIVE tree(id) AS
	// (SELECT nodes.id AS id
	// FROM nodes
	// WHERE nodes.id = :id_1 UNION ALL SELECT nodes.id AS id
	// FROM nodes JOIN tree ON nodes.parent_id = tree.id)
	//  SELECT tree.id
	// FROM tree
}

func ExampleText() {
	show(azoth.Text[string]("SELECT name FROM users WHERE id < :n").Bind("n", 3).Statement())
	// Output: SELECT name FROM users WHERE id < :n
}

func ExampleNewTable() {
	show(&schema.CreateTable{Table: addresses})
	// Output:
	// CREATE TABLE addresses (
	// 	id BIGINT NOT NULL,
	// 	user_id BIGINT NOT NULL,
	// 	email VARCHAR NOT NULL,
	// 	PRIMARY KEY (id),
	// 	FOREIGN KEY(user_id) REFERENCES users (id) ON DELETE CASCADE
	// )
}

func ExampleSortBy() {
	allowed := map[string]expr.Node{"name": u.Name, "age": u.Age}
	order, _ := azoth.SortBy(allowed, "-age,name")
	show(azoth.Select(u.Name).OrderBy(order...).Statement())
	_, err := azoth.SortBy(allowed, "password")
	fmt.Println(err)
	// Output:
	// SELECT users.name
	// FROM users ORDER BY users.age DESC, users.name
	// azoth: cannot sort by "password" (one can sort by age, name)
}

func ExampleFetch() {
	show(azoth.Select(u.Name).OrderBy(u.Age).Extend(azoth.Fetch(3).WithTies()).Statement())
	// Output:
	// SELECT users.name
	// FROM users ORDER BY users.age
	//  FETCH FIRST :param_1 ROWS WITH TIES
}

func ExampleWith() {
	old := azoth.DeleteFrom(addresses).Where(a.Email.EndsWith(".invalid"))
	gone := azoth.Returning(old, a.UserID).CTE("gone")
	show(azoth.Select(azoth.Col(gone, a.UserID)).Statement())
	show(azoth.Select(u.ID).Extend(azoth.With(azoth.WriteCTE(old, "gone"))).Statement())
	// Output:
	// WITH gone AS
	// (DELETE FROM addresses WHERE (addresses.email LIKE '%' || :email_1 ESCAPE '/') RETURNING addresses.user_id)
	//  SELECT gone.user_id
	// FROM gone
	// WITH gone AS
	// (DELETE FROM addresses WHERE (addresses.email LIKE '%' || :email_1 ESCAPE '/'))
	//  SELECT users.id
	// FROM users
}

func ExampleBind() {
	older := azoth.Select(u.Name).Where(azoth.Gt(u.Age, azoth.Param[int64]("age"))) // built once
	show(older.Extend(azoth.Bind("age", 18)).Statement())
	// Output:
	// SELECT users.name
	// FROM users
	// WHERE users.age > :age
}

func ExampleJoin() {
	posts := azoth.Alias(addresses, "b")
	pair := azoth.Join(addresses, posts, azoth.Eq(a.ID, azoth.Typed[int64](posts.C("id"))))
	show(azoth.Select(u.Name).OuterJoin(pair, azoth.Eq(u.ID, a.UserID)).Statement())
	// Output:
	// SELECT users.name
	// FROM users LEFT OUTER JOIN (addresses JOIN addresses AS b ON addresses.id = b.id) ON users.id = addresses.user_id
}

func ExampleLateralOf() {
	last := azoth.Select(a.Email).Where(azoth.Eq(a.UserID, u.ID)).OrderBy(a.ID.Desc()).Limit(1).Lateral("last")
	show(azoth.Select2(u.Name, azoth.Col(last, a.Email).Nullable()).OuterJoin(last, azoth.True()).Statement())
	// Output:
	// SELECT users.name, last.email
	// FROM users LEFT OUTER JOIN LATERAL (SELECT addresses.email AS email
	// FROM addresses
	// WHERE addresses.user_id = users.id ORDER BY addresses.id DESC
	//  LIMIT :param_1) AS last ON true = 1
}

func ExampleValues() {
	type rate struct {
		Name  string
		Bonus int64
	}
	from := azoth.Values("rates", []rate{{"ed", 3}, {"wendy", 5}})
	r := azoth.Columns[struct {
		Name  col.String
		Bonus col.Int64
	}](from)
	show(azoth.Select2(u.ID, r.Bonus).Join(from, azoth.Eq(u.Name, r.Name)).Statement())
	// Output:
	// SELECT users.id, rates.bonus
	// FROM users JOIN (VALUES (:param_1, :param_2), (:param_3, :param_4)) AS rates (name, bonus) ON users.name = rates.name
}

func ExampleTableValued() {
	words := fn.Call[string]("string_to_table", u.Name, azoth.Lit(" "))
	w := azoth.TableValued(words, azoth.Column("word", types.Text())).As("w").WithOrdinality("n").RenderDerived()
	show(azoth.Select2(u.ID, azoth.Typed[string](w.C("word"))).From(users, w).Where(w.C("n").Le(3)).Statement())
	// Output:
	// SELECT users.id, w.word
	// FROM users, string_to_table(users.name, :string_to_table_1) WITH ORDINALITY AS w(word, n)
	// WHERE w.n <= :n_1
}

func ExampleTextCondition() {
	nearly := azoth.TextCondition("levenshtein(:name, :like) < 3 AND id IN :ids").
		Bind("name", u.Name).Bind("like", "wendy").Bind("ids", azoth.List(1, 2))
	show(azoth.Select(u.ID).Where(nearly).Statement())
	// Output:
	// SELECT users.id
	// FROM users
	// WHERE levenshtein(users.name, :like) < 3 AND id IN (:param_1_1, :param_1_2)
}

// A function of the database as a function of Go: the arguments and the result have types.
func Example_function() {
	bonus := func(age expr.Of[int64], percent int64) expr.Number[int64, int64] {
		return azoth.AsNumber(fn.Call[int64]("app.bonus", age, azoth.Lit(percent)))
	}
	show(azoth.Select(u.Name).Where(bonus(u.Age, 10).Gt(100)).Statement())
	// Output:
	// SELECT users.name
	// FROM users
	// WHERE app.bonus(users.age, :bonus_1) > :bonus_2
}
