package dialecttest

import (
	"strings"

	"github.com/azoth-orm/azoth"
	"github.com/azoth-orm/azoth/driver"
	"github.com/azoth-orm/azoth/expr"
	"github.com/azoth-orm/azoth/fn"
	"github.com/azoth-orm/azoth/schema"
	"github.com/azoth-orm/azoth/types"
)

// staff is copies of people and departments, which UPDATE and DELETE change.
type staff struct {
	people      table[person]
	departments table[department]
	// stamped is a table with a column that an UPDATE sets by itself.
	stamped table[department]
}

// updateArea is UPDATE and DELETE, and the number of rows that they wrote.
func updateArea(s *suite) *area {
	m := azoth.NewMetaData()
	f := &staff{
		people: define[person](m, "staff",
			schema.Col("id", types.BigInteger(), schema.PrimaryKey(), schema.NoAutoincrement()),
			schema.Col("name", types.String(50), schema.NotNull()),
			schema.Col("nickname", types.String(50)),
			schema.Col("age", types.Integer()),
			schema.Col("dept_id", types.BigInteger()),
			schema.Col("boss_id", types.BigInteger()),
			schema.Col("salary", types.Numeric(10, 2), schema.NotNull()),
			schema.Col("height", types.Double()),
			schema.Col("active", types.Boolean(), schema.NotNull()),
			schema.Col("hired", types.DateType{}, schema.NotNull()),
			schema.Col("seen", types.DateTime())),
		departments: define[department](m, "staff_departments",
			schema.Col("id", types.BigInteger(), schema.PrimaryKey(), schema.NoAutoincrement()),
			schema.Col("name", types.String(50), schema.NotNull()),
			schema.Col("city", types.String(50))),
		stamped: define[department](m, "stamped",
			schema.Col("id", types.BigInteger(), schema.PrimaryKey(), schema.NoAutoincrement()),
			schema.Col("name", types.String(50), schema.NotNull()),
			schema.Col("city", types.String(50))),
	}
	f.stamped.Column("city").OnUpdate = expr.NewBind(types.TextValue("updated"))
	copies := &world{meta: m, people: f.people, departments: f.departments}
	return &area{
		name: "update", meta: m, cases: concat(f.sets(), f.others(), f.deletes(), f.counts()),
		fill: func(t *T) {
			copies.fillDepartments(t)
			copies.fillPeople(t)
		},
	}
}

// update is an UPDATE of the people.
func (f *staff) update(as ...expr.Assignment) expr.Update[expr.Dynamic] {
	return azoth.UpdateTable(f.people).Set(as...)
}

