package golden_test

import (
	"github.com/azoth-orm/azoth/compiler"
	"github.com/azoth-orm/azoth/dialect/mssql"
	"github.com/azoth-orm/azoth/dialect/mysql"
	"github.com/azoth-orm/azoth/dialect/oracle"
	"github.com/azoth-orm/azoth/dialect/postgresql"
	"github.com/azoth-orm/azoth/dialect/sqlite"
)

// grammars are the dialects of the golden files.
var grammars = map[string]*compiler.Grammar{
	"sqlite":     sqlite.Dialect.Grammar,
	"postgresql": postgresql.Dialect.Grammar,
	"mysql":      mysql.Dialect.Grammar,
	"mariadb":    mysql.MariaDB.Grammar,
	"mssql":      mssql.Dialect.Grammar,
	"oracle":     oracle.Dialect.Grammar,
}
