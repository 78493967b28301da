package dialect

// Features are what a database can do, for the layers above the compiler. They are facts: no layer asks for a dialect's name.
type Features struct {
	// Returning says that INSERT, UPDATE and DELETE can return rows.
	Returning bool
	// LastInsertID says that the driver tells the generated key of an inserted row.
	LastInsertID bool
	// InProcess says that a statement costs no round trip: few rows may as well be sent one by one.
	InProcess bool
	// ManyKeys says how the generated keys of an INSERT of many rows are known.
	ManyKeys ManyKeys
	// TriggersLate says that RETURNING gives rows as they were before their triggers ran.
	TriggersLate bool
	// Savepoints says that transactions nest.
	Savepoints bool
	// TransactionalDDL says that CREATE and DROP are undone by a rollback.
	TransactionalDDL bool
	// AlterForeignKeys says that a foreign key can be added to a table that exists; otherwise it is created with its table.
	AlterForeignKeys bool
	// DeferForeignKeys is the statement after which foreign keys are looked at when the transaction ends; "" where it is not needed.
	DeferForeignKeys string
	// Comments says that the database keeps comments on tables and columns.
	Comments bool
	// Schemas says that tables live in schemas.
	Schemas bool
	// Sequences says that there are sequences.
	Sequences bool
	// SelectForUpdate says that rows can be locked.
	SelectForUpdate bool
	// UnnestArrays says that rows can be bound as one array for each column, and become rows again. [Dialect.Unnests] tells for which
	// types.
	UnnestArrays bool
	// UpdateListed says that an UPDATE can take the values of many rows from a list of SELECTs, and that it saves time. [Dialect.Lists] tells
	// for which types.
	UpdateListed bool
	// IsolationLevels are those that a transaction can have, the default first.
	IsolationLevels []string
}

// ManyKeys says how the generated keys of an INSERT of many rows are known. They always grow with the rows.
type ManyKeys uint8

// How keys are known. KeysReturned are those that RETURNING gives. KeysCounted end with the one that the driver tells, without a gap if
// Dialect.CountsKeys finds that so.
const (
	KeysUnknown ManyKeys = iota
	KeysReturned
	KeysCounted
)
