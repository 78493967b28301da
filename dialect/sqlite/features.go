package sqlite

import "github.com/azoth-orm/azoth/dialect"

var features = dialect.Features{
	Returning:        true,
	TriggersLate:     true,
	LastInsertID:     true,
	InProcess:        true,
	ManyKeys:         dialect.KeysCounted,
	Savepoints:       true,
	TransactionalDDL: true,
	DeferForeignKeys: "PRAGMA defer_foreign_keys = ON",
	Schemas:          true, // attached databases
	IsolationLevels:  []string{"SERIALIZABLE", "READ UNCOMMITTED"},
}
