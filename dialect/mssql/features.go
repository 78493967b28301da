package mssql

import "github.com/azoth-orm/azoth/dialect"

var features = dialect.Features{
	Returning:        true,
	ManyKeys:         dialect.KeysUnknown, // OUTPUT gives rows in any order
	Savepoints:       true,
	TransactionalDDL: true,
	AlterForeignKeys: true,
	Comments:         true,
	Schemas:          true,
	Sequences:        true,
	IsolationLevels:  []string{"READ COMMITTED", "READ UNCOMMITTED", "REPEATABLE READ", "SERIALIZABLE", "SNAPSHOT"},
}
