// Package mysql is the dialect of MySQL 8 and, under the name mariadb, of MariaDB 10.5 and later. An engine finds out by itself which of
// the two its server is.
//
// Placeholders are ?, names are quoted by backticks, || is written as concat(). MariaDB returns rows from INSERT and DELETE; MySQL has no
// RETURNING. NULLS FIRST and NULLS LAST, which both do not have, are an order by IS NULL. It registers itself, and must not import a driver.
package mysql
