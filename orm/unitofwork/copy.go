package unitofwork

import (
	"context"
	"fmt"
	"slices"

	"github.com/azoth-orm/azoth/orm/mapping"
	"github.com/azoth-orm/azoth/schema"
	"github.com/azoth-orm/azoth/types"
)

// Rows that are copied
//
// PostgreSQL's COPY writes a row in two thirds of the time of any INSERT. It returns nothing, so that it serves only rows of which no more
// than a generated key is unknown: the keys are drawn from its sequence before, in the order of the rows. The database is asked first
// whether COPY does to the table what INSERT does.

const (
	// fewCopied are too few rows to ask whether they can be copied: asking, and drawing keys, takes as long as some 300 rows.
	fewCopied = 500
	// maxCopied is the number of rows that are copied at once, maxCopiedBytes about what their texts and bytes may have together: all of
	// them are in memory a second time.
	maxCopied, maxCopiedBytes = 10_000, 8 << 20
)

// insertCopied copies the rows if that is possible, and tells how many of them. A value that has no form for it ends the copying between
// two pages.
func (w *Work) insertCopied(ctx context.Context, m *mapping.Mapper, r *run, missing []int) (done int, err error) {
	columns, ok := w.copied(m, r, missing)
	if !ok {
		return 0, nil
	}
	keys, certain, err := w.drawKeys(ctx, m, r)
	if !certain || err != nil {
		return 0, err
	}
	var values []types.Value
	for done < len(r.states) {
		to := r.copiedUpTo(done)
		page := r.part(done, to)
		var given []int64
		if keys != nil {
			given = keys[done:to]
		}
		values = page.withKeys(values[:0], given)
		ok, err := w.copyPage(ctx, m, page, columns, values, given)
		if err != nil {
			return done, pageError(m, page, err)
		}
		if !ok {
			break
		}
		done = to
	}
	return done, nil
}

// copiedUpTo is where the page ends that begins at a row.
func (r *run) copiedUpTo(from int) int {
	size, to := 0, from
	for to < len(r.states) && to < from+maxCopied && size < maxCopiedBytes {
		for _, v := range r.row(to) {
			switch v.Kind() {
			case types.KindText:
				size += len(v.Text())
			case types.KindBytes:
				size += len(v.Bytes())
			}
		}
		to++
	}
	return to
}

// copied are the columns of rows that may be copied, the generated key last. A default of a column that is not among them is INSERT's.
func (w *Work) copied(m *mapping.Mapper, r *run, missing []int) (columns []*schema.Column, ok bool) {
	generated := r.generates(m)
	if len(r.states) < fewCopied || len(missing) > 1 || len(missing) == 1 && !generated {
		return nil, false
	}
	columns = columnsAt(m, r.props)
	if generated {
		columns = append(columns, m.Properties[m.Generated].Column)
	}
	for _, c := range columns {
		if t, err := c.DataType(); err != nil || !w.conn.Copies(t) {
			return nil, false
		}
	}
	for _, c := range m.Table.Columns {
		if c.Default != nil && !slices.Contains(columnsAt(m, r.props), c) {
			return nil, false
		}
	}
	return columns, true
}

// drawKeys asks whether the rows can be copied, and draws the keys that they need.
func (w *Work) drawKeys(ctx context.Context, m *mapping.Mapper, r *run) (keys []int64, certain bool, err error) {
	if !r.generates(m) {
		_, certain, err = w.conn.CopiesInto(ctx, m.Table, "")
		return nil, certain, err
	}
	sequence, certain, err := w.conn.CopiesInto(ctx, m.Table, m.Properties[m.Generated].Column.Name)
	if !certain || err != nil {
		return nil, false, err
	}
	keys, err = w.conn.DrawKeys(ctx, sequence, len(r.states))
	return keys, err == nil, err
}

// withKeys appends the values of the rows to b, each with its key behind it if there are keys.
func (r *run) withKeys(b []types.Value, keys []int64) []types.Value {
	if keys == nil {
		return r.values
	}
	b = slices.Grow(b, len(r.values)+len(keys))
	for i, k := range keys {
		b = append(append(b, r.row(i)...), types.Int64Value(k))
	}
	return b
}

// copyPage copies a page. ok is false if its values have no form for that: then nothing was sent.
func (w *Work) copyPage(ctx context.Context, m *mapping.Mapper, page *run, columns []*schema.Column, values []types.Value, keys []int64) (ok bool, err error) {
	entry, err := w.conn.CopyTemplate(templateKey('c', m.Table, columns), m.Table, columns)
	if err != nil {
		return false, err
	}
	n := len(page.states)
	res, ok, err := w.conn.CopyRows(ctx, entry, values, n)
	if !ok || err != nil {
		return false, err
	}
	if res.RowsAffected != int64(n) {
		return false, fmt.Errorf("%d rows were written, not %d", res.RowsAffected, n)
	}
	for i, st := range page.states {
		key := int64(0)
		if keys != nil {
			key = keys[i]
		}
		if err := w.inserted(m, st, key); err != nil {
			return false, err
		}
	}
	return true, nil
}
