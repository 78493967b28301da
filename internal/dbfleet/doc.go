// Package dbfleet gives tests real databases: PostgreSQL, MariaDB and PgBouncer, private and thrown away.
//
// A test asks for an empty database and gets its URL:
//
//	func TestMain(m *testing.M) { dbfleet.Main(m) }
//
//	func TestTransfer(t *testing.T) {
//		url := dbfleet.PostgreSQL(t) // dropped when the test ends
//
// The first such call of a process starts a server, in a temporary folder, on a free port of 127.0.0.1, under a user of its own if the
// process is root. The folder is in memory if there is room and TMPDIR is not set. It is tuned for speed and keeps nothing: no fsync. [Main]
// stops it at the end; a watchdog does so if the process dies without having come to that. A server that somebody else keeps is used instead
// if its URL is in AZOTH_TEST_POSTGRESQL, AZOTH_TEST_MYSQL or AZOTH_TEST_PGBOUNCER; tools/dbfleet sets them for a whole run of the tests, so
// that all share one fleet.
//
// A test that stops, kills or restarts its server starts one of its own with [Own] or [Start].
//
// The servers are PATH's or Debian's. Where they are missing and the process is root on Debian, the packages are installed, without
// starting the servers that they bring.
//
// The package speaks to the servers with the client libraries directly, below Azoth's own drivers: those are what is tested.
package dbfleet
