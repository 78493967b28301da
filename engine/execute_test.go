package engine_test

import (
	"errors"
	"fmt"
	"reflect"
	"strings"
	"sync"
	"testing"

	"github.com/azoth-orm/azoth/dialect"
	"github.com/azoth-orm/azoth/driver"
	"github.com/azoth-orm/azoth/engine"
	"github.com/azoth-orm/azoth/expr"
	"github.com/azoth-orm/azoth/rowplan"
	"github.com/azoth-orm/azoth/schema"
	"github.com/azoth-orm/azoth/types"
)

func (w *world) fill(t *testing.T, names ...string) {
	t.Helper()
	for _, n := range names {
		ok(t, w.users.insert(ctx, w, n))
	}
	w.log = nil
}

func TestEntities(t *testing.T) {
	w := newWorld(t)
	w.fill(t, "ed", "wendy")
	all, err := expr.NewSelect[*user](w.users).OrderBy(w.users.ID).All(ctx, w)
	ok(t, err)
	if len(all) != 2 || all[0].Name != "ed" || all[1].ID != 2 || all[0].Nickname != nil {
		t.Errorf("got %+v", all)
	}
	other := expr.AliasOf(w.users, "other")
	twice, err := expr.NewSelect[*user](w.users).Join(other, expr.Compare(expr.OpNe, expr.Of[int64](w.users.ID), expr.Of[int64](expr.Typed[int64](other.C("id"))))).
		OrderBy(w.users.ID).All(ctx, w)
	ok(t, err)
	if len(twice) != 2 {
		t.Errorf("%d rows of a self join", len(twice))
	}
	cross, err := expr.NewSelect[*user](w.users).From(w.users, other).CrossJoin().All(ctx, w)
	ok(t, err)
	seen := map[*user]bool{}
	for _, u := range cross {
		seen[u] = true
	}
	if len(cross) != 4 || len(seen) != 2 {
		t.Errorf("%d rows, %d objects, want 4 and 2", len(cross), len(seen))
	}
}

func TestOuterJoinGivesNil(t *testing.T) {
	w := newWorld(t)
	w.fill(t, "ed", "wendy")
	other := expr.NewAlias(w.users.table, "other")
	ref := expr.NewEntityRef(w.users, other)
	on := expr.Compare(expr.OpGt, expr.Of[int64](expr.MakeNumber[int64, int64](w.users.table.Column("id").On(other))), expr.Of[int64](w.users.ID))
	rows, err := expr.NewSelect2[*user, *user](w.users, expr.MakeSource[*user](ref)).OuterJoin(other, on).OrderBy(w.users.ID).All(ctx, w)
	ok(t, err)
	if len(rows) != 2 || rows[0].V2 == nil || rows[0].V2.Name != "wendy" || rows[1].V2 != nil {
		t.Fatalf("got %+v", rows)
	}
	if rows[0].V2 == rows[1].V1 {
		t.Log("one pointer for both items") // they are two items: each has its own objects
	}
}

func TestIterReleasesTheConnection(t *testing.T) {
	w := newWorld(t)
	w.fill(t, "a", "b", "c")
	for n, err := range expr.NewSelect[string](w.users.Name).Iter(ctx, w) {
		ok(t, err)
		if n == "a" {
			break
		}
	}
	if s := w.PoolStats(); s.InUse != 0 {
		t.Errorf("%d connections are held after break", s.InUse)
	}
}

func TestTextByName(t *testing.T) {
	w := newWorld(t)
	w.fill(t, "ed")
	type line struct {
		UserName string
		ID       int
	}
	got, err := expr.NewTextSelect[line]("SELECT id, name AS user_name FROM users WHERE name = :n").Bind("n", "ed").All(ctx, w)
	if err != nil || !reflect.DeepEqual(got, []line{{"ed", 1}}) {
		t.Errorf("got %v, %v", got, err)
	}
	_, err = expr.NewTextSelect[line]("SELECT id FROM users").All(ctx, w)
	if err == nil || !strings.Contains(err.Error(), "UserName (user_name)") {
		t.Errorf("a missing column: %v", err)
	}
	entities, err := expr.FromText[*user](w.users, "SELECT * FROM users").All(ctx, w)
	if err != nil || len(entities) != 1 || entities[0].Name != "ed" {
		t.Errorf("entities: %+v, %v", entities, err)
	}
	n, err := expr.NewTextSelect[int]("UPDATE users SET nickname = 'x'").Exec(ctx, w)
	if err != nil || n != 1 {
		t.Errorf("Exec: %d, %v", n, err)
	}
	n, err = expr.NewTextSelect[user]("DELETE FROM users RETURNING id").Exec(ctx, w)
	if err != nil || n != 1 {
		t.Errorf("Exec of text with rows: %d, %v", n, err)
	}
}

