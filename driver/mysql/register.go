package mysql

import (
	"github.com/azoth-orm/azoth/dialect"
	_ "github.com/azoth-orm/azoth/dialect/mysql"
)

func init() {
	dialect.RegisterDriver("mysql", "mysql", Opener{})
	dialect.RegisterDriver("mariadb", "mysql", Opener{})
}
