package dialecttest

import (
	"reflect"

	"github.com/azoth-orm/azoth"
	"github.com/azoth-orm/azoth/col"
	"github.com/azoth-orm/azoth/expr"
	"github.com/azoth-orm/azoth/fn"
	"github.com/azoth-orm/azoth/schema"
	"github.com/azoth-orm/azoth/types"
)

// kind is a SQL type and the values that it must keep.
type kind[V any] struct {
	name string
	sql  types.Type
	// needs are for the whole type.
	needs   string
	samples []sample[V]
	// unordered says that the samples are not in the order of the database.
	unordered bool
	// unequal says that equal values are not found by =.
	unequal bool
}

// sample is a value with a name.
type sample[V any] struct {
	name  string
	v     V
	needs string
	// back is what is read, if it is not v.
	back *V
}

// want is what is read back.
func (s sample[V]) want() *V {
	if s.back != nil {
		return s.back
	}
	return &s.v
}

// cell is a row of a table of one type.
type cell[V any] struct {
	ID col.Int64
	V  col.Null[V]
}

// cases are the cases of a type: every sample there and back, and all of them in conditions, in order, returned, overwritten.
func (k kind[V]) cases() []testCase {
	m := azoth.NewMetaData()
	c := &cells[V]{kind: k, meta: m, table: define[cell[V]](m, "v_"+k.name,
		schema.Col("id", types.BigInteger(), schema.PrimaryKey(), schema.NoAutoincrement()),
		schema.Col("v", k.sql))}
	out := []testCase{
		c.named("null", "", c.null),
		c.named("overwritten", "", c.overwritten),
		c.named("returned", "InsertReturning", c.returned),
		c.named("run after run", "", c.many),
		c.named("dynamic", "", c.dynamic),
	}
	for _, s := range k.samples {
		out = append(out, c.named(s.name, s.needs, func(t *T) { c.thereAndBack(t, s) }))
	}
	if !k.unequal {
		out = append(out, c.named("in a condition", "", c.equality), c.named("in a list", "", c.inList))
	}
	if !k.unordered {
		out = append(out, c.named("in order", "", c.order))
	}
	return out
}

// cells is the table of a type.
type cells[V any] struct {
	kind[V]
	meta  *schema.MetaData
	table table[cell[V]]
}

func (c *cells[V]) named(name, needs string, run func(t *T)) testCase {
	return testCase{name: c.name + " " + name, needs: c.needs + " " + needs, meta: c.meta, run: run}
}

// possible are the samples that the database can keep.
func (c *cells[V]) possible(t *T) []sample[V] {
	var out []sample[V]
	for _, s := range c.samples {
		if t.missing(s.needs) == "" {
			out = append(out, s)
		}
	}
	return out
}

// fill inserts the possible samples, with numbers from 1.
func (c *cells[V]) fill(t *T) []sample[V] {
	t.Helper()
	all := c.possible(t)
	for i, s := range all {
		t.insert(c.table, c.table.c.ID.Set(int64(i+1)), c.table.c.V.Set(&s.v))
	}
	return all
}

func (c *cells[V]) thereAndBack(t *T, s sample[V]) {
	x := c.table.c
	t.insert(c.table, x.ID.Set(1), x.V.Set(&s.v))
	t.insert(c.table, x.ID.Set(2), x.V.Set(nil))
	rows(t, azoth.Select(x.V).OrderBy(x.ID), s.want(), nil)
	rows(t, azoth.Select2(x.ID, x.V.NotNull()).Where(x.V.IsNotNull()), azoth.Pair(int64(1), *s.want()))
}

func (c *cells[V]) null(t *T) {
	x := c.table.c
	t.insert(c.table, x.ID.Set(1), x.V.Set(nil))
	t.insert(c.table, x.ID.Set(2), x.V.Set(&c.possible(t)[0].v))
	rows(t, azoth.Select(x.ID).Where(x.V.IsNull()), 1)
	rows(t, azoth.Select(x.V).Where(x.ID.Eq(1)), nil)
	rows(t, azoth.Select(fn.Count(x.V)), 1)
	t.writes(1, azoth.UpdateTable(c.table).Set(x.V.Set(nil)).Where(x.ID.Eq(2)))
	rows(t, azoth.Select(x.V).OrderBy(x.ID), nil, nil)
}

