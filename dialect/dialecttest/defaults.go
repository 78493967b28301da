package dialecttest

import (
	"context"
	"errors"
	"fmt"
	"strings"

	"github.com/azoth-orm/azoth"
	"github.com/azoth-orm/azoth/col"
	"github.com/azoth-orm/azoth/dialect"
	"github.com/azoth-orm/azoth/expr"
	"github.com/azoth-orm/azoth/fn"
	"github.com/azoth-orm/azoth/schema"
	"github.com/azoth-orm/azoth/types"
)

// defaultsArea is what columns get that a statement does not mention, and what the program learns of it.
func defaultsArea(*suite) *area {
	return &area{name: "defaults", cases: concat(functionDefaults(), insertedKeys(), pages())}
}

// stamped is a table whose columns functions fill. They count their calls, and note what they see of the row.
type stamped struct {
	ID    col.Int64
	Name  col.String
	Made  col.NullInt
	Slug  col.NullString
	Size  col.NullInt
	Edits col.NullInt
}

func newStamped(calls *int) table[stamped] {
	count := func() int { *calls++; return *calls }
	return define[stamped](azoth.NewMetaData(), "slugged",
		schema.Col("id", types.BigInteger(), schema.PrimaryKey(), schema.NoAutoincrement()),
		schema.Col("name", types.String(20), schema.NotNull()),
		schema.Col("made", types.Integer(), schema.DefaultFunc(count)),
		schema.Col("slug", types.String(60), schema.DefaultContextFunc(func(_ context.Context, row schema.DefaultContext) (string, error) {
			name, ok := row.Value("name")
			if name.Text() == "bad" {
				return "", errors.New("a bad name")
			}
			made, before := row.Value("made")
			_, size := row.Value("size")
			_, itself := row.Value(row.Column().Name)
			return fmt.Sprint(strings.ToLower(name.Text()), ok, made.Int64(), before, size, itself), nil
		})),
		schema.Col("size", types.Integer(), schema.Default(fn.Abs(expr.MakeNumber[int, int](azoth.Lit(-5))))),
		schema.Col("edits", types.Integer(), schema.UpdateDefaultContextFunc(func(_ context.Context, row schema.DefaultContext) (int, error) {
			_, renamed := row.Value("name")
			if _, id := row.Value("id"); id || !renamed {
				return -1, nil
			}
			return 100 + count(), nil
		})))
}

