package hostile

import (
	"errors"
	"fmt"
	"slices"
	"strconv"

	"github.com/azoth-orm/azoth"
	"github.com/azoth-orm/azoth/expr"
	"github.com/azoth-orm/azoth/schema"
)

// The positions of names that exist in a statement only.

// fixture is the table that these statements read: three rows of id and v.
func (w *world) fixture() (*schema.Table, error) {
	t := w.table("fixture", key("id"), integer("v"))
	if err := w.create(t); err != nil {
		return nil, err
	}
	for i := range 3 {
		if err := w.insert(t, i+1, 10*(i+1)); err != nil {
			return nil, err
		}
	}
	return t, nil
}

// each calls f for every name, with the fixture.
func (w *world) each(names []string, f func(t *schema.Table, name string) error) error {
	t, err := w.fixture()
	if err != nil {
		return err
	}
	for _, n := range names {
		if err := f(t, n); err != nil {
			return fmt.Errorf("%s: %w", Show(n), err)
		}
	}
	return nil
}

// probeAliases reads a table under each name, beside the table itself and an alias without a name.
func probeAliases(w *world, names []string) error {
	return w.each(names, func(t *schema.Table, name string) error {
		a, other := azoth.Alias(t, name), azoth.Alias(t, "")
		st := azoth.Select3(a.C("v"), t.C("v"), other.C("v")).From(a).
			Join(t, a.C("id").EqExpr(t.C("id"))).Join(other, other.C("id").EqExpr(a.C("id"))).
			Where(a.C("v").Eq(20)).OrderBy(a.C("id").Asc())
		return w.reads(st.Statement(), 20, 20, 20)
	})
}

// probeLabels labels columns with all names, and reads them from a subquery.
func probeLabels(w *world, names []string) error {
	t, err := w.fixture()
	if err != nil {
		return err
	}
	var items []expr.Element
	for i, n := range names {
		items = append(items, expr.NewLabel(expr.ElementOf(azoth.AsNumber(azoth.Typed[int64](t.C("v"))).Add(int64(i))), n))
	}
	q := &expr.Query{Items: itemsOf(items), Where: []expr.Element{expr.ElementOf(t.C("id").Eq(1))}, Order: items}
	if err := w.labelled(q, names); err != nil {
		return err
	}
	inner := *q
	inner.Order = nil
	sub := &expr.Subquery{Query: &inner, Name: "s"}
	var outer []expr.Element
	for _, c := range sub.FromColumns() {
		outer = append(outer, c)
	}
	return w.labelled(&expr.Query{Items: itemsOf(outer), Order: outer}, names)
}

// labelled is an error if the columns of a statement do not have these names, and 10, 11, 12 … as values.
func (w *world) labelled(st expr.Statement, names []string) error {
	got, rows, err := w.query(st)
	if err != nil {
		return err
	}
	if !slices.Equal(got, names) {
		return fmt.Errorf("the columns are %q, want %s", got, show(names))
	}
	for i := range names {
		if want := strconv.Itoa(10 + i); len(rows) != 1 || rows[0][i] != want {
			return fmt.Errorf("column %s is wrong: %q", Show(names[i]), rows)
		}
	}
	return nil
}

// probeCTEs gives a common table expression each name, and a recursive one that counts to 3.
func probeCTEs(w *world, names []string) error {
	return w.each(names, func(t *schema.Table, name string) error {
		cte := azoth.Select2(t.C("id"), t.C("v")).Where(t.C("v").Gt(10)).CTE(name)
		st := azoth.Select2(cte.C("v"), t.C("v")).Join(t, t.C("id").EqExpr(cte.C("id"))).Where(cte.C("v").Lt(30))
		if err := w.reads(st.Statement(), 20, 20); err != nil {
			return err
		}
		n := azoth.AsNumber(azoth.Typed[int64](t.C("id"))).As("n")
		counted := azoth.RecursiveCTE(name, azoth.Select(n).Where(t.C("id").Eq(1)), func(self expr.Derived) expr.Select[int64] {
			last := azoth.AsNumber(azoth.Typed[int64](self.C("n")))
			return azoth.Select(last.Add(1)).Where(last.Lt(3))
		})
		return w.reads(azoth.Select(counted.C("n")).Where(counted.C("n").Gt(2)).Statement(), 3)
	})
}

// probeSubqueries gives a subquery in FROM each name, and joins it with itself under an alias without a name.
func probeSubqueries(w *world, names []string) error {
	return w.each(names, func(t *schema.Table, name string) error {
		s := azoth.Select2(t.C("id"), t.C("v").As("w")).Where(t.C("v").Gt(10)).Subquery(name)
		anonymous := azoth.Select(t.C("id")).Subquery("")
		st := azoth.Select2(s.C("w"), anonymous.C("id")).From(s).Join(anonymous, anonymous.C("id").EqExpr(s.C("id"))).
			Where(s.C("w").Lt(30)).OrderBy(s.C("id"))
		return w.reads(st.Statement(), 20, 2)
	})
}

// probeDerived selects a column of each name through two subqueries without names, once under its own name and once more.
func probeDerived(w *world, names []string) error {
	t := w.table("t", key(ownKey))
	values := []any{1}
	for i, n := range names {
		t.AddColumn(integer(n))
		values = append(values, 10+i)
	}
	if err := w.create(t); err != nil {
		return err
	}
	if err := w.insert(t, values...); err != nil {
		return err
	}
	var from expr.FromElement = t
	for range 2 {
		var items []expr.Element
		for _, c := range from.FromColumns() {
			items = append(items, c, c)
		}
		from = &expr.Subquery{Query: &expr.Query{Items: itemsOf(items[:2*len(names)+2])}}
	}
	var got, want []string
	for i, c := range from.FromColumns() {
		q := &expr.Query{Items: itemsOf([]expr.Element{c}), Order: []expr.Element{c}}
		_, rows, err := w.query(q)
		if err != nil {
			return fmt.Errorf("column %d: %w", i, err)
		}
		if len(rows) != 1 {
			return fmt.Errorf("column %d yields %d rows", i, len(rows))
		}
		got = append(got, rows[0][0])
		want = append(want, fmt.Sprint(values[i/4]))
	}
	if !slices.Equal(got, want[:len(got)]) {
		return errors.New("a column of a subquery is another one")
	}
	return nil
}
