package pgx_test

import (
	"context"
	"errors"
	"fmt"
	"math"
	"slices"
	"testing"
	"time"

	"github.com/azoth-orm/azoth/driver"
	"github.com/azoth-orm/azoth/internal/dbfleet"
	"github.com/azoth-orm/azoth/types"
)

// arrayTypes are types with values of them, whatever a statement may bind to one.
var arrayTypes = []struct {
	typ    string
	values []any
}{
	{"bool", []any{true, false, 1, 0, 7, "yes"}},
	{"int2", []any{math.MinInt16, math.MaxInt16, 0, true, 5.0, "42"}},
	{"int4", []any{math.MinInt32, math.MaxInt32, 0, -1}},
	{"int8", []any{int64(math.MinInt64), int64(math.MaxInt64), 0, true, 3.0, "-9223372036854775808"}},
	{"oid", []any{0, 4294967295}},
	{"float4", []any{1.5, math.Inf(-1), math.NaN(), 0.1, 1, "1e3"}},
	{"float8", []any{math.MaxFloat64, math.SmallestNonzeroFloat64, math.Copysign(0, -1), math.Inf(1), math.NaN(), 0.1, 3, "1e3"}},
	{"numeric", []any{"12345678901234567890.0123456789", "NaN", int64(math.MinInt64), 0.1, 1e20, false, []byte("1.50"), "-0.00"}},
	{"text", []any{"", "NULL", "null", " a ", `"q" \ {x},y`, "héllo \U0001F600", 42, true, 1.5, []byte("bytes"), moment("2024-02-29 12:34:56.789")}},
	{"varchar", []any{"abc", ""}},
	{"bpchar", []any{"abc  ", ""}},
	{"name", []any{"abc"}},
	{`"char"`, []any{"a", ""}},
	{"bytea", []any{[]byte{0, 1, 255, '\\'}, []byte{}, `\x41 is no A`}},
	{"uuid", []any{"00112233-4455-6677-8899-aabbccddeeff", []byte("\x00\x11\x22\x33\x44\x55\x66\x77\x88\x99\xaa\xbb\xcc\xdd\xee\xff"), "FFFFFFFF-ffff-ffff-ffff-ffffffffffff"}},
	{"uuid", []any{"{00112233445566778899aabbccddeeff}", []byte("\x00\x11\x22\x33\x44\x55\x66\x77\x88\x99\xaa\xbb\xcc\xdd\xee\xff")}},
	{"json", []any{`{"a": [1, "ü"]}`, "null", 5, 1.5, true, []byte(`[1.50]`)}},
	{"jsonb", []any{`{"b":1,"a":null}`, "null", 5, 1.5, true, []byte(`[1.50]`)}},
	{"date", []any{"2024-02-29", "0001-01-01", "9999-12-31", moment("2024-02-29 23:59:59.999999999")}},
	{"date", []any{"0044-03-15 BC", "infinity", "5874897-12-31", "2024-02-29", moment("1969-12-31 23:59:59")}},
	{"time", []any{"00:00:00", "23:59:59.999999", moment("2024-02-29 01:02:03.0405069")}},
	{"time", []any{"24:00:00", "01:02:03.5", "01:02", moment("2024-02-29 01:02:03.0405069")}},
	{"timetz", []any{"01:02:03+02", moment("2024-02-29 01:02:03")}},
	{"timestamp", []any{
		moment("2024-02-29 12:34:56.123456789"), moment("1969-12-31 23:59:59.999999999"),
		time.Time{},
		time.Date(-4713, 11, 24, 0, 0, 0, 0, time.UTC), time.Date(294276, 12, 31, 23, 59, 59, 999999000, time.UTC),
	}},
	{"timestamp", []any{"2024-02-29 12:34:56", "infinity", time.Date(-4713, 11, 24, 0, 0, 0, 0, time.UTC), moment("2024-02-29 12:34:56.123456789")}},
	{"timestamptz", []any{time.Date(2024, 3, 1, 0, 30, 0, 0, time.FixedZone("", 3600)), moment("1969-12-31 23:59:59.999999999")}},
	{"timestamptz", []any{"2024-02-29 12:34:56+02", time.Date(2024, 3, 1, 0, 30, 0, 0, time.FixedZone("", 3600))}},
	{"interval", []any{"123456789 microseconds", "-1 microseconds", "9223372036854775807 microseconds", -1, 0}},
	{"interval", []any{"2 days -1 hour", "1 year 3 microseconds", -1, 86_400_000_000}},
	{"mood", []any{"it's ok", "sad", []byte("sad")}},
	{"small", []any{99, -5}},
	{"smaller", []any{-5}},
	{"blob", []any{[]byte{0xff, 0}}},
	{"document", []any{`{"a":1}`, 5}},
	{"inet", []any{"10.0.0.1/8", "::1"}},
	{"int4range", []any{"[1,5)", "empty"}},
	{"tstzrange", []any{`["2024-01-01 00:00:00+00",)`}},
	{"bit", []any{"1", "0"}},
	{`pg_catalog."bit"`, []any{"101"}},
	{"money", []any{"$1.50"}},
	{"xml", []any{"<a/>"}},
	{"macaddr", []any{"08:00:2b:01:02:03"}},
	{"tsvector", []any{"'a':1 'b''c':2"}},
}

const arrayNeeds = `CREATE TYPE mood AS ENUM ('sad', 'it''s ok'); CREATE DOMAIN small AS int2 CHECK (VALUE < 100); CREATE DOMAIN smaller AS small;
	CREATE DOMAIN blob AS bytea; CREATE DOMAIN document AS jsonb`

