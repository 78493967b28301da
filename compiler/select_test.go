package compiler_test

import (
	"testing"

	"github.com/azoth-orm/azoth/compiler"
	"github.com/azoth-orm/azoth/expr"
)

func TestSelect(t *testing.T) {
	a1, a2 := alias(addresses, ""), alias(addresses, "")
	counts := expr.NewSelect2(addrUser, count().As("n")).GroupBy(addrUser).Subquery("")
	limited := expr.NewSelect(all(users, users)).OrderBy(userName).Limit(2)
	wrapped := &expr.Subquery{Query: limited.Statement()}
	for _, c := range []struct {
		name string
		st   expr.Element
		want string
	}{
		{"entity", expr.NewSelect(all(users, users)).Statement(), "SELECT users.id, users.name, users.age, users.active \nFROM users"},
		{
			"entity and column", expr.NewSelect2(all(users, users), userName).Statement(),
			"SELECT users.id, users.name, users.age, users.active, users.name AS name__1 \nFROM users",
		},
		{"named alias", expr.NewSelect(all(keywords, alias(keywords, "k"))).Statement(), "SELECT k.id, k.word \nFROM keywords AS k"},
		{
			"two tables", expr.NewSelect2(all(users, users), all(addresses, addresses)).Where(expr.Compare(expr.OpEq, userID, addrUser)).Statement(),
			"SELECT users.id, users.name, users.age, users.active, addresses.id AS id_1, addresses.email, addresses.user_id \nFROM users, addresses \nWHERE users.id = addresses.user_id",
		},
		{"limit", expr.NewSelect(userName).Limit(1).Statement(), "SELECT users.name \nFROM users\n LIMIT ? OFFSET ?"},
		{
			"clauses", expr.NewSelect(userName).Where(userAge.Gt(18)).GroupBy(userName).Having(count().Gt(1)).OrderBy(userName.Desc()).Limit(3).Offset(4).Statement(),
			"SELECT users.name \nFROM users \nWHERE users.age > ? GROUP BY users.name \nHAVING count(*) > ? ORDER BY users.name DESC\n LIMIT ? OFFSET ?",
		},
		{
			"order by label", expr.NewSelect(userAge.Add(1).As("x")).OrderBy(userAge.Add(1).As("y"), userAge).Statement(),
			"SELECT users.age + ? AS x \nFROM users ORDER BY users.age + ?, users.age",
		},
		{
			"two anonymous aliases", expr.NewSelect3(userName, text(a1, "email"), text(a2, "email")).
				Join(along(expr.JoinStep{Left: users, Right: a1, On: equal(userID, number(a1, "user_id"))})).
				Join(along(expr.JoinStep{Left: users, Right: a2, On: equal(userID, number(a2, "user_id"))})).Statement(),
			"SELECT users.name, addresses_1.email, addresses_2.email AS email_1 \nFROM users JOIN addresses AS addresses_1 ON users.id = addresses_1.user_id JOIN addresses AS addresses_2 ON users.id = addresses_2.user_id",
		},
		{
			"subquery", expr.NewSelect2(userName, counts.C("n")).OuterJoin(counts, counts.C("user_id").EqExpr(userID)).Statement(),
			"SELECT users.name, anon_1.n \nFROM users LEFT OUTER JOIN (SELECT addresses.user_id AS user_id, count(*) AS n \nFROM addresses GROUP BY addresses.user_id) AS anon_1 ON anon_1.user_id = users.id",
		},
		{
			"eager, joined", eager(users, a1, expr.NewSelect(all(users, users)).Where(userName.Eq("jack"))),
			"SELECT users.id, users.name, users.age, users.active, addresses_1.id AS id_1, addresses_1.email, addresses_1.user_id \nFROM users LEFT OUTER JOIN addresses AS addresses_1 ON users.id = addresses_1.user_id \nWHERE users.name = ? ORDER BY addresses_1.id",
		},
		{
			"eager, joined with limit", eagerWrapped(wrapped, a1),
			"SELECT anon_1.id, anon_1.name, anon_1.age, anon_1.active, addresses_1.id AS id_1, addresses_1.email, addresses_1.user_id \nFROM (SELECT users.id AS id, users.name AS name, users.age AS age, users.active AS active \nFROM users ORDER BY users.name\n LIMIT ? OFFSET ?) AS anon_1 LEFT OUTER JOIN addresses AS addresses_1 ON anon_1.id = addresses_1.user_id ORDER BY anon_1.name, addresses_1.id",
		},
		{
			"count of a statement", expr.NewSelect(count()).From(limited.Subquery("")).Statement(),
			"SELECT count(*) AS count_1 \nFROM (SELECT users.id AS id, users.name AS name, users.age AS age, users.active AS active \nFROM users ORDER BY users.name\n LIMIT ? OFFSET ?) AS anon_1",
		},
		{"columns of equal names in a subquery", expr.NewSelect(all(users, users)).Statement(), "SELECT users.id, users.name, users.age, users.active \nFROM users"},
	} {
		t.Run(c.name, func(t *testing.T) { check(t, c.st, "sqlite", c.want) })
	}
}

