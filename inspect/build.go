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
		t.AddColumn(r.handedOver(t, r.column(&from.Columns[i])))
	}
	r.addPrimaryKey(t, from.PrimaryKey)
	for _, u := range from.Uniques {
		k := t.AddUnique(r.named(t, u.Columns)...)
		k.Verbatim = true
		k.Name, k.Deferrable, k.Immediate, k.NullsNotDistinct = u.Name, u.Deferrable, u.Immediate, u.NullsNotDistinct
	}
	for _, c := range from.Checks {
		k := t.AddCheck(sqlText(c.SQL))
		k.Name, k.Verbatim = c.Name, true
	}
	for i := range from.Indexes {
		r.addIndex(t, &from.Indexes[i])
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
func (r *reflector) addPrimaryKey(t *schema.Table, from *dialect.ReflectedPrimaryKey) {
	if from == nil {
		return
	}
	cols := r.named(t, from.Columns)
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

// handedOver is c with what the program makes of it.
func (r *reflector) handedOver(t *schema.Table, c *schema.Column) *schema.Column {
	if r.o.Each == nil {
		return c
	}
	name := c.Name
	r.o.Each(t, c)
	if c.Name != name {
		if r.renamed == nil {
			r.renamed = map[*schema.Column]string{}
		}
		r.renamed[c] = name
	}
	return c
}

// originally is the name that the column has in the database.
func (r *reflector) originally(c *schema.Column) string {
	if name, ok := r.renamed[c]; ok {
		return name
	}
	return c.Name
}

// columnNamed is the column that has the name in the database; nil if there is none.
func (r *reflector) columnNamed(t *schema.Table, name string) *schema.Column {
	for _, c := range t.Columns {
		if r.originally(c) == name {
			return c
		}
	}
	return nil
}

// named are the columns that have those names in the database.
func (r *reflector) named(t *schema.Table, names []string) []*schema.Column {
	var out []*schema.Column
	for _, n := range names {
		if c := r.columnNamed(t, n); c != nil {
			out = append(out, c)
		}
	}
	return out
}

// addIndex adds an index, unless a constraint brings it.
func (r *reflector) addIndex(t *schema.Table, from *dialect.ReflectedIndex) {
	if from.Constraint != "" || from.ForeignKey != "" {
		return
	}
	i := t.AddIndex()
	i.Name, i.Unique, i.Using, i.NullsNotDistinct = from.Name, from.Unique, from.Using, from.NullsNotDistinct
	i.Verbatim = true
	i.Include = r.named(t, from.Include)
	if from.Where != "" {
		i.Where = sqlText(from.Where)
	}
	for _, e := range from.Elements {
		i.Exprs = append(i.Exprs, r.indexed(t, e))
	}
}

// indexed is an element of an index: a column with its direction, or SQL.
func (r *reflector) indexed(t *schema.Table, e dialect.ReflectedIndexElement) expr.Element {
	c := r.columnNamed(t, e.Column)
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
func (r *reflector) addForeignKeys(x reflected) {
	for _, f := range x.from.ForeignKeys {
		cols := r.named(x.table, f.Columns)
		if len(cols) == 0 || len(cols) != len(f.RefColumns) {
			continue
		}
		var k *schema.ForeignKeyConstraint
		if refs := r.referenced(&f); len(refs) == len(cols) {
			k = x.table.AddForeignKey(cols, refs)
		} else {
			k = x.table.AddForeignKeyIn(cols, f.RefSchema, f.RefTable, f.RefColumns...)
		}
		k.Name, k.OnDelete, k.OnUpdate, k.Match = f.Name, f.OnDelete, f.OnUpdate, f.Match
		k.Deferrable, k.Immediate, k.Verbatim = f.Deferrable, f.Immediate, true
	}
}

// referenced are the columns that a foreign key references, if they were read. Where names do not differ by their case, it may be another
// one than that of the table.
func (r *reflector) referenced(f *dialect.ReflectedForeignKey) []*schema.Column {
	t := r.meta.TableIn(f.RefSchema, f.RefTable)
	for _, x := range r.meta.Tables() {
		if t == nil && x.Schema == f.RefSchema && strings.EqualFold(x.Name, f.RefTable) {
			t = x
		}
	}
	if t == nil {
		return nil
	}
	refs := r.named(t, f.RefColumns)
	if len(refs) == len(f.RefColumns) {
		return refs
	}
	refs = nil
	for _, n := range f.RefColumns {
		for _, c := range t.Columns {
			if strings.EqualFold(r.originally(c), n) {
				refs = append(refs, c)
				break
			}
		}
	}
	return refs
}