func (c *cells[V]) overwritten(t *T) {
	x := c.table.c
	t.insert(c.table, x.ID.Set(1), x.V.Set(nil))
	for _, s := range c.possible(t) {
		t.writes(1, azoth.UpdateTable(c.table).Set(x.V.Set(&s.v)).Where(x.ID.Eq(1)))
		rows(t, azoth.Select(x.V), s.want())
	}
}

func (c *cells[V]) returned(t *T) {
	x := c.table.c
	for i, s := range c.possible(t) {
		rows(t, azoth.Returning(azoth.InsertInto(c.table).Values(x.ID.Set(int64(i)), x.V.Set(&s.v)), x.V), s.want())
	}
}

// many binds one value after the other to one prepared statement, NULL in between.
func (c *cells[V]) many(t *T) {
	x := c.table.c
	st := &expr.InsertStatement{
		Table: c.table.Table, Columns: []*expr.ColumnRef{x.ID.Ref(), x.V.Ref()},
		Rows: [][]expr.Element{{expr.NewBind(types.Int64Value(0)), expr.NewBind(types.ValueOf(&c.samples[0].v))}},
	}
	var runs [][]types.Value
	var want []*V
	for _, s := range c.possible(t) {
		id := int64(len(runs))
		runs = append(runs, []types.Value{types.Int64Value(id), types.ValueOf(&s.v)}, []types.Value{types.Int64Value(id + 1), types.NullValue()})
		want = append(want, s.want(), nil)
	}
	n, err := t.conn.ExecMany(t.ctx, t.template("kind "+c.name, st), runs, nil)
	t.ok(err)
	t.equal(n, int64(len(runs)))
	rows(t, azoth.Select(x.V).OrderBy(x.ID), want...)
}

// dynamic reads without knowing the Go type: what comes must be the value, in the type that the column's SQL type stands for.
func (c *cells[V]) dynamic(t *T) {
	x := c.table.c
	s := c.possible(t)[len(c.possible(t))/2]
	t.insert(c.table, x.ID.Set(1), x.V.Set(&s.v))
	t.insert(c.table, x.ID.Set(2), x.V.Set(nil))
	got := all(t, azoth.Select(c.table.C("v")).OrderBy(x.ID))
	t.equal(len(got), 2)
	if got[0] == nil || got[1] != nil {
		t.Fatalf("got %s", show(got))
	}
	if reflect.TypeOf(got[0]) == reflect.TypeFor[V]() {
		t.equal(got[0], any(*s.want()))
	}
}

func (c *cells[V]) equality(t *T) {
	x := c.table.c
	for i, s := range c.fill(t) {
		got := all(t, azoth.Select(x.ID).Where(x.V.Eq(s.v)).OrderBy(x.ID))
		if len(got) != 1 || got[0] != int64(i+1) {
			t.Errorf("%s is found in %v, want %d", s.name, got, i+1)
		}
		n := all(t, azoth.Select(fn.Count()).From(c.table).Where(x.V.Ne(s.v)))[0]
		t.equal(n, int64(len(c.possible(t))-1))
	}
}

func (c *cells[V]) inList(t *T) {
	x := c.table.c
	all := c.fill(t)
	var vs []V
	var want []int64
	for i, s := range all {
		if i%2 == 0 {
			vs, want = append(vs, s.v), append(want, int64(i+1))
		}
	}
	rows(t, azoth.Select(x.ID).Where(x.V.In(vs...)).OrderBy(x.ID), want...)
	rows(t, azoth.Select(fn.Count()).From(c.table).Where(x.V.NotIn(vs...)), int64(len(all)-len(want)))
}

func (c *cells[V]) order(t *T) {
	x := c.table.c
	n := len(c.fill(t))
	rows(t, azoth.Select(x.ID).OrderBy(x.V), upTo(n)...)
	middle := c.possible(t)[n/2]
	rows(t, azoth.Select(x.ID).Where(x.V.Lt(middle.v)).OrderBy(x.ID), upTo(n/2)...)
	rows(t, azoth.Select(fn.Count()).From(c.table).Where(x.V.Ge(middle.v)), int64(n-n/2))
}
