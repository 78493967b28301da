package inspect_test

import (
	"strings"
	"testing"

	"github.com/azoth-orm/azoth/dialect"
	"github.com/azoth-orm/azoth/dialect/mysql"
	"github.com/azoth-orm/azoth/dialect/postgresql"
	"github.com/azoth-orm/azoth/dialect/sqlite"
	"github.com/azoth-orm/azoth/expr"
	"github.com/azoth-orm/azoth/inspect"
	"github.com/azoth-orm/azoth/schema"
	"github.com/azoth-orm/azoth/types"
)

// model is what the tests of Diff change.
func model() *schema.MetaData {
	m := schema.NewMetaData()
	schema.Define("parents", m, schema.Col("id", types.Integer(), schema.PrimaryKey()), schema.Col("other", types.Integer(), schema.Unique()))
	t := schema.Define("t", m,
		schema.Col("id", types.Integer(), schema.PrimaryKey()),
		schema.Col("name", types.String(50), schema.ServerDefault(expr.Lit("x")), schema.Comment("c")),
		schema.Col("parent", types.Integer(), schema.ForeignKeyTo("parents.id", schema.Name("fk"))),
		schema.Col("twice", types.Integer(), schema.ComputedOf(expr.NewText("parent * 2"), schema.Stored)),
		schema.IndexOf("ix", "name", "parent"))
	t.AddUnique(t.Column("name"), t.Column("parent")).Name = "uq"
	t.AddCheck(expr.NewText("parent > 0")).Name = "ck"
	return m
}

// TestDiffFinds wants every change of a model to be found, and to be told of what it is.
func TestDiffFinds(t *testing.T) {
	for name, c := range map[string]struct {
		change func(m *schema.MetaData, t *schema.Table)
		want   string
	}{
		"a table more":  {func(m *schema.MetaData, _ *schema.Table) { schema.NewTable(m, "more") }, "more: table is not declared: more"},
		"a column more": {func(_ *schema.MetaData, t *schema.Table) { t.AddColumn(schema.NewColumn("more", types.Text())) }, "t: column more is not declared: text"},
		"another type":  {func(_ *schema.MetaData, t *schema.Table) { t.Column("name").Type = types.String(51) }, "t: type of column name is varchar(51), want varchar(50)"},
		"not null":      {func(_ *schema.MetaData, t *schema.Table) { t.Column("name").Nullable = false }, "t: nullability of column name is false, want true"},
		"another default": {func(_ *schema.MetaData, t *schema.Table) {
			t.Column("name").ServerDefault = expr.ElementOf(expr.Lit("y"))
		}, "t: default of column name is =y, want =x"},
		"no default":        {func(_ *schema.MetaData, t *schema.Table) { t.Column("name").ServerDefault = nil }, "t: default of column name is none, want =x"},
		"it does not count": {func(_ *schema.MetaData, t *schema.Table) { t.Column("id").Autoincrement = schema.AutoincrementOff }, "t: counting of column id is false, want true"},
		"another expression": {func(_ *schema.MetaData, t *schema.Table) {
			t.Column("twice").Computed.Expr = expr.NewText("parent * 3")
		}, "t: expression of column twice is parent * 3 stored, want parent * 2 stored"},
		"another comment":     {func(_ *schema.MetaData, t *schema.Table) { t.Column("name").Comment = "" }, "t: comment of column name is none, want c"},
		"a comment":           {func(_ *schema.MetaData, t *schema.Table) { t.Comment = "c" }, "t: comment is c, want none"},
		"another primary key": {func(_ *schema.MetaData, t *schema.Table) { widen(t) }, "t: primary key is id, parent, want id"},
		"another target":      {func(m *schema.MetaData, t *schema.Table) { retarget(m, t) }, "t: foreign key fk is (parent) to parents (other)"},
		"another action":      {func(_ *schema.MetaData, t *schema.Table) { t.ForeignKeys[0].OnDelete = schema.Cascade }, "on delete CASCADE on update NO ACTION , want (parent)"},
		"deferrable":          {func(_ *schema.MetaData, t *schema.Table) { t.ForeignKeys[0].Deferrable = true }, "deferrable initially deferred, want"},
		"another check":       {func(_ *schema.MetaData, t *schema.Table) { t.Checks[0].Expr = expr.NewText("parent > 1") }, "t: check ck is parent > 1, want parent > 0"},
		"no check":            {func(_ *schema.MetaData, t *schema.Table) { t.Checks = nil }, "t: check ck is missing: parent > 0"},
		"another unique":      {func(_ *schema.MetaData, t *schema.Table) { t.Uniques[0].Columns = t.Columns[:1] }, "t: unique constraint uq is (id)"},
		"another index":       {func(_ *schema.MetaData, t *schema.Table) { t.Indexes[0].Exprs = t.Indexes[0].Exprs[:1] }, "t: index ix is (name) unique false"},
		"a unique index":      {func(_ *schema.MetaData, t *schema.Table) { t.Indexes[0].Unique = true }, "t: index ix is (name, parent) unique true"},
		"a partial index":     {func(_ *schema.MetaData, t *schema.Table) { t.Indexes[0].Where = expr.NewText("id > 5") }, "where id > 5, want"},
		"an index more":       {func(_ *schema.MetaData, t *schema.Table) { t.AddIndex(&t.Column("name").ColumnRef) }, "t: index ix_t_name is not declared: (name)"},
	} {
		t.Run(name, func(t *testing.T) {
			changed := model()
			c.change(changed, changed.Table("t"))
			found, err := inspect.Diff(postgresql.Dialect, model(), changed)
			if err != nil {
				t.Fatal(err)
			}
			if len(found) != 1 || !strings.Contains(found[0].String(), c.want) {
				t.Errorf("found %v, want %q", found, c.want)
			}
			if back, _ := inspect.Diff(postgresql.Dialect, changed, model()); len(back) != 1 {
				t.Errorf("the other way round: %v", back)
			}
		})
	}
}

