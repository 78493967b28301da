package compiler_test

import (
	"strings"
	"testing"

	"github.com/azoth-orm/azoth/compiler"
	"github.com/azoth-orm/azoth/dialect/mysql"
	"github.com/azoth-orm/azoth/dialect/postgresql"
	"github.com/azoth-orm/azoth/expr"
	"github.com/azoth-orm/azoth/fn"
	"github.com/azoth-orm/azoth/schema"
	"github.com/azoth-orm/azoth/types"
)

func ddl(t *testing.T, dialect string, s expr.Element) string {
	t.Helper()
	got, err := compiler.Text(s, grammarOf(dialect))
	if err != nil {
		t.Fatal(err)
	}
	return strings.ReplaceAll(strings.Trim(got, "\n"), ", \n\t", ", ")
}

func grammarOf(dialect string) *compiler.Grammar {
	if dialect == "mariadb" {
		return mysql.MariaDB.Grammar
	}
	return grammars[dialect]
}

func one(items ...schema.Item) *schema.Table {
	return schema.Define("t", schema.NewMetaData(), items...)
}

// What the goldens cannot have, because it is Azoth's own: INTEGER for every key of SQLite that counts up, and for 64 bits.
func TestIntegersOfSQLite(t *testing.T) {
	for _, typ := range []types.Type{types.BigInteger(), types.SmallInteger(), types.Integer()} {
		table := one(schema.Col("id", typ, schema.PrimaryKey()), schema.Col("n", types.BigInteger()))
		want := "CREATE TABLE t (\n\tid INTEGER NOT NULL, n INTEGER, PRIMARY KEY (id)\n)"
		if got := ddl(t, "sqlite", &schema.CreateTable{Table: table}); got != want {
			t.Errorf("%s: %s", typ.SQLType(), got)
		}
	}
}

func TestColumnTakesTheTypeOfItsTarget(t *testing.T) {
	table := one(schema.Col("id", types.BigInteger(), schema.PrimaryKey()), schema.Col("p", nil, schema.ForeignKeyTo("t.id")))
	if got := ddl(t, "postgresql", &schema.CreateTable{Table: table}); !strings.Contains(got, "id BIGSERIAL NOT NULL, p BIGINT,") {
		t.Error(got)
	}
}

func TestOmittedForeignKeys(t *testing.T) {
	table := one(schema.Col("id", types.Integer(), schema.PrimaryKey()), schema.Col("p", nil, schema.ForeignKeyTo("t.id", schema.Name("fk"))))
	got := ddl(t, "postgresql", &schema.CreateTable{Table: table, Omit: table.ForeignKeys})
	if strings.Contains(got, "FOREIGN KEY") {
		t.Error(got)
	}
	want := "ALTER TABLE t ADD CONSTRAINT fk FOREIGN KEY(p) REFERENCES t (id)"
	if got := ddl(t, "postgresql", &schema.AddConstraint{Constraint: table.ForeignKeys[0]}); got != want {
		t.Error(got)
	}
}

// Values in DDL are literals, and what is in them stays in them.
func TestLiteralsInDDL(t *testing.T) {
	evil := "'); DROP TABLE t; --"
	table := one(schema.Col("a", types.String(50), schema.ServerDefault(expr.Lit(evil)), schema.Comment(evil)))
	table.AddCheck(expr.ElementOf(expr.MakeText[string](table.Column("a")).Ne(evil)))
	for dialect := range grammars {
		got := ddl(t, dialect, &schema.CreateTable{Table: table})
		if n := strings.Count(got, "'''); DROP TABLE t; --'"); n < 2 || strings.Contains(got, "?") || strings.Contains(got, "$1") {
			t.Errorf("%s: %s", dialect, got)
		}
	}
}

