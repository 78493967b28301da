package dialect

import (
	"github.com/azoth-orm/azoth/schema"
	"github.com/azoth-orm/azoth/types"
)

// ReflectedTable is a table or view as the database's catalogue tells it. Parts that were not asked for are empty.
type ReflectedTable struct {
	// Schema is the schema that was asked for, "" for the default.
	Schema, Name string
	Kind         RelationKind
	Temporary    bool
	Comment      string
	Columns      []ReflectedColumn
	// PrimaryKey is nil if there is none.
	PrimaryKey  *ReflectedPrimaryKey
	ForeignKeys []ReflectedForeignKey
	Uniques     []ReflectedUnique
	Checks      []ReflectedCheck
	Indexes     []ReflectedIndex
	// Options are by name what the database keeps with the table: engine, charset, fillfactor.
	Options map[string]string
	// Suffix is how the options stand behind the parenthesis of CREATE TABLE.
	Suffix string
	// Definition is the SELECT of a view.
	Definition string
	// Err is why the columns of a view cannot be told: a table of it is gone.
	Err error
}

// ReflectedColumn is a column as the catalogue tells it.
//
// SQLAlchemy: ReflectedColumn.
type ReflectedColumn struct {
	Name string
	// Type is a type that is created again as the same.
	Type     types.Type
	Nullable bool
	// Default is the default as SQL, "" if there is none.
	Default string
	// Autoincrement says that the database counts the column up by its own means: a rowid, SERIAL, AUTO_INCREMENT.
	Autoincrement bool
	// Sequence is the sequence that the default takes numbers from, if it is not the column's own.
	Sequence *ReflectedSequence
	// Identity is set for an identity column.
	Identity *schema.Identity
	// Computed is set for a column that the database computes.
	Computed *ReflectedComputed
	Comment  string
}

// ReflectedComputed is what a column is computed of.
//
// SQLAlchemy: ReflectedComputed.
type ReflectedComputed struct {
	// SQL is the expression.
	SQL string
	// Storage says whether the result is kept.
	Storage schema.ComputedStorage
}

// ReflectedPrimaryKey is a primary key as the catalogue tells it.
//
// SQLAlchemy: ReflectedPrimaryKeyConstraint.
type ReflectedPrimaryKey struct {
	// Name is "" where the database gives none.
	Name    string
	Columns []string
	Comment string
}

// ReflectedForeignKey is a foreign key as the catalogue tells it.
//
// SQLAlchemy: ReflectedForeignKeyConstraint.
type ReflectedForeignKey struct {
	Name    string
	Columns []string
	// RefSchema is "" if the target is in the default schema, or in the one of the table when that was asked for as "".
	RefSchema, RefTable string
	RefColumns          []string
	// OnDelete and OnUpdate are "" for NO ACTION.
	OnDelete, OnUpdate schema.Action
	// Deferrable says that the check may wait for COMMIT; Immediate that it does not unless it is told to.
	Deferrable, Immediate bool
	// Match is "FULL", or "" for SIMPLE.
	Match   string
	Comment string
}

// ReflectedUnique is a unique constraint as the catalogue tells it.
//
// SQLAlchemy: ReflectedUniqueConstraint.
type ReflectedUnique struct {
	Name    string
	Columns []string
	// Deferrable says that the check may wait for COMMIT; Immediate that it does not unless it is told to.
	Deferrable, Immediate bool
	NullsNotDistinct      bool
	Comment               string
}

// ReflectedCheck is a CHECK constraint as the catalogue tells it.
//
// SQLAlchemy: ReflectedCheckConstraint.
type ReflectedCheck struct {
	Name string
	// SQL is the condition, without the parentheses around it.
	SQL     string
	Comment string
}

// ReflectedIndex is an index as the catalogue tells it.
//
// SQLAlchemy: ReflectedIndex.
type ReflectedIndex struct {
	Name     string
	Elements []ReflectedIndexElement
	Unique   bool
	// Where is the condition of a partial index.
	Where string
	// Include are columns that it carries without being ordered by them.
	Include []string
	// Using is the method, "" if it is the one that the database takes without a word.
	Using            string
	NullsNotDistinct bool
	// Constraint is the unique constraint that the index is for; ForeignKey the foreign key for which the database made it by itself.
	Constraint, ForeignKey string
	Comment                string
}

// ColumnNames are the columns of the index; an expression is "".
func (i *ReflectedIndex) ColumnNames() []string {
	out := make([]string, len(i.Elements))
	for n, e := range i.Elements {
		out[n] = e.Column
	}
	return out
}

// ReflectedIndexElement is what an index is ordered by.
type ReflectedIndexElement struct {
	// Column is the column; "" for an expression.
	Column string
	// SQL is the element as SQL: of an expression, and of a column with what the other fields cannot say, such as a collation, an
	// operator class or a prefix. It has the direction in it. It is "" for a plain column.
	SQL string
	// Desc says that the order is descending.
	Desc bool
	// NullsFirst and NullsLast say where NULL is, if it is not where the database puts it without a word.
	NullsFirst, NullsLast bool
}

// ReflectedSequence is a sequence as the catalogue tells it.
type ReflectedSequence struct {
	Name, Schema string
	// Type is the integer type of its numbers.
	Type types.Type
	// Counter says how it counts; every field is set.
	schema.Counter
	// Table and Column own the sequence: it goes with them. They are "" for a sequence of its own.
	Table, Column string
	// Identity says that it belongs to an identity column.
	Identity bool
}

// ReflectedEnum is an enumeration as the catalogue tells it.
//
// SQLAlchemy: ReflectedEnum.
type ReflectedEnum struct {
	Name, Schema string
	// Labels are the values, in order.
	Labels  []string
	Comment string
}

// ReflectedDomain is a domain as the catalogue tells it.
//
// SQLAlchemy: ReflectedDomain.
type ReflectedDomain struct {
	Name, Schema string
	// Type is what the domain is made of.
	Type     types.Type
	Nullable bool
	Default  string
	Checks   []ReflectedCheck
	Comment  string
}