func widen(t *schema.Table) {
	t.PrimaryKey.Columns = []*schema.Column{t.Column("id"), t.Column("parent")}
	t.Column("id").Autoincrement = schema.AutoincrementOn
}

func retarget(m *schema.MetaData, t *schema.Table) {
	t.ForeignKeys = nil
	t.AddForeignKeyTo([]*schema.Column{t.Column("parent")}, "parents.other").Name = "fk"
	_ = m
}

// TestDiffOverlooks wants what means the same to be no difference.
func TestDiffOverlooks(t *testing.T) {
	for _, c := range []struct {
		name      string
		dialect   *dialect.Dialect
		want, got string // CHECK conditions
	}{
		{"parentheses and blanks", sqlite.Dialect, "a>0 AND (b < 5)", "((a > 0) AND b<5)"},
		{"comments", sqlite.Dialect, "a > 0 -- so", "a /* or not */ > 0"},
		{"casts", postgresql.Dialect, "a <> 'x'", "((a)::text <> 'x'::character varying(5))"},
		{"numbers in strings", postgresql.Dialect, "a > -5", "(a > '-5'::integer)"},
		{"lists", postgresql.Dialect, "a IN ('x', 'y')", "((a)::text = ANY ((ARRAY['x'::character varying, 'y'::character varying])::text[]))"},
		{"patterns", postgresql.Dialect, "a NOT LIKE 'x%'", "((a)::text !~~ 'x%'::text)"},
		{"not equal", postgresql.Dialect, "a != 'x'", "((a)::text <> 'x'::text)"},
		{"strings with an E", postgresql.Dialect, `a <> E'x\\y'`, `a <> 'x\y'`},
		{"quotes of names", mysql.MariaDB, "a > 0", "`a` > 0"},
		{"backslashes", mysql.MariaDB, `a <> 'it''s'`, "`a` <> 'it\\'s'"},
	} {
		t.Run(c.name, func(t *testing.T) {
			if found := checks(t, c.dialect, c.want, c.got); len(found) > 0 {
				t.Error(found)
			}
		})
	}
	for _, c := range [][2]string{{"a > 0", "a > 1"}, {"a = 'x'", "a = x"}, {"a = 'X'", "a = 'x'"}, {"a IS NULL", "a IS NOT NULL"}} {
		if found := checks(t, postgresql.Dialect, c[0], c[1]); len(found) != 1 {
			t.Errorf("%s and %s: %v", c[0], c[1], found)
		}
	}
}

// checks compares two tables that differ in their CHECK only.
func checks(t *testing.T, d *dialect.Dialect, want, got string) []inspect.Difference {
	t.Helper()
	both := make([]*schema.MetaData, 2)
	for i, sql := range []string{want, got} {
		both[i] = schema.NewMetaData()
		table := schema.Define("t", both[i], schema.Col("a", types.Text()))
		text := expr.NewText(sql)
		text.Literal = true
		table.AddCheck(text).Name = "ck"
	}
	found, err := inspect.Diff(d, both[0], both[1])
	if err != nil {
		t.Fatal(err)
	}
	return found
}

func TestDiffErrors(t *testing.T) {
	broken := schema.NewMetaData()
	schema.Define("t", broken, schema.Col("a", types.Integer(), schema.ForeignKeyTo("missing.id")))
	if _, err := inspect.Diff(sqlite.Dialect, broken, model()); err == nil || !strings.Contains(err.Error(), "missing") {
		t.Errorf("error %v", err)
	}
	if _, err := inspect.Diff(&dialect.Dialect{Name: "odd"}, model(), model()); err == nil || !strings.Contains(err.Error(), "odd has no catalogue") {
		t.Errorf("error %v", err)
	}
	untyped := schema.NewMetaData()
	schema.Define("t", untyped, schema.Col("a", odd{}))
	if _, err := inspect.Diff(sqlite.Dialect, untyped, untyped); err == nil || !strings.Contains(err.Error(), "t.a") {
		t.Errorf("error %v", err)
	}
}

// odd is a type that no grammar knows.
type odd struct{}

func (odd) SQLType() string { return "ODD" }