func TestDDLMistakes(t *testing.T) {
	table := one(schema.Col("a", types.String(0)), schema.Col("p", types.Integer(), schema.ForeignKeyTo("missing.id")))
	table.AddUnique(table.Column("a"))
	create := func(typ types.Type) *schema.CreateTable { return &schema.CreateTable{Table: one(schema.Col("a", typ))} }
	plain := one(schema.Col("a", types.Integer()), schema.Col("b", types.Integer(), schema.ForeignKeyTo("t.a", schema.OnDelete("CASCADE; DROP"))))
	partial := plain.AddIndex(&plain.Column("a").ColumnRef)
	partial.Where = expr.ElementOf(expr.MakeNumber[int, int](plain.Column("a")).Gt(1))
	mistakes{
		"target missing":            {"sqlite", &schema.CreateTable{Table: table}, "there is no table missing"},
		"no type":                   {"sqlite", &schema.CreateTable{Table: one(schema.Col("a", nil))}, "has no type"},
		"no such action":            {"sqlite", &schema.CreateTable{Table: plain}, "is no action of a foreign key"},
		"constraint without a name": {"postgresql", &schema.DropConstraint{Constraint: table.Uniques[0]}, "has no name"},
		"partial index":             {"mysql", &schema.CreateIndex{Index: partial}, "no partial indexes"},
		"index of nothing":          {"sqlite", &schema.CreateIndex{Index: table.AddIndex()}, "has no columns"},
		"array of arrays":           {"postgresql", create(types.Array(types.Array(types.Integer()))), "more than one dimension"},
		"array of nothing":          {"postgresql", create(types.ArrayType{}), "a type is missing"},
		"NUMERIC without digits":    {"mysql", create(types.NumericType{}), "column t.a: mysql: NUMERIC without digits"},
		"enumeration without name":  {"postgresql", create(types.Enum("a")), "needs a name"},
		"array of such":             {"postgresql", create(types.Array(types.Enum("a"))), "needs a name"},
		"name of an enumeration":    {"postgresql", create(types.Enum("a").Named(strings.Repeat("x", 64))), "has 64 bytes"},
		"enumeration called text":   {"postgresql", create(types.Enum("a").Named("text")), "it has a type of that name itself"},
		"enumeration called _text":  {"postgresql", create(types.Enum("a").Named("_text")), "it has a type of that name itself"},
		"enumeration of catalogue":  {"postgresql", create(types.Enum("a").Named("pg_class")), "it has a type of that name itself"},
		"odd interval":              {"postgresql", create(types.IntervalType{Fields: "DAY; DROP"}), "nothing that an interval can be restricted to"},
		"type of another database":  {"sqlite", create(postgresql.TSVector()), "sqlite cannot keep a TSVECTOR"},
		"type of MySQL":             {"postgresql", create(mysql.MediumInt()), "no name for the type MEDIUMINT"},
		"made up type of MySQL":     {"mysql", create(mysql.IntType{Name: "INT); DROP"}), "a type of this kind is one of TINYINT"},
		"label that loses a blank":  {"mysql", create(types.Enum("a ")), "ends in a blank"},
		"value that loses a blank":  {"mysql", create(mysql.Set("a ")), "ends in a blank"},
		"index of an expression":    {"mariadb", &schema.CreateIndex{Index: plain.AddIndex(expr.NewFunction("lower", expr.NewText("x")))}, "indexes columns only"},
		"sequence":                  {"mysql", &schema.CreateSequence{Sequence: &schema.Sequence{Name: "s"}}, "it has no sequences"},
		"next number":               {"sqlite", expr.ElementOf(schema.NextValue(&schema.Sequence{Name: "s"})), "it has no sequences"},
		"drop of a sequence":        {"sqlite", &schema.DropSequence{Sequence: &schema.Sequence{Name: "s"}}, "it has no sequences"},
		"enumeration as a type":     {"mysql", &schema.CreateEnumType{Type: types.Enum("a").Named("e")}, "not types of their own"},
		"enumeration with a check":  {"postgresql", &schema.CreateEnumType{Type: types.Enum("a").Named("e").Checked()}, "leave Varchar out"},
		"comment":                   {"sqlite", &schema.SetTableComment{Table: table}, "keeps no comments"},
		"materialized view":         {"mysql", &schema.CreateView{View: &schema.View{Name: "v", Materialized: true}}, "no materialized views"},
		"view of nothing":           {"sqlite", &schema.CreateView{View: &schema.View{Name: "v"}}, "neither a query nor a definition"},
		"refresh of a plain view":   {"postgresql", &schema.RefreshView{View: &schema.View{Name: "v"}}, "keeps no rows"},
	}.check(t)
}

// mistakes are statements that a dialect refuses, and what the error says.
type mistakes map[string]mistake

type mistake struct {
	dialect string
	s       expr.Element
	want    string
}

