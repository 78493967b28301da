package golden_test

import (
	"testing"

	"github.com/azoth-orm/azoth/schema"
	"github.com/azoth-orm/azoth/types"
)

func TestGoldenExactType(t *testing.T) {
	cs := cases{}
	for name, typ := range map[string]types.Type{
		"unicode": types.Unicode(50), "unicode-any": types.Unicode(0), "unicode-text": types.UnicodeText(),
		"nvarchar": types.NVarChar(5), "nchar": types.NChar(5), "varbinary": types.VarBinary(5), "binary": types.Binary(5),
		"blob": types.Blob(), "clob": types.Clob(),
		"variant":       types.Variant(types.Numeric(20, 0), integer, "sqlite", "mssql"),
		"variant-chain": types.Variant(types.Variant(types.String(5), types.Text(), "postgresql"), types.Raw("LONGTEXT"), "mysql"),
		"variant-array": types.Array(types.Variant(integer, types.BigInteger(), "postgresql")),
	} {
		cs[name] = create(key(), schema.Col("x", typ))
	}
	check(t, "exact_type", cs)
}
