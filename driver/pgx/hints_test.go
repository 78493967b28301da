package pgx_test

import (
	"context"
	"errors"
	"fmt"
	"testing"
	"time"

	"github.com/azoth-orm/azoth/driver"
	"github.com/azoth-orm/azoth/types"
)

func prepareTyped(c driver.Conn, sql string, params ...types.Type) (driver.Stmt, error) {
	return c.(driver.TypedPreparer).PrepareTyped(context.Background(), sql, params)
}

// TestHints runs statements whose parameters have the types that a compiled statement hands over, in a transaction and outside.
func TestHints(t *testing.T) {
	c := newDatabase(t).connect()
	exec(t, c, "CREATE TYPE mood AS ENUM ('sad', 'ok')",
		`CREATE TABLE t (i2 int2, i4 int4, i8 int8, r real, f float8, n numeric, s text, v varchar, c char(5), m mood, u uuid, ip inet, b bool,
		 ts timestamp, tz timestamptz, d date, by bytea, j json, jb jsonb, a int[])`,
		`INSERT INTO t VALUES (1, 1, 1, 0.1, 0.1, 0.1, 'x', 'x', 'x', 'ok', '00112233-4455-6677-8899-aabbccddeeff', '10.0.0.1', true,
		 '2024-02-29 12:00:00', '2024-02-29 12:00:00+00', '2024-02-29', 'x', '[10,20]', '{"k":[1,2]}', '{5,6}')`)
	noon := moment("2024-02-29 12:00:00")
	const big = 1 << 40
	integer, bigint, str := types.Integer(), types.BigInteger(), types.String(0)
	for _, h := range []struct {
		sql    string
		params []types.Type
		values []any
		want   any
	}{
		// Nothing around tells the type.
		{"SELECT $1 + $2", []types.Type{integer, integer}, []any{1, 2}, int64(3)},
		{"SELECT $1", []types.Type{integer}, []any{big}, int64(big)},
		{"SELECT CASE WHEN true THEN $1 ELSE $2 END", []types.Type{bigint, integer}, []any{5, 6}, int64(5)},
		{"SELECT max(x) FROM (VALUES ($1), ($2)) AS v (x)", []types.Type{integer, integer}, []any{9, 10}, int64(10)},
		{"SELECT sum(x) FROM (VALUES ($1), ($2)) AS v (x)", []types.Type{types.Double(), types.Double()}, []any{0.5, 1.0}, 1.5},
		{"SELECT concat($1, i4, $2) FROM t", []types.Type{str, str}, []any{"<", ">"}, "<1>"},
		{"SELECT $1 IS NULL", []types.Type{str}, []any{nil}, true},
		{"SELECT coalesce($1, $2)", []types.Type{types.Boolean(), types.Boolean()}, []any{nil, true}, true},
		{"SELECT json_build_object($1, $2)", []types.Type{str, types.JSON()}, []any{"k", `{"a": 1}`}, `{"k" : {"a": 1}}`},
		{"SELECT date_trunc('hour', $1)", []types.Type{types.DateTime()}, []any{noon.Add(time.Minute)}, noon},
		{"SELECT $1 - $2", []types.Type{types.DateTime(), types.DateTime()}, []any{noon, noon.Add(-time.Hour)}, int64(3600e6)},
		{"SELECT tz - $1 FROM t", []types.Type{types.Interval()}, []any{"60000000 microseconds"}, noon.Add(-time.Minute)},
		{"SELECT length($1)", []types.Type{types.LargeBinary()}, []any{[]byte{0, 0xff}}, int64(2)},
		// A number of another type than its neighbour keeps its own.
		{"SELECT i4 * $1 FROM t", []types.Type{types.Double()}, []any{2.5}, 2.5},
		{"SELECT i4 * $1 FROM t", []types.Type{types.Numeric(0, 0)}, []any{"2.5"}, "2.5"},
		{"SELECT count(*) FROM t WHERE i4 = $1", []types.Type{integer}, []any{big}, int64(0)},
		{"SELECT count(*) FROM t WHERE i2 < $1", []types.Type{types.SmallInteger()}, []any{big}, int64(1)},
		{"SELECT count(*) FROM t WHERE i4 IN ($1, $2)", []types.Type{integer, integer}, []any{1, big}, int64(1)},
		{"SELECT count(*) FROM t WHERE r = $1", []types.Type{types.FloatType{Precision: 24}}, []any{0.1}, int64(1)},
		{"SELECT count(*) FROM t WHERE f = $1", []types.Type{types.Float()}, []any{0.1}, int64(1)},
		{"SELECT count(*) FROM t WHERE n = $1", []types.Type{types.Numeric(5, 2)}, []any{"0.1"}, int64(1)},
		// A string may be meant for anything.
		{"SELECT count(*) FROM t WHERE m = $1", []types.Type{str}, []any{"ok"}, int64(1)},
		{"SELECT count(*) FROM t WHERE u = $1", []types.Type{str}, []any{"00112233-4455-6677-8899-aabbccddeeff"}, int64(1)},
		{"SELECT count(*) FROM t WHERE ip = $1", []types.Type{types.Text()}, []any{"10.0.0.1"}, int64(1)},
		{"SELECT count(*) FROM t WHERE c = $1", []types.Type{str}, []any{"x"}, int64(1)},
		{"SELECT count(*) FROM t WHERE s = $1", []types.Type{types.UUIDType{}}, []any{"x"}, int64(1)},
		{"UPDATE t SET m = $1, u = $2, d = $3 RETURNING m", []types.Type{str, str, str}, []any{"ok", "00112233-4455-6677-8899-aabbccddeeff", "2024-02-29"}, "ok"},
		{"SELECT count(*) FROM t WHERE jb @> $1", []types.Type{types.JSON()}, []any{`{"k":[1]}`}, int64(1)},
		{"SELECT count(*) FROM t WHERE a = $1", []types.Type{types.Array(integer)}, []any{"{5,6}"}, int64(1)},
		{"SELECT count(*) FROM t WHERE i4 = ANY($1)", []types.Type{types.Array(integer)}, []any{"{1,5,6}"}, int64(1)},
		// Functions that want INT4.
		{"SELECT left(s, $1) FROM t WHERE i8 <> $2", []types.Type{integer, bigint}, []any{1, big}, "x"},
		{"SELECT left(s, $1) FROM t", []types.Type{bigint}, []any{1}, "x"},
		{"SELECT concat($1, left(s, $2)) FROM t", []types.Type{str, integer}, []any{"<", 1}, "<x"},
		{"SELECT substring($1 FROM $2 FOR $3)", []types.Type{str, integer, integer}, []any{"abc", 2, 1}, "b"},
		{"SELECT d + $1 FROM t", []types.Type{integer}, []any{1}, "2024-03-01"},
		{"SELECT j -> $1 FROM t", []types.Type{integer}, []any{1}, "20"},
		{"SELECT jb #>> $1 FROM t", []types.Type{str}, []any{"{k,0}"}, "1"},
		{"SELECT jb -> $1 FROM t", []types.Type{str}, []any{"k"}, "[1, 2]"},
		{"SELECT a[$1] FROM t", []types.Type{integer}, []any{2}, int64(6)},
		{"SELECT round(n, $1) FROM t", []types.Type{integer}, []any{0}, "0"},
		{"SELECT repeat($1, $2)", []types.Type{str, integer}, []any{"x", 2}, "xx"},
		{"SELECT i FROM generate_series(1, $1) AS i ORDER BY i DESC LIMIT $2 OFFSET $3", []types.Type{integer, integer, integer}, []any{5, 1, 1}, int64(4)},
		// A mapping that does not fit the table.
		{"SELECT count(*) FROM t WHERE i4 = $1", []types.Type{types.Boolean()}, []any{true}, int64(1)},
		{"SELECT count(*) FROM t WHERE s = $1", []types.Type{integer}, []any{1}, int64(0)},
		{"SELECT count(*) FROM t WHERE ts = $1", []types.Type{types.DateTime().WithTimeZone()}, []any{noon}, int64(1)},
		{"SELECT count(*) FROM t WHERE tz = $1", []types.Type{types.DateTime()}, []any{noon}, int64(1)},
		{"SELECT $1 + i4 FROM t", []types.Type{nil}, []any{1}, int64(2)},
	} {
		for _, begin := range []string{"", "BEGIN", "BEGIN ISOLATION LEVEL SERIALIZABLE READ ONLY"} {
			t.Run(fmt.Sprint(h.sql, h.params, begin), func(t *testing.T) {
				if begin != "" {
					exec(t, c, begin)
					defer exec(t, c, "ROLLBACK")
				}
				s, err := prepareTyped(c, h.sql, h.params...)
				if err != nil {
					t.Fatal(err)
				}
				defer s.Close()
				for i, v := range h.values {
					bind(s, i, v)
				}
				rows, err := s.Query(context.Background())
				if state(err) == "25006" { // UPDATE in a transaction that is READ ONLY
					return
				}
				if err != nil {
					t.Fatal(err)
				}
				step(t, rows)
				if got := read(rows, 0); !equal(got, h.want) {
					t.Errorf("read %#v, want %#v", got, h.want)
				}
				if err := rows.Close(); err != nil {
					t.Error(err)
				}
			})
		}
	}
}

