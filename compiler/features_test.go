package compiler_test

import (
	"strings"
	"testing"

	"github.com/azoth-orm/azoth/compiler"
	"github.com/azoth-orm/azoth/expr"
	"github.com/azoth-orm/azoth/types"
)

// TestFeatures changes one answer of the default grammar and wants one thing to be written in another way.
func TestFeatures(t *testing.T) {
	name, id := users.Column("name"), users.Column("id")
	insert, update := expr.NewInsertTable(from(users)), expr.NewUpdateTable(from(users)).Set(expr.Assign[string](name, "ed"))
	linked := expr.Compare(expr.OpEq, userID, addrUser)
	ordered, n := expr.NewSelect(userID).OrderBy(userName), userAge.Add(1).As("n")
	deleted := expr.NewReturning2(expr.NewDeleteTable(from(users)).Where(userID.Eq(1)), userID, userAge.Add(1)).Statement()
	for _, c := range []struct {
		name   string
		change func(g *compiler.Grammar)
		st     expr.Element
		want   string
	}{
		{"alias", func(g *compiler.Grammar) { g.Features.AliasWord = " " }, expr.NewSelect(number(alias(users, "u"), "id")).Statement(), "SELECT u.id \nFROM users u"},
		{"subquery", func(g *compiler.Grammar) { g.Features.AliasWord = " " }, expr.NewSelect(ordered.Subquery("s").C("id")).Statement(), "SELECT s.id \nFROM (SELECT users.id AS id \nFROM users ORDER BY users.name) s"},
		{"order in a subquery", func(g *compiler.Grammar) { g.Features.SubqueryOrder = false }, expr.NewSelect(ordered.Subquery("s").C("id")).Statement(), "SELECT s.id \nFROM (SELECT users.id AS id \nFROM users) AS s"},
		{"order and limit in a subquery", func(g *compiler.Grammar) { g.Features.SubqueryOrder = false }, expr.NewSelect(ordered.Limit(1).Subquery("s").C("id")).Statement(), "SELECT s.id \nFROM (SELECT users.id AS id \nFROM users ORDER BY users.name\n LIMIT :param_1) AS s"},
		{"order of the whole", func(g *compiler.Grammar) { g.Features.SubqueryOrder = false }, ordered.Statement(), "SELECT users.id \nFROM users ORDER BY users.name"},
		{"order of INSERT … SELECT", func(g *compiler.Grammar) { g.Features.SubqueryOrder = false }, insert.FromSelect(ordered, id).Statement(), "INSERT INTO users (id) SELECT users.id \nFROM users"},
		{"order by a label", func(g *compiler.Grammar) { g.Features.OrderByLabel = false }, expr.NewSelect(n).OrderBy(n).Statement(), "SELECT users.age + :age_1 AS n \nFROM users ORDER BY users.age + :age_1"},
		{"order of a union by a label", func(g *compiler.Grammar) { g.Features.OrderByLabel = false }, expr.NewSelect(n).Union(expr.NewSelect(n)).OrderBy(n).Statement(), "SELECT users.age + :age_1 AS n \nFROM users UNION SELECT users.age + :age_1 AS n \nFROM users ORDER BY n"},
		{"nulls by CASE", func(g *compiler.Grammar) { g.Features.Nulls = compiler.NullsByCase }, expr.NewSelect(userID).OrderBy(userAge.Desc().NullsLast()).Statement(), "SELECT users.id \nFROM users ORDER BY CASE WHEN (users.age IS NULL) THEN 1 ELSE 0 END, users.age DESC"},
		{"from nothing", func(g *compiler.Grammar) { g.Features.EmptyFrom, g.Features.EmptyFromAlways = " FROM DUAL", true }, expr.NewSelect(expr.Lit(1)).Statement(), "SELECT :anon_1 AS anon_1 FROM DUAL"},
		{"set words", func(g *compiler.Grammar) { g.SetWords[expr.Except] = " MINUS " }, expr.NewSelect(userID).Except(expr.NewSelect(addrID)).Statement(), "SELECT users.id \nFROM users MINUS SELECT addresses.id \nFROM addresses"},
		{"fetch", func(g *compiler.Grammar) { g.Limit = compiler.FetchFirst }, expr.NewSelect(userID).Limit(5).Offset(2).Statement(), "SELECT users.id \nFROM users\n OFFSET :param_1 ROWS\n FETCH FIRST :param_2 ROWS ONLY"},
		{"update from all", func(g *compiler.Grammar) { g.Features.UpdateFrom = compiler.UpdateFromAll }, update.Where(linked).Statement(), "UPDATE users SET name=:name_1 FROM users, addresses WHERE users.id = addresses.user_id"},
		{"delete from all", func(g *compiler.Grammar) { g.Features.DeleteUsing = compiler.DeleteFromAll }, expr.NewDeleteTable(from(users)).Where(linked).Statement(), "DELETE FROM users FROM users, addresses WHERE users.id = addresses.user_id"},
		{"row of defaults", func(g *compiler.Grammar) { g.Features.DefaultRow = compiler.DefaultOfColumn }, insert.Values().Statement(), "INSERT INTO users (id) VALUES (DEFAULT)"},
		{"output", func(g *compiler.Grammar) { g.Features.ReturningStyle = compiler.ReturningOutput }, deleted, "DELETE FROM users OUTPUT deleted.id, deleted.age + :age_1 AS anon_1 WHERE users.id = :id_1"},
		{"returning into", func(g *compiler.Grammar) { g.Features.ReturningStyle = compiler.ReturningInto }, deleted, "DELETE FROM users WHERE users.id = :id_1 RETURNING users.id, users.age + :age_1 INTO :ret_1, :ret_2"},
		{"try", func(g *compiler.Grammar) { g.Features.TryCast = true }, expr.NewSelect(expr.TryCastTo[int](userName, types.Integer())).Statement(), "SELECT TRY_CAST (users.name AS INTEGER) AS name \nFROM users"},
		{"more clauses", func(g *compiler.Grammar) {
			g.Select = g.Select.Behind("select", compiler.Clause[*compiler.SelectState]{Name: "top", Write: func(c *compiler.Compiler, s *compiler.SelectState) {
				c.Number(s.Limits().Limit)
				c.Write(" ")
			}})
		}, expr.NewSelect(userID).Limit(5).Statement(), "SELECT :param_1 users.id \nFROM users\n LIMIT :param_1"},
	} {
		t.Run(c.name, func(t *testing.T) {
			g := compiler.NewGrammar("changed")
			c.change(g)
			got, _, err := compile(t, c.st, g)
			if err != nil || got.SQL != c.want {
				t.Errorf("%v\n got %q\nwant %q", err, got.SQL, c.want)
			}
		})
	}
}

