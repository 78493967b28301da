package compiler_test

import (
	"strings"
	"testing"

	"github.com/azoth-orm/azoth/expr"
	"github.com/azoth-orm/azoth/types"
)

func TestCTE(t *testing.T) {
	grown := expr.NewSelect2(userID, userName).Where(userAge.Gt(7)).CTE("grown")
	deep := expr.NewSelect(grown.C("id")).Where(grown.C("name").Eq("x")).CTE("deep")
	tree := expr.RecursiveCTE("tree", expr.NewSelect(addrID).Where(addrUser.IsNull()), func(self expr.Derived) expr.Select[int] {
		return expr.NewSelect(addrID).Join(self, self.C("id").EqExpr(addrUser))
	})
	for _, c := range []struct {
		name, dialect, want string
		st                  expr.Element
	}{
		{
			"one", "sqlite", "WITH grown AS \n(SELECT users.id AS id, users.name AS name \nFROM users \nWHERE users.age > ?)\n SELECT grown.name \nFROM grown\n LIMIT ? OFFSET ?",
			expr.NewSelect(grown.C("name")).Limit(1).Statement(),
		},
		{
			"binds in the order of the text", "postgresql", "WITH grown AS \n(SELECT users.id AS id, users.name AS name \nFROM users \nWHERE users.age > $1)\n SELECT grown.name \nFROM grown \nWHERE grown.id = $2",
			expr.NewSelect(grown.C("name")).Where(grown.C("id").Eq(9)).Statement(),
		},
		{
			"one names another", "sqlite", "WITH grown AS \n(SELECT users.id AS id, users.name AS name \nFROM users \nWHERE users.age > ?), \ndeep AS \n(SELECT grown.id AS id \nFROM grown \nWHERE grown.name = ?)\n SELECT deep.id \nFROM deep",
			expr.NewSelect(deep.C("id")).Statement(),
		},
		{
			"recursive", "sqlite", "WITH RECURSIVE tree(id) AS \n(SELECT addresses.id AS id \nFROM addresses \nWHERE addresses.user_id IS NULL UNION ALL SELECT addresses.id AS id \nFROM addresses JOIN tree ON tree.id = addresses.user_id)\n SELECT tree.id \nFROM tree",
			expr.NewSelect(tree.C("id")).Statement(),
		},
		{
			"in INSERT", "sqlite", "WITH grown AS \n(SELECT users.id AS id, users.name AS name \nFROM users \nWHERE users.age > ?)\n INSERT INTO keywords (word) SELECT grown.name \nFROM grown",
			expr.NewInsertTable(from(keywords)).FromSelect(expr.NewSelect(grown.C("name")), keywords.Column("word")).Statement(),
		},
		{
			"in INSERT, behind it", "mysql", "INSERT INTO keywords (word) WITH grown AS \n(SELECT users.id AS id, users.name AS name \nFROM users \nWHERE users.age > ?)\n SELECT grown.name \nFROM grown",
			expr.NewInsertTable(from(keywords)).FromSelect(expr.NewSelect(grown.C("name")), keywords.Column("word")).Statement(),
		},
	} {
		t.Run(c.name, func(t *testing.T) { check(t, c.st, c.dialect, c.want) })
	}
}

func TestSameNameCTEs(t *testing.T) {
	a, b := expr.NewSelect(userID).CTE("c"), expr.NewSelect(addrID).CTE("c")
	_, _, err := compile(t, expr.NewSelect2(a.C("id"), b.C("id")).CrossJoin().Statement(), grammars["sqlite"])
	if err == nil || !strings.Contains(err.Error(), "two different CTEs") {
		t.Errorf("got %v", err)
	}
}

func TestSetOperations(t *testing.T) {
	u, a := expr.NewSelect(userID), expr.NewSelect(addrID)
	for _, c := range []struct {
		name, want string
		st         expr.Element
	}{
		{"union", "SELECT users.id \nFROM users UNION SELECT addresses.id \nFROM addresses", u.Union(a).Statement()},
		{
			"order and limit of the whole", "SELECT users.id \nFROM users UNION ALL SELECT addresses.id \nFROM addresses ORDER BY id\n LIMIT ? OFFSET ?",
			u.UnionAll(a).OrderBy(userID).Limit(2).Statement(),
		},
		{"order and limit of a part", "SELECT * FROM (SELECT users.id \nFROM users ORDER BY users.id) EXCEPT SELECT addresses.id \nFROM addresses", u.OrderBy(userID).Except(a).Statement()},
		{
			"subquery", "SELECT anon_1.id \nFROM (SELECT users.id AS id \nFROM users INTERSECT SELECT addresses.id AS id \nFROM addresses) AS anon_1",
			expr.NewSelect(u.Intersect(a).Subquery("").C("id")).Statement(),
		},
	} {
		t.Run(c.name, func(t *testing.T) {
			got := check(t, c.st, "sqlite", c.want)
			if len(got.Columns) != 1 || got.Columns[0].Name != "id" {
				t.Errorf("columns %v", got.Columns)
			}
		})
	}
}

