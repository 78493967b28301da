package postgresql

import (
	"github.com/azoth-orm/azoth/compiler"
	"github.com/azoth-orm/azoth/dialect"
	"github.com/azoth-orm/azoth/types"
)

// twoPhase writes PREPARE TRANSACTION and what follows it. The name of a transaction is a string to PostgreSQL, and takes no placeholder.
var twoPhase = &dialect.TwoPhase{
	Prepare:  naming("PREPARE TRANSACTION "),
	Commit:   naming("COMMIT PREPARED "),
	Rollback: naming("ROLLBACK PREPARED "),
	List:     dialect.Query{SQL: "SELECT gid FROM pg_prepared_xacts WHERE database = current_database()"},
}

func naming(verb string) func(string) string {
	return func(xid string) string { return verb + name(&grammar.Literals, xid) }
}

// name is a string literal. For one that cannot be a literal, since it holds a NUL byte, it is NULL, which PostgreSQL refuses.
func name(l *compiler.Literals, xid string) string {
	s, err := l.Literal(types.TextValue(xid), types.Text())
	if err != nil {
		return "NULL"
	}
	return s
}
