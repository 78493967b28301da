package oracle

import "github.com/azoth-orm/azoth/dialect"

var features = dialect.Features{
	Savepoints:       true,
	AlterForeignKeys: true,
	Comments:         true,
	Schemas:          true, // users
	Sequences:        true,
	SelectForUpdate:  true,
	IsolationLevels:  []string{"READ COMMITTED", "SERIALIZABLE"},
}
