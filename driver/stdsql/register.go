package stdsql

import "github.com/azoth-orm/azoth/dialect"

func init() {
	for _, d := range []string{"sqlite", "postgresql", "mysql", "mariadb"} {
		dialect.RegisterDriver(d, name, Opener{Dialect: d})
	}
}
