package inspect_test

import (
	"context"
	"maps"
	"slices"
	"strings"
	"testing"

	_ "github.com/azoth-orm/azoth/driver/mysql"
	_ "github.com/azoth-orm/azoth/driver/pgx"
	_ "github.com/azoth-orm/azoth/driver/sqlite"
	"github.com/azoth-orm/azoth/engine"
	"github.com/azoth-orm/azoth/expr"
	"github.com/azoth-orm/azoth/internal/dbfleet"
	"github.com/azoth-orm/azoth/schema"
)

func TestMain(m *testing.M) { dbfleet.Main(m) }

// The databases of the tests. A test that is for some of them only names them.
const (
	sqliteDB     = "sqlite"
	postgresqlDB = "postgresql"
	mariaDB      = "mariadb"
)

var databases = []string{sqliteDB, postgresqlDB, mariaDB}

// each runs f on every database, or on those that are named, as a subtest with an engine of a new, empty database.
func each(t *testing.T, f func(t *testing.T, db string, e *engine.Engine), only ...string) {
	t.Helper()
	if len(only) == 0 {
		only = databases
	}
	for _, db := range only {
		t.Run(db, func(t *testing.T) { f(t, db, open(t, db)) })
	}
}

// open is an engine of a new, empty database.
func open(t testing.TB, db string, options ...engine.Option) *engine.Engine {
	t.Helper()
	var url string
	switch db {
	case sqliteDB:
		url = "sqlite:///:memory:"
	case postgresqlDB:
		url = dbfleet.PostgreSQL(t)
	case mariaDB:
		url = dbfleet.MariaDB(t)
	}
	e, err := engine.Open(url, options...)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() {
		if err := e.Close(); err != nil {
			t.Error(err)
		}
	})
	return e
}

// statement is SQL in which nothing is a placeholder.
func statement(sql string) expr.Statement {
	text := expr.NewText(sql)
	text.Literal = true
	return &expr.TextQuery{Text: text}
}

// run runs statements that yield nothing.
func run(t testing.TB, ex expr.Executor, statements ...string) {
	t.Helper()
	for _, s := range statements {
		rows, err := ex.Execute(context.Background(), statement(s))
		if err != nil {
			t.Fatalf("%s\n%v", s, err)
		}
		if err := rows.Close(); err != nil {
			t.Fatalf("%s\n%v", s, err)
		}
	}
}

// lines is the first column of a query, as text.
func lines(t testing.TB, ex expr.Executor, sql string) []string {
	t.Helper()
	out, err := expr.NewTextSelect[string](strings.ReplaceAll(sql, ":", `\:`)).All(context.Background(), ex)
	if err != nil {
		t.Fatalf("%s\n%v", sql, err)
	}
	return out
}

// reflectAll reads every table of the default schema.
func reflectAll(t testing.TB, ex expr.Executor, options ...schema.ReflectOption) *schema.MetaData {
	t.Helper()
	m := schema.NewMetaData()
	if err := m.Reflect(context.Background(), ex, options...); err != nil {
		t.Fatal(err)
	}
	return m
}

// sorted are the keys of m, in order.
func sorted[V any](m map[string]V) []string { return slices.Sorted(maps.Keys(m)) }
