package dialecttest

import (
	"context"
	"errors"

	"github.com/azoth-orm/azoth"
	"github.com/azoth-orm/azoth/col"
	"github.com/azoth-orm/azoth/expr"
	"github.com/azoth-orm/azoth/fn"
	"github.com/azoth-orm/azoth/schema"
	"github.com/azoth-orm/azoth/types"
)

// digit is a row of the table of digits, of which joins make as many rows as are wanted.
type digit struct {
	N col.Int64
}

type digits struct{ table[digit] }

// resultArea is how rows come back.
func resultArea(s *suite) *area {
	m := azoth.NewMetaData()
	d := digits{define[digit](m, "digits", schema.Col("n", types.BigInteger(), schema.PrimaryKey(), schema.NoAutoincrement()))}
	return &area{
		name: "result", meta: m, cases: concat(byName(), shapes(s.world), records(s.world), counts(s.world), cursors(s.world), openResults(s.world), d.large(), d.streams(s.world)),
		fill: func(t *T) {
			for n := range int64(10) {
				t.insert(d, d.c.N.Set(n))
			}
		},
	}
}

// byName are rows of texts, whose columns are matched by their names.
func byName() []testCase {
	type inner struct{ Name string }
	type named struct {
		PersonID int64
		inner
	}
	type nested struct {
		ID   int64
		Boss struct{ ID int64 }
	}
	type pair struct {
		Name string
		ID   int64
	}
	return []testCase{
		yields("text by name", "", azoth.Text[pair]("SELECT id, name FROM people WHERE id < :n ORDER BY id").Bind("n", 3), pair{"ada", 1}, pair{"bob", 2}),
		yields("text by label", "", azoth.Text[pair]("SELECT id * 2 AS id, 'x' AS name FROM people WHERE id = 1"), pair{"x", 2}),
		yields("text with a column that nobody wants", "", azoth.Text[pair]("SELECT age, id, name FROM people WHERE id = 1"), pair{"ada", 1}),
		yields("text with names in snake case", "", azoth.Text[named]("SELECT id AS person_id, name FROM people WHERE id = 2"), named{2, inner{"bob"}}),
		yields("text of a nested struct", "", azoth.Text[nested]("SELECT id, boss_id AS boss_id FROM people WHERE id = 4"), nested{4, struct{ ID int64 }{3}}),
		yields("text of one value", "", azoth.Text[string]("SELECT name FROM people WHERE id = 1"), "ada"),
		yields("text of a value that may be null", "", azoth.Text[*string]("SELECT nickname FROM people WHERE id < 3 ORDER BY id"), ptr("lady"), nil),
		yields("text with a colon in a literal", "", azoth.Text[string]("SELECT ':n?%' FROM people WHERE id = :n").Bind("n", 1), ":n?%"),
		yields("text with a comment", "", azoth.Text[int64]("SELECT id /* :nothing ? */ FROM people -- :nothing\nWHERE id = :n").Bind("n", 1), 1),
		yields("text with a quoted name", "", azoth.Text[int64]("SELECT people.id FROM people WHERE id IN (:a, :b) ORDER BY id").Bind("a", 1).Bind("b", 2), 1, 2),
		yields("text with a null", "", azoth.Text[int64]("SELECT id FROM people WHERE id = 1 OR age = :n").Bind("n", nil), 1),
		yields("text with modulo", "", azoth.Text[int64]("SELECT id FROM people WHERE id % 4 = 3"), 3),
		{name: "text without a column that is wanted", run: func(t *T) {
			_, err := azoth.Text[pair]("SELECT id FROM people").All(t.ctx, t.conn)
			t.contains(message(err), "Name (name)")
			rows(t, azoth.Text[int64]("SELECT id FROM people WHERE id = 1"), 1)
		}},
		{name: "text of too many columns for a value", run: func(t *T) {
			_, err := azoth.Text[int64]("SELECT id, age FROM people").All(t.ctx, t.conn)
			t.contains(message(err), "2")
		}},
		{name: "text whose value is missing", run: func(t *T) {
			_, err := azoth.Text[int64]("SELECT id FROM people WHERE id = :n").All(t.ctx, t.conn)
			t.contains(message(err), "n")
		}},
	}
}

// message is the text of an error that must be there.
func message(err error) string {
	if err == nil {
		return "no error"
	}
	return err.Error()
}

