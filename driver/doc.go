// Package driver is Azoth's DBAPI: the small interface between the engine and a database client.
//
// A driver gives a [Connector], which opens a [Conn]; a Conn prepares a [Stmt]; a Stmt is bound value by value, with typed
// methods, and run; [Rows] are read column by column, with typed methods. No value travels as an any, so that a row costs no
// boxing. database/sql is not in the path; an adapter for it is one driver among others.
//
// Packages below driver (driver/sqlite …) implement it and register themselves with their dialect. Package driver imports the
// standard library only and knows nothing of SQL expressions, types or pools.
package driver
