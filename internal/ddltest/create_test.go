package ddltest_test

import (
	"errors"
	"fmt"
	"slices"
	"strings"
	"testing"

	"github.com/azoth-orm/azoth"
	"github.com/azoth-orm/azoth/compiler"
	"github.com/azoth-orm/azoth/dialect"
	"github.com/azoth-orm/azoth/expr"
	"github.com/azoth-orm/azoth/fn"
	"github.com/azoth-orm/azoth/schema"
	"github.com/azoth-orm/azoth/types"
)

var integer = types.Integer()

func key() schema.Item { return schema.Col("id", integer, schema.PrimaryKey()) }

func n(i int64) *int64 { return &i }

// Two tables that share an enumeration, a circle of foreign keys, indexes and comments, and a view of them.
func library() *schema.MetaData {
	meta := azoth.NewMetaData()
	color := types.Enum("red", "it's", "").Named("my Color")
	meta.Tables()
	books := azoth.NewTable("books", meta, schema.Col("id", types.BigInteger(), schema.PrimaryKey()),
		schema.Col("author", nil, schema.ForeignKeyTo("authors.id", schema.Name("fk_author"), schema.OnDelete(schema.Cascade)), schema.Indexed()),
		schema.Col("title", types.String(100), schema.NotNull(), schema.Comment("what's on it")),
		schema.Col("cover", color), schema.Col("price", types.Numeric(10, 2), schema.ServerDefault(azoth.Lit(types.MustDecimal("9.90")))),
		schema.Col("made", types.DateTime(), schema.ServerDefault(fn.Now())),
		schema.UniqueOf("author", "title"), schema.CheckOf("price >= 0"), schema.IndexOf("ix my title", "title"))
	books.Comment = `books; "all" of them \`
	azoth.NewTable("authors", meta, key(), schema.Col("best", nil, schema.ForeignKeyTo("books.id", schema.Name("fk_best"), schema.OnDelete(schema.SetNull))),
		schema.Col("likes", color, schema.ServerDefault(azoth.Lit("red"))))
	title, price := azoth.Typed[string](books.C("title")), azoth.AsNumber(azoth.Typed[types.Decimal](books.C("price")))
	schema.NewView(meta, "cheap", azoth.Select2(title, price.As("costs")).Where(price.Lt(types.MustDecimal("10.00")), title.Ne("it's")).Statement())
	return meta
}

func TestEverythingIsCreatedAndDropped(t *testing.T) {
	eachDatabase(t, all, func(t *testing.T, db *database) {
		meta := library()
		db.roundTrip(t, meta, func() {
			db.exec(t, "INSERT INTO authors (id) VALUES (7)")
			db.exec(t, "INSERT INTO books (author, title, cover) VALUES (7, 'x', 'it''s')")
			if got := db.texts(t, "SELECT title FROM cheap WHERE costs = 9.90"); len(got) != 1 {
				t.Errorf("the view gives %q", got)
			}
			if err := db.try("INSERT INTO books (author, title, price) VALUES (7, 'y', -1)"); !errors.Is(err, dialect.ErrCheck) {
				t.Errorf("the check let %v pass", err)
			}
			if err := db.try("INSERT INTO books (author, title) VALUES (7, 'x')"); !errors.Is(err, dialect.ErrUnique) {
				t.Errorf("the unique constraint let %v pass", err)
			}
			if err := db.try("INSERT INTO books (author, title) VALUES (8, 'x')"); !errors.Is(err, dialect.ErrForeignKey) {
				t.Errorf("the foreign key let %v pass", err)
			}
			if got := db.texts(t, "SELECT likes FROM authors"); !slices.Equal(got, []string{"red"}) {
				t.Errorf("the default of an enumeration is %q", got)
			}
		})
	})
}

// The comments are those that were given, whatever is in them.
func TestCommentsAreKept(t *testing.T) {
	hostile := `'); DROP TABLE t; -- \' " ` + "` \n é"
	queries := map[string]string{
		"postgresql": "SELECT obj_description('t'::regclass) UNION ALL SELECT col_description('t'::regclass, 2)",
		"mariadb": "SELECT table_comment FROM information_schema.tables WHERE table_schema = database() AND table_name = 't' " +
			"UNION ALL SELECT column_comment FROM information_schema.columns WHERE table_schema = database() AND table_name = 't' AND column_name = 'a'",
	}
	eachDatabase(t, "postgresql mariadb", func(t *testing.T, db *database) {
		meta := azoth.NewMetaData()
		table := azoth.NewTable("t", meta, key(), schema.Col("a", types.String(10), schema.Comment(hostile)))
		table.Comment = hostile
		want := []string{hostile, hostile}
		db.roundTrip(t, meta, func() {
			if got := db.texts(t, queries[db.name]); !slices.Equal(got, want) {
				t.Errorf("the comments are %q", got)
			}
			table.Comment, table.Column("a").Comment = "other", "another"
			db.run(t, &schema.SetTableComment{Table: table}, &schema.SetColumnComment{Column: table.Column("a")})
			if got := db.texts(t, queries[db.name]); !slices.Equal(got, []string{"other", "another"}) {
				t.Errorf("the comments are %q", got)
			}
			db.run(t, &schema.DropTableComment{Table: table}, &schema.DropColumnComment{Column: table.Column("a")}, &schema.DropColumnComment{Column: table.Column("id")})
			if got := azothTexts(t, db, queries[db.name]); !slices.Equal(got, []string{"", ""}) {
				t.Errorf("the comments are %q", got)
			}
			db.exec(t, "INSERT INTO t (a) VALUES ('counts')")
		})
	})
}

