package sqlite

import (
	"testing"

	"github.com/azoth-orm/azoth/schema"
	"github.com/azoth-orm/azoth/types"
	"github.com/google/go-cmp/cmp"
)

func TestParseTable(t *testing.T) {
	none := tableDDL{computed: map[string]computedDDL{}, collations: map[string]string{}}
	for name, c := range map[string]struct {
		sql  string
		want func(d *tableDDL)
	}{
		"plain":   {`CREATE TABLE t (a INT, b)`, nil},
		"virtual": {`CREATE VIRTUAL TABLE t USING fts5(a, b)`, nil},
		"nothing": {``, nil},
		"keys of columns": {
			`CREATE TABLE t (a INTEGER CONSTRAINT p PRIMARY KEY ASC ON CONFLICT ROLLBACK AUTOINCREMENT NOT NULL, b TEXT UNIQUE, c INT CONSTRAINT "u ""c" UNIQUE ON CONFLICT IGNORE)`,
			func(d *tableDDL) {
				d.primaryKey, d.autoincrement = "p", true
				d.uniques = []uniqueDDL{{"", []string{"b"}}, {`u "c`, []string{"c"}}}
			},
		},
		"keys of the table": {
			`CREATE TEMP TABLE IF NOT EXISTS main.t(a,b,CONSTRAINT p PRIMARY KEY(a,b),UNIQUE(a COLLATE nocase DESC,"b"),CONSTRAINT [u 2] UNIQUE (b))`,
			func(d *tableDDL) {
				d.primaryKey = "p"
				d.uniques = []uniqueDDL{{"", []string{"a", "b"}}, {"u 2", []string{"b"}}}
			},
		},
		"a name is for one constraint": {
			`CREATE TABLE t (a INT CONSTRAINT nn NOT NULL CONSTRAINT d DEFAULT 5 UNIQUE)`,
			func(d *tableDDL) { d.uniques = []uniqueDDL{{"", []string{"a"}}} },
		},
		"checks": {
			`CREATE TABLE t (a INT CHECK (a > 0), b TEXT CONSTRAINT c1 CHECK ( b <> ')' ) /* , */, CHECK ((a) IN (1, 2)) CONSTRAINT c2 CHECK (1) -- )` + "\n)",
			func(d *tableDDL) {
				d.checks = []checkDDL{{"", "a > 0"}, {"c1", "b <> ')'"}, {"", "(a) IN (1, 2)"}, {"c2", "1"}}
			},
		},
		"defaults": {
			`CREATE TABLE t (a DEFAULT (1, 'x'), b DEFAULT -1.5e3 UNIQUE, c DEFAULT x'0a' CHECK (c), d DEFAULT CURRENT_TIMESTAMP UNIQUE)`,
			func(d *tableDDL) {
				d.uniques = []uniqueDDL{{"", []string{"b"}}, {"", []string{"d"}}}
				d.checks = []checkDDL{{"", "c"}}
			},
		},
		"foreign keys": {
			`CREATE TABLE t (a REFERENCES u, b INT CONSTRAINT f1 REFERENCES u (x) ON DELETE SET NULL ON UPDATE NO ACTION MATCH full NOT DEFERRABLE,
				c REFERENCES u(x) DEFERRABLE NOT NULL UNIQUE, CONSTRAINT f2 FOREIGN KEY (a, b) REFERENCES "v w" ("x y", z) ON DELETE CASCADE DEFERRABLE INITIALLY DEFERRED,
				FOREIGN KEY (a) REFERENCES u DEFERRABLE INITIALLY IMMEDIATE)`,
			func(d *tableDDL) {
				d.foreignKeys = []foreignKeyDDL{
					{},
					{name: "f1", match: "FULL"},
					{deferrable: true, immediate: true},
					{name: "f2", deferrable: true},
					{deferrable: true, immediate: true},
				}
				d.uniques = []uniqueDDL{{"", []string{"c"}}}
			},
		},
		"computed and collated": {
			`CREATE TABLE t ("A b" TEXT COLLATE "no case", c AS (a + 1), d INT GENERATED ALWAYS AS (f(a, ')')) STORED COLLATE rtrim, e AS (1) VIRTUAL CHECK (e))`,
			func(d *tableDDL) {
				d.collations = map[string]string{"a b": "no case", "d": "rtrim"}
				d.computed = map[string]computedDDL{"c": {"a + 1", schema.Virtual}, "d": {"f(a, ')')", schema.Stored}, "e": {"1", schema.Virtual}}
				d.checks = []checkDDL{{"", "e"}}
			},
		},
		"descending": {`CREATE TABLE t (a INTEGER PRIMARY KEY DESC)`, func(d *tableDDL) { d.descendingKey = true }},
		"cut off":    {`CREATE TABLE t (a INT CHECK (a > 'x`, func(d *tableDDL) { d.checks = []checkDDL{{"", "a > 'x"}} }},
	} {
		t.Run(name, func(t *testing.T) {
			want := none
			want.computed, want.collations = map[string]computedDDL{}, map[string]string{}
			if c.want != nil {
				c.want(&want)
			}
			all := cmp.AllowUnexported(tableDDL{}, uniqueDDL{}, checkDDL{}, foreignKeyDDL{}, computedDDL{})
			if diff := cmp.Diff(want, parseTable(c.sql), all); diff != "" {
				t.Errorf("-want +got:\n%s", diff)
			}
		})
	}
}

