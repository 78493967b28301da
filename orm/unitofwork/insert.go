package unitofwork

import (
	"context"
	"errors"
	"fmt"
	"slices"

	"github.com/azoth-orm/azoth/dialect"
	"github.com/azoth-orm/azoth/driver"
	"github.com/azoth-orm/azoth/engine"
	"github.com/azoth-orm/azoth/expr"
	"github.com/azoth-orm/azoth/orm/mapping"
	"github.com/azoth-orm/azoth/orm/state"
	"github.com/azoth-orm/azoth/types"
)

// row is an object that is written, with the properties that the statement names.
type row struct {
	st     *state.State
	props  []int
	back   []int // properties that the database fills
	values []types.Value
}

// insert writes new objects: organized into rows, rows of equal shape that follow each other collected into one prepared
// statement, emitted, finalized. The order of rows is that of Add, so that keys are given in that order.
func (w *Work) insert(ctx context.Context, m *mapping.Mapper, states []*state.State) error {
	rows, err := w.organizeInserts(m, states)
	if err != nil {
		return err
	}
	for len(rows) > 0 {
		n := sameShape(rows)
		if err := w.emitInserts(ctx, m, rows[:n]); err != nil {
			return err
		}
		rows = rows[n:]
	}
	return nil
}

// sameShape is how many rows from the first on have its columns.
func sameShape(rows []*row) int {
	n := 1
	for n < len(rows) && slices.Equal(rows[n].props, rows[0].props) && slices.Equal(rows[n].back, rows[0].back) {
		n++
	}
	return n
}

func (w *Work) organizeInserts(m *mapping.Mapper, states []*state.State) ([]*row, error) {
	rows := make([]*row, 0, len(states))
	for _, st := range states {
		if w.switched[st] != nil || st.Status != state.Pending {
			continue // an UPDATE has written it, or it is an orphan
		}
		if err := w.sync(st); err != nil {
			return nil, err
		}
		r, err := w.insertRow(m, st)
		if err != nil {
			return nil, err
		}
		rows = append(rows, r)
	}
	return rows, nil
}

// insertRow decides which columns the statement names. Left out are a generated key that is zero, and what a default fills.
func (w *Work) insertRow(m *mapping.Mapper, st *state.State) (*row, error) {
	r := &row{st: st}
	if p := m.VersionProperty(); p != nil && p.Field.IsZero(st.Obj) {
		if err := set(st, p, types.Int64Value(1)); err != nil {
			return nil, err
		}
	}
	for i, p := range m.Properties {
		if i == m.Generated && p.Field.IsZero(st.Obj) {
			continue
		}
		if err := w.insertDefault(st, p); err != nil {
			return nil, err
		}
		v := w.insertValue(m, st, i)
		if p.Column.ServerDefault != nil && w.takesDefault(st, p, v) {
			r.back = append(r.back, i)
			continue
		}
		r.props = append(r.props, i)
		r.values = append(r.values, v)
	}
	return r, nil
}

// insertValue is the value of a property, NULL for a foreign key that refers to nothing.
func (w *Work) insertValue(m *mapping.Mapper, st *state.State, i int) types.Value {
	p := m.Properties[i]
	if p.Column.Nullable && !p.Field.Nullable() && p.Field.IsZero(st.Obj) {
		for _, link := range m.Links() {
			if at := slices.Index(link.ForeignProperties(), p); at >= 0 && w.isNoReference(link, at, st) {
				return types.NullValue()
			}
		}
	}
	return p.Field.Value(st.Obj)
}

// takesDefault tells whether a default decides instead of the field: it is NULL, or zero under OmitZero. Explicit forbids it.
func (w *Work) takesDefault(st *state.State, p *mapping.Property, v types.Value) bool {
	if st.Forced.Has(p.Index) {
		return false
	}
	return v.IsNull() || p.OmitZero && p.Field.IsZero(st.Obj)
}

// insertDefault writes what OnInsert says into a field that takes a default.
func (w *Work) insertDefault(st *state.State, p *mapping.Property) error {
	b, ok := p.OnInsert.(*expr.Bind)
	if !ok || !w.takesDefault(st, p, p.Field.Value(st.Obj)) {
		return nil
	}
	return set(st, p, b.Value)
}

// emitInserts sends rows of equal shape.
func (w *Work) emitInserts(ctx context.Context, m *mapping.Mapper, rows []*row) error {
	f := w.conn.Engine().Dialect().Features
	missing := w.missing(m, rows[0])
	onlyKey := len(missing) == 1 && missing[0] == m.Generated
	switch {
	case f.Returning && len(missing) > 0 && !(onlyKey && f.LastInsertID):
		return w.insertReturning(ctx, m, rows, missing)
	case len(rows[0].back) > 0:
		return w.insertAndFetch(ctx, m, rows)
	}
	return w.insertRows(ctx, m, rows)
}

// missing is what only the database knows of a row: its generated key, a key that it keeps in another form, and what defaults fill.
func (w *Work) missing(m *mapping.Mapper, r *row) []int {
	if m.Generated >= 0 && !slices.Contains(r.props, m.Generated) {
		return append([]int{m.Generated}, r.back...)
	}
	var keys []int
	for _, i := range m.Class.Key {
		if reshaped(m.Properties[i].Column.Type) && !slices.Contains(r.back, i) {
			keys = append(keys, i)
		}
	}
	return append(keys, r.back...)
}

