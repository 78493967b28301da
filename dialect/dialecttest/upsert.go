package dialecttest

import (
	"github.com/azoth-orm/azoth"
	"github.com/azoth-orm/azoth/dialect"
	"github.com/azoth-orm/azoth/expr"
)

// upsertArea is INSERT that meets a row that is there. Every case begins with the rows 1 a, 2 b, 3 c.
func upsertArea(*suite) *area {
	m := azoth.NewMetaData()
	i := newItems(m, "upserts")
	a := &area{name: "upsert", meta: m, cases: concat(i.nothing(), i.overwrite(), i.combined())}
	for n, c := range a.cases {
		a.cases[n].run = func(t *T) {
			i.fill(t)
			c.run(t)
		}
	}
	return a
}

// names are the rows after the case.
func (i items) names() expr.Select[expr.Row2[int64, string]] {
	return azoth.Select2(i.c.ID, i.c.Name).OrderBy(i.c.ID)
}

func (i items) nothing() []testCase {
	c := i.c
	before := []expr.Row2[int64, string]{azoth.Pair(int64(1), "a!"), azoth.Pair(int64(2), "b!"), azoth.Pair(int64(3), "c!")}
	return []testCase{
		{name: "nothing, and the key is there", run: func(t *T) {
			t.upserts(0, i.add(1, "x").OnConflict(c.ID).DoNothing())
			rows(t, i.names(), before...)
		}},
		{name: "nothing, and the row is new", run: func(t *T) {
			t.upserts(1, i.add(4, "d").OnConflict(c.ID).DoNothing())
			rows(t, i.names(), append(before, azoth.Pair(int64(4), "d!"))...)
		}},
		{name: "nothing, and a unique value is there", run: func(t *T) {
			t.upserts(0, i.add(9, "b").OnConflict(c.Code).DoNothing())
			rows(t, i.names(), before...)
		}},
		{name: "nothing, whatever is there", run: func(t *T) {
			t.upserts(0, i.add(9, "b").OnConflict().DoNothing())
			t.upserts(0, i.add(2, "x").OnConflict().DoNothing())
			rows(t, i.names(), before...)
		}},
		{name: "nothing for some of the rows", run: func(t *T) {
			t.upserts(1, i.add(1, "x").Values(c.ID.Set(4), c.Code.Set(ptr("d")), c.Name.Set("d!")).OnConflict(c.ID).DoNothing())
			rows(t, i.names(), append(before, azoth.Pair(int64(4), "d!"))...)
		}},
		{name: "nothing does not hide other errors", run: func(t *T) {
			_, err := azoth.InsertInto(i).Values(c.ID.Set(9), i.C("name").Set(nil)).OnConflict(c.ID).DoNothing().Exec(t.ctx, t.conn)
			t.is(err, dialect.ErrNotNull)
		}},
		{name: "another constraint than the one that is named", needs: "UpsertTarget", run: func(t *T) {
			_, err := i.add(9, "b").OnConflict(c.ID).DoNothing().Exec(t.ctx, t.conn)
			t.is(err, dialect.ErrUnique)
		}},
	}
}

func (i items) overwrite() []testCase {
	c := i.c
	return []testCase{
		{name: "overwrite", run: func(t *T) {
			t.run(i.add(2, "x").OnConflict(c.ID).Overwrite(c.Name, c.Code))
			rows(t, azoth.Select2(c.Name, c.Code).Where(c.ID.Eq(2)), azoth.Pair("x!", ptr("x")))
		}},
		{name: "overwrite some columns", run: func(t *T) {
			t.run(i.add(2, "x").OnConflict(c.ID).Overwrite(c.Name))
			rows(t, azoth.Select2(c.Name, c.Code).Where(c.ID.Eq(2)), azoth.Pair("x!", ptr("b")))
		}},
		{name: "overwrite by a unique value", run: func(t *T) {
			t.run(azoth.InsertInto(i).Values(c.Code.Set(ptr("c")), c.Name.Set("new")).OnConflict(c.Code).Overwrite(c.Name))
			rows(t, azoth.Select2(c.ID, c.Name).Where(c.Code.Eq("c")), azoth.Pair(int64(3), "new"))
		}},
		{name: "overwrite where no row is there", run: func(t *T) {
			t.upserts(1, i.add(4, "d").OnConflict(c.ID).Overwrite(c.Name))
			rows(t, azoth.Select(c.Name).Where(c.ID.Eq(4)), "d!")
		}},
		{name: "overwrite some of the rows", run: func(t *T) {
			t.run(i.add(1, "x").Values(c.ID.Set(4), c.Code.Set(ptr("d")), c.Name.Set("d!")).Values(c.ID.Set(3), c.Code.Set(ptr("z")), c.Name.Set("z!")).
				OnConflict(c.ID).Overwrite(c.Name))
			rows(t, i.names(), azoth.Pair(int64(1), "x!"), azoth.Pair(int64(2), "b!"), azoth.Pair(int64(3), "z!"), azoth.Pair(int64(4), "d!"))
		}},
		{name: "overwrite with what is there already", run: func(t *T) {
			t.run(i.add(1, "a").OnConflict(c.ID).Overwrite(c.Name, c.Code))
			rows(t, azoth.Select(c.Name).Where(c.ID.Eq(1)), "a!")
		}},
		{name: "overwrite from a select", run: func(t *T) {
			t.run(azoth.InsertInto(i).FromSelect(azoth.Select3(c.ID, c.Name.Concat("?"), c.Qty).Where(c.ID.Le(2)), c.ID, c.Name, c.Qty).
				OnConflict(c.ID).Overwrite(c.Name))
			rows(t, i.names(), azoth.Pair(int64(1), "a!?"), azoth.Pair(int64(2), "b!?"), azoth.Pair(int64(3), "c!"))
		}},
		{name: "overwrite from a select without conditions", run: func(t *T) {
			t.run(azoth.InsertInto(i).FromSelect(azoth.Select3(c.ID, c.Name.Concat("?"), c.Qty), c.ID, c.Name, c.Qty).OnConflict(c.ID).Overwrite(c.Name))
			rows(t, i.names(), azoth.Pair(int64(1), "a!?"), azoth.Pair(int64(2), "b!?"), azoth.Pair(int64(3), "c!?"))
		}},
	}
}

