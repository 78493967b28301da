// Package dialect is what Azoth knows of databases.
//
// A [Dialect] is mostly data: a grammar for package compiler, [Features], limits, and three questions that need code, which
// are how a failure is classified, how a table is looked for, and how a literal looks. Nothing asks for a dialect's name.
//
// Dialects and drivers register themselves when they are imported; a driver brings its dialect:
//
//	import _ "github.com/azoth-orm/azoth/driver/sqlite"
//
// The sub-packages have the same files each: dialect.go, features.go, grammar.go, types.go, errors.go, catalog.go, reserved.go.
// SQL Server and Oracle have no driver: their packages compile statements, and that is all they are for. A program imports them itself.
//
// A failure is an [*Error]; errors.Is tells its class:
//
//	if errors.Is(err, dialect.ErrUnique) { … }
//
// The package opens no connection and imports no driver.
package dialect
