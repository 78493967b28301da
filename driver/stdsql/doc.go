// Package stdsql is a driver over database/sql: for a *sql.DB that a program has already, and for databases whose only client library is a
// database/sql driver.
//
//	db, err := sql.Open("pgx", dsn)
//	engine, err := azoth.Open("postgresql://", engine.Connector(stdsql.New(db)))
//
// [New] takes connections from the *sql.DB and gives them back, so that its pool, its limits and its statistics are those of the whole
// program. [Open] opens connections of its own, and the engine pools them; a URL does the same: sqlite+stdsql:///file.db,
// postgresql+stdsql://…, mysql+stdsql://…, with the option driver naming the database/sql driver. See [Opener].
//
// The drivers of Azoth's own do more for the same database: no value is boxed, a statement that its ctx stops is stopped on the server and
// the connection survives. Here the client library does what it does.
//
// # Which database
//
// The first connection is asked for its version. PostgreSQL, MySQL, MariaDB and SQLite are known, whatever database/sql driver talks to
// them: how values travel, which errors are which, and what ends a transaction depends on that. Others work with what database/sql
// itself tells.
//
// # Connections
//
// Everything runs on a pinned *sql.Conn, on which database/sql repeats nothing by itself. One that is broken, or whose transaction
// cannot be rolled back, is thrown away instead of going back to the pool; so is one of a server in whose session something was set.
// What PRAGMA sets on SQLite stays, since a database in memory would be lost with its connection.
//
// A database/sql driver can read one result at a time, so that what is left of a result is read into memory when another statement runs
// on its connection.
//
// # Transactions
//
// Whether a transaction is open is told by the statements that begin and end one. After an error SQLite is asked; MySQL's deadlocks end a
// transaction; and on PostgreSQL a COMMIT after an error is a rollback and reported as an error, as it would otherwise look like success.
// Text that begins or ends transactions behind a semicolon is not seen.
//
// When its ctx ends, a statement is left to the database/sql driver, which closes the connection as a rule: that is a lost connection. COMMIT and
// ROLLBACK are waited for, two seconds beyond the end of their ctx. SQLite's modernc.org/sqlite says that a statement was stopped also if it
// came to its end in the same moment: outside of a transaction, what it wrote is then there.
//
// # Values
//
// A *sql.DB of MySQL should be opened with clientFoundRows=true, so that an UPDATE counts the rows that it matched, and with
// time_zone='+00:00', so that TIMESTAMP columns are in UTC. One of SQLite needs foreign_keys(1) and a busy_timeout. What is opened by URL has them.
package stdsql