// eager is what the ORM makes of a statement whose addresses are loaded by a join.
func eager(left expr.FromElement, a *expr.Alias, s expr.Select[row]) *expr.Query {
	q := s.Statement().Clone()
	on := expr.NewAdapted(equal(userID, addrUser), addresses, a)
	q.Items = append(q.Items, expr.SelectItem{Element: expr.NewEntityRef(entity{addresses}, a)})
	q.Joins = append(q.Joins, expr.JoinClause{Kind: expr.LeftJoin, Target: expr.JoinTarget{Path: path{{Left: left, Right: a, On: on}}}})
	q.Order = append(q.Order, expr.NewAdapted(expr.ElementOf(addrID), addresses, a))
	return q
}

// eagerWrapped is the same for a statement with a limit, which is wrapped.
func eagerWrapped(w *expr.Subquery, a *expr.Alias) *expr.Query {
	on := expr.NewAdapted(expr.NewAdapted(equal(userID, addrUser), addresses, a), users, w)
	return &expr.Query{
		Items: []expr.SelectItem{
			{Element: expr.NewEntityRef(entity{users}, w)},
			{Element: expr.NewEntityRef(entity{addresses}, a)},
		},
		Joins: []expr.JoinClause{{Kind: expr.LeftJoin, Target: expr.JoinTarget{Path: path{{Left: w, Right: a, On: on}}}}},
		Order: []expr.Element{
			expr.NewAdapted(expr.ElementOf(userName), users, w),
			expr.NewAdapted(expr.ElementOf(addrID), addresses, a),
		},
	}
}

func TestResultColumns(t *testing.T) {
	c := check(t, expr.NewSelect3(all(keywords, keywords), count(), userName.As("n")).CrossJoin().Statement(), "sqlite",
		"SELECT keywords.id, keywords.word, count(*) AS count_1, users.name AS n \nFROM keywords, users")
	var got []string
	for _, col := range c.Columns {
		got = append(got, col.Name+string(rune('0'+col.Item)))
	}
	want := []string{"id0", "word0", "count_11", "n2"}
	for i := range want {
		if i >= len(got) || got[i] != want[i] {
			t.Fatalf("columns %v, want %v", got, want)
		}
	}
}

func TestBinds(t *testing.T) {
	st := expr.NewSelect(userName).Where(userName.Eq("ed"), userAge.In(1, 2)).Limit(5).Statement()
	c, k, err := compile(t, st, grammars["sqlite"])
	if err != nil {
		t.Fatal(err)
	}
	want := []any{"ed", int64(1), int64(2), int64(5), int64(0)}
	for i, b := range c.Binds {
		v := b.Const
		if b.Index >= 0 {
			v = k.Values()[b.Index]
		}
		if v.Any() != want[i] {
			t.Errorf("bind %d: %v, want %v", i, v.Any(), want[i])
		}
		if b.Type == nil {
			t.Errorf("bind %d (%s) has no type", i, b.Name)
		}
	}
	if len(c.Binds) != len(want) {
		t.Errorf("%d binds, want %d", len(c.Binds), len(want))
	}
}

func TestDisplay(t *testing.T) {
	st := expr.NewSelect2(userID, addrID).Where(expr.Compare(expr.OpEq, userID, addrUser), addrID.Eq(5), userID.In(1, 2), userID.Between(1, 2)).Limit(3)
	want := "SELECT users.id, addresses.id AS id_1 \nFROM users, addresses \nWHERE users.id = addresses.user_id AND addresses.id = :id_2 AND users.id IN (:id_3_1, :id_3_2) AND users.id BETWEEN :id_4 AND :id_5\n LIMIT :param_1"
	if got := compiler.String(st.Statement()); got != want {
		t.Errorf("got %q\nwant %q", got, want)
	}
}
