package values

import (
	"errors"
	"fmt"

	"github.com/azoth-orm/azoth"
	"github.com/azoth-orm/azoth/col"
	"github.com/azoth-orm/azoth/engine"
	"github.com/azoth-orm/azoth/expr"
	"github.com/azoth-orm/azoth/orm"
	"github.com/azoth-orm/azoth/schema"
	"github.com/azoth-orm/azoth/types"
)

// thing is an object with a value, and one that may be missing.
type thing[V any] struct {
	ID int64
	V  V
	N  *V
}

type thingMap[V, P, N any] struct {
	orm.Entity[thing[V]]
	ID col.Int64
	V  P
	N  N
}

type thingColumns[P, N any] struct {
	ID col.Int64
	V  P
	N  N
}

// table is a table of a kind in a database.
type table[V any, P column[V], N column[*V]] struct {
	kind    kind[V, P, N]
	engine  *engine.Engine
	db      *orm.DB
	table   *schema.Table
	columns *thingColumns[P, N]
	mapping *thingMap[V, P, N]
}

func newTable[V any, P column[V], N column[*V]](k kind[V, P, N], e *engine.Engine, name string) (*table[V, P, N], error) {
	r := orm.NewRegistry()
	t := schema.Define(name, r.MetaData(),
		schema.Col("id", types.BigInteger(), schema.PrimaryKey(), schema.NoAutoincrement()),
		schema.Col("v", k.sql, schema.NotNull()),
		schema.Col("n", k.sql))
	out := &table[V, P, N]{
		kind: k, engine: e, table: t, columns: azoth.Columns[thingColumns[P, N]](t),
		mapping: orm.DeclareTable[thingMap[V, P, N]](r, t),
	}
	out.db = orm.New(e, r)
	return out, r.MetaData().CreateAll(ctx, e)
}

// item is a value with the number of its row.
type item[V any] struct {
	id           int64
	v            V
	near, unsaid bool
}

// null tells whether the row has no second value.
func (i item[V]) null() bool { return i.id%7 == 0 }

// second is the value that may be missing.
func (i item[V]) second() *V {
	if i.null() {
		return nil
	}
	v := i.v
	return &v
}

// write is a way to write rows: all of them, or none and an error.
type write[V any] func(items []item[V]) error

// insert writes rows with one INSERT, its values bound.
func (t *table[V, P, N]) insert(items []item[V]) error {
	x, st := t.columns, azoth.InsertInto(t.table)
	for _, i := range items {
		st = st.Values(x.ID.Set(i.id), x.V.Set(i.v), x.N.Set(i.second()))
	}
	return exec(t.engine, st.Statement(), len(items))
}

func exec(ex expr.Executor, st expr.Statement, rows int) error {
	n, err := expr.Exec(ctx, ex, st)
	if err == nil && n != int64(rows) {
		return fmt.Errorf("%d rows were written, and %d were given", n, rows)
	}
	return err
}

// flush writes objects.
func (t *table[V, P, N]) flush(items []item[V]) (err error) {
	s := t.db.Session()
	defer func() { err = errors.Join(err, s.Close()) }()
	for _, i := range items {
		s.Add(&thing[V]{ID: i.id, V: i.v, N: i.second()})
	}
	if err := s.Commit(ctx); err != nil {
		return errors.Join(err, s.Rollback(ctx))
	}
	return nil
}

// spell writes rows with one INSERT, its values written into the text.
func (t *table[V, P, N]) spell(items []item[V]) error {
	x := t.columns
	st := &expr.InsertStatement{Table: t.table, Columns: []*expr.ColumnRef{x.ID.Ref(), x.V.Ref(), x.N.Ref()}}
	for _, i := range items {
		row := []expr.Element{}
		for _, a := range []expr.Assignment{x.ID.Set(i.id), x.V.Set(i.v), x.N.Set(i.second())} {
			e, err := t.literal(a)
			if err != nil {
				return err
			}
			row = append(row, e)
		}
		st.Rows = append(st.Rows, row)
	}
	return exec(t.engine, st, len(items))
}

// literal is the value of an assignment as SQL.
func (t *table[V, P, N]) literal(a expr.Assignment) (expr.Element, error) {
	sql, err := t.engine.Dialect().Grammar.Literal(a.Value.(*expr.Bind).Value, a.Column.Type)
	return expr.ElementOf(expr.LiteralColumn[V](sql)), err
}

// read reads all rows through the columns.
func (t *table[V, P, N]) read() ([]thing[V], error) {
	x := t.columns
	rows, err := azoth.Select3(x.ID, x.V, x.N).OrderBy(x.ID).All(ctx, t.engine)
	out := make([]thing[V], len(rows))
	for i, r := range rows {
		out[i].ID, out[i].V, out[i].N = r.Values()
	}
	return out, err
}

// load reads all rows as objects. Objects that nobody edited are not dirty.
func (t *table[V, P, N]) load() (out []thing[V], err error) {
	s := t.db.Session()
	defer func() { err = errors.Join(err, s.Close()) }()
	objs, err := azoth.Select(t.mapping).OrderBy(t.mapping.ID).All(ctx, s)
	if err != nil {
		return nil, err
	}
	for _, o := range objs {
		out = append(out, *o)
	}
	if n := len(s.Dirty()); n > 0 {
		err = fmt.Errorf("%d of %d objects that were only read count as edited", n, len(objs))
	}
	return out, err
}

// equals is the condition v = x, if the type has one.
func (t *table[V, P, N]) equals(x V) (expr.Bool, bool) {
	c, ok := any(t.columns.V).(interface{ Eq(v V) expr.Bool })
	if !ok {
		return expr.Bool{}, false
	}
	return c.Eq(x), true
}
