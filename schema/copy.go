package schema

import (
	"maps"
	"slices"

	"github.com/azoth-orm/azoth/expr"
)

// CopyOption says how [Table.ToMetaData] copies.
type CopyOption func(*copying)

// CopyAs gives the copy another name. SQLAlchemy: Table.to_metadata(name=...).
func CopyAs(name string) CopyOption { return func(c *copying) { c.name = name } }

// CopyTo puts the copy into another schema; "" is the default one. SQLAlchemy: Table.to_metadata(schema=...).
func CopyTo(schema string) CopyOption { return func(c *copying) { c.schema = &schema } }

// ReferTo says in which schema the copy finds the table that a foreign key references. Without it the copy references the schema that the
// original did; that of the table itself follows it into its new one.
//
// SQLAlchemy: Table.to_metadata(referred_schema_fn=...).
func ReferTo(f func(f *ForeignKeyConstraint, to string) (schema string)) CopyOption {
	return func(c *copying) { c.refer = f }
}

// copying is one ToMetaData.
type copying struct {
	from, to *Table
	name     string
	schema   *string
	refer    func(*ForeignKeyConstraint, string) string
	columns  map[*expr.ColumnRef]*Column
}

// ToMetaData is a copy of t in another catalogue, with its columns, constraints and indexes: under the same name and in the same schema,
// unless an option says otherwise. A table without a schema goes into that of meta. Foreign keys of the copy reference the tables that
// meta has under the names of the original's. Types and the parts of expressions that are no columns are shared.
//
// It panics if meta has a table of that name.
//
// SQLAlchemy: Table.to_metadata.
func (t *Table) ToMetaData(meta *MetaData, options ...CopyOption) *Table {
	c := &copying{from: t, name: t.Name, columns: map[*expr.ColumnRef]*Column{}}
	for _, o := range options {
		o(c)
	}
	in := t.Schema
	switch {
	case c.schema != nil:
		in = *c.schema
	case in == "":
		in = meta.Schema
	}
	c.to = NewTableIn(meta, in, c.name)
	c.to.Comment, c.to.Temporary = t.Comment, t.Temporary
	c.to.NoReturning = t.NoReturning
	c.to.Options, c.to.Info = maps.Clone(t.Options), maps.Clone(t.Info)
	for _, x := range t.Columns {
		c.column(x)
	}
	c.constraints()
	for _, i := range t.Indexes {
		c.index(i)
	}
	return c.to
}

// column copies a column. Expressions are copied when all columns are there.
func (c *copying) column(x *Column) {
	n := NewColumn(x.Name, x.Type)
	n.Quote, n.Alias = x.Quote, x.Alias
	n.Nullable, n.Autoincrement = x.Nullable, x.Autoincrement
	n.Default, n.OnUpdate, n.ServerDefault = x.Default, x.OnUpdate, x.ServerDefault
	n.FetchedOnInsert, n.FetchedOnUpdate, n.Sentinel = x.FetchedOnInsert, x.FetchedOnUpdate, x.Sentinel
	n.Comment, n.Doc, n.Info = x.Comment, x.Doc, maps.Clone(x.Info)
	if x.Identity != nil {
		i := *x.Identity
		n.Identity = &i
	}
	if x.Computed != nil {
		n.Computed = &Computed{Expr: x.Computed.Expr, Storage: x.Computed.Storage}
	}
	c.columns[&x.ColumnRef] = c.to.AddColumn(n)
}

// of are the copies of columns.
func (c *copying) of(xs []*Column) []*Column {
	out := make([]*Column, len(xs))
	for i, x := range xs {
		out[i] = c.columns[&x.ColumnRef]
	}
	return out
}

// expression is an expression over the columns of the copy.
func (c *copying) expression(e expr.Element) expr.Element {
	if e == nil {
		return nil
	}
	switch x := e.(type) {
	case *expr.ColumnRef:
		if n := c.columns[x]; n != nil {
			return &n.ColumnRef
		}
		return x
	case *Column:
		return c.expression(&x.ColumnRef)
	case *expr.OrderElement:
		n := *x
		n.X = c.expression(x.X)
		return &n
	case *expr.TextFragment:
		return x
	}
	return expr.NewAdapted(e, c.from, c.to)
}

func (c *copying) constraints() {
	from, to := c.from.PrimaryKey, c.to.PrimaryKey
	to.Name, to.Verbatim, to.Columns = from.Name, from.Verbatim, c.of(from.Columns)
	for _, n := range to.Columns {
		n.PrimaryKey = true
	}
	for _, k := range c.from.others {
		switch k := k.(type) {
		case *ForeignKeyConstraint:
			c.foreignKey(k)
		case *UniqueConstraint:
			n := *k
			n.Table, n.Columns = c.to, c.of(k.Columns)
			c.to.Uniques, c.to.others = append(c.to.Uniques, &n), append(c.to.others, &n)
		case *CheckConstraint:
			n := *k
			n.Table, n.Expr = c.to, c.expression(k.Expr)
			c.to.Checks, c.to.others = append(c.to.Checks, &n), append(c.to.others, &n)
		}
	}
	for _, n := range c.to.Columns {
		if n.Computed != nil {
			n.Computed.Expr = c.expression(n.Computed.Expr)
		}
	}
}

// foreignKey copies a foreign key. Its target is a name again, so that the catalogue of the copy says what it is.
func (c *copying) foreignKey(f *ForeignKeyConstraint) {
	n := *f
	n.Table, n.Columns = c.to, c.of(f.Columns)
	at, columns := f.target()
	switch {
	case c.refer != nil:
		at.schema = c.refer(f, c.to.Schema)
	case at == tableName{c.from.Schema, c.from.Name}:
		at = tableName{c.to.Schema, c.to.Name}
	case at.schema == c.from.Schema:
		at.schema = c.to.Schema
	}
	n.refs, n.names, n.at = nil, columns, &at
	c.to.ForeignKeys, c.to.others = append(c.to.ForeignKeys, &n), append(c.to.others, &n)
}

func (c *copying) index(i *Index) {
	n := *i
	n.Table, n.Include, n.Exprs = c.to, c.of(i.Include), slices.Clone(i.Exprs)
	for at, e := range n.Exprs {
		n.Exprs[at] = c.expression(e)
	}
	n.Where = c.expression(i.Where)
	c.to.Indexes = append(c.to.Indexes, &n)
}
