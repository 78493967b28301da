package dialecttest

import (
	"errors"
	"strconv"
	"time"

	"github.com/azoth-orm/azoth"
	"github.com/azoth-orm/azoth/col"
	"github.com/azoth-orm/azoth/dialect"
	"github.com/azoth-orm/azoth/driver"
	"github.com/azoth-orm/azoth/expr"
	"github.com/azoth-orm/azoth/fn"
	"github.com/azoth-orm/azoth/schema"
	"github.com/azoth-orm/azoth/types"
)

// item is a row of a table with a generated key, a unique column and defaults of all kinds.
type item struct {
	ID    col.Int64
	Code  col.NullString
	Name  col.String
	Qty   col.Int
	Price col.NullDecimal
	State col.String
	Made  col.Time
}

// items is the table that is written to.
type items struct{ table[item] }

func newItems(m *schema.MetaData, name string) items {
	return items{define[item](m, name,
		schema.Col("id", types.BigInteger(), schema.PrimaryKey()),
		schema.Col("code", types.String(20), schema.Unique()),
		schema.Col("name", types.String(50), schema.NotNull(), schema.ServerDefault(azoth.Lit("it's"))),
		schema.Col("qty", types.Integer(), schema.NotNull(), schema.Default(azoth.Lit(1))),
		schema.Col("price", types.Numeric(10, 2)),
		schema.Col("state", types.String(10), schema.NotNull(), schema.ServerDefault(azoth.Lit("new"))),
		schema.Col("made", types.DateTime(), schema.NotNull(), schema.ServerDefault(fn.CurrentTimestamp())))}
}

// add is an INSERT of a row with a key, a code and a name.
func (i items) add(id int64, code string) expr.Insert[expr.Dynamic] {
	return azoth.InsertInto(i).Values(i.c.ID.Set(id), i.c.Code.Set(&code), i.c.Name.Set(code+"!"))
}

// fill inserts three rows: 1 a, 2 b, 3 c.
func (i items) fill(t *T) {
	t.Helper()
	for n, code := range []string{"a", "b", "c"} {
		t.writes(1, i.add(int64(n+1), code))
	}
}

func insertArea(s *suite) *area {
	m := azoth.NewMetaData()
	i := newItems(m, "items")
	return &area{name: "insert", meta: m, cases: concat(i.rows(), i.keys(), i.defaults(), i.fromSelect(s.world), i.msome())}
}

func (i items) rows() []testCase {
	c := i.c
	pairs := azoth.Select2(c.Name, c.Qty).OrderBy(c.ID)
	return []testCase{
		{name: "one row", run: func(t *T) {
			t.writes(1, azoth.InsertInto(i).Values(c.Name.Set("pen"), c.Qty.Set(3)))
			rows(t, pairs, azoth.Pair("pen", 3))
		}},
		{name: "two rows", run: func(t *T) {
			t.writes(2, azoth.InsertInto(i).Values(c.Name.Set("pen"), c.Qty.Set(3)).Values(c.Name.Set("ink"), c.Qty.Set(4)))
			t.equal(len(all(t, pairs)), 2)
		}},
		{name: "columns in another order", run: func(t *T) {
			t.writes(2, azoth.InsertInto(i).Values(c.ID.Set(1), c.Name.Set("pen"), c.Qty.Set(3)).Values(c.Qty.Set(4), c.Name.Set("ink"), c.ID.Set(2)))
			rows(t, pairs, azoth.Pair("pen", 3), azoth.Pair("ink", 4))
		}},
		{name: "expression", run: func(t *T) {
			t.writes(1, azoth.InsertInto(i).Values(c.Name.SetExpr(fn.Lower(text("PEN"))), c.Qty.Set(3)))
			rows(t, pairs, azoth.Pair("pen", 3))
		}},
		{name: "scalar subquery", run: func(t *T) {
			t.writes(1, i.add(7, "a"))
			t.writes(1, azoth.InsertInto(i).Values(c.ID.Set(8), c.Name.SetExpr(azoth.Scalar[string](azoth.Select(fn.Max(c.Name)))), c.Qty.Set(2)))
			rows(t, pairs, azoth.Pair("a!", 1), azoth.Pair("a!", 2))
		}},
		{name: "null", run: func(t *T) {
			t.writes(1, azoth.InsertInto(i).Values(c.Name.Set("pen"), c.Price.Set(nil), c.Code.Set(nil)))
			rows(t, azoth.Select2(c.Price, c.Code), azoth.Pair[*types.Decimal, *string](nil, nil))
		}},
		{name: "row that is refused", needs: "ErrorKeepsTransaction", run: func(t *T) {
			t.writes(1, i.add(1, "a"))
			_, err := i.add(2, "a").Exec(t.ctx, t.conn)
			t.is(err, dialect.ErrUnique)
			rows(t, azoth.Select(c.ID), 1)
		}},
		{name: "statement of which one row is refused", needs: "ErrorKeepsTransaction", run: func(t *T) {
			st := azoth.InsertInto(i).Values(c.Code.Set(ptr("a"))).Values(c.Code.Set(ptr("b"))).Values(c.Code.Set(ptr("a")))
			_, err := st.Exec(t.ctx, t.conn)
			t.is(err, dialect.ErrUnique)
			rows(t, azoth.Select(fn.Count()).From(i), 0)
		}},
		{name: "rows with other columns", run: func(t *T) {
			if err := azoth.InsertInto(i).Values(c.Name.Set("a")).Values(c.Qty.Set(1), c.Code.Set(nil)).Err(); err == nil {
				t.Error("rows with other columns are one statement")
			}
		}},
		{name: "1,000 rows in one statement", run: func(t *T) {
			st := azoth.InsertInto(i)
			for n := range 1000 {
				st = st.Values(c.Name.Set(strconv.Itoa(n)), c.Qty.Set(n))
			}
			t.writes(1000, st)
			rows(t, azoth.Select2(fn.Count(), fn.Sum(c.Qty)), azoth.Pair(int64(1000), ptr(499500)))
		}},
	}
}

