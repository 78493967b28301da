package dialecttest

import (
	"github.com/azoth-orm/azoth/compiler"
	"github.com/azoth-orm/azoth/dialect"
)

// Of is what follows from what a dialect says of itself. The rest is as in standard SQL, and as most databases have it.
func Of(d *dialect.Dialect) Requirements {
	f, g := d.Features, d.Grammar.Features
	r := Requirements{
		InsertReturning: f.Returning, UpdateReturning: f.Returning && g.UpdateReturning, DeleteReturning: f.Returning,
		LastInsertID: f.LastInsertID, UpsertWhere: !g.ValuesFunction, UpsertTarget: !g.ValuesFunction, UpsertCount: !g.ValuesFunction,
		DistinctOn: g.DistinctOn, SetOperandLimit: true,
		SelectForUpdate: f.SelectForUpdate, ForUpdateNoWait: f.SelectForUpdate, ForUpdateSkipLocked: f.SelectForUpdate, ForShare: f.SelectForUpdate,
		WriteCTE: g.WriteCTE, FetchTies: g.Fetch.Ties, FetchPercent: g.Fetch.Percent, TableFunctions: g.TableFunctions.InFrom,
		FunctionColumns: g.TableFunctions.Columns, TableSample: g.TableSample, FrameExclude: g.FrameExclude, ArrayAgg: d.Native.Array,
		Savepoints: f.Savepoints, TransactionalDDL: f.TransactionalDDL,
		Comments: f.Comments, TwoPhase: d.TwoPhase != nil, Sequences: f.Sequences, AlterConstraints: f.AlterForeignKeys,
		BetweenSymmetric: g.BetweenSymmetric, ConflictConstraint: g.ConflictConstraint, WriteLimit: g.WriteLimit, UpdateSeveral: g.UpdateFrom == compiler.UpdateListed,
		ArrayOperators: g.AnyArray, DocumentOperators: g.AnyArray, FullText: g.AnyArray,
		PartialIndexes: g.DDL.PartialIndex,
		Arrays:         d.Native.Array, NativeIntervals: d.Native.Interval,
		MaxParams: d.MaxParams, MaxIdentifier: d.MaxIdentifier,
	}
	r.standard()
	return r
}

// standard says that the database has what the standard has.
func (r *Requirements) standard() {
	for _, b := range []*bool{
		&r.UpdateFrom, &r.DeleteUsing, &r.CTEInWrite, &r.WriteOwnSubquery, &r.FullJoin, &r.Lateral, &r.LimitInSubquery, &r.Rollup, &r.GroupingSets,
		&r.AggregateOrder, &r.ConcatFunction, &r.Users, &r.SetOperationAll, &r.LimitExpression,
		&r.AggregateFilter, &r.OrderedSetAggregates, &r.GroupsFrame, &r.RangeFrameOffset, &r.Regexp, &r.RegexpReplace, &r.RegexpFlags, &r.DateTrunc,
		&r.TwoConnections, &r.ConcurrentReads, &r.ReadCommitted, &r.SnapshotConflict, &r.SerializableSnapshot, &r.ConcurrentWrites, &r.ErrorKeepsTransaction, &r.Snapshot, &r.SerializationFailure, &r.DeadlockDetection, &r.ServerCancel, &r.KeepsCancelled,
		&r.DeferrableForeignKeys, &r.SetDefaultAction, &r.ComputedStored, &r.ComputedVirtual, &r.ComputedDefault, &r.SchemaStatements, &r.Identity, &r.ExpressionIndexes,
		&r.NullsNotDistinct, &r.IndexIfNotExists, &r.CaseSensitiveNames, &r.ConstraintNames, &r.ConstraintColumns, &r.CheckNames, &r.ExpressionDefaults,
		&r.CaseSensitive, &r.CaseSensitiveLike, &r.TrailingSpaces, &r.UnicodeCase, &r.EnforcesTypes, &r.CastErrors, &r.EnforcesLength, &r.EnforcesRange,
		&r.DivisionByZeroFails, &r.ExactDecimals, &r.DecimalScale, &r.Infinity, &r.NaN, &r.Denormals, &r.HistoricTimestamps, &r.NUL, &r.TimeZones, &r.EnforcesEnum,
	} {
		*b = true
	}
}