// A comment that the catalogue would keep as ? is an error.
func TestCommentsThatMariaDBCannotKeep(t *testing.T) {
	meta := azoth.NewMetaData()
	azoth.NewTable("t", meta, key(), schema.Col("a", integer, schema.Comment("🙂")))
	if err := meta.CreateAll(ctx, open(t, "mariadb").Engine); err == nil || !strings.Contains(err.Error(), "above U+FFFF") {
		t.Errorf("%v, want an error", err)
	}
	open(t, "postgresql").roundTrip(t, meta, nil)
}

// azothTexts are texts, NULL as "".
func azothTexts(t *testing.T, db *database, sql string) []string {
	t.Helper()
	rows := must(azoth.Text[*string](sql).All(ctx, db.Engine))
	out := make([]string, len(rows))
	for i, r := range rows {
		if r != nil {
			out[i] = *r
		}
	}
	return out
}

// run runs statements of DDL.
func (db *database) run(t *testing.T, sts ...expr.Statement) {
	t.Helper()
	for _, st := range sts {
		rows, err := db.Execute(ctx, st)
		if err != nil {
			t.Fatal(err)
		}
		if err := rows.Close(); err != nil {
			t.Fatal(err)
		}
	}
}

func TestIdentity(t *testing.T) {
	eachDatabase(t, all, func(t *testing.T, db *database) {
		meta := azoth.NewMetaData()
		azoth.NewTable("t", meta, schema.Col("id", types.BigInteger(), schema.PrimaryKey(), schema.IdentityOf(schema.Identity{Always: true})),
			schema.Col("x", integer))
		if db.name == "postgresql" {
			all := schema.Counter{Start: n(10), Increment: n(-5), Min: n(-100), Max: n(10), Cache: n(1), Cycle: true}
			azoth.NewTable("u", meta, key(), schema.Col("n", integer, schema.IdentityOf(schema.Identity{Counter: all})))
		}
		db.roundTrip(t, meta, func() {
			db.exec(t, "INSERT INTO t (x) VALUES (1)")
			db.exec(t, "INSERT INTO t (x) VALUES (2)")
			if got := db.texts(t, "SELECT CAST(id AS CHAR(1)) FROM t ORDER BY id"); !slices.Equal(got, []string{"1", "2"}) {
				t.Errorf("the keys are %q", got)
			}
			if db.name != "postgresql" {
				return
			}
			if err := db.try("INSERT INTO t (id, x) VALUES (9, 9)"); err == nil {
				t.Error("a value was given to a column that is GENERATED ALWAYS")
			}
			db.exec(t, "INSERT INTO u DEFAULT VALUES")
			db.exec(t, "INSERT INTO u DEFAULT VALUES")
			if got := db.texts(t, "SELECT n::text FROM u ORDER BY id"); !slices.Equal(got, []string{"10", "5"}) {
				t.Errorf("the numbers are %q", got)
			}
		})
	})
}

