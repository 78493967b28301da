package golden_test

import (
	"testing"

	"github.com/azoth-orm/azoth"
	"github.com/azoth-orm/azoth/schema"
)

func TestGoldenDMLHint(t *testing.T) {
	tbl := azoth.NewTable("t", nil, column("id", schema.PrimaryKey(), schema.NoAutoincrement()), column("x"))
	id, x := tbl.C("id"), tbl.C("x")
	set, gone := azoth.UpdateTable(tbl).Set(x.Set(2)).Where(id.Eq(1)), azoth.DeleteFrom(tbl).Where(id.Eq(1))
	lock := azoth.Hint(tbl, "WITH (PAGLOCK)", "mssql")
	check(t, "dml_hint", cases{
		"insert":            azoth.InsertInto(tbl).Values(id.Set(1), x.Set(2)).Extend(lock),
		"update":            set.Extend(lock),
		"delete":            gone.Extend(lock),
		"delete-everywhere": gone.Extend(azoth.Hint(tbl, "XX")),
		"update-prefix":     set.Extend(azoth.Prefix("LOW_PRIORITY", "mysql")),
		"delete-prefix":     gone.Extend(azoth.Prefix("QUICK", "mysql")),
	})
}
