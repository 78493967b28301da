// Package postgresql is the dialect of PostgreSQL 12 and later. It compiles statements; there is no driver in this release, so no
// engine opens one.
//
// Placeholders are $1, and a value that is used twice has one. It registers itself, and must not import a driver.
package postgresql
