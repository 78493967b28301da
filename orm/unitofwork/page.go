package unitofwork

import (
	"context"
	"encoding/binary"
	"slices"

	"github.com/azoth-orm/azoth/driver"
	"github.com/azoth-orm/azoth/engine"
	"github.com/azoth-orm/azoth/expr"
	"github.com/azoth-orm/azoth/schema"
)

const (
	// maxPage is the number of rows of the largest statement that lists them: a text for each size, so sizes are powers of two. In process
	// fewer do as well, and are compiled sooner.
	maxPage, maxInProcess = 512, 128
	// fewInProcess are too few rows to be sent at once to a database without a round trip, and to ask whether their keys can be counted.
	fewInProcess = 50
	// maxArrays is the number of rows that are bound as arrays at once. The text is the same for every number.
	maxArrays = 2000
)

// paging is how rows of equal shape are sent many at a time: listed in the statement, or bound as one array for each column.
type paging struct {
	w      *Work
	arrays bool
	size   int
}

// worthPages tells whether n rows are worth a statement of many rows.
func (w *Work) worthPages(n int) bool {
	return n > 1 && (n >= fewInProcess || !w.conn.Engine().Dialect().Features.InProcess)
}

// pagingOf is the best way for rows of these columns.
func (w *Work) pagingOf(columns []*schema.Column) paging {
	if w.unnests(columns) {
		return paging{w: w, arrays: true, size: maxArrays}
	}
	return w.pagingOfLists(len(columns))
}

// pagingOfLists is for rows that are listed, with so many values each.
func (w *Work) pagingOfLists(values int) paging {
	size := maxPage
	if w.conn.Engine().Dialect().Features.InProcess {
		size = maxInProcess
	}
	for limit := w.conn.MaxParams(); limit > 0 && size > 1 && size*values > limit; {
		size /= 2
	}
	return paging{w: w, size: size}
}

// unnests tells whether the values of all of the columns can be bound as arrays.
func (w *Work) unnests(columns []*schema.Column) bool {
	return !slices.ContainsFunc(columns, func(c *schema.Column) bool {
		t, err := c.DataType()
		return err != nil || !w.conn.Unnests(t)
	})
}

// each cuts n rows into pages: as many full ones as there are; the rest, if rows are listed, into powers of two.
func (p paging) each(n int, f func(from, to int) error) error {
	size := p.size
	for from := 0; from < n; {
		for size > n-from {
			if p.arrays {
				size = n - from
				break
			}
			size /= 2
		}
		if err := f(from, from+size); err != nil {
			return err
		}
		from += size
	}
	return nil
}

// insert is the INSERT of a page of n rows.
func (p paging) insert(t *schema.Table, columns, back, inlined []*schema.Column, n int) (*engine.Entry, error) {
	if !p.arrays {
		return p.w.insertInto(t, columns, back, inlined, n)
	}
	return p.w.conn.Template(templateKey('i', t, columns, back), func() (expr.Element, error) {
		return expr.InsertArrays(t, refs(columns), refs(back)), nil
	})
}

// exec runs an entry for a page.
func (p paging) exec(ctx context.Context, e *engine.Entry, page *run) (driver.Result, error) {
	if p.arrays {
		return p.w.conn.ExecArrays(ctx, e, page.values, len(page.states))
	}
	return p.w.conn.ExecEntry(ctx, e, page.values)
}

// query runs an entry for a page and gives the rows that come back.
func (p paging) query(ctx context.Context, e *engine.Entry, page *run) (*engine.Cursor, error) {
	if p.arrays {
		return p.w.conn.QueryArrays(ctx, e, page.values, len(page.states))
	}
	return p.w.conn.QueryEntry(ctx, e, page.values)
}

// insertInto is INSERT INTO t (columns) VALUES (?, …), … RETURNING back, with n rows. The defaults of columns that are inlined stand in it.
func (w *Work) insertInto(t *schema.Table, columns, back, inlined []*schema.Column, n int) (*engine.Entry, error) {
	key := binary.AppendUvarint(templateKey('I', t, columns, back, inlined), uint64(n))
	return w.conn.Template(key, func() (expr.Element, error) {
		s := &expr.InsertStatement{Table: t, Columns: append(refs(columns), refs(inlined)...)}
		for range n {
			var row []expr.Element
			for _, c := range columns {
				row = append(row, bindFor(c))
			}
			for _, c := range inlined {
				row = append(row, fixed(c.Default))
			}
			s.Rows = append(s.Rows, row)
		}
		for _, c := range back {
			s.Returning = append(s.Returning, expr.SelectItem{Element: &c.ColumnRef})
		}
		return s, nil
	})
}

// update is the UPDATE of columns of a page of n rows, which keys find.
func (p paging) update(t *schema.Table, columns, keys []*schema.Column, n int) (*engine.Entry, error) {
	switch {
	case p.arrays:
		return p.w.conn.Template(templateKey('u', t, columns, keys), func() (expr.Element, error) {
			return withoutDefaults(expr.UpdateArrays(t, refs(columns), refs(keys), nil)), nil
		})
	case n == 1: // the rest of what is cut into powers of two
		return p.w.updateSet(t, columns, keys, nil, nil)
	}
	key := binary.AppendUvarint(templateKey('l', t, columns, keys), uint64(n))
	return p.w.conn.Template(key, func() (expr.Element, error) {
		return withoutDefaults(expr.UpdateListed(t, refs(columns), refs(keys), n)), nil
	})
}

// withoutDefaults is s, to which nothing is added: the flush has decided.
func withoutDefaults(s *expr.UpdateStatement) *expr.UpdateStatement {
	s.NoDefaults = true
	return s
}

func refs(columns []*schema.Column) []*expr.ColumnRef {
	out := make([]*expr.ColumnRef, len(columns))
	for i, c := range columns {
		out[i] = &c.ColumnRef
	}
	return out
}
