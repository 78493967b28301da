package dialecttest

import (
	_ "embed"
	"go/ast"
	"go/parser"
	"go/token"
	"reflect"
	"strings"
	"sync"
)

// Requirements are what a database can do, and the few statements that differ so much that no construct writes them. Of fills in what
// the dialect says of itself, and the rest as most databases have it; the test of a driver overrides what is otherwise.
//
// SQLAlchemy: SuiteRequirements.
type Requirements struct {
	// InsertReturning says that INSERT returns rows.
	InsertReturning bool
	// UpdateReturning says that UPDATE returns rows.
	UpdateReturning bool
	// DeleteReturning says that DELETE returns rows.
	DeleteReturning bool
	// LastInsertID says that the driver tells the key that was generated for an inserted row.
	LastInsertID bool
	// UpsertWhere says that an upsert can be restricted to some of the rows that are there.
	UpsertWhere bool
	// UpsertTarget says that an upsert heeds only the constraint that it names.
	UpsertTarget bool
	// UpsertCount says that the number of rows that an upsert wrote is without those that it left alone.
	UpsertCount bool
	// ConflictConstraint says that an upsert can name a constraint.
	ConflictConstraint bool
	// WriteLimit says that UPDATE and DELETE can be limited to a number of rows.
	WriteLimit bool
	// UpdateSeveral says that UPDATE can write several tables.
	UpdateSeveral bool
	// UpdateFrom says that UPDATE can take values from other tables.
	UpdateFrom bool
	// DeleteUsing says that DELETE can look at other tables in its FROM clause.
	DeleteUsing bool
	// CTEInWrite says that UPDATE and DELETE can begin with WITH.
	CTEInWrite bool
	// WriteOwnSubquery says that a subquery of UPDATE and DELETE can read the table that is written.
	WriteOwnSubquery bool

	// WriteCTE says that INSERT, UPDATE and DELETE can be common table expressions.
	WriteCTE bool
	// FetchTies says that there is FETCH FIRST n ROWS WITH TIES.
	FetchTies bool
	// FetchPercent says that there is FETCH FIRST n PERCENT ROWS.
	FetchPercent bool
	// LimitInSubquery says that the subquery of IN can have a LIMIT.
	LimitInSubquery bool
	// TableFunctions says that functions can stand in FROM.
	TableFunctions bool
	// FunctionColumns says that the alias of a function in FROM can name its columns, and be one.
	FunctionColumns bool
	// TableSample says that a part of the rows of a table can be taken by chance.
	TableSample bool
	// Rollup says that rows can be grouped with subtotals.
	Rollup bool
	// GroupingSets says that rows can be grouped by any sets of expressions.
	GroupingSets bool
	// AggregateOrder says that the rows of any aggregate can be ordered.
	AggregateOrder bool
	// ArrayAgg says that values can be aggregated into arrays.
	ArrayAgg bool
	// FrameExclude says that the frame of a window can leave rows out.
	FrameExclude bool
	// ConcatFunction says that there is a function concat.
	ConcatFunction bool
	// Users says that the database knows users.
	Users bool
	// FullJoin says that there are full outer joins.
	FullJoin bool
	// Lateral says that a subquery in FROM can see what stands to its left.
	Lateral bool
	// DistinctOn says that there is SELECT DISTINCT ON.
	DistinctOn bool
	// SetOperandLimit says that a SELECT in a set operation can have an ORDER BY and a LIMIT of its own.
	SetOperandLimit bool
	// SetOperationAll says that there are INTERSECT ALL and EXCEPT ALL.
	SetOperationAll bool
	// LimitExpression says that LIMIT and OFFSET can be computed.
	LimitExpression bool
	// AggregateFilter says that an aggregate can be restricted by FILTER.
	AggregateFilter bool
	// OrderedSetAggregates says that there are aggregates WITHIN GROUP.
	OrderedSetAggregates bool
	// GroupsFrame says that the frame of a window can count in groups.
	GroupsFrame bool
	// RangeFrameOffset says that the RANGE frame of a window can have distances.
	RangeFrameOffset bool
	// Regexp says that strings can be matched with regular expressions.
	Regexp bool
	// RegexpReplace says that what a regular expression matches can be replaced.
	RegexpReplace bool
	// RegexpFlags says that a regular expression can ignore case.
	RegexpFlags bool
	// FullText says that strings can be searched for words without an index.
	FullText bool
	// BetweenSymmetric says that BETWEEN can take its bounds in any order.
	BetweenSymmetric bool
	// DocumentOperators says that a document can be searched for keys and parts.
	DocumentOperators bool
	// ArrayOperators says that elements of arrays can be read, and arrays compared with each other.
	ArrayOperators bool
	// DateTrunc says that there is a function date_trunc.
	DateTrunc bool
	// BoundFunctionTypes says that the arguments of any function may be bound without a cast.
	BoundFunctionTypes bool

	// SelectForUpdate says that rows can be locked.
	SelectForUpdate bool
	// ForUpdateNoWait says that locking can fail at once instead of waiting.
	ForUpdateNoWait bool
	// ForUpdateSkipLocked says that locking can leave out the rows that others have locked.
	ForUpdateSkipLocked bool
	// ForShare says that rows can be locked against writes only.
	ForShare bool

	// TwoConnections says that a second connection sees the same database.
	TwoConnections bool
	// ConcurrentReads says that a transaction can read what another one is writing, as it was before.
	ConcurrentReads bool
	// ConcurrentWrites says that two transactions can write at the same time.
	ConcurrentWrites bool
	// Savepoints says that transactions nest.
	Savepoints bool
	// TransactionalDDL says that CREATE and DROP are undone by a rollback.
	TransactionalDDL bool
	// ErrorKeepsTransaction says that a transaction goes on after a statement that failed.
	ErrorKeepsTransaction bool
	// Snapshot says that REPEATABLE READ reads what was there when the transaction began.
	Snapshot bool
	// ReadCommitted says that there is the isolation level READ COMMITTED.
	ReadCommitted bool
	// SnapshotConflict says that REPEATABLE READ refuses to write a row that somebody has changed since it was read.
	SnapshotConflict bool
	// SerializableSnapshot says that SERIALIZABLE reads do not keep others from writing.
	SerializableSnapshot bool
	// SerializationFailure says that SERIALIZABLE makes one of two transactions fail that could not have run one after the other.
	SerializationFailure bool
	// DeadlockDetection says that the database ends one of two transactions that wait for each other.
	DeadlockDetection bool
	// ServerCancel says that a statement whose context ends is stopped while it runs.
	ServerCancel bool
	// KeepsCancelled says that the connection of a statement that was stopped goes on; database/sql and its drivers may close it.
	KeepsCancelled bool

	// Comments says that the database keeps comments on tables and columns.
	Comments bool
	// SchemaStatements says that there are CREATE SCHEMA and DROP SCHEMA.
	SchemaStatements bool
	// TwoPhase says that a transaction can be prepared and committed later.
	TwoPhase bool
	// Sequences says that there are sequences.
	Sequences bool
	// AlterConstraints says that constraints can be added to and dropped from a table that exists.
	AlterConstraints bool
	// DeferrableForeignKeys says that foreign keys can be checked at COMMIT.
	DeferrableForeignKeys bool
	// SetDefaultAction says that a foreign key can set its column to the default when the target row goes.
	SetDefaultAction bool
	// ComputedStored says that a computed column can be kept with its row.
	ComputedStored bool
	// ComputedVirtual says that a computed column can be computed when it is read.
	ComputedVirtual bool
	// ComputedDefault says that a computed column needs no word on where its result is kept.
	ComputedDefault bool
	// Identity says that there are identity columns as in the standard.
	Identity bool
	// PartialIndexes says that an index can leave rows out.
	PartialIndexes bool
	// ExpressionIndexes says that expressions can be indexed.
	ExpressionIndexes bool
	// NullsNotDistinct says that a unique constraint can allow NULL once only.
	NullsNotDistinct bool
	// IndexIfNotExists says that CREATE INDEX knows IF NOT EXISTS, and DROP INDEX knows IF EXISTS.
	IndexIfNotExists bool
	// ConstraintNames says that the error of a unique constraint or a foreign key tells its name.
	ConstraintNames bool
	// ConstraintColumns says that the error of a unique constraint tells its columns.
	ConstraintColumns bool
	// CheckNames says that the error of a check constraint tells its name.
	CheckNames bool
	// ExpressionDefaults says that the default of a column can be computed.
	ExpressionDefaults bool

	// CaseSensitive says that strings that differ in case only are not equal.
	CaseSensitive bool
	// CaseSensitiveLike says that LIKE tells upper from lower case.
	CaseSensitiveLike bool
	// TrailingSpaces says that trailing spaces count when strings are compared.
	TrailingSpaces bool
	// UnicodeCase says that lower and upper know letters beyond ASCII.
	UnicodeCase bool
	// EnforcesTypes says that a column refuses values that are no values of its type.
	EnforcesTypes bool
	// CastErrors says that a text that is no number cannot be cast to one.
	CastErrors bool
	// EnforcesLength says that VARCHAR(n) refuses more than n characters.
	EnforcesLength bool
	// EnforcesRange says that an integer column refuses numbers that are too large for its type.
	EnforcesRange bool
	// DivisionByZeroFails says that a division by zero is an error and not NULL.
	DivisionByZeroFails bool
	// ExactDecimals says that NUMERIC keeps every digit of numbers of more than 15 digits.
	ExactDecimals bool
	// DecimalScale says that NUMERIC(p, s) rounds to s digits behind the point and gives back all s of them.
	DecimalScale bool
	// Infinity says that floats can be infinite.
	Infinity bool
	// NaN says that floats can be NaN.
	NaN bool
	// Denormals says that floats can be smaller than the smallest normal one.
	Denormals bool
	// HistoricTimestamps says that timestamps begin with the year 1.
	HistoricTimestamps bool
	// NUL says that strings can contain the character NUL.
	NUL bool
	// TimeZones says that a timestamp with time zone is the same instant in every session.
	TimeZones bool
	// Arrays says that columns can hold arrays.
	Arrays bool
	// EnforcesEnum says that an enumeration refuses other labels.
	EnforcesEnum bool
	// NativeIntervals says that the database computes with intervals.
	NativeIntervals bool

	// ElementsFunction is a function in FROM that gives the elements of a JSON array in a column called value.
	ElementsFunction string
	// CaseSensitiveNames says that names of tables and columns that differ in case only are different.
	CaseSensitiveNames bool
	// MaxIdentifier is the largest number of ASCII characters of a name; 0 says that there is no limit to try.
	MaxIdentifier int
	// MaxParams is the largest number of parameters of a statement; 0 says that there is no limit to try.
	MaxParams int
	// LockTimeout makes a connection wait only a short time for a lock.
	LockTimeout []string
	// LevelNames are the isolation levels that the database calls otherwise than the standard, with its own names.
	LevelNames map[string]string
	// ReadIsolation is a SELECT of the isolation level of the transaction.
	ReadIsolation string
	// KillConnection is a statement that ends the connection that runs it.
	KillConnection string
	// LongStatement is a SELECT that runs for many seconds.
	LongStatement string
	// IllegalNames are names that the database cannot have.
	IllegalNames []string
}

