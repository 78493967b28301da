package engine_test

import (
	"context"
	"errors"
	"fmt"
	"reflect"
	"strings"
	"testing"
	"unsafe"

	"github.com/azoth-orm/azoth/driver"
	_ "github.com/azoth-orm/azoth/driver/sqlite"
	"github.com/azoth-orm/azoth/engine"
	"github.com/azoth-orm/azoth/expr"
	"github.com/azoth-orm/azoth/internal/dbfleet"
	"github.com/azoth-orm/azoth/rowplan"
	"github.com/azoth-orm/azoth/schema"
	"github.com/azoth-orm/azoth/types"
)

var ctx = context.Background()

// user is the entity of the tests.
type user struct {
	ID       int64
	Name     string
	Nickname *string
}

// users maps user without the ORM.
type users struct {
	expr.Source[*user]
	table    *schema.Table
	ID       expr.Number[int64, int64]
	Name     expr.Text[string]
	Nickname expr.Text[*string]
	fields   []*rowplan.Field
}

func newUsers(t testing.TB, meta *schema.MetaData) *users {
	u := &users{}
	u.table = schema.Define("users", meta,
		schema.Col("id", types.BigInteger(), schema.PrimaryKey()),
		schema.Col("name", types.String(0), schema.NotNull(), schema.Unique()),
		schema.Col("nickname", types.String(0)))
	u.ID = expr.MakeNumber[int64, int64](u.table.Column("id"))
	u.Name = expr.MakeText[string](u.table.Column("name"))
	u.Nickname = expr.MakeText[*string](u.table.Column("nickname"))
	typ := reflect.TypeFor[user]()
	for i := range typ.NumField() {
		f, err := rowplan.NewField(typ.Field(i).Type, typ.Field(i).Offset, u.EntityColumns()[i].Type)
		if err != nil {
			t.Fatal(err)
		}
		u.fields = append(u.fields, f)
	}
	expr.SetSource(&u.Source, expr.NewEntityRef(u, u.table))
	return u
}

func (u *users) EntityName() string               { return "user" }
func (u *users) EntityColumns() []*expr.ColumnRef { return u.table.FromColumns() }
func (u *users) EntityFields() []*rowplan.Field   { return u.fields }
func (u *users) EntityMemory() rowplan.Memory     { return rowplan.MemoryOf[user]() }
func (u *users) EntityKey() []int                 { return []int{0} }

func (u *users) insert(c context.Context, ex expr.Executor, name string) error {
	_, err := expr.NewInsert[user](u).Values(expr.Assign(u.table.Column("name"), name)).Exec(c, ex)
	return err
}

func (u *users) names(t testing.TB, ex expr.Executor) []string {
	t.Helper()
	out, err := expr.NewSelect[string](u.Name).OrderBy(u.ID).All(ctx, ex)
	if err != nil {
		t.Fatal(err)
	}
	return out
}

// world is an engine on a database in memory with a table of users, and a log of what was sent.
type world struct {
	*engine.Engine
	users *users
	log   []string
}

func newWorld(t testing.TB, o ...engine.Option) *world {
	t.Helper()
	w := &world{}
	meta := schema.NewMetaData()
	w.users = newUsers(t, meta)
	o = append(o, engine.Listen(engine.Hooks{
		Statement: func(_ context.Context, e *engine.StatementEvent) {
			w.log = append(w.log, fmt.Sprint(strings.Join(strings.Fields(e.SQL), " "), " ", e.Values()))
		},
		Transaction: func(_ context.Context, e engine.TransactionEvent) { w.log = append(w.log, e.Kind.String()) },
	}))
	e, err := engine.Open("sqlite://", o...)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() {
		if err := e.Close(); err != nil {
			t.Error(err)
		}
	})
	w.Engine = e
	if err := meta.CreateAll(ctx, e); err != nil {
		t.Fatal(err)
	}
	w.log = nil
	return w
}

func (w *world) connect(t testing.TB) *engine.Connection {
	t.Helper()
	c, err := w.Connect(ctx)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = c.Close() })
	return c
}

// sent compares what was sent since the last time.
func (w *world) sent(t testing.TB, want ...string) {
	t.Helper()
	if got := strings.Join(w.log, "\n"); got != strings.Join(want, "\n") {
		t.Errorf("sent\n%s\nwant\n%s", got, strings.Join(want, "\n"))
	}
	w.log = nil
}

func ok(t testing.TB, err error) {
	t.Helper()
	if err != nil {
		t.Fatal(err)
	}
}

func is(t testing.TB, err, target error) {
	t.Helper()
	if !errors.Is(err, target) {
		t.Errorf("error %v, want %v", err, target)
	}
}

func exec(t testing.TB, ex expr.Executor, sql string) {
	t.Helper()
	_, err := expr.NewTextSelect[int](sql).Exec(ctx, ex)
	ok(t, err)
}

// slot is the address that rows are read into.
func slot[T any](p *T) expr.Slot { return unsafe.Pointer(p) }

// faulty is a driver that fails as it is told.
type faulty struct {
	driver.Conn
	fail map[string]error
	in   bool
}

func (f *faulty) Connect(context.Context) (driver.Conn, error) { return f, nil }
func (f *faulty) InTransaction() bool                          { return f.in }
func (f *faulty) Ping(context.Context) error                   { return nil }
func (f *faulty) Close() error                                 { return nil }
func (f *faulty) Raw() any                                     { return f }

func (f *faulty) Prepare(_ context.Context, sql string) (driver.Stmt, error) {
	return &faultyStmt{conn: f, sql: sql}, nil
}

type faultyStmt struct {
	driver.Stmt
	conn *faulty
	sql  string
}

func (s *faultyStmt) InUse() bool  { return false }
func (s *faultyStmt) Close() error { return nil }

func (s *faultyStmt) Exec(context.Context) (driver.Result, error) {
	if err := s.conn.fail[s.sql]; err != nil {
		return driver.Result{}, err
	}
	switch s.sql {
	case "BEGIN":
		s.conn.in = true
	case "COMMIT", "ROLLBACK":
		s.conn.in = false
	}
	return driver.Result{}, nil
}

func TestMain(m *testing.M) { dbfleet.Main(m) }
