package unitofwork

import (
	"cmp"
	"context"
	"errors"
	"fmt"
	"slices"

	"github.com/azoth-orm/azoth/dialect"
	"github.com/azoth-orm/azoth/engine"
	"github.com/azoth-orm/azoth/orm/mapping"
	"github.com/azoth-orm/azoth/orm/state"
)

// Many rows by one statement
//
// A statement of many rows costs a fraction of as many statements, and over a network one round trip. It may change neither the order of
// the rows nor which row gets which key. So it is sent where every key is certain:
//
//   - the program gave the keys: nothing has to come back, or what comes back says whose it is by its key;
//   - the database returns generated keys, which it counts up in the order of the rows: sorted, they belong to the rows one by one;
//   - SQLite returns the last key, and it is certain that the others stand before it without a gap.
//
// All other rows are sent one by one. Where rows can be copied, which is faster still, they never get here; see copy.go.

// insertMany sends rows by statements of many rows. done is false if that is not possible: then nothing was sent.
func (w *Work) insertMany(ctx context.Context, m *mapping.Mapper, r *run, missing []int) (done bool, err error) {
	if len(r.props) == 0 {
		return false, nil
	}
	generated := r.generates(m)
	if len(missing) > 0 && !w.returns(m) && w.conn.Engine().Dialect().Features.ManyKeys == dialect.KeysReturned {
		return false, nil
	}
	switch {
	case len(missing) == 0:
		return true, w.insertPages(ctx, m, r, nil, w.insertKnown)
	case !knowsKeys(m, r) || generated && !countsUp(m):
		return false, nil
	}
	switch w.conn.Engine().Dialect().Features.ManyKeys {
	case dialect.KeysReturned:
		back := missing
		if !generated {
			back = append(slices.Clone(m.Class.Key), missing...)
		}
		return true, w.insertPages(ctx, m, r, back, w.insertReturned)
	case dialect.KeysCounted:
		if !generated || len(missing) > 1 || len(w.inlined(m, r)) > 0 && m.Properties[m.Generated].OnInsert.SQL == nil {
			return false, nil
		}
		counts := w.conn.Engine().Dialect().CountsKeys
		if certain, err := w.conn.Yields(ctx, counts(w.conn.SchemaOf(m.Table.Schema), m.Table.Name, m.Properties[m.Generated].Column.Name)); !certain || err != nil {
			return false, err
		}
		return true, w.insertPages(ctx, m, r, nil, w.insertCounted)
	}
	return false, nil
}

// knowsKeys tells whether the keys that the database does not count up are given, in the form that it keeps.
func knowsKeys(m *mapping.Mapper, r *run) bool {
	return len(reshapedKeys(m, r)) == 0 && !slices.ContainsFunc(m.Class.Key, func(i int) bool { return slices.Contains(r.back, i) })
}

// countsUp tells whether later rows get larger keys.
func countsUp(m *mapping.Mapper) bool {
	c := m.Properties[m.Generated].Column
	if q := c.Sequence(); q != nil {
		return !q.Cycle && (q.Increment == nil || *q.Increment > 0)
	}
	id := c.Identity
	return id == nil || !id.Cycle && (id.Increment == nil || *id.Increment > 0)
}

// pageOf is a page of rows that are written, and what is needed for it.
type pageOf struct {
	paging
	*run
	m     *mapping.Mapper
	entry *engine.Entry
	back  []int
}

// insertPages sends the rows page by page.
func (w *Work) insertPages(ctx context.Context, m *mapping.Mapper, r *run, back []int, send func(context.Context, pageOf) error) error {
	columns, returned := columnsAt(m, r.props), columnsAt(m, back)
	inlined := w.inlined(m, r)
	p := w.pagingOf(columns)
	if len(inlined) > 0 {
		p = w.pagingOfLists(len(columns))
	}
	return p.each(len(r.states), func(from, to int) error {
		page := pageOf{paging: p, run: r.part(from, to), m: m, back: back}
		var err error
		if page.entry, err = p.insert(m.Table, columns, returned, inlined, to-from); err != nil {
			return err
		}
		if err := send(ctx, page); err != nil {
			return pageError(m, page.run, err)
		}
		return nil
	})
}

