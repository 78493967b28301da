// Package mysql is the driver for MySQL and MariaDB on the driver-level interfaces of github.com/go-sql-driver/mysql; database/sql and its
// pool are not in the path.
//
// It is the default driver of the mysql and the mariadb dialect, under the name "mysql". Every connection speaks utf8mb4, lives in UTC
// and is strict: a value that does not fit is an error, not a value cut short. The options of the URL are told at [Opener].
//
// # Statements
//
// What can be prepared goes through the binary protocol with bound values. Statements that begin or end transactions, DDL, and the few
// that the server cannot prepare go as text, without values. A second statement behind a semicolon is refused by the server.
//
// While the rows of one statement are being read, another may be run on the same connection: the rest of the first result is then read into
// memory. A result that is closed early is read to its end, since the protocol knows no other way to end it.
//
// # What a statement did
//
// An UPDATE counts the rows that it matched, changed or not. INSERT … ON DUPLICATE KEY UPDATE counts 1 for a row that it inserted or that
// had its values already, and 2 for a row that it changed: that is MySQL's way. LastInsertID is the key that was generated for the first
// row of an INSERT of several. After INSERT … RETURNING of MariaDB, RowsAffected is the number of rows that came back.
//
// # Values
//
// A time is bound in UTC with microseconds, a bool as 0 or 1. NaN and the infinities are refused, since MySQL has none. DATETIME and
// TIMESTAMP are times; DATE, TIME, DECIMAL, JSON, ENUM and SET are text; BIT and YEAR are integers, and so is BIGINT UNSIGNED as far as an
// int64 reaches, beyond which it is text. A date with a zero in it, such as 0000-00-00, can be read as text and not as a time.
//
// # Contexts
//
// When the ctx of a statement ends, the server is asked to stop it: KILL QUERY on a second connection. It is sent only while the statement
// runs, and the statement returns only after its outcome is known, so that it cannot hit a later one. If the server does not react within two
// seconds the connection is closed. COMMIT and ROLLBACK are never stopped, only waited for.
//
// # Transactions
//
// Whether a transaction is open is read from the status that the server sends with its answers. After an error, whose answer has no status,
// it is asked for with a ping: a deadlock ends a transaction, a duplicate key does not.
package mysql