func shapes(w *world) []testCase {
	p := w.people.c
	type report struct {
		Who    string
		Dept   *string
		Double int64
	}
	q := azoth.SelectInto(func(r *report) azoth.Fields {
		return azoth.Fields{azoth.Into(&r.Double, p.ID.Mul(2)), azoth.Into(&r.Who, p.Name), azoth.Into(&r.Dept, w.departments.c.City)}
	}).Join(w.departments).OrderBy(p.ID)
	return []testCase{
		yields("struct by position", "", q.Where(p.ID.In(ada, obrien)), report{"ada", ptr("oslo"), 2}, report{"o'brien", nil, 12}),
		yields("same column twice", "", azoth.Select2(p.ID, p.ID).Where(p.ID.Eq(2)), azoth.Pair(bob, bob)),
		yields("columns of the same name", "", azoth.Select2(p.Name, w.departments.c.Name).Join(w.departments).Where(p.ID.Eq(2)), azoth.Pair("bob", "research")),
		yields("column and scalar subquery", "", azoth.Select2(p.ID, azoth.Scalar[int64](azoth.Select(fn.Count(w.orders.c.ID)).Where(azoth.Eq(w.orders.c.PersonID, p.ID)))).
			Where(p.ID.Le(2)).OrderBy(p.ID), azoth.Pair(ada, ptr(int64(2))), azoth.Pair(bob, ptr(int64(1)))),
		yields("dynamic column", "", azoth.Select(w.people.C("name")).Where(p.ID.Eq(2)), any("bob")),
		yields("dynamic number", "", azoth.Select(w.people.C("id")).Where(p.ID.Eq(2)), any(bob)),
		yields("dynamic null", "", azoth.Select(w.people.C("nickname")).Where(p.ID.Eq(2)), any(nil)),
		yields("dynamic boolean", "", azoth.Select(w.people.C("active")).Where(p.ID.Eq(2)), any(true)),
		yields("dynamic decimal", "", azoth.Select(w.people.C("salary")).Where(p.ID.Eq(ada)), any(dec("5200.50"))),
		yields("dynamic date", "", azoth.Select(w.people.C("hired")).Where(p.ID.Eq(ada)), any(day(2001, 2, 3))),
		yields("dynamic timestamp", "", azoth.Select(w.people.C("seen")).Where(p.ID.Eq(ada)), any(seenAda)),
		{name: "null into a plain field", run: func(t *T) {
			_, err := azoth.Select(p.Nickname.NotNull()).OrderBy(p.ID).All(t.ctx, t.conn)
			t.contains(message(err), "nickname")
			rows(t, w.who(p.ID.Eq(1)), 1)
		}},
		{name: "text into a number", run: func(t *T) {
			_, err := azoth.Text[int64]("SELECT name FROM people").All(t.ctx, t.conn)
			t.contains(message(err), "name")
			rows(t, w.who(p.ID.Eq(1)), 1)
		}},
	}
}

func counts(w *world) []testCase {
	p := w.people.c
	q := azoth.Select(p.ID).OrderBy(p.ID)
	none := q.Where(p.ID.Lt(0))
	return []testCase{
		{name: "one", run: func(t *T) {
			got, err := q.Where(p.ID.Eq(2)).One(t.ctx, t.conn)
			t.ok(err)
			t.equal(got, bob)
		}},
		{name: "one of none", run: func(t *T) {
			_, err := none.One(t.ctx, t.conn)
			t.is(err, expr.ErrNoResult)
		}},
		{name: "one of many", run: func(t *T) {
			_, err := q.One(t.ctx, t.conn)
			t.is(err, expr.ErrMultipleResults)
			rows(t, q.Limit(1), 1)
		}},
		{name: "first", run: func(t *T) {
			got, ok, err := q.First(t.ctx, t.conn)
			t.ok(err)
			t.equal(ok, true)
			t.equal(got, ada)
			rows(t, q.Limit(1), 1)
		}},
		{name: "first of none", run: func(t *T) {
			_, ok, err := none.First(t.ctx, t.conn)
			t.ok(err)
			t.equal(ok, false)
		}},
		{name: "all of none", run: func(t *T) { t.equal(len(all(t, none)), 0) }},
		{name: "count", run: func(t *T) {
			n, err := q.Where(p.ID.Gt(2)).Count(t.ctx, t.conn)
			t.ok(err)
			t.equal(n, int64(4))
		}},
		{name: "count of a limited statement", run: func(t *T) {
			n, err := q.Limit(3).Count(t.ctx, t.conn)
			t.ok(err)
			t.equal(n, int64(3))
		}},
		{name: "exists", run: func(t *T) {
			yes, err := q.Exists(t.ctx, t.conn)
			t.ok(err)
			no, err := none.Exists(t.ctx, t.conn)
			t.ok(err)
			t.equal([]bool{yes, no}, []bool{true, false})
		}},
	}
}

