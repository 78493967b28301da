package pgx_test

import (
	"context"
	"errors"
	"fmt"
	"math"
	"slices"
	"strings"
	"sync"
	"testing"

	"github.com/azoth-orm/azoth/driver"
	"github.com/azoth-orm/azoth/internal/dbfleet"
	"github.com/azoth-orm/azoth/types"
)

// copyRows copies rows of one value into the table t.
func copyRows(ctx context.Context, s driver.Stmt, values []types.Value) (driver.Result, error) {
	if err := driver.BindRows(s, values, len(values)); err != nil {
		return driver.Result{}, err
	}
	return driver.CopyRows(ctx, s, "COPY t (v) FROM STDIN (FORMAT binary)")
}

// uncopied are the types whose values have no binary form that the driver writes.
var uncopied = map[string]bool{
	"numeric": true, `"char"`: true, "timetz": true, "mood": true, "inet": true, "int4range": true, "tstzrange": true, "bit": true,
	`pg_catalog."bit"`: true, "money": true, "xml": true, "macaddr": true, "tsvector": true,
}

// TestCopyRows copies values of every type: the server must have what it has of them one by one.
func TestCopyRows(t *testing.T) {
	pooled, direct := dbfleet.PgBouncer(t)
	c := database{t, configOf(t, direct)}.connect()
	exec(t, c, "DO $do$ BEGIN "+arrayNeeds+"; END $do$")
	testCopyRows(t, c)
	t.Run("pooler", func(t *testing.T) {
		testCopyRows(t, connect(t, database{t, configOf(t, pooled)}.with("pgbouncer", "true").connector()))
	})
}

func testCopyRows(t *testing.T, c driver.Conn) {
	for _, a := range arrayTypes {
		t.Run(a.typ, func(t *testing.T) {
			exec(t, c, "DROP TABLE IF EXISTS t", fmt.Sprintf("CREATE TABLE t (n serial, v %s)", a.typ))
			s := prepare(t, c, "SELECT v FROM t LIMIT 0")
			defer s.Close()
			want := oneByOne(t, c, a.typ, a.values)
			for _, n := range []int{0, 1, len(want), 20_000} {
				values := make([]types.Value, n)
				for i := range values {
					if at := i % len(want); at < len(a.values) {
						values[i] = types.ValueOfAny(a.values[at])
					}
				}
				res, err := copyRows(context.Background(), s, values)
				if errors.Is(err, driver.ErrNotCopied) {
					if !uncopied[a.typ] && allBinary(a.typ, values) {
						t.Fatal("not copied")
					}
					return
				}
				if err != nil || res.RowsAffected != int64(n) {
					t.Fatalf("%d of %d rows, %v", res.RowsAffected, n, err)
				}
				got := texts(t, query(t, prepare(t, c, "SELECT coalesce(v::text, '<null>') FROM t ORDER BY n")))
				for i := range got {
					if w := want[i%len(want)]; got[i] != w && !(a.typ == "bit") {
						t.Fatalf("row %d is %q, want %q", i, got[i], w)
					}
				}
				exec(t, c, "DELETE FROM t")
			}
		})
	}
}

// allBinary tells whether all values have a binary form: of texts in the form of a number or a time that need not be.
func allBinary(typ string, values []types.Value) bool {
	return slices.Contains([]string{"text", "varchar", "bpchar", "name", "json", "jsonb", "bytea", "blob", "document"}, typ) ||
		!slices.ContainsFunc(values, func(v types.Value) bool { return v.Kind() == types.KindText })
}

// TestCopyRefused wants errors before and in the middle of copying, after which the connection is as before.
func TestCopyRefused(t *testing.T) {
	c := newDatabase(t).connect()
	exec(t, c, "CREATE TABLE t (v int4 CONSTRAINT positive CHECK (v > 0) UNIQUE NOT NULL)")
	s := prepare(t, c, "SELECT v FROM t LIMIT 0")
	many := make([]types.Value, 200_000)
	fill := func() {
		for i := range many {
			many[i] = types.Int64Value(int64(i + 1))
		}
	}
	for name, at := range map[string]int{"first": 0, "middle": 100_000, "last": len(many) - 1} {
		fill()
		many[at] = types.Int64Value(-1)
		if _, err := copyRows(context.Background(), s, many); state(err) != "23514" {
			t.Errorf("%s: %v", name, err)
		}
		fill()
		many[at] = types.NullValue()
		if _, err := copyRows(context.Background(), s, many); state(err) != "23502" {
			t.Errorf("%s: %v", name, err)
		}
		fill()
		many[at] = types.Int64Value(math.MaxInt64)
		var refused *driver.BindError
		if _, err := copyRows(context.Background(), s, many); !errors.As(err, &refused) {
			t.Errorf("%s: %v", name, err)
		}
	}
	fill()
	if err := driver.BindRows(s, many, len(many)); err != nil {
		t.Fatal(err)
	}
	for sql, want := range map[string]string{
		"SELECT 1": "0A000",
		"COPY nowhere FROM STDIN (FORMAT binary)": "42P01",
		"COPY t FROM STDIN":                       "22P02",
	} {
		_ = driver.BindRows(s, many[:10], 10)
		if _, err := driver.CopyRows(context.Background(), s, sql); err == nil || state(err) != want && !strings.HasPrefix(state(err), "22") {
			t.Errorf("%s: %v", sql, err)
		}
		if got := text(t, c, "SELECT count(*) FROM t"); got != "0" {
			t.Errorf("%s rows", got)
		}
	}
	if _, err := driver.CopyRows(context.Background(), s, "COPY t FROM STDIN"); err == nil {
		t.Error("copied what was not bound")
	}
	if res, err := copyRows(context.Background(), s, many); err != nil || res.RowsAffected != int64(len(many)) {
		t.Errorf("%+v, %v", res, err)
	}
}

