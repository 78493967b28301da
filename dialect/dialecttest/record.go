package dialecttest

import (
	"fmt"
	"slices"

	"github.com/azoth-orm/azoth"
	"github.com/azoth-orm/azoth/expr"
	"github.com/azoth-orm/azoth/fn"
)

// records are rows that are read by the names of their columns.
func records(w *world) []testCase {
	p := w.people.c
	return []testCase{
		{name: "record of columns", run: func(t *T) { recordOfColumns(t, w) }},
		{name: "record of columns with one name", run: func(t *T) {
			got, err := azoth.Records(azoth.Select2(p.ID, w.departments.c.ID).Join(w.departments).Where(p.ID.Eq(ada))).One(t.ctx, t.conn)
			t.ok(err)
			t.equal(got.Keys(), []string{"id", "id_1"})
		}},
		{name: "record of text", run: func(t *T) {
			got, found, err := azoth.Records(azoth.Text[azoth.Record]("SELECT id, name, id AS id FROM people WHERE id = :n").Bind("n", 2)).First(t.ctx, t.conn)
			t.ok(err)
			t.equal(fmt.Sprint(found, got.Values()), "true [2 bob 2]")
			name, err := got.Of(p.Name)
			t.ok(err)
			t.equal(fmt.Sprint(name), "bob")
			_, err = got.Get("id")
			t.is(err, expr.ErrAmbiguousColumn)
		}},
		{name: "records of a union, in pages", run: func(t *T) {
			q := azoth.Select(p.ID).Where(p.ID.Le(2)).UnionAll(azoth.Select(p.ID).Where(p.ID.Eq(1))).OrderBy(p.ID)
			var pages []string
			for page, err := range azoth.Partitions(azoth.Records(q).Iter(t.ctx, t.conn), 2) {
				t.ok(err)
				text := ""
				for _, r := range page {
					text += fmt.Sprint(r.Values())
				}
				pages = append(pages, text)
			}
			t.equal(pages, []string{"[1][1]", "[2]"})
		}},
		{name: "record of an aggregate", run: func(t *T) {
			got, err := azoth.Records(azoth.Select(fn.Count(p.ID).As("n"))).One(t.ctx, t.conn)
			t.ok(err)
			n, err := got.Get("n")
			t.ok(err)
			if i, ok := n.(int64); !ok || i == 0 {
				t.equal(n, int64(1))
			}
		}},
		{name: "records and partitions of nothing", run: func(t *T) {
			q := azoth.Records(azoth.Select(p.ID).Where(p.ID.Eq(-1)))
			_, err := q.One(t.ctx, t.conn)
			t.is(err, expr.ErrNoResult)
			t.equal(len(slices.Collect(firsts(azoth.Partitions(q.Iter(t.ctx, t.conn), 10)))), 0)
		}},
	}
}

// recordOfColumns reads columns by their names, and by what they are.
func recordOfColumns(t *T, w *world) {
	p := w.people.c
	double := p.ID.Mul(2).As("double")
	q := azoth.Select3(p.ID, p.Nickname, double).Where(p.ID.Le(bob)).OrderBy(p.ID)
	got, err := azoth.Records(q).All(t.ctx, t.conn)
	t.ok(err)
	t.equal(len(got), 2)
	t.equal(got[0].Keys(), []string{"id", "nickname", "double"})
	t.equal(fmt.Sprint(got[0].Values(), got[1].Values()), "[1 lady 2] [2 <nil> 4]")
	for name, get := range map[string]func() (any, error){
		"name": func() (any, error) { return got[1].Get("id") }, "column": func() (any, error) { return got[1].Of(p.ID) },
	} {
		v, err := get()
		t.ok(err)
		t.equal(fmt.Sprint(name, v), name+"2")
	}
	v, err := got[1].Of(double)
	t.ok(err)
	t.equal(fmt.Sprint(v, got[1].Map()["double"], got[1].At(2), got[1].Len()), "4 4 4 3")
	_, err = got[0].Get("nothing")
	t.is(err, expr.ErrNoColumn)
	t.contains(message(err), `"nothing"`, "id, nickname, double")
	_, err = got[0].Of(p.Age)
	t.is(err, expr.ErrNoColumn)
}

// firsts are the first values of a sequence of pairs.
func firsts[K, V any](seq func(func(K, V) bool)) func(func(K) bool) {
	return func(yield func(K) bool) { seq(func(k K, _ V) bool { return yield(k) }) }
}
