package dialecttest

import (
	"github.com/azoth-orm/azoth"
	"github.com/azoth-orm/azoth/dialect"
	"github.com/azoth-orm/azoth/expr"
)

// writingArea is what INSERT, UPDATE and DELETE can say beyond the usual. Every case begins with the rows 1 a, 2 b, 3 c of two tables.
func writingArea(*suite) *area {
	m := azoth.NewMetaData()
	i, j := newItems(m, "written"), newItems(m, "others")
	p := newItems(azoth.NewMetaData(), "partly")
	states := p.AddIndex(p.c.State.Ref())
	states.Name, states.Unique, states.Where = "partly_states", true, expr.ElementOf(p.c.Qty.Gt(100))
	a := &area{name: "writing", meta: m, cases: concat(i.several(j), i.manyRuns(), i.targets(), i.order(), p.partial())}
	for n, c := range a.cases {
		a.cases[n].run = func(t *T) {
			i.fill(t)
			j.fill(t)
			c.run(t)
		}
	}
	return a
}

// several are writes of, or limited by, more than the table.
func (i items) several(j items) []testCase {
	c, d := i.c, j.c
	quantities := azoth.Select(c.Qty).OrderBy(c.ID)
	update := azoth.UpdateTable(i)
	return []testCase{
		{name: "two tables", needs: "UpdateSeveral", run: func(t *T) {
			t.writes(2, update.Where(azoth.Eq(c.ID, d.ID), c.ID.Eq(2)).Set(c.Qty.Set(5), d.Qty.Set(6)))
			rows(t, quantities, 1, 5, 1)
			rows(t, azoth.Select(d.Qty).OrderBy(d.ID), 1, 6, 1)
		}},
		{name: "two tables are refused", needs: "!UpdateSeveral", run: func(t *T) {
			_, err := update.Where(azoth.Eq(c.ID, d.ID)).Set(c.Qty.Set(5), d.Qty.Set(6)).Exec(t.ctx, t.conn)
			t.refused(err)
		}},
		{name: "limited update", needs: "WriteLimit", run: func(t *T) { t.writes(2, update.Set(c.Qty.Set(7)).AllRows().Limit(2)) }},
		{name: "limited delete", needs: "WriteLimit", run: func(t *T) { t.writes(1, azoth.DeleteFrom(i).Where(c.ID.Gt(1)).Limit(1)) }},
		{name: "limited update is refused", needs: "!WriteLimit", run: func(t *T) {
			_, err := update.Set(c.Qty.Set(7)).AllRows().Limit(2).Exec(t.ctx, t.conn)
			t.refused(err)
		}},
		{name: "assignments in order", run: func(t *T) {
			t.writes(1, update.Where(c.ID.Eq(1)).SetInOrder(c.Qty.SetExpr(c.Qty.Add(1)), c.Name.Set("x")))
			rows(t, azoth.Select2(c.Name, c.Qty).Where(c.ID.Eq(1)), azoth.Pair("x", 2))
		}},
		{name: "true and false", run: func(t *T) {
			t.writes(0, update.Set(c.Qty.Set(7)).Where(azoth.False()))
			t.writes(3, update.Set(c.Qty.Set(7)).Where(azoth.True()))
		}},
	}
}

// manyRuns are statements that run for many rows of parameters.
func (i items) manyRuns() []testCase {
	c := i.c
	id, name := azoth.Param[int64]("key"), azoth.Param[string]("name")
	rename := azoth.UpdateTable(i).Set(c.Name.SetExpr(name)).Where(azoth.Eq(c.ID, id))
	return []testCase{
		{name: "update of many", run: func(t *T) {
			n, err := rename.ExecMany(t.ctx, t.conn, azoth.Params{"key": 1, "name": "x"}, azoth.Params{"key": 3, "name": "y"}, azoth.Params{"key": 9, "name": "z"})
			t.ok(err)
			t.equal(n, int64(2))
			rows(t, azoth.Select2(c.ID, c.Name).OrderBy(c.ID), azoth.Pair(int64(1), "x"), azoth.Pair(int64(2), "b!"), azoth.Pair(int64(3), "y"))
		}},
		{name: "delete of many", run: func(t *T) {
			n, err := azoth.DeleteFrom(i).Where(azoth.Eq(c.ID, id)).ExecMany(t.ctx, t.conn, azoth.Params{"key": 1}, azoth.Params{"key": 2})
			t.ok(err)
			t.equal(n, int64(2))
		}},
		{name: "insert of many", run: func(t *T) {
			st := azoth.InsertInto(i).Values(c.ID.SetExpr(id), c.Name.SetExpr(name))
			n, err := st.ExecMany(t.ctx, t.conn, azoth.Params{"key": 7, "name": "x"}, azoth.Params{"key": 8, "name": "y"})
			t.ok(err)
			t.equal(n, int64(2))
			rows(t, azoth.Select2(c.Name, c.Qty).Where(c.ID.Gt(3)).OrderBy(c.ID), azoth.Pair("x", 1), azoth.Pair("y", 1))
		}},
		{name: "no runs", run: func(t *T) {
			n, err := rename.ExecMany(t.ctx, t.conn)
			t.ok(err)
			t.equal(n, int64(0))
		}},
		{name: "parameter without a value", run: func(t *T) {
			_, err := rename.ExecMany(t.ctx, t.conn, azoth.Params{"key": 1})
			t.equal(*as[*expr.ParamError](t, err), expr.ParamError{Name: "name", Row: 1})
			_, err = rename.Exec(t.ctx, t.conn)
			t.equal(as[*expr.ParamError](t, err).Row, 0)
		}},
		{name: "parameter that is not there", run: func(t *T) {
			_, err := rename.ExecMany(t.ctx, t.conn, azoth.Params{"key": 1, "name": "x", "nam": "y"})
			t.equal(*as[*expr.ParamError](t, err), expr.ParamError{Name: "nam", Row: 1, Unknown: true})
		}},
	}
}

