package unitofwork

import (
	"context"
	"encoding/binary"
	"slices"

	"github.com/azoth-orm/azoth/driver"
	"github.com/azoth-orm/azoth/engine"
	"github.com/azoth-orm/azoth/expr"
	"github.com/azoth-orm/azoth/orm/mapping"
	"github.com/azoth-orm/azoth/orm/state"
	"github.com/azoth-orm/azoth/schema"
	"github.com/azoth-orm/azoth/types"
)

// The statements of a flush are compiled once per table and set of columns. Their cache key is made here, without building the
// statement; the statement is built on a miss only.

// templateKey is the key of a statement of one kind on columns of a table.
func templateKey(kind byte, t *schema.Table, lists ...[]*schema.Column) []byte {
	b := make([]byte, 0, 32)
	b = append(b, 'F', kind)
	b = binary.AppendUvarint(b, t.Number())
	for _, l := range lists {
		b = binary.AppendUvarint(b, uint64(len(l)))
		for _, c := range l {
			b = binary.AppendUvarint(b, c.Number)
		}
	}
	return b
}

func bindFor(c *schema.Column) *expr.Bind {
	b := expr.NewBind(types.NullValue())
	b.Type = c.Type
	return b
}

// selectColumns is SELECT columns FROM t WHERE keys = ?.
func (w *Work) selectColumns(t *schema.Table, columns, keys []*schema.Column) (*engine.Entry, error) {
	return w.conn.Template(templateKey('S', t, columns, keys), func() (expr.Element, error) {
		q := &expr.Query{Where: equals(keys)}
		for _, c := range columns {
			q.Items = append(q.Items, expr.SelectItem{Element: &c.ColumnRef})
		}
		return q, nil
	})
}

// updateSet is UPDATE t SET columns = ? WHERE keys = ? RETURNING back. The defaults of columns that are inlined stand in it.
func (w *Work) updateSet(t *schema.Table, columns, keys, inlined, back []*schema.Column) (*engine.Entry, error) {
	return w.conn.Template(templateKey('U', t, columns, keys, inlined, back), func() (expr.Element, error) {
		s := &expr.UpdateStatement{Table: t, Where: equals(keys), NoDefaults: true}
		for _, c := range columns {
			s.Set = append(s.Set, expr.Assignment{Column: &c.ColumnRef, Value: bindFor(c)})
		}
		for _, c := range inlined {
			s.Set = append(s.Set, expr.Assignment{Column: &c.ColumnRef, Value: fixed(c.OnUpdate)})
		}
		for _, c := range back {
			s.Returning = append(s.Returning, expr.SelectItem{Element: &c.ColumnRef})
		}
		return s, nil
	})
}

// deleteFrom is DELETE FROM t WHERE keys = ?.
func (w *Work) deleteFrom(t *schema.Table, keys []*schema.Column) (*engine.Entry, error) {
	return w.conn.Template(templateKey('D', t, keys), func() (expr.Element, error) {
		return &expr.DeleteStatement{Table: t, Where: equals(keys)}, nil
	})
}

func equals(keys []*schema.Column) []expr.Element {
	var out []expr.Element
	for _, k := range keys {
		out = append(out, expr.NewBinary(expr.OpEq, &k.ColumnRef, bindFor(k)))
	}
	return out
}

// rowColumns are the columns that an UPDATE or DELETE finds a row by: its primary key, and its version, if the mapper has one.
func rowColumns(m *mapping.Mapper) []*schema.Column { return columnsAt(m, rowProperties(m)) }

func rowProperties(m *mapping.Mapper) []int {
	if m.Version < 0 {
		return m.Class.Key
	}
	return append(slices.Clone(m.Class.Key), m.Version)
}

// findRow appends the values of rowColumns, as st was last read or written.
func (rs *runs) findRow(m *mapping.Mapper, st *state.State) {
	for _, i := range m.Class.Key {
		rs.values = append(rs.values, m.Properties[i].Field.Value(st.Snap))
	}
	if m.Version >= 0 {
		rs.values = append(rs.values, m.Properties[m.Version].Field.Value(st.Snap))
	}
}

// columnsAt are the columns of properties.
func columnsAt(m *mapping.Mapper, props []int) []*schema.Column {
	out := make([]*schema.Column, len(props))
	for i, p := range props {
		out[i] = m.Properties[p].Column
	}
	return out
}

// send runs an entry once for each row, and tells done what became of each. If one fails, it is the failed object.
func (w *Work) send(ctx context.Context, e *engine.Entry, r *run, done func(*state.State, driver.Result) error) (failed *state.State, err error) {
	at := 0
	_, err = w.conn.ExecMany(ctx, e, r.rows(), func(i int, res driver.Result) error {
		if err := done(r.states[i], res); err != nil {
			return err
		}
		at = i + 1
		return nil
	})
	return r.states[min(at, len(r.states)-1)], err
}
