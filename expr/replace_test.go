package expr_test

import (
	"slices"
	"strings"
	"testing"

	"github.com/azoth-orm/azoth/expr"
	"github.com/azoth-orm/azoth/types"
)

func replaced(t *testing.T, e expr.Element, f func(expr.Element) expr.Element) string {
	t.Helper()
	n, err := expr.Replace(e, f)
	if err != nil {
		t.Fatal(err)
	}
	return strings.Join(strings.Fields(text(n)), " ")
}

// inPlaceOf puts one element in the place of another.
func inPlaceOf(old, by expr.Element) func(expr.Element) expr.Element {
	return func(e expr.Element) expr.Element {
		if e == old {
			return by
		}
		return nil
	}
}

func TestReplaceTable(t *testing.T) {
	q := expr.NewSelect(thing("id")).Where(thing("name").Eq("a")).OrderBy(thing("id").Desc())
	alias := expr.NewAlias(things, "x")
	got := replaced(t, q.Statement(), inPlaceOf(things, alias))
	if want := "SELECT x.id FROM things AS x WHERE x.name = :name_1 ORDER BY x.id DESC"; got != want {
		t.Errorf("got %s, want %s", got, want)
	}
	entity := expr.NewSelect(objects())
	got = replaced(t, entity.Statement(), inPlaceOf(things, alias))
	if want := "SELECT x.id, x.name, x.made FROM things AS x"; got != want {
		t.Errorf("got %s, want %s", got, want)
	}
}

func TestReplaceInSubqueries(t *testing.T) {
	inner := expr.NewSelect2(thing("id"), thing("name").As("label")).Where(thing("id").Gt(3)).CrossJoin().Subquery("s")
	outer := expr.NewSelect2(inner.C("id"), inner.C("label")).Where(inner.C("id").Lt(9))
	f := func(e expr.Element) expr.Element {
		if e == expr.Element(thing("id").Ref()) {
			return others.C("id").Ref()
		}
		return nil
	}
	got := replaced(t, outer.Statement(), f)
	const want = "SELECT s.id, s.label FROM (SELECT others.id AS id, things.name AS label FROM others, things WHERE others.id > :id_1) AS s WHERE s.id < :id_2"
	if got != want {
		t.Errorf("got\n%s, want\n%s", got, want)
	}
	if before := strings.Join(strings.Fields(text(outer.Statement())), " "); strings.Contains(before, "others") {
		t.Errorf("the statement changed: %s", before)
	}
	n, err := expr.Replace(outer.Statement(), f)
	if err != nil {
		t.Fatal(err)
	}
	froms := map[expr.Element]bool{}
	for e := range expr.Iterate(n) {
		if s, ok := e.(*expr.Subquery); ok {
			froms[s] = true
		}
	}
	if len(froms) != 1 {
		t.Errorf("the subquery, which stood in one place, is %d now", len(froms))
	}
}

func TestReplaceRecursive(t *testing.T) {
	up := func(n int) expr.Derived {
		return expr.RecursiveCTE("up", expr.NewSelect(thing("id")).Where(thing("id").Eq(n)), func(up expr.Derived) expr.Select[any] {
			return expr.NewSelect(thing("id")).Where(expr.MakeBool(expr.NewBinary(expr.OpLt, thing("id").Ref(), up.C("id").Ref())))
		})
	}
	cte := up(1)
	q := expr.NewSelect(cte.C("id")).Where(cte.C("id").Gt(0))
	same, err := expr.Replace(q.Statement(), func(expr.Element) expr.Element { return nil })
	if err != nil || same != expr.Element(q.Statement()) {
		t.Errorf("nothing was replaced, and the statement is another: %v", err)
	}
	five := func(e expr.Element) expr.Element {
		if b, ok := e.(*expr.Bind); ok && b.Value.Int64() == 1 {
			return expr.NewBind(types.Int64Value(5))
		}
		return nil
	}
	n, err := expr.Replace(q.Statement(), five)
	if err != nil {
		t.Fatal(err)
	}
	if text(n) != text(q.Statement()) {
		t.Errorf("got\n%s, want\n%s", text(n), text(q.Statement()))
	}
	other := up(5)
	if !expr.Equal(n, expr.NewSelect(other.C("id")).Where(other.C("id").Gt(0)).Statement()) {
		t.Error("the copy is not what was built with the other value")
	}
	ctes := map[expr.Element]bool{}
	for e := range expr.Iterate(n) {
		if c, ok := e.(*expr.CTE); ok {
			ctes[c] = true
		}
	}
	if len(ctes) != 1 {
		t.Errorf("the CTE is %d now: it does not name itself any more", len(ctes))
	}
}