// TestCopyNotices copies into a table that answers each row with a notice: nobody may wait for the other.
func TestCopyNotices(t *testing.T) {
	c := newDatabase(t).connect()
	exec(t, c, "CREATE TABLE t (v int4)", `CREATE FUNCTION talk() RETURNS trigger LANGUAGE plpgsql AS $$
		BEGIN RAISE NOTICE '%', repeat('x', 1000); RETURN new; END $$`, "CREATE TRIGGER talk BEFORE INSERT ON t FOR EACH ROW EXECUTE FUNCTION talk()")
	s := prepare(t, c, "SELECT v FROM t LIMIT 0")
	many := make([]types.Value, 100_000)
	for i := range many {
		many[i] = types.Int64Value(int64(i + 1))
	}
	if res, err := copyRows(context.Background(), s, many); err != nil || res.RowsAffected != int64(len(many)) {
		t.Errorf("%+v, %v", res, err)
	}
}

// TestCopyChanged changes the type of a column behind the back of the statement that described it, to one whose values look the same.
func TestCopyChanged(t *testing.T) {
	pooled, direct := dbfleet.PgBouncer(t)
	plain := database{t, configOf(t, direct)}
	for name, c := range map[string]driver.Conn{"direct": plain.connect(), "pooler": connect(t, database{t, configOf(t, pooled)}.with("pgbouncer", "true").connector())} {
		t.Run(name, func(t *testing.T) {
			exec(t, c, "DROP TABLE IF EXISTS t", "CREATE TABLE t (v int4)")
			s := prepare(t, c, "SELECT v FROM t LIMIT 0")
			exec(t, plain.connect(), "ALTER TABLE t ALTER v TYPE float4")
			_, err := copyRows(context.Background(), s, []types.Value{types.Int64Value(1)})
			if state(err) != "0A000" {
				t.Errorf("error %v", err)
			}
			if e, ok := s.(driver.Expiring); !ok || !e.Stale() {
				t.Error("the statement is not out of date")
			}
			if got := text(t, c, "SELECT count(*) FROM t"); got != "0" {
				t.Errorf("%s rows", got)
			}
		})
	}
}

// TestCopyCancelled ends the ctx while the server waits for a lock: before it takes rows, and in the middle of them.
func TestCopyCancelled(t *testing.T) {
	d := newDatabase(t)
	c, blocker := d.connect(), d.connect()
	exec(t, c, "CREATE TABLE t (v int4 UNIQUE)")
	s := prepare(t, c, "SELECT v FROM t LIMIT 0")
	many := make([]types.Value, 1_000_000) // more than sockets hold
	for i := range many {
		many[i] = types.Int64Value(int64(i + 1))
	}
	for _, lock := range []string{"LOCK TABLE t", "INSERT INTO t VALUES (5)", "INSERT INTO t VALUES (999999)"} {
		exec(t, blocker, "BEGIN", lock)
		_, err := copyRows(d.whenWaiting("Lock"), s, many)
		wasStopped(t, err, context.Canceled, true)
		exec(t, blocker, "ROLLBACK")
		if got := text(t, c, "SELECT count(*) FROM t"); got != "0" {
			t.Errorf("%s: %s rows", lock, got)
		}
	}
	if res, err := copyRows(context.Background(), s, many); err != nil || res.RowsAffected != int64(len(many)) {
		t.Errorf("%+v, %v", res, err)
	}
}

// TestCopyLost ends the session in the middle of copying.
func TestCopyLost(t *testing.T) {
	d := newDatabase(t)
	c, blocker := d.connect(), d.connect()
	exec(t, c, "CREATE TABLE t (v int4 UNIQUE)")
	s := prepare(t, c, "SELECT v FROM t LIMIT 0")
	many := make([]types.Value, 1_000_000)
	for i := range many {
		many[i] = types.Int64Value(int64(i + 1))
	}
	exec(t, blocker, "BEGIN", "INSERT INTO t VALUES (5)")
	waits := d.whenWaiting("Lock")
	var ending sync.WaitGroup
	ending.Go(func() {
		<-waits.Done()
		_ = try(context.Background(), blocker, fmt.Sprintf("SELECT pg_terminate_backend(%d)", pid(c)))
	})
	_, err := copyRows(context.Background(), s, many)
	ending.Wait()
	var lost *driver.LostError
	if !errors.As(err, &lost) {
		t.Errorf("error %v", err)
	}
}