func (f *staff) sets() []testCase {
	p := f.people.c
	ages := azoth.Select(p.Age).OrderBy(p.ID)
	n := func(v int) *int { return &v }
	return []testCase{
		{name: "value", run: func(t *T) {
			t.writes(1, f.update(p.Name.Set("robert")).Where(p.ID.Eq(bob)))
			rows(t, azoth.Select(p.Name).Where(p.ID.Le(carol)).OrderBy(p.ID), "ada", "robert", "carol")
		}},
		{name: "several values", run: func(t *T) {
			t.writes(1, f.update(p.Name.Set("x"), p.Salary.Set(dec("1.25")), p.Active.Set(false), p.Seen.Set(&seenAda)).Where(p.ID.Eq(bob)))
			rows(t, azoth.Select3(p.Name, p.Salary, p.Seen).Where(p.ID.Eq(bob)), azoth.Triple("x", dec("1.25"), &seenAda))
		}},
		{name: "null", run: func(t *T) {
			t.writes(1, f.update(p.Age.Set(nil)).Where(p.ID.Eq(bob)))
			rows(t, ages, n(36), nil, nil, n(29), n(29), n(65))
		}},
		{name: "expression", run: func(t *T) {
			t.writes(5, f.update(p.Age.SetExpr(p.Age.Add(1))).Where(p.Age.IsNotNull()))
			rows(t, ages, n(37), n(43), nil, n(30), n(30), n(66))
		}},
		{name: "another column", run: func(t *T) {
			t.writes(2, f.update(p.Nickname.SetExpr(p.Name)).Where(p.Nickname.IsNull()))
			rows(t, azoth.Select(p.Nickname).Where(p.ID.In(bob, eve)).OrderBy(p.ID), ptr("bob"), ptr("eve"))
		}},
		{name: "columns see the old values", run: func(t *T) {
			t.writes(1, f.update(p.DeptID.SetExpr(p.BossID)).Where(p.ID.Eq(dan)))
			rows(t, azoth.Select2(p.DeptID, p.BossID).Where(p.ID.Eq(dan)), azoth.Pair(ptr(carol), ptr(carol)))
		}},
		{name: "case", run: func(t *T) {
			t.writes(6, f.update(p.Name.SetExpr(azoth.Case[string]().When(p.Active, "on").Else("off"))).AllRows())
			rows(t, azoth.Select2(p.Name, fn.Count()).GroupBy(p.Name).OrderBy(p.Name), azoth.Pair("off", int64(2)), azoth.Pair("on", int64(4)))
		}},
		{name: "scalar subquery", run: func(t *T) {
			d := f.departments.c
			t.writes(1, f.update(p.Nickname.SetExpr(azoth.Scalar[string](azoth.Select(d.City).Where(d.ID.Eq(1))))).Where(p.ID.Eq(bob)))
			rows(t, azoth.Select(p.Nickname).Where(p.ID.Eq(bob)), ptr("oslo"))
		}},
		{name: "correlated subquery", run: func(t *T) {
			d := f.departments.c
			t.writes(6, f.update(p.Nickname.SetExpr(azoth.Scalar[string](azoth.Select(d.Name).Where(azoth.Eq(d.ID, p.DeptID))))).AllRows())
			rows(t, azoth.Select(p.Nickname).OrderBy(p.ID), ptr("research"), ptr("research"), ptr("sales"), ptr("sales"), nil, ptr("support"))
		}},
		{name: "no row", run: func(t *T) { t.writes(0, f.update(p.Name.Set("x")).Where(p.ID.Lt(0))) }},
		{name: "all rows", run: func(t *T) { t.writes(6, f.update(p.Active.Set(false)).AllRows()) }},
		{name: "without a condition", run: func(t *T) {
			if _, err := f.update(p.Active.Set(false)).Exec(t.ctx, t.conn); err == nil {
				t.Error("every row was updated")
			}
		}},
		{name: "condition that comes out empty", run: func(t *T) { t.writes(0, f.update(p.Active.Set(false)).Where(p.ID.In())) }},
		{name: "column that updates itself", run: func(t *T) {
			s := f.stamped.c
			t.insert(f.stamped, s.ID.Set(1), s.Name.Set("x"))
			t.writes(1, azoth.UpdateTable(f.stamped).Set(s.Name.Set("y")).Where(s.ID.Eq(1)))
			rows(t, azoth.Select2(s.Name, s.City), azoth.Pair("y", ptr("updated")))
		}},
		{name: "key", run: func(t *T) {
			t.writes(1, f.update(p.ID.Set(77)).Where(p.ID.Eq(bob)))
			rows(t, azoth.Select(p.Name).Where(p.ID.Eq(77)), "bob")
		}},
		{name: "text with characters that mean something", run: func(t *T) {
			tough := "a'b\"c\\d%e_f?g:h$1;--/*`[]{}\n\t"
			t.writes(1, f.update(p.Name.Set(tough)).Where(p.ID.Eq(bob)))
			rows(t, azoth.Select(p.Name).Where(p.Name.Eq(tough)), tough)
		}},
	}
}