func TestTextFollowsTheSchema(t *testing.T) {
	w := newWorld(t)
	w.fill(t, "ed")
	q := expr.NewTextSelect[struct{ Name string }]("SELECT * FROM users")
	_, err := q.All(ctx, w)
	ok(t, err)
	exec(t, w, "ALTER TABLE users RENAME COLUMN nickname TO nick")
	exec(t, w, "ALTER TABLE users DROP COLUMN nick")
	exec(t, w, "ALTER TABLE users RENAME COLUMN id TO number")
	if got, err := q.All(ctx, w); err != nil || got[0].Name != "ed" {
		t.Errorf("got %v, %v", got, err)
	}
}

func TestStatementErrors(t *testing.T) {
	w := newWorld(t)
	w.fill(t, "ed")
	err := w.users.insert(ctx, w, "ed")
	var se *engine.StatementError
	var de *dialect.Error
	if !errors.As(err, &se) || !errors.As(err, &de) || se.Class != dialect.ErrUnique || de.Columns[0] != "name" {
		t.Fatalf("error %#v", err)
	}
	is(t, err, dialect.ErrIntegrity)
	if text := err.Error(); !strings.Contains(text, "INSERT INTO users (name) VALUES (?)") || strings.Contains(text, "'ed'") || se.Args != nil {
		t.Errorf("text %s", text)
	}
	_, err = expr.NewTextSelect[int]("SELECT x FROM nosuch").All(ctx, w)
	is(t, err, dialect.ErrNoSuchTable)
	shown := newWorld(t, engine.ShowParameters())
	shown.fill(t, "ed")
	if err := shown.users.insert(ctx, shown, "ed"); !strings.Contains(err.Error(), "('ed',)") {
		t.Errorf("not shown: %v", err)
	}
}

func TestNullIntoPlainField(t *testing.T) {
	w := newWorld(t)
	w.fill(t, "ed")
	_, err := expr.NewSelect[string](w.users.Nickname.NotNull()).All(ctx, w)
	var null *rowplan.NullError
	if !errors.As(err, &null) || !strings.Contains(err.Error(), "nickname") {
		t.Errorf("error %v", err)
	}
}

func TestDynamicColumns(t *testing.T) {
	w := newWorld(t)
	w.fill(t, "ed")
	rows, err := expr.NewSelect2[any, any](w.users.table.C("name"), w.users.table.C("nickname")).All(ctx, w)
	if err != nil || rows[0].V1 != "ed" || rows[0].V2 != nil {
		t.Errorf("got %v, %v", rows, err)
	}
}

func TestCompiledOnce(t *testing.T) {
	w := newWorld(t)
	w.fill(t, "ed", "wendy")
	before := w.CacheStats()
	for _, n := range []string{"ed", "wendy", "nobody"} {
		got, err := expr.NewSelect[string](w.users.Name).Where(w.users.Name.Eq(n)).All(ctx, w)
		ok(t, err)
		if n != "nobody" && (len(got) != 1 || got[0] != n) {
			t.Errorf("%s: got %v", n, got)
		}
	}
	after := w.CacheStats()
	if after.Misses-before.Misses != 1 || after.Hits-before.Hits != 2 {
		t.Errorf("misses %d, hits %d, want 1 and 2", after.Misses-before.Misses, after.Hits-before.Hits)
	}
	w.ClearCache()
	if s := w.CacheStats(); s.Entries != 0 {
		t.Errorf("%d entries after ClearCache", s.Entries)
	}
}

func TestCacheForgetsTheOldest(t *testing.T) {
	for _, size := range []int{0, 2} {
		w := newWorld(t, engine.CacheSize(size))
		w.fill(t, "ed")
		for range 2 {
			for n := range 4 {
				got, err := expr.NewSelect[string](w.users.Name.As(fmt.Sprint("c", n))).All(ctx, w)
				if err != nil || len(got) != 1 {
					t.Fatal(got, err)
				}
			}
		}
		if s := w.CacheStats(); s.Entries != size || s.Hits > 0 && size == 0 {
			t.Errorf("size %d: %+v", size, s)
		}
	}
}

func TestExecMany(t *testing.T) {
	w := newWorld(t)
	c := w.connect(t)
	insert := func() (*engine.Entry, error) {
		return c.Template([]byte{1}, func() (expr.Element, error) {
			name := w.users.table.Column("name")
			return &expr.InsertStatement{Table: w.users.table, Columns: []*expr.ColumnRef{&name.ColumnRef}, Rows: [][]expr.Element{{expr.NewBind(types.NullValue())}}}, nil
		})
	}
	e, err := insert()
	ok(t, err)
	again, err := insert()
	if err != nil || again != e {
		t.Errorf("compiled again: %v", err)
	}
	var ids []int64
	n, err := c.ExecMany(ctx, e, [][]types.Value{{types.TextValue("a")}, {types.TextValue("b")}}, func(i int, r driver.Result) error {
		ids = append(ids, r.LastInsertID)
		return nil
	})
	if err != nil || n != 2 || !reflect.DeepEqual(ids, []int64{1, 2}) {
		t.Errorf("wrote %d, ids %v: %v", n, ids, err)
	}
	w.sent(t, "BEGIN", "INSERT INTO users (name) VALUES (?) [[a] [b]]")
	res, err := c.ExecEntry(ctx, e, []types.Value{types.TextValue("c")})
	if err != nil || res.LastInsertID != 3 {
		t.Errorf("ExecEntry: %+v, %v", res, err)
	}
	if _, err = c.ExecEntry(ctx, e, nil); err == nil {
		t.Error("a missing value went through")
	}
}