func functionDefaults() []testCase {
	calls := 0
	s := newStamped(&calls)
	c, into := s.c, azoth.InsertInto(s)
	read := azoth.Select3(c.Made, c.Slug, c.Size).OrderBy(c.ID)
	line := func(made int, slug string) azoth.Row3[*int, *string, *int] {
		return azoth.Triple(ptr(made), ptr(slug), ptr(5))
	}
	cases := []testCase{
		{name: "functions run in the order of the columns, once for each row", run: func(t *T) {
			t.writes(3, into.Values(c.ID.Set(1), c.Name.Set("A")).Values(c.ID.Set(2), c.Name.Set("B")).Values(c.ID.Set(3), c.Name.SetExpr(fn.Upper(azoth.Lit("c")))))
			rows(t, read, line(1, "atrue 1 true false false"), line(2, "btrue 2 true false false"), line(3, "false 3 true false false"))
		}},
		{name: "functions run each time", run: func(t *T) {
			one := into.Values(c.ID.SetExpr(azoth.Param[int64]("id")), c.Name.SetExpr(azoth.Param[string]("name")))
			n, err := one.ExecMany(t.ctx, t.conn, azoth.Params{"id": 1, "name": "A"}, azoth.Params{"id": 2, "name": "B"})
			t.ok(err)
			t.equal(n, int64(2))
			t.writes(1, into.Values(c.ID.Set(3), c.Name.Set("C")))
			t.writes(1, into.Values(c.ID.Set(4), c.Name.Set("D")))
			rows(t, azoth.Select(c.Made).OrderBy(c.ID), ptr(1), ptr(2), ptr(3), ptr(4))
			rows(t, azoth.Select(c.Slug).Where(c.ID.Eq(2)), ptr("btrue 2 true false false"))
		}},
		{name: "a value that was given needs no function", run: func(t *T) {
			t.writes(1, into.Values(c.ID.Set(1), c.Name.Set("A"), c.Made.Set(ptr(77)), c.Size.Set(nil)))
			rows(t, azoth.Select2(c.Made, c.Size), azoth.Pair[*int, *int](ptr(77), nil))
			t.equal(calls, 0)
		}},
		{name: "a function of a statement", run: func(t *T) {
			t.writes(1, into.Values(c.ID.SetFunc(func() int64 { return 9 }), c.Name.Set("A"), c.Made.SetFunc(func() *int { return nil })))
			rows(t, azoth.Select2(c.ID, c.Made), azoth.Pair[int64, *int](9, nil))
		}},
		{name: "functions of updates", run: func(t *T) {
			t.writes(2, into.Values(c.ID.Set(1), c.Name.Set("A")).Values(c.ID.Set(2), c.Name.Set("B")))
			set := azoth.UpdateTable(s).Where(c.ID.Gt(0))
			t.writes(2, set.Set(c.Name.Set("X")))
			t.writes(2, set.Set(c.Name.Set("Y")))
			rows(t, azoth.Select(c.Edits), ptr(104), ptr(104))
			t.writes(2, set.Set(c.Size.Set(ptr(1))))
			rows(t, azoth.Select(c.Edits), ptr(-1), ptr(-1))
		}},
		{name: "a function of INSERT FROM SELECT runs once", run: func(t *T) {
			t.writes(2, into.Values(c.ID.Set(1), c.Name.Set("A")).Values(c.ID.Set(2), c.Name.Set("B")))
			copies := into.WithoutDefaults().FromSelect(azoth.Select3(c.ID.Add(10), c.Name, c.Made.Add(0)).Where(c.ID.Lt(10)), c.ID, c.Name, c.Made)
			t.writes(2, copies)
			t.equal(calls, 2)
		}},
		{name: "nothing is sent if a function fails", apart: true, run: func(t *T) {
			sent := t.watch()
			_, err := into.Values(c.ID.Set(1), c.Name.Set("A")).Values(c.ID.Set(2), c.Name.Set("bad")).Exec(t.ctx, t.conn)
			failed := as[*expr.DefaultError](t, err)
			t.equal([]any{failed.Table, failed.Column, failed.Row}, []any{"slugged", "slug", 2})
			t.equal(*sent, []string{})
		}},
	}
	for n, x := range cases {
		cases[n].meta = s.MetaData
		cases[n].run = func(t *T) {
			calls = 0
			x.run(t)
		}
	}
	return cases
}

// keyed are tables whose keys come from everywhere.
type keyed struct {
	ID   col.Int64
	Name col.String
	N    col.NullInt64
}

func newKeyed(m *schema.MetaData, name string, key schema.Item, items ...schema.Item) table[keyed] {
	items = append([]schema.Item{
		key, schema.Col("name", types.String(20), schema.NotNull()),
		schema.Col("n", types.BigInteger(), schema.ServerDefault(azoth.Lit(int64(7)))),
	}, items...)
	return define[keyed](m, name, items...)
}

