package inspect_test

import (
	"strings"
	"testing"

	"github.com/azoth-orm/azoth/engine"
	"github.com/azoth-orm/azoth/expr"
	"github.com/azoth-orm/azoth/inspect"
	"github.com/azoth-orm/azoth/schema"
	"github.com/azoth-orm/azoth/types"
)

// hostile are names that are more than letters, each of which every one of the databases can have.
var hostile = []string{
	`a"b`, `a'b`, "a`b", "a.b", "a%b", "%s", `a\b`, `\`, `"`, `'`, "a b", " a", "a;b", "--", "/*", "*/", "a\nb", "a\tb", "?", "$1", "$$", ":a", "::int", "(", ")", "a,b", "[a]", "]",
	"select", "TABLE", "CamelCase", "é", "日本語", "ÄÖÜ", "ﬀ", "a--b", "a/*b*/c", "CHECK (", "') --", `");`, "1a", "_", strings.Repeat("x", 63), strings.Repeat("é", 31),
	"sqlite", "pg_catalog", "constraint", "references", "e'", `E'\'`, "{a}", `{"a"}`, "null", "a=b", "0", "-1",
}

// TestHostileNames wants every name in every place to come back as it is, and the whole to be created again.
func TestHostileNames(t *testing.T) {
	each(t, func(t *testing.T, db string, e *engine.Engine) {
		declared(t, db, e, func(m *schema.MetaData) {
			for _, n := range hostile {
				hostileTable(db, m, n)
			}
		})
		i := inspect.New(e)
		for k := 0; k < len(hostile); k += 3 {
			n := shortened(hostile[k])
			same(t, "has "+n, ok(i.HasTable(ctx, n))(t), true)
			same(t, "columns of "+n, ok(i.Columns(ctx, n))(t)[1].Name, n+"2")
			same(t, "has index "+n, ok(i.HasIndex(ctx, n, shortened(n)+"ix"))(t), true)
			table := ok(schema.NewMetaData().ReflectTable(ctx, e, n))(t)
			if rows := ok(expr.NewSelect(table.C(n)).Where(table.C(n+"2").Eq("x")).All(ctx, e))(t); len(rows) != 0 {
				t.Errorf("rows of %q: %v", n, rows)
			}
		}
	})
}

// shortened leaves room for a suffix of two bytes, or of three.
func shortened(n string) string {
	for len(n) > 59 {
		n = n[:len(n)-2] // whole characters: they are of one or of two bytes
	}
	return n
}

// hostileTable has n as the name of everything.
func hostileTable(db string, m *schema.MetaData, n string) {
	n = shortened(n)
	table := schema.NewTableIn(m, "", n)
	table.Comment = n
	key := table.AddColumn(schema.NewColumn(n, types.Integer()))
	table.SetPrimaryKey(key)
	text := table.AddColumn(schema.NewColumn(n+"2", types.String(70)))
	text.Comment, text.ServerDefault = n, expr.ElementOf(expr.Lit(n))
	other := table.AddColumn(schema.NewColumn(n+"3", types.Integer()))
	other.Nullable = false
	short := shortened(n)
	if db != mariaDB {
		table.PrimaryKey.Name = short + "pk"
	}
	table.AddUnique(other).Name = short + "uq"
	table.AddCheck(expr.ElementOf(expr.MakeText[string](text).Ne(n))).Name = short + "ck"
	table.AddForeignKey([]*schema.Column{other}, []*schema.Column{key}).Name = short + "fk"
	table.AddIndex(&text.ColumnRef, &key.ColumnRef).Name = short + "ix"
	if db == sqliteDB {
		return
	}
	enum := types.Enum(n, n+" ")
	if db == mariaDB {
		enum = types.Enum(n) // blanks at the end do not count there
	}
	enum.Name = short + "en"
	table.AddColumn(schema.NewColumn(n+"4", enum))
	s := &schema.Sequence{Name: short + "sq", MetaData: m}
	table.AddColumn(schema.NewColumn(n+"5", types.BigInteger())).ServerDefault = expr.ElementOf(schema.NextValue(s))
}
