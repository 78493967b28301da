// Package schema is what ent generates its code from: the same three tables.
package schema

import (
	"entgo.io/ent"
	"entgo.io/ent/dialect/entsql"
	"entgo.io/ent/schema"
	"entgo.io/ent/schema/edge"
	"entgo.io/ent/schema/field"
)

// Customer is a table by itself.
type Customer struct{ ent.Schema }

// Annotations name the table.
func (Customer) Annotations() []schema.Annotation { return tableOf("customer") }

// Fields are its columns.
func (Customer) Fields() []ent.Field {
	return []ent.Field{field.Int64("id"), field.String("name"), field.String("description")}
}

// Author has books.
type Author struct{ ent.Schema }

// Annotations name the table.
func (Author) Annotations() []schema.Annotation { return tableOf("author") }

// Fields are its columns.
func (Author) Fields() []ent.Field { return []ent.Field{field.Int64("id"), field.String("name")} }

// Edges lead to the books.
func (Author) Edges() []ent.Edge { return []ent.Edge{edge.To("books", Book.Type)} }

// Book belongs to an author.
type Book struct{ ent.Schema }

// Annotations name the table.
func (Book) Annotations() []schema.Annotation { return tableOf("book") }

// Fields are its columns.
func (Book) Fields() []ent.Field {
	return []ent.Field{field.Int64("id"), field.Int64("author_id"), field.String("title")}
}

// Edges lead to the author.
func (Book) Edges() []ent.Edge {
	return []ent.Edge{edge.From("author", Author.Type).Ref("books").Field("author_id").Unique().Required()}
}

func tableOf(name string) []schema.Annotation {
	return []schema.Annotation{entsql.Annotation{Table: name}}
}
