package sqlite

import (
	"github.com/azoth-orm/azoth/compiler"
	"github.com/azoth-orm/azoth/types"
)

// typeNames names the types that SQLite keeps in another way. Every integer is INTEGER, so that a primary key is the rowid.
func typeNames(g *compiler.Grammar) {
	compiler.OnType(g, func(types.BigIntegerType) string { return "INTEGER" })
	compiler.OnType(g, func(types.JSONType) string { return "JSON" })
	compiler.OnType(g, func(types.ArrayType) string { return "JSON" }) // a JSON array
}

// castName is the name of a type in CAST: a big integer need not be the rowid there.
func castName(g *compiler.Grammar, t types.Type) (string, error) {
	if _, big := t.(types.BigIntegerType); big {
		return t.SQLType(), nil
	}
	return g.TypeName(t)
}
