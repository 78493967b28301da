package unitofwork

import (
	"context"
	"errors"
	"fmt"
	"slices"
	"unsafe"

	"github.com/azoth-orm/azoth/dialect"
	"github.com/azoth-orm/azoth/driver"
	"github.com/azoth-orm/azoth/engine"
	"github.com/azoth-orm/azoth/expr"
	"github.com/azoth-orm/azoth/orm/mapping"
	"github.com/azoth-orm/azoth/orm/state"
	"github.com/azoth-orm/azoth/types"
)

// insert writes new objects: organized into runs of rows of equal shape that follow each other, emitted, finalized. The order of rows
// is that of Add, so that keys are given in that order.
func (w *Work) insert(ctx context.Context, m *mapping.Mapper, states []*state.State) error {
	rs, err := w.organizeInserts(ctx, m, states)
	if err != nil {
		return err
	}
	for _, r := range rs.list {
		if err := w.emitInserts(ctx, m, r); err != nil {
			return err
		}
	}
	return nil
}

func (w *Work) organizeInserts(ctx context.Context, m *mapping.Mapper, states []*state.State) (*runs, error) {
	rs := newRuns(m, len(states))
	for _, st := range states {
		if w.switched[st] != nil || st.Status != state.Pending {
			continue // an UPDATE has written it, or it is an orphan
		}
		if err := w.sync(st); err != nil {
			return nil, err
		}
		if err := w.insertRow(ctx, rs, m, st); err != nil {
			return nil, err
		}
	}
	return rs, nil
}

// insertRow decides which columns the statement names. Left out are a generated key that is zero, and what a default fills.
func (w *Work) insertRow(ctx context.Context, rs *runs, m *mapping.Mapper, st *state.State) error {
	rs.begin()
	if p := m.VersionProperty(); p != nil && p.Field.IsZero(st.Obj) {
		if err := set(st, p, types.Int64Value(1)); err != nil {
			return err
		}
	}
	for i, p := range m.Properties {
		if err := w.insertDefault(ctx, m, st, p); err != nil {
			return err
		}
		if i == m.Generated && p.Field.IsZero(st.Obj) {
			continue
		}
		v := w.insertValue(m, st, i)
		if p.Filled && (p.Column.Computed != nil || w.takesDefault(st, p, v)) {
			rs.back = append(rs.back, i)
			continue
		}
		rs.props = append(rs.props, i)
		rs.values = append(rs.values, v)
	}
	rs.add(st)
	return nil
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

// emitInserts sends rows of equal shape: as many as possible by one statement, where it is certain which key each of them gets.
func (w *Work) emitInserts(ctx context.Context, m *mapping.Mapper, r *run) error {
	missing := w.missing(m, r)
	copied, err := w.insertCopied(ctx, m, r, missing)
	if copied == len(r.states) || err != nil {
		return err
	}
	r = r.part(copied, len(r.states))
	if w.worthPages(len(r.states)) {
		done, err := w.insertMany(ctx, m, r, missing)
		if done || err != nil {
			return err
		}
	}
	f := w.conn.Engine().Dialect().Features
	returning := w.returns(m) && w.seesTriggers(m, r.back, fetchedOnInsert)
	onlyKey := len(missing) == 1 && r.generates(m)
	switch {
	case returning && len(missing) > 0 && !(onlyKey && f.LastInsertID && m.Properties[m.Generated].OnInsert.SQL == nil):
		return w.insertReturning(ctx, m, r, missing)
	case len(r.back) > 0:
		return w.insertAndFetch(ctx, m, r)
	}
	return w.insertRows(ctx, m, r)
}

// missing is what only the database knows of a row: its generated key, a key that it keeps in another form, and what defaults fill.
func (w *Work) missing(m *mapping.Mapper, r *run) []int {
	if r.generates(m) {
		return append([]int{m.Generated}, r.back...)
	}
	return append(reshapedKeys(m, r), r.back...)
}

// reshapedKeys are the given keys that databases keep in another form.
func reshapedKeys(m *mapping.Mapper, r *run) []int {
	var keys []int
	for _, i := range m.Class.Key {
		if reshaped(m.Properties[i].Column.Type) && !slices.Contains(r.back, i) {
			keys = append(keys, i)
		}
	}
	return keys
}

// reshaped tells whether databases keep values of a type in a form of their own: padded, rounded, cut.
func reshaped(t types.Type) bool {
	if _, changed := t.(expr.SQLProcessor); changed {
		return true
	}
	switch types.Storage(t).(type) {
	case types.CharType, types.NumericType, types.DateTimeType, types.TimestampType, types.TimeType:
		return true
	}
	return false
}

// insertRows sends rows by one prepared statement. A generated key is the last one that the driver tells.
func (w *Work) insertRows(ctx context.Context, m *mapping.Mapper, r *run) error {
	entry, err := w.insertInto(m.Table, columnsAt(m, r.props), nil, w.inlined(m, r), 1)
	if err != nil {
		return err
	}
	failed, err := w.send(ctx, entry, r, func(st *state.State, res driver.Result) error {
		return w.inserted(m, st, res.LastInsertID)
	})
	if err != nil {
		return insertError(m, failed, err)
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
func (w *Work) insertAndFetch(ctx context.Context, m *mapping.Mapper, r *run) error {
	insert, err := w.insertInto(m.Table, columnsAt(m, r.props), nil, w.inlined(m, r), 1)
	if err != nil {
		return err
	}
	fetch, err := w.selectColumns(m.Table, columnsAt(m, r.back), columnsAt(m, m.Class.Key))
	if err != nil {
		return err
	}
	for i, st := range r.states {
		res, err := w.conn.ExecEntry(ctx, insert, r.row(i))
		if err == nil {
			err = setKey(m, st, res.LastInsertID)
		}
		if err == nil {
			err = w.readRow(ctx, fetch, m, st, m.KeyValues(st.Obj), r.back)
		}
		if err == nil {
			err = w.inserted(m, st, 0)
		}
		if err != nil {
			return insertError(m, st, err)
		}
	}
	return nil
}

// readRow runs an entry that gives one row, and reads properties from it.
func (w *Work) readRow(ctx context.Context, e *engine.Entry, m *mapping.Mapper, st *state.State, values []types.Value, back []int) error {
	cursor, err := w.conn.QueryEntry(ctx, e, values)
	if err != nil {
		return err
	}
	err = readBack(cursor, m, st, back)
	return errors.Join(err, cursor.Close())
}

// insertReturning sends rows one by one and reads what the database filled.
func (w *Work) insertReturning(ctx context.Context, m *mapping.Mapper, r *run, back []int) error {
	entry, err := w.insertInto(m.Table, columnsAt(m, r.props), columnsAt(m, back), w.inlined(m, r), 1)
	if err != nil {
		return err
	}
	for i, st := range r.states {
		err := w.readRow(ctx, entry, m, st, r.row(i), back)
		if err == nil {
			err = w.inserted(m, st, 0)
		}
		if err != nil {
			return insertError(m, st, err)
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
		if err := readColumn(cursor, m.Properties[p], i, st.Obj); err != nil {
			return err
		}
	}
	_, err = cursor.Step()
	return err
}

// readColumn reads column i of the row into the field of p.
func readColumn(cursor *engine.Cursor, p *mapping.Property, i int, obj unsafe.Pointer) error {
	f, err := p.Field.In(cursor.Entry.Compiled.Dialects...)
	if err != nil {
		return err
	}
	return f.Read(cursor.Rows, i, obj)
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
	st.Saved = true
	w.s.Written(st)
}