// targets are the constraints and indexes that an upsert names.
func (i items) targets() []testCase {
	c := i.c
	more := azoth.InsertInto(i).Values(c.ID.Set(1), c.Name.Set("x"), c.Qty.Set(5))
	return []testCase{
		{name: "constraint by its name", needs: "ConflictConstraint", run: func(t *T) {
			t.writes(1, more.OnConstraint("written_pkey").Overwrite(c.Qty))
			rows(t, azoth.Select(c.Qty).Where(c.ID.Eq(1)), 5)
		}},
		{name: "another constraint than the one by its name", needs: "ConflictConstraint", run: func(t *T) {
			_, err := more.OnConstraint("written_code_key").DoNothing().Exec(t.ctx, t.conn)
			t.is(err, dialect.ErrUnique)
		}},
		{name: "constraint by its name is refused", needs: "!ConflictConstraint", run: func(t *T) {
			_, err := more.OnConstraint("written_pkey").DoNothing().Exec(t.ctx, t.conn)
			t.refused(err)
		}},
		{name: "upsert with assignments in order", run: func(t *T) {
			t.run(more.OnConflict(c.ID).DoUpdateInOrder(c.Qty.SetExpr(azoth.Excluded(c.Qty)), c.Name.Set("y")))
			rows(t, azoth.Select2(c.Name, c.Qty).Where(c.ID.Eq(1)), azoth.Pair("y", 5))
		}},
	}
}

// partial is an upsert that names a partial index.
func (i items) partial() []testCase {
	c := i.c
	stated := func(id int64, qty int) expr.Insert[expr.Dynamic] {
		return azoth.InsertInto(i).Values(c.ID.Set(id), c.Name.Set("s"), c.State.Set("s"), c.Qty.Set(qty))
	}
	return []testCase{{name: "partial index", needs: "PartialIndexes", meta: i.MetaData, run: func(t *T) {
		t.writes(1, stated(11, 101))
		for n := range 7 { // PostgreSQL keeps a plan after five runs
			t.writes(1, stated(12, 102+n).OnConflict(c.State).Where(c.Qty.Gt(100)).Overwrite(c.Qty))
		}
		rows(t, azoth.Select(c.Qty).Where(c.State.Eq("s")), 108)
	}}}
}

// order are INSERTs of many rows that come back.
func (i items) order() []testCase {
	c := i.c
	return []testCase{
		{name: "many rows come back in their order", needs: "InsertReturning", run: func(t *T) {
			st := azoth.InsertInto(i)
			var want []string
			for n := range 200 {
				name := string(rune('a'+n*7%26)) + string(rune('a'+n%26))
				st, want = st.Values(c.ID.Set(int64(1000-n)), c.Name.Set(name)), append(want, name)
			}
			rows(t, azoth.Returning(st, c.Name), want...)
		}},
		{name: "select without the defaults of the program", run: func(t *T) {
			_, err := azoth.InsertInto(i).WithoutDefaults().FromSelect(azoth.Select2(c.ID.Add(100), c.Name), c.ID, c.Name).Exec(t.ctx, t.conn)
			t.is(err, dialect.ErrNotNull) // qty has a default of the program only
		}},
		{name: "select of a set operation", run: func(t *T) {
			t.writes(2, azoth.InsertInto(i).WithoutDefaults().FromSelect(
				azoth.Select3(c.ID.Add(100), c.Name, c.Qty).Where(c.ID.Eq(1)).Union(azoth.Select3(c.ID.Add(200), c.Name, c.Qty).Where(c.ID.Eq(2))), c.ID, c.Name, c.Qty))
		}},
		{name: "set operation and a default", run: func(t *T) {
			err := azoth.InsertInto(i).FromSelect(azoth.Select(c.Name).Union(azoth.Select(c.Name)), c.Name).Err()
			if err == nil {
				t.Error("the default was left out")
			}
		}},
	}
}