// pageError names the object if there is one, or else how many there are: the database does not say which of them it refuses.
func pageError(m *mapping.Mapper, page *run, err error) error {
	if len(page.states) == 1 {
		return insertError(m, page.states[0], err)
	}
	hint := ""
	if errors.Is(err, dialect.ErrUnique) && givenKey(m, page.states[0]) != "" {
		hint = " (if the row exists: Attach or Merge the object)"
	}
	return fmt.Errorf("orm: flush: insert %s: one of %d rows: %w%s", m.Name, len(page.states), err, hint)
}

// insertKnown sends rows of which nothing comes back.
func (w *Work) insertKnown(ctx context.Context, p pageOf) error {
	if _, err := p.exec(ctx, p.entry, p.run); err != nil {
		return err
	}
	for _, st := range p.states {
		if err := w.inserted(p.m, st, 0); err != nil {
			return err
		}
	}
	return nil
}

// insertCounted sends rows whose keys stand without a gap before the last one.
func (w *Work) insertCounted(ctx context.Context, p pageOf) error {
	res, err := p.exec(ctx, p.entry, p.run)
	if err != nil {
		return err
	}
	n := int64(len(p.states))
	if res.RowsAffected != n {
		return fmt.Errorf("%d rows were written, not %d", res.RowsAffected, n)
	}
	for i, st := range p.states {
		if err := w.inserted(p.m, st, res.LastInsertID-n+1+int64(i)); err != nil {
			return err
		}
	}
	return nil
}

// insertReturned sends rows that come back with their keys, and with what else the database filled.
func (w *Work) insertReturned(ctx context.Context, p pageOf) error {
	cursor, err := p.query(ctx, p.entry, p.run)
	if err != nil {
		return err
	}
	filled, err := readFilled(cursor, p.m, p.back, len(p.states))
	if err = errors.Join(err, cursor.Close()); err != nil {
		return err
	}
	if p.generates(p.m) {
		return w.takeInOrder(p, filled)
	}
	return w.takeByKey(p, filled)
}

// readFilled reads the rows that come back into objects of their own. It needs exactly n of them.
func readFilled(cursor *engine.Cursor, m *mapping.Mapper, back []int, n int) (*filled, error) {
	f := newFilled(m, n)
	for i := range n {
		ok, err := cursor.Step()
		if err != nil {
			return nil, err
		}
		if !ok {
			return nil, fmt.Errorf("%w: %d of %d rows came back", errNoRow, i, n)
		}
		for at, p := range back {
			if err := readColumn(cursor, m.Properties[p], at, f.obj(i)); err != nil {
				return nil, err
			}
		}
	}
	_, err := cursor.Step()
	return f, err
}

// takeInOrder gives the rows the keys that were generated, the smallest to the first.
func (w *Work) takeInOrder(p pageOf, f *filled) error {
	key := p.m.Properties[p.m.Generated].Field
	compare := func(a, b int) int { return cmp.Compare(key.Value(f.obj(a)).Int64(), key.Value(f.obj(b)).Int64()) }
	down := func(a, b int) int { return compare(b, a) } // a sequence may count down: the rows came as they were written
	if !slices.IsSortedFunc(f.order, compare) && !slices.IsSortedFunc(f.order, down) {
		slices.SortFunc(f.order, compare)
	}
	for i, st := range p.states {
		if err := w.take(p.m, st, p.back, f, f.order[i]); err != nil {
			return err
		}
	}
	return nil
}

// takeByKey gives each row what came back with its key.
func (w *Work) takeByKey(p pageOf, f *filled) error {
	class := p.m.Class
	at := make(map[state.Key]int, len(p.states))
	for i := range p.states {
		at[class.KeyOf(f.obj(i))] = i
	}
	for _, st := range p.states {
		i, ok := at[class.KeyOf(st.Obj)]
		if !ok {
			return errNoRow
		}
		if err := w.take(p.m, st, p.back[len(class.Key):], f, i); err != nil {
			return err
		}
	}
	return nil
}

// take copies what the database has filled into an object, which has its row now.
func (w *Work) take(m *mapping.Mapper, st *state.State, back []int, f *filled, i int) error {
	for _, p := range back {
		st.Write(p)
		m.Properties[p].Field.Copy(st.Obj, f.obj(i))
	}
	return w.inserted(m, st, 0)
}
