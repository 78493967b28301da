package schema

import (
	"context"

	"github.com/azoth-orm/azoth/expr"
)

// DDLRunner runs f in a transaction, with what f needs of a database. Engine and Connection are DDLRunners.
type DDLRunner interface {
	RunDDL(ctx context.Context, f func(DDLConn) error) error
}

// DDLConn is what CreateAll and DropAll need of a database. A schema "" is the default one.
type DDLConn interface {
	// Execute runs a statement.
	Execute(ctx context.Context, s expr.Statement) (expr.Rows, error)
	// HasTable tells whether there is a table or view of that name.
	HasTable(ctx context.Context, schema, name string) (bool, error)
	// HasIndex tells whether a table has an index of that name.
	HasIndex(ctx context.Context, schema, table, name string) (bool, error)
	// HasSequence tells whether there is a sequence of that name. It is asked if Abilities say that there are sequences.
	HasSequence(ctx context.Context, schema, name string) (bool, error)
	// HasEnumType tells whether there is an enumeration of that name. It is asked if Abilities say that enumerations have names.
	HasEnumType(ctx context.Context, schema, name string) (bool, error)
	// Abilities are what DDL can say to the database.
	Abilities() Abilities
}

// Abilities are what DDL can say to a database. What it cannot say is left out, or said in another way.
type Abilities struct {
	// AlterForeignKeys says that a foreign key can be added to a table that exists. Without it, they are created with their tables.
	AlterForeignKeys bool
	// DeferForeignKeys is the statement after which foreign keys are looked at when the transaction ends, so that tables that reference each
	// other can be dropped with their rows where a foreign key cannot be dropped before; "" is none.
	DeferForeignKeys string
	// Sequences says that there are sequences.
	Sequences bool
	// SequencesOptional says that columns count up without them: optional sequences are not made.
	SequencesOptional bool
	// EnumTypes says that enumerations have names, and are created before the tables that use them.
	EnumTypes bool
	// CommentStatements says that comments are statements of their own.
	CommentStatements bool
	// Dialects are the name of the dialect, and that of the one that it is a kind of.
	Dialects []string
}

// CreateAll creates what the database does not have, in one transaction: sequences, then the tables in the order of their foreign keys,
// each with its enumerations in front, its indexes and its comments, then views. What exists is not touched. ex is an Engine, a
// Connection or another [DDLRunner]. [Checking] says what is looked for before it is created.
//
// MySQL, MariaDB and Oracle commit before and after every CREATE and DROP: there what was created before an error stays, and on a Connection
// what its transaction has done until then is committed.
//
// SQLAlchemy: MetaData.create_all.
func (m *MetaData) CreateAll(ctx context.Context, ex expr.Executor, options ...DDLOption) error {
	if err := m.prepare(); err != nil {
		return err
	}
	o := ddlOptionsOf(ddlOptions{check: CheckAll}, options)
	return runDDL(ctx, ex, "CreateAll", func(c DDLConn) error {
		return (&creator{c, o.check}).create(ctx, m, sequencesOf(m, m.tables), m.tables, m.views, o.check)
	})
}

// DropAll drops what the database has, in the opposite order. The foreign keys of tables that reference each other are dropped before, or,
// on SQLite, looked at when all is dropped. CreateAll tells what is committed, and when.
//
// SQLAlchemy: MetaData.drop_all.
func (m *MetaData) DropAll(ctx context.Context, ex expr.Executor, options ...DDLOption) error {
	if err := m.prepare(); err != nil {
		return err
	}
	o := ddlOptionsOf(ddlOptions{check: CheckAll}, options)
	return runDDL(ctx, ex, "DropAll", func(c DDLConn) error {
		return (&creator{c, o.check}).drop(ctx, m, sequencesOf(m, m.tables), m.tables, m.views, o.check)
	})
}

// CreateTables is CreateAll for some tables, with the enumerations and the sequences that their columns use.
//
// SQLAlchemy: MetaData.create_all(tables=...).
func CreateTables(ctx context.Context, ex expr.Executor, tables ...*Table) error {
	return runDDL(ctx, ex, "CreateTables", func(c DDLConn) error {
		return (&creator{c, CheckAll}).create(ctx, nil, sequencesOf(nil, tables), tables, nil, CheckAll)
	})
}

// DropTables is DropAll for some tables, with the enumerations that no other table of their MetaData uses. Sequences stay.
//
// SQLAlchemy: MetaData.drop_all(tables=...).
func DropTables(ctx context.Context, ex expr.Executor, tables ...*Table) error {
	return runDDL(ctx, ex, "DropTables", func(c DDLConn) error {
		return (&creator{c, CheckAll}).drop(ctx, nil, nil, tables, nil, CheckAll)
	})
}

func runDDL(ctx context.Context, ex expr.Executor, what string, f func(DDLConn) error) error {
	r, ok := ex.(DDLRunner)
	if !ok {
		return errorf("%s on a %T: it cannot run DDL (give an Engine or a Connection)", what, ex)
	}
	return r.RunDDL(ctx, f)
}