func (m mistakes) check(t *testing.T) {
	for name, c := range m {
		t.Run(name, func(t *testing.T) {
			if got, err := compiler.Text(c.s, grammarOf(c.dialect)); err == nil || !strings.Contains(err.Error(), c.want) {
				t.Errorf("%q, error %v; want one with %q", got, err, c.want)
			}
		})
	}
}

// What a database cannot say about a column or a constraint is an error: leaving it out would mean something else.
func TestWhatADatabaseCannotSay(t *testing.T) {
	pk := schema.PrimaryKey()
	identity := schema.Col("n", types.Integer(), schema.IdentityOf(schema.Identity{}))
	table := func(change func(*schema.Table), items ...schema.Item) *schema.CreateTable {
		t := one(append([]schema.Item{schema.Col("id", types.Integer(), pk), schema.Col("p", nil, schema.ForeignKeyTo("t.id"))}, items...)...)
		change(t)
		return &schema.CreateTable{Table: t}
	}
	unique := func(change func(*schema.UniqueConstraint)) *schema.CreateTable {
		return table(func(t *schema.Table) { change(t.AddUnique(t.Column("p"))) })
	}
	deferrable := func(u *schema.UniqueConstraint) { u.Deferrable = true }
	distinct := func(u *schema.UniqueConstraint) { u.NullsNotDistinct = true }
	index := unique(func(*schema.UniqueConstraint) {}).Table.AddIndex(expr.NewText("id"))
	index.NullsNotDistinct = true
	key := func(change func(*schema.ForeignKeyConstraint)) *schema.CreateTable {
		return table(func(t *schema.Table) { change(t.ForeignKeys[0]) })
	}
	same := func(*schema.Table) {}
	mistakes{
		"identity beside the key":          {"sqlite", table(same, identity), "counts up the only column of a primary key"},
		"identity beside the key of MySQL": {"mysql", table(same, identity), "counts up the only column of a primary key"},
		"unique, deferrable":               {"sqlite", unique(deferrable), "checks it at once"},
		"unique, deferrable, of MySQL":     {"mysql", unique(deferrable), "checks it at once"},
		"unique NULL":                      {"sqlite", unique(distinct), "cannot take NULL for a value"},
		"unique NULL of an index":          {"mysql", &schema.CreateIndex{Index: index}, "cannot take NULL for a value"},
		"foreign key, deferrable":          {"mysql", key(func(f *schema.ForeignKeyConstraint) { f.Deferrable = true }), "checks it at once"},
		"MATCH FULL":                       {"mysql", key(func(f *schema.ForeignKeyConstraint) { f.Match = "FULL" }), "has no MATCH FULL"},
		"MATCH of what":                    {"postgresql", key(func(f *schema.ForeignKeyConstraint) { f.Match = "x; DROP" }), "it is FULL or SIMPLE"},
		"virtual": {
			"postgresql", table(same, schema.Col("v", types.Integer(), schema.ComputedOf(expr.NewText("1"), schema.Virtual))), "say Stored",
		},
	}.check(t)
	if got := ddl(t, "mysql", key(func(f *schema.ForeignKeyConstraint) { f.Match = "SIMPLE" })); strings.Contains(got, "MATCH") {
		t.Errorf("MATCH SIMPLE, which is what MySQL does, is written: %s", got)
	}
}

