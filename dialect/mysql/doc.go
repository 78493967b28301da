// Package mysql is the dialect of MySQL and MariaDB. It compiles statements; there is no driver in this release, so no engine opens
// one.
//
// Placeholders are ?, names are quoted by backticks, || is written as concat(). There is no RETURNING. NULLS FIRST and NULLS LAST,
// which MySQL does not have, are an order by IS NULL. It registers itself, and must not import a driver.
package mysql