func TestParseIndex(t *testing.T) {
	got := parseIndex(`CREATE UNIQUE INDEX "i (" ON "t(" (a DESC, lower(b || ',)'), "c,d" COLLATE nocase) WHERE a > 5 AND b <> 'where' -- end`)
	want := indexDDL{[]string{"a DESC", "lower(b || ',)')", `"c,d" COLLATE nocase`}, "a > 5 AND b <> 'where'"}
	if diff := cmp.Diff(want, got, cmp.AllowUnexported(indexDDL{})); diff != "" {
		t.Errorf("-want +got:\n%s", diff)
	}
	if got := parseIndex(""); got.elements != nil {
		t.Errorf("of nothing: %v", got)
	}
}

func TestViewDefinition(t *testing.T) {
	for sql, want := range map[string]string{
		`CREATE VIEW v AS SELECT 1`: "SELECT 1",
		`CREATE TEMP VIEW IF NOT EXISTS "as" (a, "AS") as SELECT a AS b FROM t`: "SELECT a AS b FROM t",
		"CREATE VIEW v -- AS\nAS\n\tVALUES (1)":                                 "VALUES (1)",
	} {
		if got := viewDefinition(sql); got != want {
			t.Errorf("%q: %q, want %q", sql, got, want)
		}
	}
}

func TestReflectType(t *testing.T) {
	for _, c := range []struct {
		declared, collation string
		want                types.Type
	}{
		{"INTEGER", "", types.Integer()},
		{"integer", "", types.Integer()},
		{"INT", "", types.Raw("INT")},
		{"BIGINT", "", types.Raw("BIGINT")},
		{"VARCHAR(50)", "", types.String(50)},
		{"varchar( 50 )", "", types.String(50)},
		{"VARCHAR(50)", "NOCASE", types.StringType{Length: 50, Collation: "NOCASE"}},
		{"INTEGER", "NOCASE", types.Raw(`INTEGER COLLATE "NOCASE"`)},
		{"NUMERIC(10,2)", "", types.Numeric(10, 2)},
		{"NUMERIC", "", types.NumericType{}},
		{"DECIMAL(10,2)", "", types.Raw("DECIMAL(10,2)")},
		{"", "", types.NullType{}},
		{"", "NOCASE", types.Raw(` COLLATE "NOCASE"`)},
		{"MY TYPE", "", types.Raw("MY TYPE")},
		{`odd "type`, "", types.Raw(`"odd ""type"`)},
		{"VARCHAR(x)", "", types.Raw("VARCHAR(x)")},
		{"DATETIME", "", types.DateTime()},
		{"BLOB", "", types.LargeBinary()},
	} {
		if got := reflectType(c.declared, c.collation); got != c.want {
			t.Errorf("%q %q: %#v, want %#v", c.declared, c.collation, got, c.want)
		}
	}
}

func TestDefaultSQL(t *testing.T) {
	for told, want := range map[string]string{
		"": "", "5": "5", "-5": "-5", "1.5": "1.5", "-1.5e3": "-1.5e3", "'a b'": "'a b'", "x'0a'": "x'0a'", "CURRENT_TIMESTAMP": "CURRENT_TIMESTAMP",
		"1+1": "(1+1)", "'a' || 'b'": "('a' || 'b')", "lower('A')": "(lower('A'))", "NULL": "NULL",
	} {
		if got := defaultSQL(told); got != want {
			t.Errorf("%q: %q, want %q", told, got, want)
		}
	}
}