func TestComputed(t *testing.T) {
	eachDatabase(t, all, func(t *testing.T, db *database) {
		meta := azoth.NewMetaData()
		table := azoth.NewTable("t", meta, key(), schema.Col("a", integer),
			schema.Col("stored", integer, schema.ComputedOf(expr.NewText("a * 2"), schema.Stored), schema.NotNull()),
			schema.Col("plain", integer, schema.ComputedOf(expr.NewText("a * 3"), schema.StorageDefault)))
		large := azoth.AsNumber(azoth.Typed[int](table.C("a"))).Gt(5)
		words := schema.NewColumn("words", types.String(20))
		words.Computed = &schema.Computed{Expr: expr.ElementOf(azoth.Case[string]().When(large, "it's large").Else("no")), Storage: schema.Stored}
		table.AddColumn(words)
		if db.name != "postgresql" {
			table.AddColumn(&schema.Column{
				ColumnRef: expr.ColumnRef{Name: "virtual", Type: integer}, Nullable: true,
				Computed: &schema.Computed{Expr: expr.NewText("a * 4"), Storage: schema.Virtual},
			})
		}
		db.roundTrip(t, meta, func() {
			db.exec(t, "INSERT INTO t (a) VALUES (7)")
			if got := db.texts(t, "SELECT words FROM t WHERE stored = 14 AND plain = 21"); !slices.Equal(got, []string{"it's large"}) {
				t.Errorf("computed: %q", got)
			}
			if err := db.try("UPDATE t SET stored = 1"); err == nil {
				t.Error("a computed column was written")
			}
		})
	})
}

func TestSequences(t *testing.T) {
	eachDatabase(t, "postgresql mariadb", func(t *testing.T, db *database) {
		meta := azoth.NewMetaData()
		odd := schema.NewSequence(meta, `it's "odd" \ `+"`x`", schema.Counter{Start: n(100), Increment: n(10), Min: n(1), Max: n(1000), Cache: n(5)})
		own := &schema.Sequence{Name: "own", Counter: schema.Counter{Start: n(3), Increment: n(-1), Min: n(1), Max: n(3), Cycle: true}}
		table := azoth.NewTable("t", meta, schema.Col("id", types.BigInteger(), schema.PrimaryKey(), schema.ServerDefault(schema.NextValue(odd))),
			schema.Col("n", types.BigInteger(), schema.Default(schema.NextValue(own))), schema.Col("x", integer))
		db.roundTrip(t, meta, func() {
			if got := must(azoth.Select(schema.NextValue(odd)).One(ctx, db.Engine)); got != 100 {
				t.Errorf("the first number is %d", got)
			}
			for range 4 {
				db.run(t, azoth.InsertInto(table).Values(table.C("x").Set(1)).Statement())
			}
			if got := db.texts(t, "SELECT concat(id, ':', n) FROM t ORDER BY id"); !slices.Equal(got, []string{"110:3", "120:2", "130:1", "140:3"}) {
				t.Errorf("the rows are %q", got)
			}
		})
	})
}

func TestSequencesWhereThereAreNone(t *testing.T) {
	db := open(t, "sqlite")
	meta := azoth.NewMetaData()
	s := schema.NewSequence(meta, "s", schema.Counter{})
	table := azoth.NewTable("t", meta, key(), schema.Col("n", integer, schema.Default(schema.NextValue(s))), schema.Col("x", integer))
	if err := meta.CreateAll(ctx, db.Engine); err != nil {
		t.Fatal(err)
	}
	db.run(t, azoth.InsertInto(table).Values(table.C("x").Set(1)).Statement()) // as a default it is left out
	if got := db.texts(t, "SELECT coalesce(n, 'NULL') || ':' || x FROM t"); !slices.Equal(got, []string{"NULL:1"}) {
		t.Errorf("the rows are %q", got)
	}
	_, err := azoth.Select(schema.NextValue(s)).One(ctx, db.Engine)
	var unsupported *compiler.UnsupportedError
	if !errors.As(err, &unsupported) {
		t.Errorf("%v, want an UnsupportedError", err)
	}
}

