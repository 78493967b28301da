// Package schema describes tables: [MetaData] is a catalogue of [Table]s, which have [Column]s, constraints and indexes.
//
// A schema is built while a program starts, by one goroutine, and only read after that. Package orm builds it from mappings; a
// table that no struct maps is built with [NewTable] and [Define]:
//
//	tags := schema.Define("post_tags", meta,
//		schema.Col("post_id", nil, schema.ForeignKeyTo("posts.id"), schema.PrimaryKey()),
//		schema.Col("tag", types.String(50), schema.PrimaryKey()))
//
// Beside tables a MetaData has [Sequence]s and [View]s. [MetaData.CreateAll] and [MetaData.DropAll] run DDL in the order of dependencies,
// with the enumerations that columns use. The statements ([CreateTable], [CreateSequence], [CreateView] …) can be run one by one, too. The
// package knows nothing of databases: package compiler renders the statements.
package schema
