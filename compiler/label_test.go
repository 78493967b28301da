package compiler_test

import (
	"testing"

	"github.com/azoth-orm/azoth/expr"
	"github.com/azoth-orm/azoth/types"
)

// TestLabels checks the names of columns; the texts are SQLAlchemy's.
func TestLabels(t *testing.T) {
	linked := expr.Compare(expr.OpEq, userID, addrUser)
	two := expr.NewSelect2(userID, addrID).Where(linked).Subquery("")
	functions := expr.NewSelect2(count(), expr.MakeNumber[int, int](expr.Call("max", userID))).Subquery("")
	older := expr.NewSelect2(userID, userAge.Lt(3).Not()).Subquery("")
	cast := expr.NewCast(expr.ElementOf(userID), types.String(0))
	for _, c := range []struct {
		name  string
		items []expr.Element
		from  []expr.FromElement
		want  string
	}{
		{"functions", elements(count(), expr.Call("max", userID)), nil, "count(*) AS count_1, max(users.id) AS max_1 \nFROM users"},
		{"one function twice", elements(expr.Call("max", userID), expr.Call("max", userAge)), nil, "max(users.id) AS max_1, max(users.age) AS max_2 \nFROM users"},
		{"expressions", elements(userAge.Add(1), userAge.Eq(1), expr.Lit(3)), nil, "users.age + ? AS anon_1, users.age = ? AS anon_2, ? AS anon_3 \nFROM users"},
		{"negative column", elements(userAge.Neg()), nil, "-users.age \nFROM users"},
		{"negative function", elements(expr.NewUnary(expr.OpNeg, expr.Call("abs", userAge))), nil, "-abs(users.age) AS anon_1 \nFROM users"},
		{"cast", []expr.Element{cast}, nil, "CAST(users.id AS VARCHAR) AS id \nFROM users"},
		{"cast beside the column", []expr.Element{expr.ElementOf(userID), cast}, nil, "users.id, CAST(users.id AS VARCHAR) AS id__1 \nFROM users"},
		{"repeated", elements(userID, userID, userID), nil, "users.id, users.id AS id__1, users.id AS id__2 \nFROM users"},
		{"label", elements(userID.As("x"), userName.As("select")), nil, `users.id AS x, users.name AS "select" ` + "\nFROM users"},
		{"equal labels", elements(userID.As("x"), userName.As("x")), nil, "users.id AS x, users.name AS x \nFROM users"},
		{"of a subquery", nil, []expr.FromElement{expr.FromOf(two)}, "anon_1.id, anon_1.id_1 \nFROM (SELECT users.id AS id, addresses.id AS id_1 \nFROM users, addresses \nWHERE users.id = addresses.user_id) AS anon_1"},
		{"functions of a subquery", nil, []expr.FromElement{expr.FromOf(functions)}, "anon_1.count_1, anon_1.max_1 \nFROM (SELECT count(*) AS count_1, max(users.id) AS max_1 \nFROM users) AS anon_1"},
		{"turned condition of a subquery", nil, []expr.FromElement{expr.FromOf(older)}, "anon_1.id, anon_1.anon_2 \nFROM (SELECT users.id AS id, users.age >= ? AS anon_2 \nFROM users) AS anon_1"},
		{
			"functions of a subquery, twice", nil,
			[]expr.FromElement{expr.FromOf(functions), expr.FromOf(functions)},
			"anon_1.count_1, anon_1.max_1, anon_1.count_1 AS count_1__1, anon_1.max_1 AS max_1__2 \nFROM (SELECT count(*) AS count_1, max(users.id) AS max_1 \nFROM users) AS anon_1",
		},
		{"boolean", elements(active.Not()), nil, "users.active = 0 AS active \nFROM users"},
	} {
		t.Run(c.name, func(t *testing.T) {
			q := &expr.Query{}
			for _, f := range c.from {
				for _, col := range f.FromColumns() {
					c.items = append(c.items, col)
				}
			}
			for _, e := range c.items {
				q.Items = append(q.Items, expr.SelectItem{Element: e})
			}
			check(t, q, "sqlite", "SELECT "+c.want)
		})
	}
}

func elements(ns ...expr.Node) []expr.Element {
	out := make([]expr.Element, len(ns))
	for i, n := range ns {
		out[i] = expr.ElementOf(n)
	}
	return out
}
