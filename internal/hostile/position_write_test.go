package hostile

import (
	"fmt"
	"slices"

	"github.com/azoth-orm/azoth"
	"github.com/azoth-orm/azoth/expr"
	"github.com/azoth-orm/azoth/schema"
)

// The positions of columns in statements that write.

// wide is a table with an integer column of each name.
func (w *world) wide(names []string, unique bool) (*schema.Table, error) {
	t := w.table("t", key(ownKey))
	for _, n := range names {
		if c := t.AddColumn(integer(n)); unique {
			t.AddUnique(c)
		}
	}
	return t, w.create(t)
}

// probeWritten names the columns in INSERT, UPDATE and DELETE, and in RETURNING where it exists.
func probeWritten(w *world, names []string) error {
	t, err := w.wide(names, false)
	if err != nil {
		return err
	}
	first, second := []expr.Assignment{t.C(ownKey).Set(1)}, []expr.Assignment(nil)
	for i, n := range names {
		first = append(first, t.C(n).Set(i))
		second = append(second, t.C(n).Set(10+i))
	}
	if err := w.returned(azoth.InsertInto(t).Values(first...).Statement(), t, names, 0); err != nil {
		return err
	}
	last := t.C(names[len(names)-1])
	update := azoth.UpdateTable(t).Set(second...).Where(last.Eq(len(names) - 1))
	if err := w.returned(update.Statement(), t, names, 10); err != nil {
		return err
	}
	for i, n := range names {
		c := t.C(n)
		if err := w.wrote(1, azoth.UpdateTable(t).Set(c.Set(1000+i)).Where(c.Eq(10+i)).Statement()); err != nil {
			return fmt.Errorf("UPDATE of %s: %w", Show(n), err)
		}
	}
	return w.wrote(1, azoth.DeleteFrom(t).Where(last.Eq(1000+len(names)-1)).Statement())
}

// returned runs a statement that writes one row, and reads what it wrote, by RETURNING or afterwards: from, from+1, from+2 ….
func (w *world) returned(st expr.Statement, t *schema.Table, names []string, from int) error {
	var items []expr.Element
	for _, n := range names {
		items = append(items, &t.Column(n).ColumnRef)
	}
	read := st
	switch x := st.(type) {
	case *expr.InsertStatement:
		with := *x
		with.Returning, read = itemsOf(items), &with
	case *expr.UpdateStatement:
		with := *x
		with.Returning, read = itemsOf(items), &with
	}
	f := w.db.Dialect().Grammar.Features
	if _, update := st.(*expr.UpdateStatement); !f.Returning || update && !f.UpdateReturning {
		if err := w.wrote(1, st); err != nil {
			return err
		}
		read = &expr.Query{Items: itemsOf(items)}
	}
	got, rows, err := w.query(read)
	if err != nil {
		return err
	}
	if !slices.Equal(got, names) || len(rows) != 1 {
		return fmt.Errorf("it returns the columns %s of %d rows", show(got), len(rows))
	}
	for i, n := range names {
		if rows[0][i] != fmt.Sprint(from+i) {
			return fmt.Errorf("%s returns %s", Show(n), rows[0][i])
		}
	}
	return nil
}

// probeUpserts makes each column the target of an upsert, and sets it from the row that was refused.
func probeUpserts(w *world, names []string) error {
	t, err := w.wide(names, true)
	if err != nil {
		return err
	}
	id := t.C(ownKey)
	for i, n := range names {
		c := t.C(n)
		insert := azoth.InsertInto(t).Values(id.Set(i), c.Set(7))
		if err := w.wrote(1, insert.Statement()); err != nil {
			return err
		}
		again := azoth.InsertInto(t).Values(id.Set(1000+i), c.Set(7)).OnConflict(c)
		if err := w.exec(again.DoNothing().Statement()); err != nil {
			return err
		}
		if err := w.reads(azoth.Select2(id, c).Where(c.IsNotNull()).Statement(), i, 7); err != nil {
			return fmt.Errorf("DoNothing on %s: %w", Show(n), err)
		}
		excluded := expr.Excluded[expr.Value[int64, int64]](azoth.Typed[int64](c))
		set := expr.Assignment{Column: c.Ref(), Value: expr.ElementOf(azoth.AsNumber(excluded).Add(1))}
		if err := w.exec(again.DoUpdate(set).Statement()); err != nil {
			return err
		}
		if err := w.reads(azoth.Select2(id, c).Where(c.IsNotNull()).Statement(), i, 8); err != nil {
			return fmt.Errorf("DoUpdate of %s: %w", Show(n), err)
		}
	}
	return nil
}
