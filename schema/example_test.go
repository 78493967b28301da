package schema_test

import (
	"fmt"

	"github.com/azoth-orm/azoth/expr"
	"github.com/azoth-orm/azoth/schema"
	"github.com/azoth-orm/azoth/types"
)

// The names of constraints follow a convention, and say on a server's error message which constraint it was.
func ExampleNamingConvention() {
	meta := schema.NewMetaData()
	meta.Naming = schema.NamingConvention{
		PrimaryKey: "pk_%(table_name)s",
		ForeignKey: "fk_%(table_name)s_%(column_0_name)s_%(referred_table_name)s",
		Unique:     "uq_%(table_name)s_%(column_0_N_name)s",
	}
	schema.Define("users", meta, schema.Col("id", types.Integer(), schema.PrimaryKey()))
	posts := schema.Define("posts", meta,
		schema.Col("id", types.Integer(), schema.PrimaryKey()),
		schema.Col("author", nil, schema.ForeignKeyTo("users.id")),
		schema.Col("title", types.String(80)),
		schema.UniqueOf("author", "title"))
	for _, c := range posts.Constraints() {
		fmt.Println(c.ConstraintName())
	}
	// Output:
	// pk_posts
	// fk_posts_author_users
	// uq_posts_author_title
}

// A table of one catalogue is copied into the catalogue of an archive.
func ExampleTable_ToMetaData() {
	meta, archive := schema.NewMetaData(), schema.NewMetaData()
	users := schema.Define("users", meta, schema.Col("id", types.Integer(), schema.PrimaryKey()), schema.Col("name", types.String(50)))
	users.AddCheck(expr.ElementOf(users.C("name").Ne("")))
	old := users.ToMetaData(archive, schema.CopyTo("archive"), schema.CopyAs("old_users"))
	fmt.Println(old, len(old.Columns), len(old.Checks))
	// Output: archive.old_users 2 1
}

// SQL that only one database knows runs behind CREATE TABLE.
func ExampleDDL() {
	meta := schema.NewMetaData()
	users := schema.Define("users", meta, schema.Col("id", types.Integer(), schema.PrimaryKey()))
	users.Listen(schema.AfterCreate, schema.Run(schema.DDL("ALTER TABLE %(fullname)s SET (fillfactor = 70)").On("postgresql")))
}
