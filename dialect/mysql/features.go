package mysql

import "github.com/azoth-orm/azoth/dialect"

var features = dialect.Features{
	LastInsertID:     true,
	Savepoints:       true,
	AlterForeignKeys: true,
	Comments:         true,
	Schemas:          true, // databases
	SelectForUpdate:  true,
	UpdateListed:     true,
	IsolationLevels:  []string{"REPEATABLE READ", "READ COMMITTED", "READ UNCOMMITTED", "SERIALIZABLE"},
}
