package schema

// KeepExisting is the table of that name if meta has it, and otherwise a new one with the items, as [Define] makes it. In the first case the
// items are not used.
//
// SQLAlchemy: Table(keep_existing=True).
func KeepExisting(name string, meta *MetaData, items ...Item) *Table {
	if t := meta.Table(name); t != nil {
		return t
	}
	return Define(name, meta, items...)
}

// ExtendExisting adds items to the table of that name if meta has it, and otherwise makes a new one of them, as [Define] does. A column
// that the table has already stays the column that statements and constraints use, and becomes what the new definition says.
//
// SQLAlchemy: Table(extend_existing=True).
func ExtendExisting(name string, meta *MetaData, items ...Item) *Table {
	t := meta.Table(name)
	if t == nil {
		return Define(name, meta, items...)
	}
	for _, i := range items {
		if d, ok := i.(*ColumnDef); ok && t.Column(d.column.Key()) != nil {
			t.replaceColumn(d)
			continue
		}
		i.addTo(t)
	}
	return t
}

// replaceColumn makes the column of a definition the one of its name. What has the old column as a part has the same column still: only
// what is said of it changes.
func (t *Table) replaceColumn(d *ColumnDef) {
	old, n := t.Column(d.column.Key()), d.column
	ref, key := old.ColumnRef, old.PrimaryKey
	*old = *n
	old.ColumnRef, old.Table = ref, t
	old.Name, old.Type, old.Quote = n.Name, n.Type, n.Quote
	switch {
	case old.PrimaryKey:
		old.Nullable = false
		if !key {
			t.PrimaryKey.Columns = append(t.PrimaryKey.Columns, old)
		}
	case key:
		i := indexOf(t.PrimaryKey.Columns, old)
		t.PrimaryKey.Columns = append(t.PrimaryKey.Columns[:i:i], t.PrimaryKey.Columns[i+1:]...)
	}
	for _, f := range d.then {
		f(t, old)
	}
}