// TestHintsFail wants the first error of a statement that no types make right, and the transaction to be as PostgreSQL leaves it.
func TestHintsFail(t *testing.T) {
	c := newDatabase(t).connect()
	for sql, want := range map[string]string{
		"SELECT nothing($1)": "42883", "SELECT $1 FROM nowhere": "42P01", "SELEC $1": "42601", "SELECT $1 + point '(1,2)' - inet '1.1.1.1'": "42883",
	} {
		for _, begin := range []bool{false, true} {
			if begin {
				exec(t, c, "BEGIN")
			}
			if _, err := prepareTyped(c, sql, types.Integer()); state(err) != want {
				t.Errorf("%s: %v", sql, err)
			}
			if c.InTransaction() != begin {
				t.Errorf("%s: in a transaction: %v", sql, !begin)
			}
			if begin {
				if err := try(context.Background(), c, "SELECT 1"); state(err) != "25P02" {
					t.Errorf("%s: then %v", sql, err)
				}
				exec(t, c, "ROLLBACK")
			}
		}
	}
}

// TestHintsLeaveNothing wants the savepoint that a statement is parsed in to be gone.
func TestHintsLeaveNothing(t *testing.T) {
	c := newDatabase(t).connect()
	exec(t, c, "CREATE TABLE t (n int)", "BEGIN", "INSERT INTO t VALUES (1)", "SAVEPOINT mine")
	for _, sql := range []string{"INSERT INTO t VALUES ($1)", "INSERT INTO t VALUES (length(left('abc', $1)))"} {
		s, err := prepareTyped(c, sql, types.Integer())
		if err != nil {
			t.Fatal(err)
		}
		s.BindInt64(0, 2)
		if _, err := s.Exec(context.Background()); err != nil {
			t.Fatal(err)
		}
	}
	if err := try(context.Background(), c, "RELEASE SAVEPOINT azoth_parse"); state(err) != "3B001" {
		t.Errorf("%v", err)
	}
	exec(t, c, "ROLLBACK TO SAVEPOINT mine", "COMMIT")
	if n := text(t, c, "SELECT count(*) FROM t"); n != "1" {
		t.Errorf("%s rows", n)
	}
}