// keys are those that the database makes.
func (i items) keys() []testCase {
	c := i.c
	ids := azoth.Select(c.ID).OrderBy(c.ID)
	insert := azoth.InsertInto(i).Values(c.Name.Set("x"))
	return []testCase{
		{name: "generated key", run: func(t *T) {
			t.writes(1, insert)
			t.writes(1, insert)
			got := all(t, ids)
			if len(got) != 2 || got[0] < 1 || got[1] <= got[0] {
				t.Errorf("keys %v", got)
			}
		}},
		{name: "generated key is returned", needs: "InsertReturning", run: func(t *T) {
			first, second := all(t, azoth.Returning(insert, c.ID))[0], all(t, azoth.Returning(insert, c.ID))[0]
			rows(t, ids, first, second)
		}},
		{name: "generated key is told by the driver", needs: "LastInsertID", run: func(t *T) {
			first, second := t.exec("key", insert.Statement()).LastInsertID, t.exec("key", insert.Statement()).LastInsertID
			rows(t, ids, first, second)
		}},
		{name: "key of the program", run: func(t *T) {
			t.writes(1, i.add(4711, "a"))
			rows(t, ids, 4711)
		}},
		{name: "key that is there already", run: func(t *T) {
			t.writes(1, i.add(1, "a"))
			_, err := i.add(1, "b").Exec(t.ctx, t.conn)
			t.is(err, dialect.ErrUnique)
		}},
		{name: "keys of many rows", run: func(t *T) {
			t.writes(3, insert.Values(c.Name.Set("y")).Values(c.Name.Set("z")))
			got := all(t, azoth.Select(c.Name).OrderBy(c.ID))
			t.equal(got, []string{"x", "y", "z"})
		}},
	}
}

func (i items) defaults() []testCase {
	c := i.c
	row := azoth.Select3(c.Name, c.Qty, c.State)
	return []testCase{
		{name: "defaults", run: func(t *T) {
			t.writes(1, azoth.InsertInto(i).Values())
			rows(t, row, azoth.Triple("it's", 1, "new"))
		}},
		{name: "row of defaults only", run: func(t *T) {
			st := &expr.InsertStatement{Table: i.Table, Rows: [][]expr.Element{nil}}
			_, err := expr.Exec(t.ctx, t.conn, st)
			if err == nil {
				t.Error("a column without a default and without a value was inserted")
				return
			}
			t.is(err, dialect.ErrNotNull)
		}},
		{name: "default of the program", run: func(t *T) {
			t.writes(1, azoth.InsertInto(i).Values(c.Name.Set("pen")))
			rows(t, row, azoth.Triple("pen", 1, "new"))
		}},
		{name: "defaults of many rows", run: func(t *T) {
			t.writes(2, azoth.InsertInto(i).Values(c.Name.Set("pen")).Values(c.Name.Set("ink")))
			rows(t, azoth.Select2(c.Qty, c.State), azoth.Pair(1, "new"), azoth.Pair(1, "new"))
		}},
		{name: "default that is overridden", run: func(t *T) {
			t.writes(1, azoth.InsertInto(i).Values(c.Name.Set("pen"), c.Qty.Set(0), c.State.Set("")))
			rows(t, row, azoth.Triple("pen", 0, ""))
		}},
		{name: "null overrides no default", run: func(t *T) {
			_, err := azoth.InsertInto(i).Values(c.Name.Set("pen"), i.C("state").Set(nil)).Exec(t.ctx, t.conn)
			t.is(err, dialect.ErrNotNull)
		}},
		{name: "time of the database", run: func(t *T) {
			t.writes(1, azoth.InsertInto(i).Values(c.Name.Set("pen")))
			made := all(t, azoth.Select(c.Made))[0]
			if d := time.Since(made); d < -5*time.Minute || d > 5*time.Minute {
				t.Errorf("made %v, it is %v", made, time.Now().UTC())
			}
		}},
	}
}

