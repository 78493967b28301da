package hostile

import (
	"context"
	"errors"
	"fmt"
	"reflect"
	"slices"
	"strings"
	"testing"

	"github.com/azoth-orm/azoth"
	"github.com/azoth-orm/azoth/engine"
	"github.com/azoth-orm/azoth/expr"
	"github.com/azoth-orm/azoth/internal/dbfleet"
	"github.com/azoth-orm/azoth/schema"
	"github.com/azoth-orm/azoth/types"
)

// kind is a database.
type kind string

const (
	sqlite     kind = "sqlite"
	postgresql kind = "postgresql"
	mariadb    kind = "mariadb"
)

var kinds = []kind{sqlite, postgresql, mariadb}

// world is an empty database with one table in it, the canary, which nothing may touch.
type world struct {
	kind   kind
	db     *engine.Engine
	conn   *engine.Connection
	canary *schema.Table
	// made are tables of a probe, which tidy drops.
	made []*schema.Table
	// schemas are schemas of a probe.
	schemas []string
}

var ctx = context.Background()

// newWorld opens a database of its own.
func newWorld(t *testing.T, k kind, own bool) *world {
	t.Helper()
	url := "sqlite:///:memory:"
	switch {
	case k == postgresql:
		url = dbfleet.PostgreSQL(t)
	case k == mariadb && own:
		url = dbfleet.Own(t, dbfleet.KindMariaDB).URL()
	case k == mariadb:
		url = dbfleet.MariaDB(t)
	}
	db, err := engine.Open(url)
	if err != nil {
		t.Fatal(err)
	}
	w := &world{kind: k, db: db}
	t.Cleanup(func() {
		if err := errors.Join(w.conn.Close(), db.Close()); err != nil {
			t.Error(err)
		}
	})
	if w.conn, err = db.Connect(ctx); err != nil {
		t.Fatal(err)
	}
	w.canary = w.table("canary", integer("id"), text("note"))
	if err := w.createCanary(); err != nil {
		t.Fatal(err)
	}
	return w
}

var notes = []string{"tweet", `a"b'c` + "`d", "日本😀"}

func (w *world) createCanary() error {
	if err := w.exec(&schema.CreateTable{Table: w.canary}); err != nil {
		return err
	}
	for i, n := range notes {
		if w.kind == mariadb {
			n = strings.ReplaceAll(n, "\x00", "")
		}
		if err := w.insert(w.canary, i+1, n); err != nil {
			return err
		}
	}
	return w.conn.Commit(ctx)
}

// sings is an error if somebody touched the canary, or left something beside it.
func (w *world) sings() error {
	_, rows, err := w.rows(w.canary, "id", "note")
	if err != nil {
		return fmt.Errorf("the canary is dead: %w", err)
	}
	var want [][]string
	for i, n := range notes {
		want = append(want, []string{fmt.Sprint(i + 1), n})
	}
	if !reflect.DeepEqual(rows, want) {
		return fmt.Errorf("the canary is hurt: %q", rows)
	}
	return nil
}

// tables are the names of all tables but the canary, sorted.
func (w *world) tables() ([]string, error) {
	return w.names(map[kind]string{
		sqlite: "SELECT name FROM sqlite_master WHERE type = 'table'",
		postgresql: "SELECT c.relname FROM pg_catalog.pg_class c JOIN pg_catalog.pg_namespace n ON n.oid = c.relnamespace" +
			" WHERE n.nspname = 'public' AND c.relkind = 'r'",
		mariadb: "SELECT table_name FROM information_schema.tables WHERE table_schema = database() AND table_type = 'BASE TABLE'",
	}[w.kind], "canary")
}

// names reads a column of names from the catalogue, sorted, without some.
func (w *world) names(sql string, without ...string) ([]string, error) {
	got, err := azoth.Text[string](strings.ReplaceAll(sql, ":", `\:`)).All(ctx, w.conn)
	got = slices.DeleteFunc(got, func(s string) bool { return slices.Contains(without, s) })
	slices.Sort(got)
	return got, err
}

// same is an error if the names that were found are not those that were given.
func same(what string, got, want []string) error {
	sorted := slices.Sorted(slices.Values(want))
	if !slices.Equal(got, sorted) {
		return fmt.Errorf("%s: the catalogue has %s, want %s", what, show(got), show(sorted))
	}
	return nil
}

func show(names []string) string {
	if len(names) == 1 {
		return Show(names[0])
	}
	return fmt.Sprintf("%d names", len(names))
}

// integer and text are columns that may be NULL.
func integer(name string) *schema.Column { return schema.NewColumn(name, types.Integer()) }
func text(name string) *schema.Column    { return schema.NewColumn(name, types.String(100)) }