// TestNarrowOverflow is the price of INT4 where a function wants it.
func TestNarrowOverflow(t *testing.T) {
	c := newDatabase(t).connect()
	s, err := prepareTyped(c, "SELECT left('abc', $1)", types.Integer())
	if err != nil {
		t.Fatal(err)
	}
	s.BindInt64(0, 1<<40)
	var refused *driver.BindError
	if _, err := s.Exec(context.Background()); !errors.As(err, &refused) {
		t.Errorf("%v", err)
	}
}

// TestZone leaves times without a zone to the server where the session is not in UTC.
func TestZone(t *testing.T) {
	for zone, want := range map[string]string{"UTC": "t", "Europe/Paris": "t"} {
		c := newDatabase(t).with("timezone", zone).connect()
		exec(t, c, "CREATE TABLE t (tz timestamptz)", "INSERT INTO t VALUES ('2024-02-29 12:00:00+00')")
		s, err := prepareTyped(c, "SELECT tz = $1 FROM t", types.DateTime())
		if err != nil {
			t.Fatal(err)
		}
		s.BindTime(0, moment("2024-02-29 12:00:00"))
		rows := query(t, s)
		step(t, rows)
		if got := rows.Text(0)[:1]; got != want {
			t.Errorf("%s: %s", zone, got)
		}
	}
}
