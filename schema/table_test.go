package schema

import (
	"strings"
	"testing"

	"github.com/azoth-orm/azoth/expr"
	"github.com/azoth-orm/azoth/types"
)

func names(ts []*Table) string {
	out := make([]string, len(ts))
	for i, t := range ts {
		out[i] = t.Key()
	}
	return strings.Join(out, " ")
}

// message is what f panics with.
func message(f func()) (text string) {
	defer func() {
		if err, ok := recover().(error); ok {
			text = err.Error()
		}
	}()
	f()
	return ""
}

func TestDefine(t *testing.T) {
	meta := NewMetaData()
	users := Define("users", meta,
		Col("id", types.BigInteger(), PrimaryKey()),
		Col("name", types.String(50), NotNull(), Unique(), Indexed()),
		CheckOf("name <> ''"))
	if meta.Table("users") != users || names(meta.Tables()) != "users" {
		t.Fatal("the table is not in its MetaData")
	}
	id := users.Column("id")
	if id == nil || id.Nullable || !id.PrimaryKey || id.Table != users || id.From != expr.FromElement(users) || OriginOf(&id.ColumnRef) != id {
		t.Errorf("column id: %+v", id)
	}
	if len(users.Constraints()) != 3 || len(users.Indexes) != 1 || users.Indexes[0].IndexName() != "ix_users_name" {
		t.Errorf("constraints %v, indexes %v", users.Constraints(), users.Indexes)
	}
	if expr.FromOf(users) != expr.FromElement(users) || users.C("id").Ref() != &id.ColumnRef {
		t.Error("the table is not its own FROM element")
	}
	if users.Column("nothing") != nil {
		t.Error("a column that does not exist was found")
	}
}

func TestMistakesPanic(t *testing.T) {
	meta := NewMetaData()
	users := Define("users", meta, Col("id", types.Integer()))
	for name, c := range map[string]struct {
		f    func()
		want string
	}{
		"table twice":     {func() { NewTable(meta, "users") }, "has a table users already"},
		"column twice":    {func() { users.AddColumn(NewColumn("id", types.Integer())) }, "two columns id"},
		"rename to taken": {func() { users.Rename(users.AddColumn(NewColumn("x", nil)), "id") }, "two columns id"},
		"unknown column":  {func() { Define("t", nil, UniqueOf("a")) }, `no column "a"`},
		"no name":         {func() { users.AddColumn(&Column{}) }, "needs a name"},
		"foreign key of two columns to one": {func() {
			users.AddForeignKeyTo([]*Column{users.Column("id"), users.Column("id")}, "a.b")
		}, "as many targets as columns"},
		"C of a typo": {func() { _ = users.C("idd") }, `no column "idd" (it has id`},
	} {
		t.Run(name, func(t *testing.T) {
			if got := message(c.f); !strings.Contains(got, c.want) {
				t.Errorf("panic %q, want one with %q", got, c.want)
			}
		})
	}
}

func TestForeignKeysResolveLate(t *testing.T) {
	meta := NewMetaData()
	tags := Define("post_tags", meta,
		Col("post_id", nil, ForeignKeyTo("posts.id", OnDelete(Cascade), OnUpdate(SetNull), Name("fk")), PrimaryKey()),
		Col("tag", types.String(0), PrimaryKey()))
	if _, err := tags.ForeignKeys[0].References(); err == nil || !strings.Contains(err.Error(), "no table posts") {
		t.Errorf("a missing table: %v", err)
	}
	if err := meta.Configure(); err == nil {
		t.Error("Configure does not report a missing table")
	}
	posts := Define("posts", meta, Col("id", types.BigInteger(), PrimaryKey()))
	f := tags.ForeignKeys[0]
	if got, err := f.RefTable(); err != nil || got != posts || f.Target() != "posts (id)" {
		t.Errorf("RefTable: %v, %v", got, err)
	}
	if f.OnDelete != Cascade || f.OnUpdate != SetNull || f.Name != "fk" {
		t.Errorf("options are lost: %+v", f)
	}
	if err := meta.Configure(); err != nil || tags.Column("post_id").Type != types.Type(types.BigInteger()) {
		t.Errorf("the column has type %v, %v; want that of posts.id", tags.Column("post_id").Type, err)
	}
	if got := tags.ForeignKeysTo(posts); len(got) != 1 || got[0] != f || len(posts.ForeignKeysTo(tags)) != 0 {
		t.Error("ForeignKeysTo is wrong")
	}
	if got := Between(posts, expr.NewAlias(tags, "x")); len(got) != 1 {
		t.Errorf("Between finds %d foreign keys, want 1", len(got))
	}
}