func (i items) fromSelect(w *world) []testCase {
	c, p := i.c, w.people.c
	names := azoth.Select2(p.Name, p.ID.Mul(10)).Where(p.Active)
	return []testCase{
		{name: "from select", run: func(t *T) {
			t.writes(4, azoth.InsertInto(i).FromSelect(names, c.Name, c.Qty))
			rows(t, azoth.Select2(c.Name, c.Qty).OrderBy(c.Qty), azoth.Pair("ada", 10), azoth.Pair("bob", 20), azoth.Pair("dan", 40), azoth.Pair("o'brien", 60))
		}},
		{name: "from select with defaults of the database", run: func(t *T) {
			t.writes(4, azoth.InsertInto(i).FromSelect(names, c.Name, c.Qty))
			rows(t, azoth.Select(c.State).Distinct(), "new")
		}},
		{name: "from select with defaults of the program", run: func(t *T) {
			t.writes(1, azoth.InsertInto(i).FromSelect(azoth.Select(p.Name).Where(p.ID.Eq(bob)), c.Name))
			rows(t, azoth.Select2(c.Name, c.Qty), azoth.Pair("bob", 1))
		}},
		{name: "from select without rows", run: func(t *T) {
			t.writes(0, azoth.InsertInto(i).FromSelect(names.Where(p.ID.Lt(0)), c.Name, c.Qty))
			rows(t, azoth.Select(c.ID))
		}},
		{name: "from select with values of the program", run: func(t *T) {
			t.writes(1, azoth.InsertInto(i).FromSelect(azoth.Select3(p.Name, p.ID, azoth.Cast[string](azoth.Lit("x"), types.String(5))).Where(p.ID.Eq(1)), c.Name, c.Qty, c.State))
			rows(t, azoth.Select2(c.Name, c.State), azoth.Pair("ada", "x"))
		}},
		{name: "from select of the same table", run: func(t *T) {
			i.fill(t)
			t.writes(3, azoth.InsertInto(i).FromSelect(azoth.Select3(c.ID.Add(100), c.Name, c.Qty), c.ID, c.Name, c.Qty))
			rows(t, azoth.Select(c.ID).OrderBy(c.ID), 1, 2, 3, 101, 102, 103)
		}},
		{name: "from select with order and limit", run: func(t *T) {
			t.writes(2, azoth.InsertInto(i).FromSelect(names.OrderBy(p.ID.Desc()).Limit(2), c.Name, c.Qty))
			rows(t, azoth.Select(c.Qty).OrderBy(c.Qty), 40, 60)
		}},
	}
}

// many are statements that run once for each of several rows.
func (i items) msome() []testCase {
	c := i.c
	values := func(n int) [][]types.Value {
		out := make([][]types.Value, n)
		for k := range out {
			out[k] = []types.Value{types.Int64Value(int64(k + 1)), types.TextValue(strconv.Itoa(k)), types.TextValue("x"), types.Int64Value(int64(k))}
		}
		return out
	}
	some := func() expr.Element { return expr.NewBind(types.Int64Value(0)) } // every run brings its own
	bound := &expr.InsertStatement{
		Table: i.Table, Columns: []*expr.ColumnRef{c.ID.Ref(), c.Code.Ref(), c.Name.Ref(), c.Qty.Ref()},
		Rows: [][]expr.Element{{some(), some(), some(), some()}},
	}
	return []testCase{
		{name: "many runs", run: func(t *T) {
			var each []int64
			n, err := t.conn.ExecMany(t.ctx, t.template("insert many", bound), values(20), func(_ int, r driver.Result) error {
				each = append(each, r.RowsAffected)
				return nil
			})
			t.ok(err)
			t.equal(n, int64(20))
			t.equal(len(each), 20)
			t.equal(each[7], int64(1))
			rows(t, azoth.Select2(fn.Count(), fn.Sum(c.Qty)), azoth.Pair(int64(20), ptr(190)))
		}},
		{name: "many runs with null", run: func(t *T) {
			vs := values(2)
			vs[1][1] = types.NullValue()
			_, err := t.conn.ExecMany(t.ctx, t.template("insert many", bound), vs, nil)
			t.ok(err)
			rows(t, azoth.Select(c.Code).OrderBy(c.ID), ptr("0"), nil)
		}},
		{name: "no runs", run: func(t *T) {
			n, err := t.conn.ExecMany(t.ctx, t.template("insert many", bound), nil, nil)
			t.ok(err)
			t.equal(n, int64(0))
		}},
		{name: "run that fails", run: func(t *T) {
			vs := values(4)
			vs[2][0] = vs[0][0]
			_, err := t.conn.ExecMany(t.ctx, t.template("insert many", bound), vs, nil)
			t.is(err, dialect.ErrUnique)
		}},
		{name: "run that the caller ends", run: func(t *T) {
			enough := errors.New("enough")
			_, err := t.conn.ExecMany(t.ctx, t.template("insert many", bound), values(4), func(k int, _ driver.Result) error {
				if k == 1 {
					return enough
				}
				return nil
			})
			t.is(err, enough)
			rows(t, azoth.Select(fn.Count()).From(i), 2)
		}},
	}
}
