package azoth

import (
	"github.com/azoth-orm/azoth/expr"
	"github.com/azoth-orm/azoth/schema"
)

// NewMetaData is an empty catalogue of tables. A registry of package orm has one of its own. SQLAlchemy: MetaData.
func NewMetaData() *schema.MetaData { return schema.NewMetaData() }

// NewTable is a table that no struct maps, with columns and constraints of package schema:
//
//	var postTags = azoth.NewTable("post_tags", Base.MetaData(),
//		schema.Col("post_id", nil, schema.ForeignKeyTo("posts.id"), schema.PrimaryKey()),
//		schema.Col("tag", types.String(50), schema.PrimaryKey()))
//
// Its columns are t.C("post_id"). It panics if meta has a table of that name. SQLAlchemy: Table.
func NewTable(name string, meta *schema.MetaData, items ...schema.Item) *schema.Table {
	return schema.Define(name, meta, items...)
}

// Alias is a table, a subquery or a CTE under another name; without a name it is anonymous. Its columns are a.C("name"). Mappings
// have orm.Alias. SQLAlchemy: alias.
func Alias(of expr.From, name string) expr.Derived { return expr.AliasOf(of, name) }