func TestResultsEndWithTheirTransaction(t *testing.T) {
	w := newWorld(t)
	w.fill(t, "a", "b")
	c := w.connect(t)
	cursor, err := c.Query(ctx, expr.NewSelect[string](w.users.Name).Statement(), nil)
	ok(t, err)
	if more, err := cursor.Step(); !more || err != nil {
		t.Fatal(more, err)
	}
	ok(t, c.Commit(ctx))
	if _, err = cursor.Step(); !errors.Is(err, engine.ErrResultEnded) {
		t.Errorf("a result that was cut short: %v", err)
	}
	ok(t, cursor.Close())
	cursor, err = c.Query(ctx, expr.NewSelect[string](w.users.Name).Statement(), nil)
	ok(t, err)
	ok(t, c.Close())
	if _, err = cursor.Step(); !errors.Is(err, engine.ErrClosed) {
		t.Errorf("after Close: %v", err)
	}
}

func TestNestedResults(t *testing.T) {
	w := newWorld(t)
	w.fill(t, "a", "b", "c")
	c := w.connect(t)
	q := expr.NewSelect[string](w.users.Name).OrderBy(w.users.ID)
	var got []string
	for outer, err := range q.Iter(ctx, c) {
		ok(t, err)
		for inner, err := range q.Iter(ctx, c) {
			ok(t, err)
			got = append(got, outer+inner)
		}
	}
	if strings.Join(got, " ") != "aa ab ac ba bb bc ca cb cc" {
		t.Errorf("got %v", got)
	}
}

func TestParameterLimit(t *testing.T) {
	w := newWorld(t)
	q := &expr.InsertStatement{Table: w.users.table, Columns: w.users.table.FromColumns()[1:2]}
	for i := range 40_000 {
		q.Rows = append(q.Rows, []expr.Element{expr.NewBind(types.Int64Value(int64(i)))})
	}
	_, err := expr.Exec(ctx, w, q)
	var limit *engine.ParamLimitError
	if !errors.As(err, &limit) || limit.Params != 40_000 {
		t.Errorf("error %v", err)
	}
}

func TestRunDDL(t *testing.T) {
	w := newWorld(t)
	c := w.connect(t)
	has, err := c.HasTable(ctx, "", "users")
	if err != nil || !has {
		t.Errorf("HasTable: %v, %v", has, err)
	}
	meta := schema.NewMetaData()
	schema.Define("things", meta, schema.Col("id", types.Integer(), schema.PrimaryKey()))
	ok(t, meta.CreateAll(ctx, c))
	ok(t, c.Rollback(ctx)) // DDL is transactional
	if has, err = c.HasTable(ctx, "", "things"); err != nil || has {
		t.Errorf("the table outlived the rollback: %v", err)
	}
}

func TestFileDatabaseInParallel(t *testing.T) {
	meta := schema.NewMetaData()
	u := newUsers(t, meta)
	e, err := engine.Open("sqlite:///"+t.TempDir()+"/x.db", engine.BeginWith("BEGIN IMMEDIATE"))
	ok(t, err)
	defer e.Close()
	ok(t, meta.CreateAll(ctx, e))
	var wg sync.WaitGroup
	for g := range 4 {
		wg.Go(func() {
			for i := range 10 {
				err := e.Begin(ctx, func(c *engine.Connection) error { return u.insert(ctx, c, fmt.Sprint(g, " ", i)) })
				if err != nil {
					t.Error(err)
				}
				if _, err := expr.NewSelect[*user](u).Where(u.ID.Eq(int64(i))).All(ctx, e); err != nil {
					t.Error(err)
				}
			}
		})
	}
	wg.Wait()
	if got := u.names(t, e); len(got) != 40 {
		t.Errorf("%d rows, want 40", len(got))
	}
}

func TestCachedSelectAllocations(t *testing.T) {
	e, u := quietWorld(t, 10)
	c, err := e.Connect(ctx)
	ok(t, err)
	n := testing.AllocsPerRun(100, func() {
		if _, err := expr.NewSelect[*user](u).Where(u.ID.Eq(5)).One(ctx, c); err != nil {
			t.Fatal(err)
		}
	})
	ok(t, c.Close())
	if limit := 12.0; n > limit {
		t.Errorf("%v allocations on a connection, at most %v", n, limit)
	}
	n = testing.AllocsPerRun(100, func() {
		if _, err := expr.NewSelect[*user](u).Where(u.ID.Eq(5)).One(ctx, e); err != nil {
			t.Fatal(err)
		}
	})
	if limit := 13.0; n > limit { // the lease is one more
		t.Errorf("%v allocations on the engine, at most %v", n, limit)
	}
}