//go:embed requirements.go
var source string

// sentences are what the fields of Requirements say, by their names, without "says that" and "is".
var sentences = sync.OnceValue(func() map[string]string {
	out := map[string]string{}
	file, err := parser.ParseFile(token.NewFileSet(), "requirements.go", source, parser.ParseComments)
	if err != nil {
		panic(err) // it has been compiled
	}
	ast.Inspect(file, func(n ast.Node) bool {
		f, ok := n.(*ast.Field)
		if ok && len(f.Names) == 1 {
			name := f.Names[0].Name
			text := strings.TrimPrefix(strings.Join(strings.Fields(f.Doc.Text()), " "), name+" ")
			out[name] = strings.TrimSuffix(strings.TrimPrefix(text, "says that "), ".")
		}
		return true
	})
	return out
})

// missing is why a case that needs the named fields is skipped, or "". Names are separated by spaces; one with ! in front is of a case for
// databases without it.
func (r Requirements) missing(needs string) string {
	for name := range strings.FieldsSeq(needs) {
		name, not := strings.CutPrefix(name, "!")
		if r.has(name) == not {
			without := ""
			if not {
				without = "not "
			}
			return "requirement: " + without + name + ": " + sentences()[name]
		}
	}
	return ""
}

// has tells whether a field is true, or not empty.
func (r Requirements) has(name string) bool {
	return !reflect.ValueOf(r).FieldByName(name).IsZero()
}