// What SQLAlchemy does not say, so that no golden can have it.
func TestTablesOfMySQL(t *testing.T) {
	table := func(options string, items ...schema.Item) string {
		t2 := one(items...)
		t2.Options, t2.Comment = map[string]string{"mysql": options}, "c"
		return ddl(t, "mysql", &schema.CreateTable{Table: t2})
	}
	a := schema.Col("a", types.String(0), schema.ServerDefault(expr.Lit("x")))
	for options, want := range map[string]string{
		"":                     "CREATE TABLE t (\n\ta VARCHAR(255) DEFAULT 'x'\n) DEFAULT CHARSET=utf8mb4 COMMENT='c'",
		"ENGINE=Aria":          "CREATE TABLE t (\n\ta VARCHAR(255) DEFAULT 'x'\n) DEFAULT CHARSET=utf8mb4 COMMENT='c' ENGINE=Aria",
		"character set latin1": "CREATE TABLE t (\n\ta VARCHAR(255) DEFAULT 'x'\n) COMMENT='c' character set latin1",
		"COLLATE utf8mb4_bin":  "CREATE TABLE t (\n\ta VARCHAR(255) DEFAULT 'x'\n) COMMENT='c' COLLATE utf8mb4_bin",
		"PARTITION BY HASH(a)": "CREATE TABLE t (\n\ta VARCHAR(255) DEFAULT 'x'\n) DEFAULT CHARSET=utf8mb4 COMMENT='c' PARTITION BY HASH(a)",
	} {
		if got := table(options, a); got != want {
			t.Errorf("%s:\n%s\nwant\n%s", options, got, want)
		}
	}
	now := schema.ServerDefault(fn.Now())
	for typ, want := range map[types.Type]string{
		types.DateTime():                  "a DATETIME(6) DEFAULT CURRENT_TIMESTAMP(6)",
		types.DateTimeType{Precision: 3}:  "a DATETIME(3) DEFAULT CURRENT_TIMESTAMP(3)",
		types.DateTimeType{Precision: -1}: "a DATETIME DEFAULT (now())",
		types.Timestamp():                 "a TIMESTAMP(6) NULL DEFAULT CURRENT_TIMESTAMP(6)",
		types.Interval():                  "a DATETIME(6) DEFAULT (now())",
		types.Text():                      "a TEXT DEFAULT (now())",
	} {
		if got := ddl(t, "mysql", &schema.CreateTable{Table: one(schema.Col("a", typ, now))}); !strings.Contains(got, "\t"+want+"\n") {
			t.Errorf("%s: %s", typ.SQLType(), got)
		}
	}
	long := one(schema.Col("a", types.Text(), schema.ServerDefault(expr.Lit("x"))), schema.Col("b", types.Array(types.Integer()), schema.ServerDefault(expr.Lit("[]"))))
	if got := ddl(t, "mysql", &schema.CreateTable{Table: long}); !strings.Contains(got, "a TEXT DEFAULT ('x'), b JSON DEFAULT ('[]')") {
		t.Error(got)
	}
}

// Options for MariaDB are those for MySQL, unless there are own ones.
func TestOptionsOfMariaDB(t *testing.T) {
	table := one(schema.Col("a", types.Integer()))
	table.Options = map[string]string{"mysql": "ENGINE=InnoDB"}
	if got := ddl(t, "mariadb", &schema.CreateTable{Table: table}); !strings.HasSuffix(got, " ENGINE=InnoDB") {
		t.Error(got)
	}
	table.Options["mariadb"] = "ENGINE=Aria"
	if got := ddl(t, "mariadb", &schema.CreateTable{Table: table}); !strings.HasSuffix(got, " ENGINE=Aria") {
		t.Error(got)
	}
	if got := ddl(t, "mysql", &schema.CreateTable{Table: table}); !strings.HasSuffix(got, " ENGINE=InnoDB") {
		t.Error(got)
	}
}

func TestDropCommentOfAKeyOfMySQL(t *testing.T) {
	table := one(schema.Col("id", types.Integer(), schema.PrimaryKey(), schema.Comment("c")))
	want := "ALTER TABLE t CHANGE id id INTEGER NOT NULL AUTO_INCREMENT"
	if got := ddl(t, "mysql", &schema.DropColumnComment{Column: table.Column("id")}); got != want {
		t.Errorf("%s, want %s", got, want)
	}
}

// Words of the grammar of types need quotes as the name of a type, and names of the database's own types a schema.
func TestNamesOfEnumerations(t *testing.T) {
	for name, want := range map[string]string{
		"color": "color", "int": `"int"`, "none": `"none"`, "select": `"select"`, "app.text": "app.text", "app.coalesce": `app."coalesce"`, "Text": `"Text"`,
	} {
		got := ddl(t, "postgresql", &schema.CreateTable{Table: one(schema.Col("a", types.Enum("x").Named(name)))})
		if !strings.Contains(got, "\ta "+want+"\n") {
			t.Errorf("%s: %s", name, got)
		}
	}
}

func TestViews(t *testing.T) {
	reflected := &schema.View{Name: "v", Schema: "app", Definition: "SELECT 1"}
	if got := ddl(t, "postgresql", &schema.CreateView{View: reflected}); got != "CREATE VIEW app.v AS SELECT 1" {
		t.Error(got)
	}
	kept := &schema.View{Name: "v", Materialized: true}
	if got := ddl(t, "postgresql", &schema.RefreshView{View: kept, Concurrently: true}); got != "REFRESH MATERIALIZED VIEW CONCURRENTLY v" {
		t.Error(got)
	}
}