func insertedKeys() []testCase {
	m := azoth.NewMetaData()
	id := func(o ...schema.ColumnOption) schema.Item {
		return schema.Col("id", types.BigInteger(), append(o, schema.PrimaryKey())...)
	}
	numbers := schema.NewSequence(m, "keyed_numbers", schema.Counter{Start: ptr(int64(500))})
	sum := fn.Abs(expr.MakeNumber[int64, int64](azoth.Lit(int64(-39)))).Add(1)
	quiet := schema.NoReturning()
	counted, silent := newKeyed(m, "keyed_counted", id()), newKeyed(m, "keyed_silent", id(), quiet)
	summed, summedSilently := newKeyed(m, "keyed_sum", id(schema.Default(sum))), newKeyed(m, "keyed_sum_silent", id(schema.Default(sum)), quiet)
	numbered, numberedSilently := newKeyed(m, "keyed_numbered", id(schema.Default(schema.NextValue(numbers)))),
		newKeyed(m, "keyed_numbered_silent", id(schema.Default(schema.NextValue(numbers))), quiet)
	run := func(t *T, i expr.Insert[expr.Dynamic]) *expr.Inserted {
		t.Helper()
		r, err := i.Run(t.ctx, t.conn)
		t.ok(err)
		return r
	}
	// learns wants the key that Run tells to be that of the row.
	learns := func(name, needs string, k table[keyed]) testCase {
		return testCase{name: name, needs: needs, run: func(t *T) {
			for range 2 {
				t.writes(-1, anyRows{azoth.DeleteFrom(k).AllRows()})
				r := run(t, azoth.InsertInto(k).Values(k.c.Name.Set("a")))
				key, err := azoth.InsertedValue(r, k.c.ID)
				t.ok(err)
				rows(t, azoth.Select(k.c.ID), key)
				t.equal(r.PrimaryKey(), []any{key})
				t.equal(r.Affected, int64(1))
			}
		}}
	}
	c := counted.c
	into := azoth.InsertInto(counted)
	cases := []testCase{
		learns("key that the database counts", "", counted),
		learns("key that the database counts, without RETURNING", "", silent),
		learns("key of an expression", "", summed),
		learns("key of an expression, without RETURNING", "", summedSilently),
		learns("key of a sequence, where there may be none", "", numbered),
		learns("key of a sequence, without RETURNING", "", numberedSilently),
		{name: "key that was given", run: func(t *T) {
			r := run(t, into.Values(c.ID.Set(12), c.Name.Set("a")))
			t.equal(r.PrimaryKey(), []any{int64(12)})
			key, err := azoth.InsertedValue(r, c.ID)
			t.ok(err)
			t.equal(key, int64(12))
			_, err = azoth.InsertedValue(r, c.N)
			t.contains(err.Error(), "keyed_counted.n", "ReturnDefaults")
		}},
		{name: "key that a function gave", run: func(t *T) {
			r := run(t, into.Values(c.ID.SetFunc(func() int64 { return 31 }), c.Name.Set("a")))
			t.equal(r.PrimaryKey(), []any{int64(31)})
		}},
		{name: "defaults of the database", needs: "InsertReturning", run: func(t *T) {
			for _, i := range []expr.Insert[expr.Dynamic]{into.ReturnDefaults(), into.ReturnDefaults(c.N)} {
				n, err := azoth.InsertedValue(run(t, i.Values(c.Name.Set("a"))), c.N)
				t.ok(err)
				t.equal(n, ptr(int64(7)))
			}
		}},
		{name: "inline", apart: true, run: func(t *T) {
			sent := t.watch()
			r := run(t, azoth.InsertInto(summedSilently).Inline().Values(summedSilently.c.Name.Set("a")))
			t.equal(r.PrimaryKey(), []any{nil})
			t.equal(len(*sent), 2) // BEGIN and INSERT
			t.ok(t.conn.Rollback(t.ctx))
		}},
		{name: "more than one row", run: func(t *T) {
			_, err := into.Values(c.Name.Set("a")).Values(c.Name.Set("b")).Run(t.ctx, t.conn)
			t.contains(err.Error(), "Run is for one row")
		}},
		{name: "a row that is there already", run: func(t *T) {
			t.writes(1, into.Values(c.ID.Set(5), c.Name.Set("a")))
			_, err := into.Values(c.ID.Set(5), c.Name.Set("b")).Run(t.ctx, t.conn)
			t.is(err, dialect.ErrUnique)
		}},
		{name: "an engine commits", apart: true, run: func(t *T) {
			r, err := into.Values(c.Name.Set("a")).Run(t.ctx, t.engine)
			t.ok(err)
			key, err := azoth.InsertedValue(r, c.ID)
			t.ok(err)
			got, err := azoth.Select(c.Name).Where(c.ID.Eq(key)).All(t.ctx, t.engine)
			t.ok(err)
			t.equal(got, []string{"a"})
			_, err = azoth.DeleteFrom(counted).AllRows().Exec(t.ctx, t.engine)
			t.ok(err)
		}},
	}
	for n := range cases {
		cases[n].meta = m
	}
	return cases
}

// anyRows is a statement of which it does not matter how many rows it writes.
type anyRows struct{ expr.Delete[expr.Dynamic] }

// Exec runs the statement, and says that it wrote -1 rows.
func (a anyRows) Exec(ctx context.Context, ex expr.Executor) (int64, error) {
	_, err := a.Delete.Exec(ctx, ex)
	return -1, err
}

