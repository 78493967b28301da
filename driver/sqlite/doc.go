// Package sqlite is the driver for SQLite on zombiezen.com/go/sqlite: SQLite translated to Go, so that no C compiler is needed.
//
// It is the default driver of the sqlite dialect, under the name "zombiezen". Every connection starts with foreign keys
// enforced, without the reading of double-quoted names as strings, and waits up to five seconds for a lock held by another
// connection. Nothing else is changed: the journal mode is the file's own unless the URL asks for one.
//
// The options of the URL are mode, cache, busy_timeout, foreign_keys, journal_mode and uri; see [Opener].
//
// # Values
//
// A bool is stored as 0 or 1, a time as the text "2006-01-02 15:04:05.000000" in UTC, as SQLAlchemy stores it, so that
// both can share a file. Reading accepts that, RFC 3339 and a bare date.
//
// # Below the client library
//
// The library keeps to itself the names of equal columns, declared types, and whether a statement writes, and it allocates
// for each bound text. For these few things the driver calls the translated SQLite directly, with the handles that it takes out of
// the library's values; handle.go says how, and checks at run time that they are where it expects them.
package sqlite