func TestReplaceWrites(t *testing.T) {
	hide := func(e expr.Element) expr.Element {
		if _, ok := e.(*expr.Bind); ok {
			return expr.ElementOf(expr.NullValue[string]())
		}
		return nil
	}
	for name, c := range map[string]struct {
		e    expr.Element
		want string
	}{
		"insert": {
			expr.NewInsertTable(things).Values(thing("name").Set("a")).Replace(hide).Statement(),
			"INSERT INTO things (name, made) VALUES (NULL, NULL)",
		},
		"update": {
			expr.NewUpdateTable(things).Set(thing("name").Set("a"), thing("made").Set("b")).Where(thing("id").Eq(1)).Replace(hide).Statement(),
			"UPDATE things SET name=NULL, made=NULL WHERE things.id IS NULL",
		},
		"delete": {
			expr.NewDeleteTable(things).Where(thing("id").Eq(1)).Replace(hide).Statement(),
			"DELETE FROM things WHERE things.id IS NULL",
		},
		"union": {
			ids(1).Union(ids(2)).Limit(1).Replace(func(e expr.Element) expr.Element {
				if e == expr.Element(thing("id").Ref()) {
					return thing("name").Ref()
				}
				return nil
			}).Statement(),
			"SELECT things.name FROM things WHERE things.name > :name_1 UNION SELECT things.name FROM things WHERE things.name > :name_2 LIMIT :param_1",
		},
	} {
		t.Run(name, func(t *testing.T) {
			if got := strings.Join(strings.Fields(text(c.e)), " "); got != c.want {
				t.Errorf("got\n%s, want\n%s", got, c.want)
			}
		})
	}
}

func TestReplaceMisfits(t *testing.T) {
	q := expr.NewSelect(thing("id")).From(things).Replace(inPlaceOf(things, thing("id").Ref()))
	if err := q.Err(); err == nil || !strings.Contains(err.Error(), "a *schema.Table cannot be replaced by a *expr.ColumnRef where it stands") {
		t.Error(err)
	}
	whole := ids(1)
	err := whole.Replace(inPlaceOf(whole.Statement(), thing("id").Ref())).Err()
	if err == nil || !strings.Contains(err.Error(), "as a whole") {
		t.Error(err)
	}
}

func TestWalk(t *testing.T) {
	sub := expr.NewSelect(others.C("id")).Where(others.C("id").Gt(2)).Subquery("s")
	q := expr.NewSelect2(thing("id"), sub.C("id")).Where(thing("id").Eq(1), thing("id").Lt(5))
	var values []int64
	tables := 0
	for e := range expr.Iterate(q.Statement()) {
		switch e := e.(type) {
		case *expr.Bind:
			values = append(values, e.Value.Int64())
		case expr.FromElement:
			tables++
		}
	}
	if !slices.Equal(values, []int64{2, 1, 5}) || tables != 3 {
		t.Errorf("met %v and %d FROM elements", values, tables)
	}
	inside := 0
	expr.Walk(q.Statement(), func(e expr.Element) bool {
		if _, ok := e.(*expr.Bind); ok {
			inside++
		}
		_, leave := e.(*expr.Subquery)
		return !leave
	})
	if inside != 2 {
		t.Errorf("met %d values outside of the subquery", inside)
	}
	for range expr.Iterate(q.Statement()) {
		break
	}
}