// enumsOf are the enumerations of PostgreSQL.
const enumsOf = "SELECT n.nspname || '.' || typname FROM pg_type t JOIN pg_namespace n ON n.oid = typnamespace WHERE typtype = 'e' ORDER BY 1"

func TestEnumTypes(t *testing.T) {
	db := open(t, "postgresql")
	db.exec(t, "CREATE SCHEMA app")
	meta := azoth.NewMetaData()
	color, size := types.Enum("red", `a"b'c\`).Named("color"), types.Enum("s", "l").Named("app.Size")
	a := azoth.NewTable("a", meta, key(), schema.Col("color", color, schema.ServerDefault(azoth.Lit(`a"b'c\`))), schema.Col("size", size))
	b := azoth.NewTable("b", meta, key(), schema.Col("colors", types.Array(color)))
	azoth.NewTable("c", meta, key(), schema.Col("checked", types.Enum("x").Named("no").Checked()))
	if err := meta.CreateAll(ctx, db.Engine); err != nil {
		t.Fatal(err)
	}
	if got := db.texts(t, enumsOf); !slices.Equal(got, []string{"app.Size", "public.color"}) {
		t.Errorf("the enumerations are %q", got)
	}
	if err := schema.DropTables(ctx, db.Engine, a); err != nil {
		t.Fatal(err)
	}
	if got := db.texts(t, enumsOf); !slices.Equal(got, []string{"public.color"}) {
		t.Errorf("after a table that shares one was dropped, the enumerations are %q", got)
	}
	if err := schema.CreateTables(ctx, db.Engine, a, b); err != nil {
		t.Fatal(err)
	}
	db.exec(t, "INSERT INTO a DEFAULT VALUES")
	if got := db.texts(t, "SELECT color::text FROM a"); !slices.Equal(got, []string{`a"b'c\`}) {
		t.Errorf("the default is %q", got)
	}
	if err := db.try("INSERT INTO a (color) VALUES ('blue')"); !errors.Is(err, dialect.ErrData) {
		t.Errorf("a label that does not exist: %v", err)
	}
	if err := meta.DropAll(ctx, db.Engine); err != nil {
		t.Fatal(err)
	}
	db.exec(t, "DROP SCHEMA app")
	db.wantEmpty(t)
	db.run(t, &schema.CreateEnumType{Type: color}, &schema.DropEnumType{Type: color}, &schema.DropEnumType{Type: color, IfExists: true})
}

// Every word can be the name of an enumeration, or is refused before anything is sent.
func TestWordsAsEnumerations(t *testing.T) {
	db := open(t, "postgresql")
	words := db.texts(t, "SELECT word FROM pg_get_keywords() UNION SELECT typname FROM pg_type WHERE typnamespace = 'pg_catalog'::regnamespace")
	meta := azoth.NewMetaData()
	own := 0
	for _, w := range words {
		e := types.Enum("a").Named(w)
		if _, err := db.Dialect().Grammar.TypeName(e); err != nil {
			e = types.Enum("a").Named("public." + w)
		} else {
			own++
		}
		azoth.NewTable("t "+w, meta, schema.Col("x", e, schema.ServerDefault(azoth.Lit("a"))))
	}
	if own < 300 {
		t.Errorf("only %d of %d words are names of enumerations", own, len(words))
	}
	db.roundTrip(t, meta, func() {
		n := db.texts(t, "SELECT count(*)::text FROM pg_attribute a JOIN pg_type t ON t.oid = a.atttypid WHERE attname = 'x' AND typtype = 'e'")
		if want := fmt.Sprint(len(words)); n[0] != want {
			t.Errorf("%s columns are enumerations, want %s", n[0], want)
		}
	})
}

func TestEnumerationsWithAName(t *testing.T) {
	meta := azoth.NewMetaData()
	azoth.NewTable("t", meta, key(), schema.Col("color", types.Enum("red")))
	if err := meta.CreateAll(ctx, open(t, "postgresql").Engine); err == nil || !strings.Contains(err.Error(), `Named("name")`) {
		t.Errorf("%v, want an error that says what to write", err)
	}
	eachDatabase(t, "sqlite mariadb", func(t *testing.T, db *database) { db.roundTrip(t, meta, nil) })
}