// pages are INSERTs of many rows.
func pages() []testCase {
	m := azoth.NewMetaData()
	counted := newKeyed(m, "paged", schema.Col("id", types.BigInteger(), schema.PrimaryKey()))
	given := newKeyed(m, "paged_given", schema.Col("id", types.BigInteger(), schema.PrimaryKey(), schema.NoAutoincrement()))
	marked := newKeyed(m, "paged_marked", schema.Col("id", types.BigInteger()), schema.InsertSentinel("_row"))
	bare := newKeyed(m, "paged_bare", schema.Col("id", types.BigInteger()))
	composite := newKeyed(m, "paged_composite", schema.Col("id", types.BigInteger(), schema.PrimaryKey(), schema.NoAutoincrement()),
		schema.Col("part", types.String(20), schema.PrimaryKey(), schema.DefaultFunc(func() string { return "x" })))
	name := func(n int) string { return fmt.Sprintf("n%05d", (n*7919)%100003) }
	fill := func(k table[keyed], n int, withID bool) expr.Insert[expr.Dynamic] {
		i := azoth.InsertInto(k)
		for n := range n {
			as := []expr.Assignment{k.c.Name.Set(name(n))}
			if withID {
				as = append(as, k.c.ID.Set(int64(100000-n)))
			}
			i = i.Values(as...)
		}
		return i
	}
	// ordered wants the rows of an INSERT in pages in the order in which they were given.
	ordered := func(what string, k table[keyed], withID bool, statements int) testCase {
		return testCase{name: "in order, " + what, needs: "InsertReturning", apart: true, run: func(t *T) {
			sent := t.watch()
			got, err := azoth.Returning(fill(k, 45, withID), k.c.Name).AllPages(t.ctx, t.conn, azoth.PageSize(20), azoth.InParameterOrder())
			t.ok(err)
			t.equal(len(got), 45)
			for n, g := range got {
				if g != name(n) {
					t.Fatalf("row %d is %s, want %s", n+1, g, name(n))
				}
			}
			t.equal(len(*sent), statements+1) // and BEGIN
			t.ok(t.conn.Rollback(t.ctx))
		}}
	}
	cases := []testCase{
		{name: "pages", needs: "InsertReturning", apart: true, run: func(t *T) {
			sent := t.watch()
			got, err := azoth.Returning2(fill(counted, 2500, false), counted.c.ID, counted.c.Name).AllPages(t.ctx, t.conn)
			t.ok(err)
			t.equal(len(got), 2500)
			t.equal(len(*sent), 4) // BEGIN and three pages
			rows(t, azoth.Select(fn.Count()).From(counted), 2500)
			t.ok(t.conn.Rollback(t.ctx))
		}},
		{name: "pages where nothing comes back", run: func(t *T) {
			n, err := fill(counted, 45, false).ExecPages(t.ctx, t.conn, azoth.PageSize(20))
			t.ok(err)
			t.equal(n, int64(45))
			rows(t, azoth.Select(fn.Count()).From(counted), 45)
		}},
		{name: "pages as large as the database takes", needs: "MaxParams", run: func(t *T) {
			n, err := fill(given, t.MaxParams/2+10, true).ExecPages(t.ctx, t.conn, azoth.PageSize(10*t.MaxParams))
			t.ok(err)
			t.equal(n, int64(t.MaxParams/2+10))
		}},
		ordered("keys that the database counts", counted, false, 3),
		ordered("keys that were given", given, true, 3),
		ordered("keys of several columns", composite, true, 3),
		ordered("a sentinel", marked, true, 3),
		ordered("nothing to tell rows by", bare, true, 45),
		{name: "a page that fails", apart: true, run: func(t *T) {
			i := fill(given, 45, true).Values(given.c.Name.Set("again"), given.c.ID.Set(100000))
			_, err := i.ExecPages(t.ctx, t.engine, azoth.PageSize(20))
			t.is(err, dialect.ErrUnique)
			page := as[*expr.PageError](t, err)
			t.equal([]int{page.Page, page.Pages, page.From, page.To}, []int{3, 3, 41, 46})
			n, err := azoth.Select(fn.Count()).From(given).One(t.ctx, t.engine)
			t.ok(err)
			t.equal(n, int64(0)) // the engine's transaction was rolled back
		}},
		{name: "a row that is left alone", needs: "InsertReturning UpsertTarget", run: func(t *T) {
			t.writes(1, fill(given, 1, true))
			i := fill(given, 3, true).OnConflict(given.c.ID).DoNothing()
			got, err := azoth.Returning(i, given.c.ID).AllPages(t.ctx, t.conn)
			t.ok(err)
			t.equal(len(got), 2)
			_, err = azoth.Returning(i, given.c.ID).AllPages(t.ctx, t.conn, azoth.InParameterOrder())
			t.is(err, expr.ErrSentinel)
		}},
		{name: "pages where there is no RETURNING", needs: "!InsertReturning", run: func(t *T) {
			_, err := azoth.Returning(fill(counted, 3, false), counted.c.ID).AllPages(t.ctx, t.conn)
			t.refused(err)
		}},
	}
	for n := range cases {
		cases[n].meta = m
	}
	return cases
}
