package postgresql

import "github.com/azoth-orm/azoth/dialect"

var features = dialect.Features{
	Returning:        true,
	ManyKeys:         dialect.KeysReturned,
	Savepoints:       true,
	TransactionalDDL: true,
	AlterForeignKeys: true,
	Comments:         true,
	Schemas:          true,
	Sequences:        true,
	SelectForUpdate:  true,
	UnnestArrays:     true,
	IsolationLevels:  []string{"READ COMMITTED", "REPEATABLE READ", "SERIALIZABLE", "READ UNCOMMITTED"},
}
