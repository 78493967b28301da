// Package pgx is the driver for PostgreSQL 12 and later on pgconn and pgproto3, the lower half of github.com/jackc/pgx/v5.
//
// It is the default driver of the postgresql dialect, under the name "pgx". Every statement, BEGIN and COMMIT among them, goes by the
// extended protocol: it is prepared under a name, its values travel beside it, mostly in binary, and so do the rows. Nothing is sent
// twice: whether a statement whose reply was lost has been run, only the caller can find out.
//
// The options of the URL are those of libpq, settings of the session, and pgbouncer; see [Opener].
//
// # Values
//
// A session starts with client_encoding UTF8, DateStyle ISO and, unless the URL says otherwise, TimeZone UTC, so that a TIMESTAMP WITHOUT
// TIME ZONE is UTC whether a program or now() wrote it. What is below a microsecond is cut off.
//
// # Poolers
//
// PgBouncer in transaction mode gives every transaction another session. With pgbouncer=true no statement keeps its name in the
// session: it is parsed where it runs, in the same round trip.
package pgx