// TestArrays binds values as an array and one by one: the server must have the same.
func TestArrays(t *testing.T) {
	pooled, direct := dbfleet.PgBouncer(t)
	c := database{t, configOf(t, direct)}.connect()
	exec(t, c, "DO $do$ BEGIN "+arrayNeeds+"; END $do$")
	testArrays(t, c)
	t.Run("pooler", func(t *testing.T) {
		testArrays(t, connect(t, database{t, configOf(t, pooled)}.with("pgbouncer", "true").connector()))
	})
}

func testArrays(t *testing.T, c driver.Conn) {
	for _, a := range arrayTypes {
		t.Run(a.typ, func(t *testing.T) {
			many := prepare(t, c, fmt.Sprintf("SELECT coalesce(v::text, '<null>') FROM unnest($1::%s[]) WITH ORDINALITY AS u(v, n) ORDER BY n", a.typ))
			defer many.Close()
			want := oneByOne(t, c, a.typ, a.values)
			for _, n := range []int{0, 1, len(want), 1000} {
				values := make([]types.Value, 0, 3*n)
				var wanted []string
				for i := range n {
					v := types.NullValue()
					if at := i % len(want); at < len(a.values) {
						v = types.ValueOfAny(a.values[at])
					}
					values = append(values, types.TextValue("before"), v, types.BoolValue(true))
					wanted = append(wanted, want[i%len(want)])
				}
				if err := driver.BindArray(many, 0, values, 1, 3, n); err != nil {
					t.Fatal(err)
				}
				if got := texts(t, query(t, many)); !slices.Equal(got, wanted) {
					t.Errorf("%d values:\n got %q\nwant %q", n, got[:min(len(got), 20)], wanted[:min(n, 20)])
				}
			}
		})
	}
}

// oneByOne is what the server makes of values, and of NULL behind them.
func oneByOne(t *testing.T, c driver.Conn, typ string, values []any) []string {
	t.Helper()
	s := prepare(t, c, fmt.Sprintf("SELECT coalesce(CAST($1 AS %s)::text, '<null>')", typ))
	defer s.Close()
	var out []string
	for _, v := range append(slices.Clip(values), nil) {
		bind(s, 0, v)
		out = append(out, texts(t, query(t, s))...)
	}
	return out
}

// TestRefusedArrays wants values that a type cannot hold to be refused, with the row that has them.
func TestRefusedArrays(t *testing.T) {
	c := newDatabase(t).connect()
	for _, v := range []struct {
		typ   string
		value any
	}{
		{"int2[]", math.MaxInt16 + 1},
		{"text[]", "a\x00b"},
		{"text[]", "\xff"},
		{"numeric[]", "\xff"},
		{"bytea[]", 5},
		{"jsonb[]", math.NaN()},
		{"timestamp[]", true},
		{"uuid[]", []byte("short\x00")},
		{"inet[]", []byte{0}},
		{"int4", 1},
		{"int4[]", struct{}{}},
	} {
		s := prepare(t, c, fmt.Sprintf("SELECT CAST($1 AS %s)", v.typ))
		for range 2 {
			if err := driver.BindArray(s, 0, []types.Value{types.NullValue(), types.ValueOfAny(v.value)}, 0, 1, 2); err != nil {
				t.Fatal(err)
			}
			var refused *driver.BindError
			if _, err := s.Exec(context.Background()); !errors.As(err, &refused) || refused.Param != 0 {
				t.Errorf("%s: %v: %v, want a BindError", v.typ, v.value, err)
			}
		}
		s.BindNull(0)
		if _, err := s.Exec(context.Background()); err != nil {
			t.Errorf("%s after a refused value: %v", v.typ, err)
		}
	}
}

// TestArrayDomain binds to a domain over an array, whose elements are those of the array.
func TestArrayDomain(t *testing.T) {
	c := newDatabase(t).connect()
	exec(t, c, "CREATE DOMAIN numbers AS int4[]", "CREATE TABLE t (n numbers)")
	s := prepare(t, c, "INSERT INTO t VALUES ($1)")
	values := []types.Value{types.Int64Value(1), types.NullValue()}
	if err := driver.BindArray(s, 0, values, 0, 1, 2); err != nil {
		t.Fatal(err)
	}
	if _, err := s.Exec(context.Background()); err != nil {
		t.Fatal(err)
	}
	if got := text(t, c, "SELECT n::text FROM t"); got != "{1,NULL}" {
		t.Error(got)
	}
}

// TestArrayCopy binds to the copy that a cache of statements gives while the first is read.
func TestArrayCopy(t *testing.T) {
	c := newDatabase(t).connect()
	cache := driver.NewStmtCache(c, 4)
	sum := func() (driver.Rows, error) {
		s, err := cache.Get(context.Background(), 1, "SELECT sum(v)::int8 FROM unnest($1::int8[]) AS v", nil)
		if err != nil {
			return nil, err
		}
		if err := driver.BindArray(s, 0, []types.Value{types.Int64Value(1), types.Int64Value(2)}, 0, 1, 2); err != nil {
			return nil, err
		}
		return s.Query(context.Background())
	}
	for range 2 {
		rows, err := sum()
		if err != nil {
			t.Fatal(err)
		}
		defer rows.Close()
		step(t, rows)
		if got := rows.Int64(0); got != 3 {
			t.Error(got)
		}
	}
}