func TestWrites(t *testing.T) {
	name, age, id := users.Column("name"), users.Column("age"), users.Column("id")
	insert := expr.NewInsertTable(from(users))
	set := expr.Assign[string](name, "ed")
	older := expr.AssignExpr(age, userAge.Add(1))
	update := expr.NewUpdateTable(from(users)).Set(set)
	del := expr.NewDeleteTable(from(users))
	linked := expr.Compare(expr.OpEq, userID, addrUser)
	for _, c := range []struct {
		name, dialect, want string
		st                  expr.Element
	}{
		{"insert", "sqlite", "INSERT INTO users (name) VALUES (?)", insert.Values(set).Statement()},
		{"insert rows", "postgresql", "INSERT INTO users (name, age) VALUES ($1, ($2 + $3)), ($4, $5)", insert.
			Values(set, expr.AssignExpr(age, expr.NewBinary(expr.OpAdd, expr.ElementOf(expr.Lit(1)), expr.ElementOf(expr.Lit(2))))).
			Values(expr.Assign[string](name, "x"), expr.Assign[int](age, 3)).Statement()},
		{"insert defaults", "sqlite", "INSERT INTO users DEFAULT VALUES", insert.Values().Statement()},
		{"insert defaults", "mysql", "INSERT INTO users () VALUES ()", insert.Values().Statement()},
		{
			"returning", "sqlite", "INSERT INTO users (name) VALUES (?) RETURNING id, age + ? AS anon_1",
			expr.NewReturning2(insert.Values(set), userID, userAge.Add(1)).Statement(),
		},
		{
			"returning", "postgresql", "INSERT INTO users (name) VALUES ($1) RETURNING users.id",
			expr.NewReturning(insert.Values(set), userID).Statement(),
		},
		{
			"upsert", "sqlite", "INSERT INTO users (name) VALUES (?) ON CONFLICT (id) DO UPDATE SET name = excluded.name WHERE users.age > ?",
			insert.Values(set).OnConflict(id).Overwrite(name).WhereUpdated(userAge.Gt(3)).Statement(),
		},
		{
			"upsert", "mysql", "INSERT INTO users (name) VALUES (?) ON DUPLICATE KEY UPDATE name = VALUES(name)",
			insert.Values(set).OnConflict(id).Overwrite(name).Statement(),
		},
		{"upsert, nothing", "postgresql", "INSERT INTO users (name) VALUES ($1) ON CONFLICT DO NOTHING", insert.Values(set).OnConflict().DoNothing().Statement()},
		{"upsert, nothing", "mysql", "INSERT INTO users (name) VALUES (?) ON DUPLICATE KEY UPDATE id = id", insert.Values(set).OnConflict(id).DoNothing().Statement()},
		{"update", "sqlite", "UPDATE users SET name=?, age=(users.age + ?) WHERE users.id = ?", update.Set(older).Where(userID.Eq(1)).Statement()},
		{"update from", "postgresql", "UPDATE users SET name=$1 FROM addresses WHERE users.id = addresses.user_id", update.Where(linked).Statement()},
		{"update list", "mysql", "UPDATE users, addresses SET users.name=? WHERE users.id = addresses.user_id", update.Where(linked).Statement()},
		{
			"update where exists", "sqlite", "UPDATE users SET name=? WHERE EXISTS (SELECT addresses.id \nFROM addresses \nWHERE users.id = addresses.user_id)",
			update.Where(expr.NewSelect(addrID).Where(linked).AsExists()).Statement(),
		},
		{"delete", "sqlite", "DELETE FROM users WHERE users.id = ?", del.Where(userID.Eq(1)).Statement()},
		{"delete using", "postgresql", "DELETE FROM users USING addresses WHERE users.id = addresses.user_id", del.Where(linked).Statement()},
		{"delete using", "mysql", "DELETE FROM users USING users, addresses WHERE users.id = addresses.user_id", del.Where(linked).Statement()},
		{"delete returning", "sqlite", "DELETE FROM users WHERE users.id = ? RETURNING id", expr.NewReturning(del.Where(userID.Eq(1)), userID).Statement()},
	} {
		t.Run(c.name+" "+c.dialect, func(t *testing.T) { check(t, c.st, c.dialect, c.want) })
	}
}

func TestWriteErrors(t *testing.T) {
	set := expr.Assign[string](users.Column("name"), "ed")
	linked := expr.Compare(expr.OpEq, userID, addrUser)
	for _, c := range []struct {
		name, dialect, want string
		st                  expr.Element
	}{
		{"returning", "mysql", "no RETURNING", expr.NewReturning(expr.NewInsertTable(from(users)).Values(set), userID).Statement()},
		{"delete using", "sqlite", "DELETE with several tables", expr.NewDeleteTable(from(users)).Where(linked).Statement()},
		{"update of every row", "sqlite", "AllRows", expr.NewUpdateTable(from(users)).Set(set).Statement()},
		{"upsert with a condition", "mysql", "no condition", expr.NewInsertTable(from(users)).Values(set).OnConflict(users.Column("id")).Overwrite(users.Column("name")).WhereUpdated(userID.Gt(1)).Statement()},
	} {
		t.Run(c.name, func(t *testing.T) {
			_, _, err := compile(t, c.st, grammars[c.dialect])
			if err == nil || !strings.Contains(err.Error(), c.want) {
				t.Errorf("got %v, want %q", err, c.want)
			}
		})
	}
}

func TestTypeOfAssignedBind(t *testing.T) {
	c := check(t, expr.NewInsertTable(from(users)).Values(expr.Assign[bool](users.Column("active"), true)).Statement(), "sqlite",
		"INSERT INTO users (active) VALUES (?)")
	if c.Binds[0].Type != (types.BooleanType{}) {
		t.Errorf("type %v", c.Binds[0].Type)
	}
}