// TestUnsupported wants an error that says what to do of what a changed grammar does not have.
func TestUnsupported(t *testing.T) {
	set := expr.Assign[string](users.Column("name"), "ed")
	for _, c := range []struct {
		name   string
		change func(f *compiler.Features)
		st     expr.Element
		want   string
	}{
		{"update from", func(f *compiler.Features) { f.UpdateFrom = compiler.UpdateAlone }, expr.NewUpdateTable(from(users)).Set(set).Where(expr.Compare(expr.OpEq, userID, addrUser)).Statement(), "use EXISTS, IN"},
		{"two rows", func(f *compiler.Features) { f.OneRow = true }, expr.NewInsertTable(from(users)).Values(set).Values(set).Statement(), "run the statement for each row"},
		{"try", func(*compiler.Features) {}, expr.NewSelect(expr.TryCastTo[int](userName, types.Integer())).Statement(), "say Cast"},
	} {
		t.Run(c.name, func(t *testing.T) {
			g := compiler.NewGrammar("changed")
			c.change(&g.Features)
			if got, _, err := compile(t, c.st, g); err == nil || !strings.Contains(err.Error(), c.want) {
				t.Errorf("got %v, %v, want %q", got, err, c.want)
			}
		})
	}
}

// TestOut wants the placeholders that receive values to say so, with the type of what they receive.
func TestOut(t *testing.T) {
	g := compiler.NewGrammar("into")
	g.Placeholder = compiler.ColonNumber
	g.Features.ReturningStyle = compiler.ReturningInto
	insert := expr.NewInsertTable(from(users)).Values(expr.Assign[string](users.Column("name"), "ed"))
	c, _, err := compile(t, expr.NewReturning2(insert, userID, userName).Statement(), g)
	if want := "INSERT INTO users (name) VALUES (:1) RETURNING users.id, users.name INTO :2, :3"; err != nil || c.SQL != want {
		t.Fatalf("got %v, %v, want %q", c, err, want)
	}
	for i, want := range []struct {
		out bool
		typ types.Type
	}{{false, types.String(0)}, {true, types.Integer()}, {true, types.String(0)}} {
		if b := c.Binds[i]; b.Out != want.out || b.Type != want.typ {
			t.Errorf("placeholder %d: out is %v, type %v", i+1, b.Out, b.Type)
		}
	}
	if len(c.Columns) != 2 || c.Columns[0].Name != "id" || c.Columns[1].Item != 1 {
		t.Errorf("columns %v", c.Columns)
	}
}

// TestNumberedPlaceholders wants a value that stands twice to have one number, or one for each place.
func TestNumberedPlaceholders(t *testing.T) {
	n := userAge.Add(1)
	st := expr.NewSelect(n).Where(n.Gt(5)).Statement()
	for _, want := range []struct {
		style compiler.Placeholder
		sql   string
		binds int
	}{
		{compiler.AtNumber, "SELECT users.age + @p1 AS anon_1 \nFROM users \nWHERE users.age + @p1 > @p2", 2},
		{compiler.ColonNumber, "SELECT users.age + :1 AS anon_1 \nFROM users \nWHERE users.age + :2 > :3", 3},
	} {
		g := compiler.NewGrammar("numbered")
		g.Placeholder = want.style
		c, _, err := compile(t, st, g)
		if err != nil || c.SQL != want.sql || len(c.Binds) != want.binds {
			t.Errorf("got %v, %v, want %q", c, err, want.sql)
		}
	}
}
