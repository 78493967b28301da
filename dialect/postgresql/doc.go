// Package postgresql is the dialect of PostgreSQL 12 and later. The driver brings it: programs import driver/pgx.
//
// Placeholders are $1, and a value that is used twice has one. It registers itself, and must not import a driver.
package postgresql