// others are UPDATEs that look at other tables.
func (f *staff) others() []testCase {
	p, d := f.people.c, f.departments.c
	inSales := azoth.In(p.DeptID, azoth.Select(d.ID).Where(d.Name.Eq("sales")))
	other := azoth.Columns[person](azoth.Alias(f.people, "other"))
	return []testCase{
		{name: "where in a select", run: func(t *T) {
			t.writes(2, f.update(p.Age.Set(ptr(1))).Where(inSales))
			rows(t, azoth.Select(p.ID).Where(p.Age.Eq(1)).OrderBy(p.ID), carol, dan)
		}},
		{name: "where exists", run: func(t *T) {
			t.writes(2, f.update(p.Age.Set(ptr(1))).Where(azoth.Exists(azoth.Eq(d.ID, p.DeptID), d.City.Eq("oslo"))))
		}},
		{name: "from another table", needs: "UpdateFrom", run: func(t *T) {
			t.writes(5, f.update(p.Nickname.SetExpr(d.Name)).From(f.departments).Where(azoth.Eq(p.DeptID, d.ID)))
			rows(t, azoth.Select(p.Nickname).OrderBy(p.ID), ptr("research"), ptr("research"), ptr("sales"), ptr("sales"), nil, ptr("support"))
		}},
		{name: "from a table that the condition names", needs: "UpdateFrom", run: func(t *T) {
			t.writes(2, f.update(p.Age.Set(ptr(1))).Where(azoth.Eq(p.DeptID, d.ID), d.City.Eq("rome")))
			rows(t, azoth.Select(p.ID).Where(p.Age.Eq(1)).OrderBy(p.ID), carol, dan)
		}},
		{name: "from an alias of the table itself", needs: "UpdateFrom", run: func(t *T) {
			t.writes(5, f.update(p.Nickname.SetExpr(other.Name)).Where(azoth.Eq(p.BossID, other.ID)))
			rows(t, azoth.Select(p.Nickname).Where(p.ID.Gt(carol)).OrderBy(p.ID), ptr("carol"), ptr("carol"), ptr("ada"))
		}},
		{name: "from a subquery", needs: "UpdateFrom", run: func(t *T) {
			best := fn.Max(other.Salary).As("best")
			q := azoth.Select2(other.DeptID, best).GroupBy(other.DeptID).Subquery("q")
			t.writes(5, f.update(p.Salary.SetExpr(azoth.Col(q, best))).Where(azoth.Eq(p.DeptID, azoth.Col(q, other.DeptID))))
			rows(t, azoth.Select(p.Salary).Where(p.ID.In(bob, dan)).OrderBy(p.ID), dec("5200.50"), dec("4100.25"))
		}},
		{name: "by a subquery of the table itself", needs: "WriteOwnSubquery", run: func(t *T) {
			t.writes(1, f.update(p.Age.Set(ptr(1))).Where(azoth.Eq(p.Salary, azoth.Scalar[types.Decimal](azoth.Select(fn.Max(other.Salary))))))
			rows(t, azoth.Select(p.ID).Where(p.Age.Eq(1)), obrien)
		}},
	}
}

func (f *staff) deletes() []testCase {
	p, d := f.people.c, f.departments.c
	from := azoth.DeleteFrom(f.people)
	left := azoth.Select(p.ID).OrderBy(p.ID)
	other := azoth.Columns[person](azoth.Alias(f.people, "other"))
	return []testCase{
		{name: "delete", run: func(t *T) {
			t.writes(1, from.Where(p.ID.Eq(bob)))
			rows(t, left, ada, carol, dan, eve, obrien)
		}},
		{name: "delete several", run: func(t *T) {
			t.writes(2, from.Where(p.Age.Eq(29)))
			rows(t, left, ada, bob, carol, obrien)
		}},
		{name: "delete none", run: func(t *T) { t.writes(0, from.Where(p.ID.Lt(0))) }},
		{name: "delete all", run: func(t *T) {
			t.writes(6, from.AllRows())
			rows(t, left)
		}},
		{name: "delete without a condition", run: func(t *T) {
			if _, err := from.Exec(t.ctx, t.conn); err == nil {
				t.Error("every row was deleted")
			}
		}},
		{name: "delete where the condition comes out empty", run: func(t *T) { t.writes(0, from.Where(p.ID.In())) }},
		{name: "delete where in a select", run: func(t *T) {
			t.writes(2, from.Where(azoth.In(p.DeptID, azoth.Select(d.ID).Where(d.City.Eq("oslo")))))
			rows(t, left, carol, dan, eve, obrien)
		}},
		{name: "delete where not exists", run: func(t *T) {
			t.writes(1, from.Where(azoth.Not(azoth.Exists(azoth.Eq(d.ID, p.DeptID)))))
			rows(t, left, ada, bob, carol, dan, obrien)
		}},
		{name: "delete using another table", needs: "DeleteUsing", run: func(t *T) {
			t.writes(2, from.Using(f.departments).Where(azoth.Eq(p.DeptID, d.ID), d.City.Eq("rome")))
			rows(t, left, ada, bob, eve, obrien)
		}},
		{name: "delete using where there is none", needs: "!DeleteUsing", run: func(t *T) {
			_, err := from.Using(f.departments).Where(azoth.Eq(p.DeptID, d.ID), d.City.Eq("rome")).Exec(t.ctx, t.conn)
			t.refused(err)
		}},
		{name: "delete by a subquery of the table itself", needs: "WriteOwnSubquery", run: func(t *T) {
			t.writes(1, from.Where(azoth.Eq(p.ID, azoth.Scalar[int64](azoth.Select(fn.Max(other.ID))))))
			rows(t, left, ada, bob, carol, dan, eve)
		}},
		{name: "insert after delete", run: func(t *T) {
			t.writes(1, from.Where(p.ID.Eq(bob)))
			t.insert(f.people, p.ID.Set(bob), p.Name.Set("bob"), p.Salary.Set(dec("1")), p.Active.Set(true), p.Hired.Set(day(2000, 1, 1)))
			rows(t, left, ada, bob, carol, dan, eve, obrien)
		}},
	}
}