func TestForeignKeyErrors(t *testing.T) {
	meta := NewMetaData()
	a := Define("a", meta, Col("id", types.Integer()), Col("x", nil, ForeignKeyTo("b")), Col("y", nil, ForeignKeyTo("a.nothing")))
	b := Define("b", meta, Col("id", types.Integer()))
	for i, want := range []string{`written "table.column"`, "has no column nothing"} {
		if _, err := a.ForeignKeys[i].References(); err == nil || !strings.Contains(err.Error(), want) {
			t.Errorf("%v, want an error with %q", err, want)
		}
	}
	two := a.AddForeignKey([]*Column{a.Column("x"), a.Column("y")}, []*Column{a.Column("id"), b.Column("id")})
	if _, err := two.References(); err == nil || !strings.Contains(err.Error(), "one foreign key references one table") {
		t.Errorf("columns of two tables: %v", err)
	}
}

func TestTypesThatGoInACircle(t *testing.T) {
	meta := NewMetaData()
	Define("a", meta, Col("x", nil, ForeignKeyTo("b.x")))
	Define("b", meta, Col("x", nil, ForeignKeyTo("a.x")))
	if err := meta.Configure(); err == nil || !strings.Contains(err.Error(), "has no type") {
		t.Errorf("columns that take their types from each other: %v", err)
	}
}

func TestAutoincrementColumn(t *testing.T) {
	meta := NewMetaData()
	Define("parent", meta, Col("id", types.Integer(), PrimaryKey()))
	for name, c := range map[string]struct {
		items []Item
		want  string
	}{
		"integer":     {[]Item{Col("id", types.BigInteger(), PrimaryKey())}, "id"},
		"string":      {[]Item{Col("id", types.String(5), PrimaryKey())}, ""},
		"none":        {[]Item{Col("id", types.Integer())}, ""},
		"off":         {[]Item{Col("id", types.Integer(), PrimaryKey(), NoAutoincrement())}, ""},
		"default":     {[]Item{Col("id", types.Integer(), PrimaryKey(), ServerDefault(expr.Lit(1)))}, ""},
		"foreign key": {[]Item{Col("id", types.Integer(), PrimaryKey(), ForeignKeyTo("parent.id"))}, ""},
		"composite":   {[]Item{Col("a", types.Integer(), PrimaryKey()), Col("b", types.Integer(), PrimaryKey())}, ""},
	} {
		t.Run(name, func(t *testing.T) {
			got := Define("t_"+strings.ReplaceAll(name, " ", "_"), meta, c.items...).AutoincrementColumn()
			if c.want == "" && got != nil || c.want != "" && (got == nil || got.Name != c.want) {
				t.Errorf("%v counts up, want %q", got, c.want)
			}
		})
	}
	both := Define("both", meta, Col("a", types.Integer(), PrimaryKey()), Col("b", types.Integer(), PrimaryKey()))
	both.Column("b").Autoincrement = AutoincrementOn
	if got := both.AutoincrementColumn(); got != both.Column("b") {
		t.Errorf("%v counts up, want b, which says so", got)
	}
}

func TestSchemaNames(t *testing.T) {
	meta := NewMetaData()
	meta.Schema = "app"
	a, b := NewTable(meta, "a"), NewTable(meta, "other.b")
	if a.Key() != "app.a" || b.Key() != "other.b" || meta.Table("a") != a || meta.Table("app.a") != a || meta.Table("b") != nil {
		t.Errorf("keys %s and %s", a, b)
	}
}
