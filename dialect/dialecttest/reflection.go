package dialecttest

import (
	"context"
	"slices"

	"github.com/azoth-orm/azoth"
	"github.com/azoth-orm/azoth/dialect"
	"github.com/azoth-orm/azoth/expr"
	"github.com/azoth-orm/azoth/inspect"
	"github.com/azoth-orm/azoth/schema"
	"github.com/azoth-orm/azoth/types"
)

// gallery is the tables that are reflected.
type gallery struct {
	meta   *schema.MetaData
	users  *schema.Table
	works  *schema.Table
	shown  *schema.Table
	viewed *schema.View
}

// reflectionArea is what the catalogue tells: everything that was created, as it was created.
func reflectionArea(*suite) *area {
	m := azoth.NewMetaData()
	g := &gallery{meta: m}
	g.users = schema.Define("gallery_users", m,
		schema.Col("id", types.BigInteger(), schema.PrimaryKey()),
		schema.Col("name", types.String(50), schema.NotNull(), schema.Comment("who it is")),
		schema.Col("email", types.String(80)),
		schema.Col("score", types.Numeric(8, 3), schema.ServerDefault(azoth.Lit(dec("1.500")))),
		schema.Col("boss_id", types.BigInteger(), schema.ForeignKeyTo("gallery_users.id", schema.Name("fk_gallery_boss"))))
	g.users.Comment = "the users"
	g.users.AddUnique(g.users.Column("email")).Name = "uq_gallery_email"
	g.users.AddCheck(expr.ElementOf(azoth.AsNumber(azoth.Typed[types.Decimal](g.users.C("score"))).Gt(dec("0")))).Name = "ck_gallery_score"
	g.works = schema.Define("gallery_works", m,
		schema.Col("user_id", nil, schema.ForeignKeyTo("gallery_users.id", schema.OnDelete(schema.Cascade), schema.Name("fk_gallery_user")), schema.PrimaryKey()),
		schema.Col("number", types.Integer(), schema.PrimaryKey()),
		schema.Col("title", types.String(50)), schema.Col("made", types.DateTime()),
		schema.IndexOf("ix_gallery_title", "title"), schema.UniqueIndexOf("ux_gallery_made", "made", "title"))
	g.shown = schema.Define("gallery_shown", m,
		schema.Col("id", types.BigInteger(), schema.PrimaryKey()), schema.Col("u", types.BigInteger()), schema.Col("n", types.Integer()))
	fk := g.shown.AddForeignKey([]*schema.Column{g.shown.Column("u"), g.shown.Column("n")}, []*schema.Column{g.works.Column("user_id"), g.works.Column("number")})
	fk.Name, fk.OnDelete = "fk_gallery_shown", schema.SetNull
	g.viewed = schema.NewView(m, "gallery_view", azoth.Select2(azoth.Typed[int64](g.users.C("id")), azoth.Typed[string](g.users.C("name"))).Statement())
	return &area{name: "reflection", meta: m, cases: concat(g.names(), g.columns(), g.keys(), g.tables())}
}

// inspector reads with the case's connection.
func (t *T) inspector() *inspect.Inspector { return inspect.New(t.conn) }

func (g *gallery) names() []testCase {
	return []testCase{
		{name: "names of tables", run: func(t *T) {
			names, err := t.inspector().TableNames(t.ctx)
			t.ok(err)
			for _, want := range []string{"gallery_users", "gallery_works", "gallery_shown"} {
				t.equal(slices.Contains(names, want), true)
			}
			t.equal(slices.Contains(names, "gallery_view"), false)
		}},
		{name: "names of views", run: func(t *T) {
			names, err := t.inspector().ViewNames(t.ctx)
			t.ok(err)
			t.equal(names, []string{"gallery_view"})
		}},
		{name: "has table", run: func(t *T) {
			for name, want := range map[string]bool{"gallery_users": true, "gallery_view": true, "gallery": false, "gallery_users_": false} {
				got, err := t.inspector().HasTable(t.ctx, name)
				t.ok(err)
				if got != want {
					t.Errorf("%s: %v", name, got)
				}
			}
		}},
		{name: "has index", run: func(t *T) {
			for name, want := range map[string]bool{"ix_gallery_title": true, "ux_gallery_made": true, "ix_none": false} {
				got, err := t.inspector().HasIndex(t.ctx, "gallery_works", name)
				t.ok(err)
				if got != want {
					t.Errorf("%s: %v", name, got)
				}
			}
		}},
		{name: "default schema", run: func(t *T) {
			name, err := t.inspector().DefaultSchema(t.ctx)
			t.ok(err)
			names, err := t.inspector().SchemaNames(t.ctx)
			t.ok(err)
			t.equal(slices.Contains(names, name), true)
		}},
		{name: "definition of a view", run: func(t *T) {
			sql, err := t.inspector().ViewDefinition(t.ctx, "gallery_view")
			t.ok(err)
			t.contains(sql, "gallery_users", "name")
		}},
		{name: "table that is not there", run: func(t *T) {
			_, err := t.inspector().Columns(t.ctx, "nowhere")
			t.is(err, dialect.ErrNoSuchTable)
		}},
		{name: "table of the transaction", run: func(t *T) {
			m := azoth.NewMetaData()
			schema.Define("gallery_late", m, key(), schema.Col("v", types.String(7)))
			t.ok(m.CreateAll(t.ctx, t.conn))
			cs, err := t.inspector().Columns(t.ctx, "gallery_late")
			t.ok(err)
			t.equal(len(cs), 2)
			t.ok(m.DropAll(t.ctx, t.conn))
		}},
	}
}