// thousands is a SELECT of 100,000 rows: the numbers from 0, in order.
func (d digits) thousands() expr.Select[int64] {
	at := func(name string) (azoth.Derived, expr.Number[int64, int64]) {
		a := azoth.Alias(d.table.Table, name)
		return a, azoth.Columns[digit](a).N.Nullable().NotNull()
	}
	a, x := at("a")
	b, y := at("b")
	c, z := at("c")
	e, u := at("e")
	f, v := at("f")
	n := azoth.Add(azoth.Add(azoth.Add(azoth.Add(x.Mul(10000), y.Mul(1000)), z.Mul(100)), u.Mul(10)), v).As("number")
	return azoth.Select(n).From(a, b, c, e, f).CrossJoin().OrderBy(n)
}

const thousands = 100000

func (d digits) large() []testCase {
	q := d.thousands()
	return []testCase{
		{name: "100,000 rows at once", run: func(t *T) {
			got := all(t, q)
			t.equal(len(got), thousands)
			for n, v := range got {
				if int64(n) != v {
					t.Fatalf("row %d is %d", n, v)
				}
			}
		}},
		{name: "100,000 rows one by one", run: func(t *T) {
			want := int64(0)
			for v, err := range q.Iter(t.ctx, t.conn) {
				t.ok(err)
				if v != want {
					t.Fatalf("row %d is %d", want, v)
				}
				want++
			}
			t.equal(want, int64(thousands))
		}},
		{name: "10 of 100,000 rows", run: func(t *T) {
			seen := 0
			for _, err := range q.Iter(t.ctx, t.conn) {
				t.ok(err)
				if seen++; seen == 10 {
					break
				}
			}
			rows(t, q.Limit(2), 0, 1)
		}},
		{name: "first of 100,000 rows", run: func(t *T) {
			got, ok, err := q.First(t.ctx, t.conn)
			t.ok(err)
			t.equal(ok, true)
			t.equal(got, int64(0))
			rows(t, q.Offset(thousands-1), thousands-1)
		}},
		{name: "100,000 rows of which somebody is tired", run: func(t *T) {
			ctx, cancel := context.WithCancel(t.ctx)
			defer cancel()
			var last error
			for v, err := range q.Iter(ctx, t.conn) {
				if err != nil {
					last = err
					break
				}
				if v == 1000 {
					cancel()
				}
			}
			if last != nil && !errors.Is(last, context.Canceled) { // what has arrived may be read to its end
				t.Errorf("error %v", last)
			}
		}},
	}
}

func (d digits) streams(w *world) []testCase {
	p := w.people.c
	q := azoth.Select(p.ID).OrderBy(p.ID)
	return []testCase{
		{name: "statement for each row of a stream", run: func(t *T) {
			var names []string
			for id, err := range q.Iter(t.ctx, t.conn) {
				t.ok(err)
				names = append(names, all(t, azoth.Select(p.Name).Where(p.ID.Eq(id)))...)
			}
			t.equal(names, []string{"ada", "bob", "carol", "dan", "eve", "o'brien"})
		}},
		{name: "stream of an engine gives its connection back", apart: true, run: func(t *T) {
			for _, err := range q.Iter(t.ctx, t.engine) {
				t.ok(err)
				break
			}
			t.equal(t.engine.PoolStats().InUse, 0)
			for _, err := range q.Iter(t.ctx, t.engine) {
				t.ok(err)
			}
			t.equal(t.engine.PoolStats().InUse, 0)
		}},
		{name: "stream that fails", apart: true, run: func(t *T) {
			failed := 0
			for _, err := range azoth.Text[int64]("SELECT nosuch FROM people").Iter(t.ctx, t.engine) {
				if err != nil {
					failed++
				}
			}
			t.equal(failed, 1)
			t.equal(t.engine.PoolStats().InUse, 0)
		}},
		{name: "stream in a stream", run: func(t *T) {
			total := 0
			for _, err := range q.Iter(t.ctx, t.conn) {
				t.ok(err)
				for _, err := range q.Where(p.ID.Le(2)).Iter(t.ctx, t.conn) {
					t.ok(err)
					total++
				}
			}
			t.equal(total, 12)
		}},
	}
}
