// Package dialecttest is the conformance suite: what every dialect and every driver must do with its real database, one named subtest a
// case. A test of a driver runs it:
//
//	func TestConformance(t *testing.T) {
//		dialecttest.Run(t, dialecttest.Config{
//			Open: func(t testing.TB) *engine.Engine {
//				e, err := engine.Open("sqlite:///" + t.TempDir() + "/conformance.db")
//				if err != nil {
//					t.Fatal(err)
//				}
//				t.Cleanup(func() { _ = e.Close() })
//				return e
//			},
//			Requirements: dialecttest.SQLite(),
//		})
//	}
//
// [Requirements] says what the database can do. A case that needs what it cannot is skipped, and names the requirement. What a database
// can do is never found out by trying: a case that fails is a fault of somebody.
//
// Cases are grouped by areas, a file each. The tables and rows of an area are made once, in one database for the whole suite. A case has
// a connection whose transaction is rolled back, or, where it must commit, rows and tables of its own; so cases do not see each other
// and may be run one by one, by name.
//
// The package imports testing and everything below package orm. Only tests import it.
//
// SQLAlchemy: sqlalchemy.testing.suite.
package dialecttest