// upserts runs an upsert that writes n rows; what an upsert that leaves a row alone counts is not the same everywhere.
func (t *T) upserts(n int64, st expr.Insert[expr.Dynamic]) {
	t.Helper()
	got, err := st.Exec(t.ctx, t.conn)
	t.ok(err)
	if t.UpsertCount && got != n {
		t.Errorf("%d rows were written, want %d", got, n)
	}
}

// run runs an upsert that overwrites rows.
func (t *T) run(st expr.Insert[expr.Dynamic]) {
	t.Helper()
	_, err := st.Exec(t.ctx, t.conn)
	t.ok(err)
}

// combined are upserts that compute.
func (i items) combined() []testCase {
	c := i.c
	more := azoth.InsertInto(i).Values(c.ID.Set(1), c.Name.Set("x"), c.Qty.Set(5))
	qty := azoth.Select(c.Qty).Where(c.ID.Eq(1))
	return []testCase{
		{name: "set a value", run: func(t *T) {
			t.run(more.OnConflict(c.ID).DoUpdate(c.Name.Set("again")))
			rows(t, azoth.Select(c.Name).Where(c.ID.Eq(1)), "again")
		}},
		{name: "set the new value", run: func(t *T) {
			t.run(more.OnConflict(c.ID).DoUpdate(c.Qty.SetExpr(azoth.Excluded(c.Qty))))
			rows(t, qty, 5)
		}},
		{name: "add to the old value", run: func(t *T) {
			for range 3 {
				t.run(more.OnConflict(c.ID).DoUpdate(c.Qty.SetExpr(c.Qty.Add(1))))
			}
			rows(t, qty, 4)
		}},
		{name: "add the new to the old value", run: func(t *T) {
			t.run(more.OnConflict(c.ID).DoUpdate(c.Qty.SetExpr(azoth.Add(c.Qty, azoth.Excluded(c.Qty)))))
			rows(t, qty, 6)
		}},
		{name: "value with a function of the new one", run: func(t *T) {
			t.run(more.OnConflict(c.ID).DoUpdate(c.Name.SetExpr(azoth.Concat(c.Name, azoth.Excluded(c.Name)))))
			rows(t, azoth.Select(c.Name).Where(c.ID.Eq(1)), "a!x")
		}},
		{name: "where it holds", needs: "UpsertWhere", run: func(t *T) {
			t.writes(1, more.OnConflict(c.ID).Overwrite(c.Qty).WhereUpdated(c.Qty.Lt(5)))
			rows(t, qty, 5)
		}},
		{name: "where it does not hold", needs: "UpsertWhere", run: func(t *T) {
			t.writes(0, more.OnConflict(c.ID).Overwrite(c.Qty).WhereUpdated(c.Qty.Gt(5)))
			rows(t, qty, 1)
		}},
		{name: "where on the new value", needs: "UpsertWhere", run: func(t *T) {
			t.writes(1, more.OnConflict(c.ID).Overwrite(c.Qty).WhereUpdated(azoth.Gt(azoth.Excluded(c.Qty), c.Qty)))
			rows(t, qty, 5)
		}},
		{name: "where there is none", needs: "!UpsertWhere", run: func(t *T) {
			_, err := more.OnConflict(c.ID).Overwrite(c.Qty).WhereUpdated(c.Qty.Lt(5)).Exec(t.ctx, t.conn)
			t.refused(err)
		}},
		{name: "returning", needs: "InsertReturning", run: func(t *T) {
			rows(t, azoth.Returning2(more.OnConflict(c.ID).Overwrite(c.Qty), c.ID, c.Qty), azoth.Pair(int64(1), 5))
		}},
		{name: "returning of a row that is left alone", needs: "InsertReturning UpsertTarget", run: func(t *T) {
			rows(t, azoth.Returning(more.OnConflict(c.ID).DoNothing(), c.ID))
		}},
	}
}
