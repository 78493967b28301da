// Package sqlite is the dialect of SQLite 3.35 and later. The driver brings it: programs import driver/sqlite.
//
// Placeholders are ?. A LIMIT always has its OFFSET, as SQLAlchemy writes it. Rows are not locked one by one, so FOR UPDATE renders
// nothing. Booleans are 0 and 1.
//
// It registers itself, and must not import a driver.
package sqlite
