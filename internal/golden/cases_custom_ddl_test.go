package golden_test

import (
	"testing"

	"github.com/azoth-orm/azoth"
	"github.com/azoth-orm/azoth/expr"
	"github.com/azoth-orm/azoth/schema"
)

// conditional is a table with constraints that only some databases get.
func conditional(dialects ...string) *schema.CreateTable {
	m := azoth.NewMetaData()
	azoth.NewTable("parent", m, key())
	t := azoth.NewTable("t", m, key(), column("a"))
	when := schema.When{Dialects: dialects}
	ck := t.AddCheck(expr.NewText("a > 0"))
	ck.Name, ck.When = "ck", when
	uq := t.AddUnique(t.Column("a"))
	uq.Name, uq.When = "uq", when
	fk := t.AddForeignKeyTo([]*schema.Column{t.Column("a")}, "parent.id")
	fk.Name, fk.When = "fk", when
	return &schema.CreateTable{Table: t}
}

func TestGoldenCustomDDL(t *testing.T) {
	plain, app := azoth.NewTable("t", nil, key()), inSchema("app", "t")
	check(t, "custom_ddl", cases{
		"table":         schema.DDL("ALTER TABLE %(table)s ENABLE").Of(plain),
		"fullname":      schema.DDL("ALTER TABLE %(fullname)s ENABLE").Of(app),
		"schema":        schema.DDL("GRANT USAGE ON SCHEMA %(schema)s").Of(app),
		"no-schema":     schema.DDL("SET x = '%(schema)s'").Of(plain),
		"quoted":        schema.DDL("ALTER TABLE %(fullname)s OWNED BY %(table)s").Of(inSchema("select", "My Table")),
		"percent":       schema.DDL("SET x = '100%%' ON %(table)s").Of(plain),
		"context":       schema.DDL("ALTER TABLE %(table)s SET %(what)s").With(map[string]string{"what": "STRICT"}).Of(plain),
		"twice":         schema.DDL("%(table)s %(table)s %(fullname)s").Of(app),
		"plain":         schema.DDL("VACUUM"),
		"plain-context": schema.DDL("SET %(a)s = %(b)s").With(map[string]string{"a": "x", "b": "1"}),
		"if-postgresql": conditional("postgresql"),
		"if-two":        conditional("postgresql", "sqlite"),
		"if-mysql":      conditional("mysql"),
	})
}
