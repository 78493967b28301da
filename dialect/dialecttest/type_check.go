package dialecttest

import (
	"github.com/azoth-orm/azoth"
	"github.com/azoth-orm/azoth/dialect"
	"github.com/azoth-orm/azoth/schema"
	"github.com/azoth-orm/azoth/types"
)

// typeChecks are the constraints that come with types.
func typeChecks() []testCase {
	return []testCase{
		tabled("check of a boolean", "Savepoints", func(m *schema.MetaData) *schema.Table {
			return schema.Define("ddl_check_boolean", m, key(), schema.Col("a", types.Boolean().Checked("ck_ddl_boolean")))
		}, func(t *T, tbl *schema.Table) {
			t.ok(t.put(tbl, "id", 1, "a", true))
			t.ok(t.put(tbl, "id", 2, "a", false))
			t.ok(t.put(tbl, "id", 3, "a", nil))
			if t.engine.Dialect().Grammar.Features.DDL.BooleanCheck {
				t.refusesSQL("INSERT INTO ddl_check_boolean (id, a) VALUES (4, 2)")
			}
		}),
	}
}

// refusesSQL wants a text to be refused because of a CHECK, without an end to the transaction.
func (t *T) refusesSQL(text string) {
	t.Helper()
	sp, err := t.conn.BeginNested(t.ctx)
	t.ok(err)
	_, err = azoth.Text[struct{}](text).Exec(t.ctx, t.conn)
	t.is(err, dialect.ErrCheck)
	t.ok(sp.Rollback(t.ctx))
}
