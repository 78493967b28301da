package schema

import "github.com/azoth-orm/azoth/expr"

// CreateTableAs is CREATE TABLE name AS query: a table with the columns of a query, and its rows. Values in the query are rendered as
// literals.
//
// SQL Server, which has no such statement, gets SELECT … INTO name FROM ….
//
// SQLAlchemy: CreateTableAs, Select.into.
type CreateTableAs struct {
	ddl
	// Name is the table's name, Schema the schema that it lives in; "" is the database's default.
	Name, Schema string
	// Query is the Statement of a SELECT or of a set operation.
	Query expr.Selectable
	// Temporary renders CREATE TEMPORARY TABLE, IfNotExists IF NOT EXISTS.
	Temporary, IfNotExists bool
}

// AppendKey writes the name, the query with its values, and the options.
func (c *CreateTableAs) AppendKey(k *expr.Key) {
	appendDDL(k, kindCreateTableAs, nil)
	(&View{Name: c.Name, Schema: c.Schema, Query: c.query()}).appendKey(k)
	k.Bool(c.Temporary)
	k.Bool(c.IfNotExists)
}

// Children shows the query, which has a FROM of its own.
func (c *CreateTableAs) Children(v *expr.Visitor) { expr.Inner(v, &c.Query) }

// query is the query as an element, nil if there is none.
func (c *CreateTableAs) query() expr.Element {
	if c.Query == nil {
		return nil
	}
	return c.Query
}

// Table is a table that stands for the new one in statements, with the columns that the query selects. It belongs to no MetaData.
//
// SQLAlchemy: CreateTableAs.table.
func (c *CreateTableAs) Table() (*Table, error) {
	return (&View{Name: c.Name, Schema: c.Schema, Query: c.query()}).Table()
}
