package dialecttest

import (
	"github.com/azoth-orm/azoth/dialect/mysql"
	"github.com/azoth-orm/azoth/dialect/postgresql"
	"github.com/azoth-orm/azoth/dialect/sqlite"
)

// SQLite is what SQLite can do, with a file in WAL mode.
func SQLite() Requirements {
	r := Of(sqlite.Dialect)
	for _, b := range []*bool{
		&r.DeleteUsing, &r.Lateral, &r.Rollup, &r.GroupingSets, &r.Users, &r.SetOperationAll, &r.OrderedSetAggregates,
		&r.RegexpReplace, &r.RegexpFlags, &r.DateTrunc,
		&r.ConcurrentWrites, &r.ReadCommitted, &r.Snapshot, &r.SnapshotConflict, &r.SerializationFailure, &r.DeadlockDetection,
		&r.SchemaStatements, &r.Identity, &r.NullsNotDistinct, &r.ConstraintNames, &r.CaseSensitiveNames,
		&r.CaseSensitiveLike, &r.UnicodeCase, &r.EnforcesTypes, &r.CastErrors, &r.EnforcesLength, &r.EnforcesRange, &r.DivisionByZeroFails,
		&r.ExactDecimals, &r.DecimalScale, &r.NaN, &r.TimeZones,
	} {
		*b = false
	}
	r.ElementsFunction = "json_each"
	r.ReadIsolation = "PRAGMA read_uncommitted"
	r.LevelNames = map[string]string{"SERIALIZABLE": "0", "READ UNCOMMITTED": "1"}
	r.LongStatement = "WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < 2000000000) SELECT count(*) FROM n"
	return r
}

// PostgreSQL is what PostgreSQL 15 can do.
func PostgreSQL() Requirements {
	r := Of(postgresql.Dialect)
	for _, b := range []*bool{&r.ErrorKeepsTransaction, &r.ComputedVirtual, &r.ComputedDefault, &r.NUL} {
		*b = false
	}
	r.ElementsFunction = "json_array_elements_text"
	r.ReadIsolation = "SELECT current_setting('transaction_isolation')"
	r.KillConnection = "SELECT pg_terminate_backend(pg_backend_pid())"
	r.LongStatement = "SELECT count(*) FROM pg_sleep(30)"
	r.LockTimeout = []string{"SET lock_timeout = 200"}
	return r
}

// MariaDB is what MariaDB 10.11 can do.
func MariaDB() Requirements {
	r := Of(mysql.MariaDB)
	for _, b := range []*bool{
		&r.CTEInWrite, &r.WriteOwnSubquery, &r.FullJoin, &r.Lateral, &r.LimitInSubquery, &r.GroupingSets, &r.LimitExpression, &r.AggregateFilter, &r.OrderedSetAggregates, &r.GroupsFrame,
		&r.DateTrunc, &r.SnapshotConflict, &r.SerializableSnapshot,
		&r.DeferrableForeignKeys, &r.SetDefaultAction, &r.Identity, &r.ExpressionIndexes, &r.NullsNotDistinct, &r.ConstraintColumns, &r.CaseSensitiveNames,
		&r.CaseSensitive, &r.CaseSensitiveLike, &r.TrailingSpaces, &r.CastErrors, &r.DivisionByZeroFails, &r.Infinity, &r.NaN, &r.TimeZones,
	} {
		*b = false
	}
	r.ReadIsolation = "SELECT @@tx_isolation"
	r.KillConnection = "KILL CONNECTION_ID()"
	r.LongStatement = "SELECT sleep(30)"
	r.LockTimeout = []string{"SET innodb_lock_wait_timeout = 1"}
	return r
}