// key is a primary key that does not count.
func key(name string) *schema.Column {
	c := integer(name)
	c.PrimaryKey, c.Autoincrement = true, schema.AutoincrementOff
	return c
}

// ownKey is the key of a table that has columns of hostile names.
const ownKey = "the key of the table"

// table is a table whose name is nothing but a name: a dot in it separates nothing.
func (w *world) table(name string, cols ...*schema.Column) *schema.Table {
	t := schema.NewTable(nil, "t")
	t.Name = name
	for _, c := range cols {
		t.AddColumn(c)
	}
	return t
}

// create creates a table that tidy drops. MariaDB ends the transaction by that, so the engine should know, and begin another.
func (w *world) create(t *schema.Table) error {
	w.made = append(w.made, t)
	err := w.exec(&schema.CreateTable{Table: t})
	if err == nil && w.kind == mariadb {
		err = w.conn.Commit(ctx)
	}
	return err
}

func (w *world) exec(st expr.Statement) error {
	_, err := expr.Exec(ctx, w.conn, st)
	return err
}

// wrote is an error if a statement wrote not exactly n rows.
func (w *world) wrote(n int64, st expr.Statement) error {
	got, err := expr.Exec(ctx, w.conn, st)
	if err == nil && got != n {
		err = fmt.Errorf("%d rows were written, want %d", got, n)
	}
	return err
}

// insert inserts a row: a value for each column.
func (w *world) insert(t *schema.Table, values ...any) error {
	var row []expr.Assignment
	for i, c := range t.Columns {
		row = append(row, expr.MakeDynamic(c).Set(values[i]))
	}
	return w.wrote(1, azoth.InsertInto(t).Values(row...).Statement())
}

// rows selects columns of t in the order of the first one.
func (w *world) rows(t *schema.Table, columns ...string) (names []string, rows [][]string, err error) {
	var items []expr.Element
	for _, c := range columns {
		items = append(items, &t.Column(c).ColumnRef)
	}
	return w.query(&expr.Query{Items: itemsOf(items), Order: items[:1]})
}

// itemsOf are elements as a SELECT list whose values are read by position.
func itemsOf(es []expr.Element) []expr.SelectItem {
	out := make([]expr.SelectItem, len(es))
	for i, e := range es {
		out[i] = expr.SelectItem{Element: e, Type: reflect.TypeFor[any](), Offset: uintptr(i) * reflect.TypeFor[any]().Size()}
	}
	return out
}

// query runs a statement and gives the names of its columns and its rows as text.
func (w *world) query(st expr.Statement) (names []string, rows [][]string, err error) {
	c, err := w.conn.Query(ctx, st, nil)
	if err != nil {
		return nil, nil, err
	}
	defer func() { err = errors.Join(err, c.Close()) }()
	for _, col := range c.Rows.Columns() {
		names = append(names, col.Name)
	}
	for {
		more, err := c.Step()
		if !more || err != nil {
			return names, rows, err
		}
		row := make([]string, len(names))
		for i := range row {
			row[i] = c.Rows.Text(i)
		}
		rows = append(rows, row)
	}
}

// reads is an error if a SELECT does not yield this one row.
func (w *world) reads(st expr.Statement, want ...any) error {
	_, rows, err := w.query(st)
	if err != nil {
		return err
	}
	row := make([]string, len(want))
	for i, v := range want {
		row[i] = fmt.Sprint(v)
	}
	if len(rows) != 1 || !slices.Equal(rows[0], row) {
		return fmt.Errorf("it yields %q, want the row %q", rows, row)
	}
	return nil
}

// tidy removes what a probe made. A database that rolls DDL back needs no more than that.
func (w *world) tidy() error {
	made, schemas := w.made, w.schemas
	w.made, w.schemas = nil, nil
	if err := w.conn.Rollback(ctx); err != nil || w.kind == postgresql {
		return err
	}
	if w.kind == sqlite {
		for _, s := range schemas {
			_ = w.raw("DETACH " + w.db.Dialect().Grammar.Quoting.Force(s)) // it may not have been attached
		}
		return nil
	}
	for _, t := range slices.Backward(made) {
		if err := w.drop(&schema.DropTable{Table: t, IfExists: true}); err != nil {
			return err
		}
	}
	for _, s := range schemas {
		if err := w.drop(&schema.DropSchema{Name: s, IfExists: true}); err != nil {
			return err
		}
	}
	return w.conn.Commit(ctx)
}

// drop drops what may not be there, since there can be no such name.
func (w *world) drop(st expr.Statement) error {
	err := w.exec(st)
	switch {
	case err == nil:
		return nil
	case reasonOf(err) == "":
		return err
	}
	return w.conn.Rollback(ctx) // a transaction that failed takes no other statement
}