// reshaped tells whether databases keep values of a type in a form of their own: padded, rounded, cut.
func reshaped(t types.Type) bool {
	switch t.(type) {
	case types.CharType, types.NumericType, types.DateTimeType, types.TimestampType, types.TimeType:
		return true
	}
	return false
}

// insertRows sends rows by one prepared statement. A generated key is the last one that the driver tells.
func (w *Work) insertRows(ctx context.Context, m *mapping.Mapper, rows []*row) error {
	entry, err := w.insertInto(m.Table, columnsAt(m, rows[0].props), nil)
	if err != nil {
		return err
	}
	failed, err := w.send(ctx, entry, rows, func(r *row, res driver.Result) error {
		return w.inserted(m, r.st, res.LastInsertID)
	})
	if err != nil {
		return insertError(m, failed.st, err)
	}
	return nil
}

// insertError names the object; where the program gave its key, a row that is there already may be what it meant.
func insertError(m *mapping.Mapper, st *state.State, err error) error {
	key := givenKey(m, st)
	if key != "" && errors.Is(err, dialect.ErrUnique) {
		return fmt.Errorf("orm: flush: insert %s%s: %w (if the row exists: Attach or Merge the object)", m.Name, key, err)
	}
	return fmt.Errorf("orm: flush: insert %s%s: %w", m.Name, key, err)
}

// givenKey is the key of a new object, if the program gave it.
func givenKey(m *mapping.Mapper, st *state.State) string {
	if m.Generated >= 0 && m.Properties[m.Generated].Field.IsZero(st.Obj) {
		return ""
	}
	var out string
	for _, v := range m.KeyValues(st.Obj) {
		out += fmt.Sprintf(" %v", v.Any())
	}
	return out
}

// insertAndFetch sends rows one by one to a database without RETURNING, and reads what it filled by a SELECT.
func (w *Work) insertAndFetch(ctx context.Context, m *mapping.Mapper, rows []*row) error {
	back := rows[0].back
	insert, err := w.insertInto(m.Table, columnsAt(m, rows[0].props), nil)
	if err != nil {
		return err
	}
	fetch, err := w.selectColumns(m.Table, columnsAt(m, back), columnsAt(m, m.Class.Key))
	if err != nil {
		return err
	}
	for _, r := range rows {
		res, err := w.conn.ExecEntry(ctx, insert, r.values)
		if err == nil {
			err = setKey(m, r.st, res.LastInsertID)
		}
		if err == nil {
			err = w.readRow(ctx, fetch, m, &row{st: r.st, values: m.KeyValues(r.st.Obj), back: back})
		}
		if err == nil {
			err = w.inserted(m, r.st, 0)
		}
		if err != nil {
			return insertError(m, r.st, err)
		}
	}
	return nil
}

// readRow runs an entry that gives one row, and reads r.back from it.
func (w *Work) readRow(ctx context.Context, e *engine.Entry, m *mapping.Mapper, r *row) error {
	cursor, err := w.conn.QueryEntry(ctx, e, r.values)
	if err != nil {
		return err
	}
	err = readBack(cursor, m, r.st, r.back)
	return errors.Join(err, cursor.Close())
}

// insertReturning sends rows one by one and reads what the database filled.
func (w *Work) insertReturning(ctx context.Context, m *mapping.Mapper, rows []*row, back []int) error {
	entry, err := w.insertInto(m.Table, columnsAt(m, rows[0].props), columnsAt(m, back))
	if err != nil {
		return err
	}
	for _, r := range rows {
		err := w.readRow(ctx, entry, m, &row{st: r.st, values: r.values, back: back})
		if err == nil {
			err = w.inserted(m, r.st, 0)
		}
		if err != nil {
			return insertError(m, r.st, err)
		}
	}
	return nil
}

// errNoRow says that the row that was written did not come back.
var errNoRow = errors.New("there is no row to read what the database filled")

// readBack reads by the cursor, which knows what an error means for the connection.
func readBack(cursor *engine.Cursor, m *mapping.Mapper, st *state.State, back []int) error {
	ok, err := cursor.Step()
	if err != nil {
		return err
	}
	if !ok {
		return errNoRow
	}
	for i, p := range back {
		st.Write(p)
		if err := m.Properties[p].Field.Read(cursor.Rows, i, st.Obj); err != nil {
			return err
		}
	}
	_, err = cursor.Step()
	return err
}

// inserted finalizes a new object: it has its row.
func (w *Work) inserted(m *mapping.Mapper, st *state.State, id int64) error {
	if err := setKey(m, st, id); err != nil {
		return err
	}
	s := w.m.Store(st.Class)
	if old := s.Persist(st); old != nil {
		s.Leave(old, state.Transient) // SQLite uses rowids again
	}
	st.Forced = nil
	w.wrote(st)
	return nil
}

// setKey writes the key that the database has generated, unless the program gave one.
func setKey(m *mapping.Mapper, st *state.State, id int64) error {
	if m.Generated < 0 || id == 0 {
		return nil
	}
	p := m.Properties[m.Generated]
	if !p.Field.IsZero(st.Obj) {
		return nil
	}
	return set(st, p, types.Int64Value(id))
}

// wrote notes that a new object has its row.
func (w *Work) wrote(st *state.State) {
	w.level.Inserted = append(w.level.Inserted, st)
	w.saved = append(w.saved, st)
	st.Saved = true
	w.s.Written(st)
}