// counts are the numbers of rows: those that a condition matches, not those that are different afterwards.
func (f *staff) counts() []testCase {
	p := f.people.c
	return []testCase{
		{name: "count of rows that are what they were", run: func(t *T) {
			t.writes(1, f.update(p.Name.Set("bob")).Where(p.ID.Eq(bob)))
			t.writes(6, f.update(p.Name.SetExpr(p.Name)).AllRows())
		}},
		{name: "count of rows of which some change", run: func(t *T) { t.writes(3, f.update(p.Age.Set(ptr(29))).Where(p.ID.In(bob, dan, eve))) }},
		{name: "count of a text", run: func(t *T) {
			n, err := azoth.Text[int64]("UPDATE staff SET age = age WHERE id < 4").Exec(t.ctx, t.conn)
			t.ok(err)
			t.equal(n, int64(3))
		}},
		{name: "count of a text with values", run: func(t *T) {
			n, err := azoth.Text[int64]("DELETE FROM staff WHERE id > :low").Bind("low", 4).Exec(t.ctx, t.conn)
			t.ok(err)
			t.equal(n, int64(2))
		}},
		{name: "count of many updates", run: func(t *T) {
			st := f.update(p.Name.Set("")).Where(p.ID.Eq(0))
			runs := [][]types.Value{{types.TextValue("x"), types.Int64Value(1)}, {types.TextValue("y"), types.Int64Value(2)}, {types.TextValue("z"), types.Int64Value(-1)}}
			var each []int64
			n, err := t.conn.ExecMany(t.ctx, t.template("update many", st.Statement()), runs, func(_ int, r driver.Result) error {
				each = append(each, r.RowsAffected)
				return nil
			})
			t.ok(err)
			t.equal(n, int64(2))
			t.equal(each, []int64{1, 1, 0})
		}},
		{name: "count of many deletes", run: func(t *T) {
			st := azoth.DeleteFrom(f.people).Where(p.Age.Eq(0))
			runs := [][]types.Value{{types.Int64Value(29)}, {types.Int64Value(29)}, {types.Int64Value(65)}}
			n, err := t.conn.ExecMany(t.ctx, t.template("delete many", st.Statement()), runs, nil)
			t.ok(err)
			t.equal(n, int64(3))
		}},
		{name: "count of rows that are returned", needs: "UpdateReturning", run: func(t *T) {
			r, err := t.conn.Execute(t.ctx, azoth.Returning(f.update(p.Age.Set(ptr(1))).Where(p.ID.Le(3)), p.ID).Statement())
			t.ok(err)
			defer r.Close()
			t.equal(r.Affected(), int64(3))
		}},
		{name: "statement in the log", apart: true, run: func(t *T) {
			sent := t.watch()
			t.writes(0, f.update(p.Name.Set("x")).Where(p.ID.Lt(0)))
			t.ok(t.conn.Rollback(t.ctx))
			t.contains(strings.Join(*sent, "\n"), "BEGIN", "UPDATE staff", "ROLLBACK")
		}},
	}
}