func (g *gallery) columns() []testCase {
	return []testCase{
		{name: "columns", run: func(t *T) {
			cs, err := t.inspector().Columns(t.ctx, "gallery_users")
			t.ok(err)
			var names []string
			var nullable []bool
			for _, c := range cs {
				names, nullable = append(names, c.Name), append(nullable, c.Nullable)
			}
			t.equal(names, []string{"id", "name", "email", "score", "boss_id"})
			t.equal(nullable, []bool{false, false, true, true, true})
		}},
		{name: "types of columns", run: func(t *T) {
			cs, err := t.inspector().Columns(t.ctx, "gallery_users")
			t.ok(err)
			t.equal(types.IsInteger(cs[0].Type), true)
			t.contains(cs[1].Type.SQLType(), "VARCHAR(50)")
			t.contains(cs[3].Type.SQLType(), "8, 3")
		}},
		{name: "default of a column", run: func(t *T) {
			cs, err := t.inspector().Columns(t.ctx, "gallery_users")
			t.ok(err)
			t.contains(cs[3].Default, "1.5")
			t.equal([]string{cs[1].Default, cs[2].Default}, []string{"", ""})
		}},
		{name: "column that counts up", run: func(t *T) {
			cs, err := t.inspector().Columns(t.ctx, "gallery_users")
			t.ok(err)
			t.equal([]bool{cs[0].Autoincrement, cs[4].Autoincrement}, []bool{true, false})
		}},
		{name: "columns of a view", run: func(t *T) {
			cs, err := t.inspector().Columns(t.ctx, "gallery_view")
			t.ok(err)
			t.equal([]string{cs[0].Name, cs[1].Name}, []string{"id", "name"})
		}},
		{name: "comments", needs: "Comments", run: func(t *T) {
			cs, err := t.inspector().Columns(t.ctx, "gallery_users")
			t.ok(err)
			t.equal([]string{cs[1].Comment, cs[2].Comment}, []string{"who it is", ""})
			of, err := t.inspector().TableComment(t.ctx, "gallery_users")
			t.ok(err)
			t.equal(of, "the users")
		}},
		{name: "columns of all tables", run: func(t *T) {
			all, err := t.inspector().MultiColumns(t.ctx)
			t.ok(err)
			t.equal([]int{len(all["gallery_users"]), len(all["gallery_works"]), len(all["gallery_shown"])}, []int{5, 4, 3})
		}},
	}
}

func (g *gallery) keys() []testCase {
	return []testCase{
		{name: "primary key", run: func(t *T) {
			k, err := t.inspector().PrimaryKey(t.ctx, "gallery_users")
			t.ok(err)
			t.equal(k.Columns, []string{"id"})
		}},
		{name: "primary key of two columns", run: func(t *T) {
			k, err := t.inspector().PrimaryKey(t.ctx, "gallery_works")
			t.ok(err)
			t.equal(k.Columns, []string{"user_id", "number"})
		}},
		{name: "foreign key", run: func(t *T) {
			ks, err := t.inspector().ForeignKeys(t.ctx, "gallery_works")
			t.ok(err)
			t.equal(len(ks), 1)
			t.equal([]any{ks[0].Name, ks[0].Columns, ks[0].RefTable, ks[0].RefColumns, ks[0].OnDelete},
				[]any{"fk_gallery_user", []string{"user_id"}, "gallery_users", []string{"id"}, schema.Cascade})
		}},
		{name: "foreign key of two columns", run: func(t *T) {
			ks, err := t.inspector().ForeignKeys(t.ctx, "gallery_shown")
			t.ok(err)
			t.equal(len(ks), 1)
			t.equal([]any{ks[0].Columns, ks[0].RefTable, ks[0].RefColumns, ks[0].OnDelete},
				[]any{[]string{"u", "n"}, "gallery_works", []string{"user_id", "number"}, schema.SetNull})
		}},
		{name: "foreign key to the table itself", run: func(t *T) {
			ks, err := t.inspector().ForeignKeys(t.ctx, "gallery_users")
			t.ok(err)
			t.equal([]any{len(ks), ks[0].RefTable, ks[0].Columns}, []any{1, "gallery_users", []string{"boss_id"}})
		}},
		{name: "unique constraint", run: func(t *T) {
			us, err := t.inspector().UniqueConstraints(t.ctx, "gallery_users")
			t.ok(err)
			t.equal(len(us), 1)
			t.equal([]any{us[0].Name, us[0].Columns}, []any{"uq_gallery_email", []string{"email"}})
		}},
		{name: "check constraint", run: func(t *T) {
			cs, err := t.inspector().CheckConstraints(t.ctx, "gallery_users")
			t.ok(err)
			t.equal(len(cs), 1)
			t.equal(cs[0].Name, "ck_gallery_score")
			t.contains(cs[0].SQL, "score", "0")
		}},
		{name: "indexes", run: func(t *T) {
			ixs, err := t.inspector().Indexes(t.ctx, "gallery_works")
			t.ok(err)
			found := map[string]bool{}
			for _, ix := range ixs {
				found[ix.Name] = ix.Unique
				if ix.Name == "ux_gallery_made" {
					t.equal([]any{len(ix.Elements), ix.Elements[0].Column, ix.Elements[1].Column}, []any{2, "made", "title"})
				}
			}
			t.equal([]any{found["ix_gallery_title"], found["ux_gallery_made"]}, []any{false, true})
		}},
	}
}

