package inspect

import (
	"strings"

	"github.com/azoth-orm/azoth/dialect"
	"github.com/azoth-orm/azoth/expr"
	"github.com/azoth-orm/azoth/schema"
)

// build adds a table to the MetaData as the catalogue tells it. Its foreign keys are added when all tables are there.
func build(r *reflector, from *dialect.ReflectedTable) *schema.Table {
	t := schema.NewTableIn(r.meta, from.Schema, from.Name)
	t.Comment, t.Temporary = from.Comment, from.Temporary
	if from.Suffix != "" {
		t.Options = map[string]string{r.conn.Dialect().Grammar.Name: from.Suffix}
	}
	for i := range from.Columns {
		c := r.column(&from.Columns[i])
		if r.o.Each != nil {
			r.o.Each(t, c)
		}
		t.AddColumn(c)
	}
	addPrimaryKey(t, from.PrimaryKey)
	for _, u := range from.Uniques {
		k := t.AddUnique(named(t, u.Columns)...)
		k.Verbatim = true
		k.Name, k.Deferrable, k.Immediate, k.NullsNotDistinct = u.Name, u.Deferrable, u.Immediate, u.NullsNotDistinct
	}
	for _, c := range from.Checks {
		k := t.AddCheck(sqlText(c.SQL))
		k.Name, k.Verbatim = c.Name, true
	}
	for i := range from.Indexes {
		addIndex(t, &from.Indexes[i])
	}
	return t
}

// sqlText is SQL as the database tells it: nothing in it is a placeholder.
func sqlText(sql string) expr.Element {
	t := expr.NewText(sql)
	t.Literal = true
	return t
}

func (r *reflector) column(from *dialect.ReflectedColumn) *schema.Column {
	c := schema.NewColumn(from.Name, from.Type)
	c.Nullable, c.Comment, c.Identity = from.Nullable, from.Comment, from.Identity
	switch {
	case from.Autoincrement: // what counts is no default of its own: SERIAL makes its sequence
		c.Autoincrement = schema.AutoincrementOn
	case from.Identity == nil:
		c.Autoincrement = schema.AutoincrementOff
	}
	switch {
	case from.Autoincrement, from.Default == "":
	case from.Sequence != nil:
		c.ServerDefault = expr.ElementOf(schema.NextValue(r.sequence(from.Sequence)))
	default:
		c.ServerDefault = sqlText(from.Default)
	}
	if from.Computed != nil {
		c.Computed = &schema.Computed{Expr: sqlText(from.Computed.SQL), Storage: from.Computed.Storage}
	}
	return c
}

// sequence is a sequence that columns take numbers from: one for all of them, so that it is created with the first.
func (r *reflector) sequence(from *dialect.ReflectedSequence) *schema.Sequence {
	name := [2]string{from.Schema, from.Name}
	if s := r.meta.Sequence(from.Schema, from.Name); s != nil {
		return s
	}
	if r.sequences == nil {
		r.sequences = map[[2]string]*schema.Sequence{}
	}
	if r.sequences[name] == nil {
		r.sequences[name] = &schema.Sequence{Name: from.Name, Schema: from.Schema, MetaData: r.meta, Type: from.Type, Counter: from.Counter}
	}
	return r.sequences[name]
}

// addPrimaryKey makes the key. SQLite has keys with columns that may be NULL: they stay so.
func addPrimaryKey(t *schema.Table, from *dialect.ReflectedPrimaryKey) {
	if from == nil {
		return
	}
	cols := named(t, from.Columns)
	nullable := make([]bool, len(cols))
	for i, c := range cols {
		nullable[i] = c.Nullable
	}
	t.SetPrimaryKey(cols...)
	t.PrimaryKey.Name, t.PrimaryKey.Verbatim = from.Name, true
	for i, c := range cols {
		c.Nullable = nullable[i]
	}
}

// named are the columns of those names.
func named(t *schema.Table, names []string) []*schema.Column {
	var out []*schema.Column
	for _, n := range names {
		if c := t.Column(n); c != nil {
			out = append(out, c)
		}
	}
	return out
}

// addIndex adds an index, unless a constraint brings it.
func addIndex(t *schema.Table, from *dialect.ReflectedIndex) {
	if from.Constraint != "" || from.ForeignKey != "" {
		return
	}
	i := t.AddIndex()
	i.Name, i.Unique, i.Using, i.NullsNotDistinct = from.Name, from.Unique, from.Using, from.NullsNotDistinct
	i.Verbatim = true
	i.Include = named(t, from.Include)
	if from.Where != "" {
		i.Where = sqlText(from.Where)
	}
	for _, e := range from.Elements {
		i.Exprs = append(i.Exprs, indexed(t, e))
	}
}

// indexed is an element of an index: a column with its direction, or SQL.
func indexed(t *schema.Table, e dialect.ReflectedIndexElement) expr.Element {
	c := t.Column(e.Column)
	if e.SQL != "" || c == nil {
		return sqlText(e.SQL)
	}
	if !e.Desc && !e.NullsFirst && !e.NullsLast {
		return &c.ColumnRef
	}
	o := expr.OrderOf(c)
	if e.Desc {
		o = expr.MakeDynamic(c).Desc()
	}
	switch {
	case e.NullsFirst:
		o = o.NullsFirst()
	case e.NullsLast:
		o = o.NullsLast()
	}
	return expr.OrderingElement(o)
}

// addForeignKeys adds the foreign keys of a table. A target that was not read is found, or missed, when it is needed.
func addForeignKeys(r reflected) {
	for _, f := range r.from.ForeignKeys {
		cols := named(r.table, f.Columns)
		if len(cols) == 0 || len(cols) != len(f.RefColumns) {
			continue
		}
		var k *schema.ForeignKeyConstraint
		if refs := referenced(r.table.MetaData, &f); len(refs) == len(cols) {
			k = r.table.AddForeignKey(cols, refs)
		} else {
			k = r.table.AddForeignKeyIn(cols, f.RefSchema, f.RefTable, f.RefColumns...)
		}
		k.Name, k.OnDelete, k.OnUpdate, k.Match = f.Name, f.OnDelete, f.OnUpdate, f.Match
		k.Deferrable, k.Immediate, k.Verbatim = f.Deferrable, f.Immediate, true
	}
}

// referenced are the columns that a foreign key references, if they were read. Where names do not differ by their case, it may be another
// one than that of the table.
func referenced(meta *schema.MetaData, f *dialect.ReflectedForeignKey) []*schema.Column {
	t := meta.TableIn(f.RefSchema, f.RefTable)
	for _, x := range meta.Tables() {
		if t == nil && x.Schema == f.RefSchema && strings.EqualFold(x.Name, f.RefTable) {
			t = x
		}
	}
	if t == nil {
		return nil
	}
	refs := named(t, f.RefColumns)
	if len(refs) == len(f.RefColumns) {
		return refs
	}
	refs = nil
	for _, n := range f.RefColumns {
		for _, c := range t.Columns {
			if strings.EqualFold(c.Name, n) {
				refs = append(refs, c)
				break
			}
		}
	}
	return refs
}
