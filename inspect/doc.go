// Package inspect reads what a database knows of its own tables.
//
// An [Inspector] answers questions: which schemas, tables and views there are, and what columns, keys, constraints and indexes they have.
//
//	in := inspect.New(engine)
//	names, err := in.TableNames(ctx)
//	columns, err := in.Columns(ctx, "users")
//	all, err := in.In("accounting").MultiColumns(ctx)
//
// Every answer is read anew, with its own queries; the Multi methods and [Inspector.Tables] ask for all tables of a schema at once.
//
// Whole tables are read by MetaData.Reflect and MetaData.ReflectTable of package schema, whose work [Reflect] does. Their columns have no Go
// type: t.C("name") compares with any value. [Diff] says in what two catalogues differ.
//
// The package knows no database: a dialect's Catalog asks the queries. It must not import an engine or a driver's adapter: an Engine and a
// Connection give it what it needs as a dialect.CatalogRunner.
package inspect