// tables are tables of the database as tables of a program.
func (g *gallery) tables() []testCase {
	return []testCase{
		{name: "table", run: func(t *T) {
			m := azoth.NewMetaData()
			tbl, err := m.ReflectTable(t.ctx, t.conn, "gallery_works")
			t.ok(err)
			t.insert(m.Table("gallery_users"), m.Table("gallery_users").C("id").Set(1), m.Table("gallery_users").C("name").Set("ed"))
			t.insert(tbl, tbl.C("user_id").Set(1), tbl.C("number").Set(7), tbl.C("title").Set("it"), tbl.C("made").Set(seenAda))
			rows(t, azoth.Select2(azoth.Typed[string](tbl.C("title")), number(tbl, "number")).Where(tbl.C("made").Eq(seenAda)), azoth.Pair("it", int64(7)))
			rows(t, azoth.Select(azoth.Typed[string](m.Table("gallery_users").C("name"))).Join(tbl), "ed")
		}},
		{name: "tables and where their foreign keys lead", run: func(t *T) {
			m := azoth.NewMetaData()
			t.ok(m.Reflect(t.ctx, t.conn, schema.Only("gallery_shown")))
			var names []string
			for _, tbl := range m.Tables() {
				names = append(names, tbl.Name)
			}
			slices.Sort(names)
			t.equal(names, []string{"gallery_shown", "gallery_users", "gallery_works"})
		}},
		{name: "reflected table that is not there", run: func(t *T) {
			_, err := azoth.NewMetaData().ReflectTable(t.ctx, t.conn, "nowhere")
			t.is(err, dialect.ErrNoSuchTable)
		}},
		{name: "nothing differs from what was created", run: func(t *T) {
			got := azoth.NewMetaData()
			t.ok(got.Reflect(t.ctx, t.conn, schema.Only("gallery_users", "gallery_works", "gallery_shown")))
			ds, err := inspect.Diff(t.engine.Dialect(), g.meta, got)
			t.ok(err)
			for _, d := range ds {
				t.Error(d)
			}
		}},
		{name: "created again from what was reflected", apart: true, run: func(t *T) {
			m := azoth.NewMetaData()
			t.ok(m.Reflect(t.ctx, t.engine, schema.Only("gallery_shown")))
			other := t.config.Open(t)
			t.ok(m.CreateAll(t.ctx, other))
			again := azoth.NewMetaData()
			t.ok(again.Reflect(t.ctx, other))
			ds, err := inspect.Diff(t.engine.Dialect(), m, again)
			t.ok(err)
			for _, d := range ds {
				t.Error(d)
			}
			t.ok(m.DropAll(context.Background(), other))
		}},
		{name: "hostile names", apart: true, run: func(t *T) {
			m := azoth.NewMetaData()
			name := "it's a \"table\" 100% `x`"
			schema.Define(name, m, key(), schema.Col("a \"b\" 'c' %s", types.String(9), schema.NotNull(), schema.Unique()))
			t.create(m)
			got := azoth.NewMetaData()
			t.ok(got.Reflect(t.ctx, t.engine, schema.Only(name)))
			ds, err := inspect.Diff(t.engine.Dialect(), m, got)
			t.ok(err)
			for _, d := range ds {
				t.Error(d)
			}
		}},
	}
}
