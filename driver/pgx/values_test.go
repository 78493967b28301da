package pgx_test

import (
	"context"
	"errors"
	"fmt"
	"math"
	"strings"
	"testing"
	"time"

	"github.com/azoth-orm/azoth/driver"
)

// bind binds a Go value by the method of its kind.
func bind(s driver.Stmt, i int, v any) {
	switch v := v.(type) {
	case nil:
		s.BindNull(i)
	case bool:
		s.BindBool(i, v)
	case int:
		s.BindInt64(i, int64(v))
	case int64:
		s.BindInt64(i, v)
	case float64:
		s.BindFloat64(i, v)
	case string:
		s.BindText(i, v)
	case []byte:
		s.BindBytes(i, v)
	case time.Time:
		s.BindTime(i, v)
	default:
		panic(fmt.Sprintf("no method binds a %T", v))
	}
}

// read reads a value by the method of its kind.
func read(rows driver.Rows, i int) any {
	switch rows.Kind(i) {
	case driver.KindBool:
		return rows.Bool(i)
	case driver.KindInt64:
		return rows.Int64(i)
	case driver.KindFloat64:
		return rows.Float64(i)
	case driver.KindText:
		return rows.Text(i)
	case driver.KindBytes:
		return string(rows.Bytes(i, nil))
	case driver.KindTime:
		t, err := rows.Time(i)
		if err != nil {
			return err
		}
		return t
	}
	return nil
}

func moment(text string) time.Time {
	t, err := time.Parse("2006-01-02 15:04:05.999999999", text)
	if err != nil {
		panic(err)
	}
	return t
}

// TestRoundTrip binds a value to a parameter of a type and reads it back; text is what the server makes of it.
func TestRoundTrip(t *testing.T) {
	c := newDatabase(t).connect()
	exec(t, c, "CREATE TYPE mood AS ENUM ('sad', 'it''s ok')", "CREATE DOMAIN small AS int2 CHECK (VALUE < 100)",
		"CREATE DOMAIN smaller AS small", "CREATE DOMAIN blob AS bytea", "CREATE TYPE pair AS (a int, b text)")
	paris := time.FixedZone("", 3600)
	for _, c2 := range []struct {
		typ   string
		bound any
		want  any
		text  string
	}{
		{"bool", true, true, "true"},
		{"bool", false, false, "false"},
		{"bool", 1, true, "true"},
		{"bool", 0, false, "false"},
		{"bool", 7, true, "true"},
		{"bool", "yes", true, "true"},
		{"int2", math.MinInt16, int64(math.MinInt16), "-32768"},
		{"int2", math.MaxInt16, int64(math.MaxInt16), "32767"},
		{"int4", math.MinInt32, int64(math.MinInt32), "-2147483648"},
		{"int4", math.MaxInt32, int64(math.MaxInt32), "2147483647"},
		{"int4", true, int64(1), "1"},
		{"int4", 5.0, int64(5), "5"},
		{"int4", "42", int64(42), "42"},
		{"int8", int64(math.MinInt64), int64(math.MinInt64), "-9223372036854775808"},
		{"int8", int64(math.MaxInt64), int64(math.MaxInt64), "9223372036854775807"},
		{"int8", 0, int64(0), "0"},
		{"int8", -9.223372036854775808e18, int64(math.MinInt64), "-9223372036854775808"},
		{"oid", 4294967295, int64(4294967295), "4294967295"},
		{"float4", 1.5, 1.5, "1.5"},
		{"float4", math.Inf(-1), math.Inf(-1), "-Infinity"},
		{"float8", math.MaxFloat64, math.MaxFloat64, "1.7976931348623157e+308"},
		{"float8", math.SmallestNonzeroFloat64, math.SmallestNonzeroFloat64, "5e-324"},
		{"float8", math.Copysign(0, -1), math.Copysign(0, -1), "-0"},
		{"float8", math.Inf(1), math.Inf(1), "Infinity"},
		{"float8", 3, 3.0, "3"},
		{"float8", "1e3", 1000.0, "1000"},
		{"numeric", "12345678901234567890.0123456789", "12345678901234567890.0123456789", "12345678901234567890.0123456789"},
		{"numeric", "NaN", "NaN", "NaN"},
		{"numeric", int64(math.MinInt64), "-9223372036854775808", "-9223372036854775808"},
		{"numeric", 0.1, "0.1", "0.1"},
		{"numeric", 1e20, "100000000000000000000", "100000000000000000000"},
		{"numeric", false, "0", "0"},
		{"numeric", []byte("1.50"), "1.50", "1.50"},
		{"text", "", "", ""},
		{"text", "héllo \U0001F600 'quoted' \\x41 $1", "héllo \U0001F600 'quoted' \\x41 $1", "héllo \U0001F600 'quoted' \\x41 $1"},
		{"text", 42, "42", "42"},
		{"text", true, "true", "true"},
		{"text", 1.5, "1.5", "1.5"},
		{"text", []byte("bytes"), "bytes", "bytes"},
		{"text", moment("2024-02-29 12:34:56.789"), "2024-02-29 12:34:56.789000", "2024-02-29 12:34:56.789000"},
		{"varchar", "abc", "abc", "abc"},
		{"bpchar(5)", "abc", "abc  ", "abc"},
		{"name", "abc", "abc", "abc"},
		{`"char"`, "a", "a", "a"},
		{"bytea", []byte{0, 1, 255, '\\'}, "\x00\x01\xff\\", `\x0001ff5c`},
		{"bytea", []byte(nil), "", `\x`},
		{"bytea", `\x41 is no A`, `\x41 is no A`, `\x5c78343120697320 6e6f2041`},
		{"uuid", "00112233-4455-6677-8899-aabbccddeeff", "00112233-4455-6677-8899-aabbccddeeff", "00112233-4455-6677-8899-aabbccddeeff"},
		{"uuid", []byte("\x00\x11\x22\x33\x44\x55\x66\x77\x88\x99\xaa\xbb\xcc\xdd\xee\xff"), "00112233-4455-6677-8899-aabbccddeeff", "00112233-4455-6677-8899-aabbccddeeff"},
		{"json", `{"a": [1, "ü"]}`, `{"a": [1, "ü"]}`, `{"a": [1, "ü"]}`},
		{"jsonb", `{"b":1,"a":null}`, `{"a": null, "b": 1}`, `{"a": null, "b": 1}`},
		{"jsonb", []byte(`[1.50]`), `[1.50]`, `[1.50]`},
		{"jsonb", 5, `5`, `5`},
		{"jsonb", true, `true`, `true`},
		{"date", "2024-02-29", "2024-02-29", "2024-02-29"},
		{"date", "0044-03-15 BC", "0044-03-15 BC", "0044-03-15 BC"},
		{"date", "infinity", "infinity", "infinity"},
		{"date", "4714-11-24 BC", "4714-11-24 BC", "4714-11-24 BC"},
		{"date", "5874897-12-31", "5874897-12-31", "5874897-12-31"},
		{"date", moment("2024-02-29 23:59:59.999999999"), "2024-02-29", "2024-02-29"},
		{"date", time.Date(2024, 3, 1, 0, 30, 0, 0, paris), "2024-02-29", "2024-02-29"},
		{"date", moment("1969-12-31 23:59:59"), "1969-12-31", "1969-12-31"},
		{"time", "00:00:00", "00:00:00", "00:00:00"},
		{"time", "23:59:59.999999", "23:59:59.999999", "23:59:59.999999"},
		{"time", "24:00:00", "24:00:00", "24:00:00"},
		{"time", moment("2024-02-29 01:02:03.0405069"), "01:02:03.040506", "01:02:03.040506"},
		{"timetz", "01:02:03+02", "01:02:03+02", "01:02:03+02"},
		{"timetz", moment("2024-02-29 01:02:03"), "01:02:03+00", "01:02:03+00"},
		{"timestamp", moment("2024-02-29 12:34:56.123456789"), moment("2024-02-29 12:34:56.123456"), "2024-02-29 12:34:56.123456"},
		{"timestamp", moment("1969-12-31 23:59:59.999999999"), moment("1969-12-31 23:59:59.999999"), "1969-12-31 23:59:59.999999"},
		{"timestamp", moment("0001-01-01 00:00:00"), time.Time{}, "0001-01-01 00:00:00"},
		{"timestamp", time.Date(2024, 3, 1, 0, 30, 0, 0, paris), moment("2024-02-29 23:30:00"), "2024-02-29 23:30:00"},
		{"timestamp", time.Date(-4713, 11, 24, 0, 0, 0, 0, time.UTC), time.Date(-4713, 11, 24, 0, 0, 0, 0, time.UTC), "4714-11-24 00:00:00 BC"},
		{"timestamp", time.Date(294276, 12, 31, 23, 59, 59, 999999000, time.UTC), time.Date(294276, 12, 31, 23, 59, 59, 999999000, time.UTC), "294276-12-31 23:59:59.999999"},
		{"timestamp", "2024-02-29 12:34:56", moment("2024-02-29 12:34:56"), "2024-02-29 12:34:56"},
		{"timestamptz", time.Date(2024, 3, 1, 0, 30, 0, 0, paris), moment("2024-02-29 23:30:00"), "2024-02-29 23:30:00+00"},
		{"timestamptz", "2024-02-29 12:34:56+02", moment("2024-02-29 10:34:56"), "2024-02-29 10:34:56+00"},
		{"interval", "123456789 microseconds", int64(123456789), "00:02:03.456789"},
		{"interval", -1, int64(-1), "-00:00:00.000001"},
		{"interval", "2 days -1 hour", int64(47 * 3600e6), "2 days -01:00:00"},
		{"mood", "it's ok", "it's ok", "it's ok"},
		{"mood", []byte("sad"), "sad", "sad"},
		{"small", 99, int64(99), "99"},
		{"smaller", -5, int64(-5), "-5"},
		{"blob", []byte{0xff, 0}, "\xff\x00", `\xff00`},
		{"inet", "10.0.0.1/8", "10.0.0.1/8", "10.0.0.1/8"},
		{"int4[]", "{1,NULL,3}", "{1,NULL,3}", "{1,NULL,3}"},
		{"text[]", `{"a,b","c\"d",NULL,""}`, `{"a,b","c\"d",NULL,""}`, `{"a,b","c\"d",NULL,""}`},
		{"int4range", "[1,5)", "[1,5)", "[1,5)"},
		{"tstzrange", "[2024-01-01 00:00:00+00,)", `["2024-01-01 00:00:00+00",)`, `["2024-01-01 00:00:00+00",)`},
		{"bit(3)", "101", "101", "101"},
		{"money", "$1.50", "$1.50", "$1.50"},
		{"xml", "<a/>", "<a/>", "<a/>"},
		{"pair", "(1,x)", "(1,x)", "(1,x)"},
		{"macaddr", "08:00:2b:01:02:03", "08:00:2b:01:02:03", "08:00:2b:01:02:03"},
	} {
		t.Run(fmt.Sprintf("%s/%T", c2.typ, c2.bound), func(t *testing.T) {
			s := prepare(t, c, fmt.Sprintf("SELECT v, v::text FROM (SELECT CAST($1 AS %s) AS v) AS x", c2.typ))
			defer s.Close()
			bind(s, 0, c2.bound)
			rows := query(t, s)
			step(t, rows)
			got, text := read(rows, 0), rows.Text(1)
			if want := strings.ReplaceAll(c2.text, " 6e", "6e"); text != want && c2.text != text {
				t.Errorf("the server has %q, want %q", text, want)
			}
			if !equal(got, c2.want) {
				t.Errorf("read %#v, want %#v", got, c2.want)
			}
			if as := rows.Text(0); as != text && c2.typ != "bytea" && c2.typ != "blob" && c2.typ != "bpchar(5)" {
				t.Errorf("Text says %q, the server %q", as, text)
			}
			if err := rows.Close(); err != nil {
				t.Error(err)
			}
			s.BindNull(0)
			rows = query(t, s)
			step(t, rows)
			if !rows.IsNull(0) || rows.Kind(0) != driver.KindNull || read(rows, 0) != nil {
				t.Errorf("NULL is read as %v", read(rows, 0))
			}
			zero(t, rows)
		})
	}
}

func equal(a, b any) bool {
	if x, ok := a.(time.Time); ok {
		y, ok := b.(time.Time)
		return ok && x.Equal(y) && x.Location() == time.UTC
	}
	if x, ok := a.(float64); ok {
		y, ok := b.(float64)
		return ok && math.Float64bits(x) == math.Float64bits(y)
	}
	return a == b
}

// zero wants every reader to give its zero value for a NULL in column 0.
func zero(t *testing.T, rows driver.Rows) {
	t.Helper()
	tm, err := rows.Time(0)
	if rows.Bool(0) || rows.Int64(0) != 0 || rows.Float64(0) != 0 || rows.Text(0) != "" || len(rows.Bytes(0, nil)) != 0 || err != nil || !tm.IsZero() {
		t.Error("NULL is not read as zero")
	}
	if ok, err := rows.Step(); ok || err != nil {
		t.Errorf("step: %v, %v", ok, err)
	}
}

// TestRefusedValues wants values that a type cannot hold to be refused before anything is sent.
func TestRefusedValues(t *testing.T) {
	c := newDatabase(t).connect()
	exec(t, c, "BEGIN")
	for _, v := range []struct {
		typ   string
		value any
	}{
		{"int2", math.MaxInt16 + 1},
		{"int2", math.MinInt16 - 1},
		{"int4", math.MaxInt32 + 1},
		{"int4", math.MinInt32 - 1},
		{"oid", -1},
		{"oid", 1 << 32},
		{"int4", 1.5},
		{"int8", math.NaN()},
		{"int8", math.Inf(1)},
		{"int8", 9.223372036854775808e18},
		{"float4", math.MaxFloat64},
		{"text", "a\x00b"},
		{"text", "\xff"},
		{"text", []byte{0}},
		{"text", []byte{0xff}},
		{"jsonb", "\xff"},
		{"json", math.NaN()},
		{"uuid", []byte("short\x00")},
		{"uuid", 5},
		{"uuid", true},
		{"bytea", 5},
		{"bytea", 1.5},
		{"int4", []byte("1")},
		{"bool", []byte("t")},
		{"date", 5},
		{"timestamp", 5},
		{"timestamp", 1.5},
		{"timestamp", true},
		{"int4", moment("2024-01-01 00:00:00")},
		{"jsonb", moment("2024-01-01 00:00:00")},
		{"timestamp", time.Date(-4713, 11, 23, 23, 59, 59, 0, time.UTC)},
		{"timestamptz", time.Date(294277, 1, 1, 0, 0, 0, 0, time.UTC)},
		{"date", time.Date(5874898, 1, 1, 0, 0, 0, 0, time.UTC)},
		{"date", time.Date(-4713, 11, 23, 0, 0, 0, 0, time.UTC)},
		{"text", time.Date(10000, 1, 1, 0, 0, 0, 0, time.UTC)},
		{"interval", 1.5},
	} {
		s := prepare(t, c, fmt.Sprintf("SELECT CAST($1 AS %s)", v.typ))
		bind(s, 0, v.value)
		_, err := s.Query(context.Background())
		var refused *driver.BindError
		if !errors.As(err, &refused) || refused.Param != 0 || refused.Driver != "pgx" {
			t.Errorf("%s: %v: %v, want a BindError", v.typ, v.value, err)
		}
		// The next run needs a value, and works with one.
		if _, err := s.Exec(context.Background()); !errors.As(err, &refused) {
			t.Errorf("%s without a value: %v", v.typ, err)
		}
		s.BindNull(0)
		if _, err := s.Exec(context.Background()); err != nil {
			t.Errorf("%s after a refused value: %v", v.typ, err)
		}
		// An old value does not come back in the place of one that was refused.
		bind(s, 0, v.value)
		_, _ = s.Exec(context.Background())
		if _, err := s.Exec(context.Background()); !errors.As(err, &refused) {
			t.Errorf("%s with an old value: %v", v.typ, err)
		}
		if err := s.Close(); err != nil {
			t.Error(err)
		}
	}
	exec(t, c, "COMMIT")
}

func TestBindWrongPlace(t *testing.T) {
	c := newDatabase(t).connect()
	s := prepare(t, c, "SELECT $1::int, $2::int")
	if s.NumParams() != 2 {
		t.Errorf("%d parameters", s.NumParams())
	}
	var refused *driver.BindError
	s.BindInt64(0, 1)
	s.BindInt64(2, 1)
	if _, err := s.Exec(context.Background()); !errors.As(err, &refused) || refused.Param != 2 {
		t.Errorf("%v", err)
	}
	if _, err := s.Exec(context.Background()); !errors.As(err, &refused) || refused.Param != 1 {
		t.Errorf("%v, want that parameter 1 has no value", err)
	}
	s.BindInt64(1, 1)
	if _, err := s.Exec(context.Background()); err != nil {
		t.Error(err)
	}
}

// TestConversions reads values by the methods of other kinds.
func TestConversions(t *testing.T) {
	c := newDatabase(t).connect()
	type want struct {
		b any
		i any
		f any
		t any
	}
	no := errors.New("")
	day := moment("2024-02-29 00:00:00")
	for value, w := range map[string]want{
		"true":                                {true, int64(1), 1.0, no},
		"5::int2":                             {true, int64(5), 5.0, no},
		"5::int4":                             {true, int64(5), 5.0, no},
		"0::int8":                             {false, int64(0), 0.0, no},
		"7::oid":                              {true, int64(7), 7.0, no},
		"2.0::float8":                         {true, int64(2), 2.0, no},
		"2.5::float8":                         {true, no, 2.5, no},
		"1e300::float8":                       {true, no, 1e300, no},
		"2.5::float4":                         {true, no, 2.5, no},
		"5.00::numeric":                       {true, int64(5), 5.0, no},
		"5.01::numeric":                       {true, no, 5.01, no},
		"0.0::numeric":                        {false, int64(0), 0.0, no},
		"'NaN'::numeric":                      {true, no, math.NaN(), no},
		"99999999999999999999::numeric":       {true, no, 99999999999999999999.0, no},
		"' 12 '":                              {true, int64(12), 12.0, no},
		"'on'":                                {true, no, no, no},
		"'off'":                               {false, no, no, no},
		"'0x10'":                              {no, no, no, no},
		"'abc'":                               {no, no, no, no},
		"'2024-02-29'":                        {no, no, no, day},
		"'2024-02-29 01:00:00+01'":            {no, no, no, day},
		"'2024-02-29T00:00:00Z'":              {no, no, no, day},
		"date '2024-02-29'":                   {no, no, no, day},
		"timestamp '2024-02-29'":              {no, no, no, day},
		"timestamptz '2024-02-29 01:00:00+1'": {no, no, no, day},
		"timestamp 'infinity'":                {no, no, no, no},
		"date '-infinity'":                    {no, no, no, no},
		"interval '1 day'":                    {no, int64(86400e6), no, no},
		"interval '1 month'":                  {no, no, no, no},
		"interval '178956970 years'":          {no, no, no, no},
		"interval '2147483647 days'":          {no, no, no, no},
		"bytea 'x'":                           {no, no, no, no},
		"'{1}'::int[]":                        {no, no, no, no},
	} {
		t.Run(value, func(t *testing.T) {
			for method, want := range map[string]any{"Bool": w.b, "Int64": w.i, "Float64": w.f, "Time": w.t} {
				rows := query(t, prepare(t, c, "SELECT "+value))
				step(t, rows)
				got, err := readAs(rows, method)
				var failed *driver.ConvertError
				switch {
				case want == no && (!errors.As(err, &failed) || failed.Column != 0 || failed.Driver != "pgx"):
					t.Errorf("%s = %v, %v; want a ConvertError", method, got, err)
				case want != no && (err != nil || !equal(got, want)):
					t.Errorf("%s = %v, %v; want %v", method, got, err, want)
				}
				if ok, err := rows.Step(); ok || err != nil {
					t.Errorf("%s: after the end: %v, %v", method, ok, err)
				}
			}
		})
	}
	if err := c.Ping(context.Background()); err != nil {
		t.Error(err)
	}
}

// readAs reads column 0 by a method, and gives the error that the next Step reports.
func readAs(rows driver.Rows, method string) (v any, err error) {
	switch method {
	case "Bool":
		v = rows.Bool(0)
	case "Int64":
		v = rows.Int64(0)
	case "Float64":
		v = rows.Float64(0)
	case "Time":
		if v, err = rows.Time(0); err != nil {
			return v, errors.Join(err, rows.Close())
		}
	}
	if _, err := rows.Step(); err != nil {
		return v, err
	}
	return v, nil
}

// TestPrinted compares the text that the driver makes of binary values with the server's.
func TestPrinted(t *testing.T) {
	c := newDatabase(t).connect()
	for typ, values := range map[string][]string{
		"interval": {
			"1 year", "1 mon", "-1 mon", "13 mons", "-13 mons 5 days", "1 day", "-1 day", "-1 day 02:00", "1 day -02:00", "1 year -2 mons 3 days -04:05:06.07",
			"00:00:00", "0.000001 seconds", "-0.5 seconds", "100:00:00", "2562047788:00:54.775807", "1 mon -1 day", "-1 year 1 day 00:00:01",
			"178956970 years 7 mons 2147483647 days 2562047788:00:54.775807", "-178956970 years -8 mons -2147483648 days -2562047788:00:54.775807",
		},
		"float8": {
			"0", "-0", "1", "100000", "1000000", "123456789012345", "1234567890123456", "1e15", "1e14", "0.0001", "0.00001", "1e-7", "1.1", "NaN", "-Infinity", "1e308",
			"0.1", "123456.789", "5e-324",
		},
		"float4":    {"0", "1", "100000", "1000000", "999999", "1e6", "1e7", "0.0001", "0.00001", "1.1", "3.4028235e38", "1e-45", "NaN", "Infinity"},
		"timestamp": {"2024-02-29", "2024-02-29 01:02:03.1", "0001-01-01", "0001-01-01 BC", "12345-01-01", "infinity", "-infinity", "1999-12-31 23:59:59.999999"},
		"date":      {"2024-02-29", "0001-01-01", "0001-12-31 BC", "0100-01-01 BC", "12345-01-01", "infinity", "-infinity"},
		"time":      {"00:00", "24:00", "12:34:56.000001", "12:34:56.100000"},
	} {
		for _, v := range values {
			rows := query(t, prepare(t, c, fmt.Sprintf("SELECT v, v::text FROM (SELECT %s '%s' AS v) AS x", typ, v)))
			step(t, rows)
			if got, want := rows.Text(0), rows.Text(1); got != want {
				t.Errorf("%s %q: printed %q, the server prints %q", typ, v, got, want)
			}
			if got := string(rows.Bytes(0, []byte("="))); got != "="+rows.Text(1) {
				t.Errorf("%s %q: Bytes gave %q", typ, v, got)
			}
			if err := rows.Close(); err != nil {
				t.Error(err)
			}
		}
	}
}

func TestColumns(t *testing.T) {
	c := newDatabase(t).connect()
	exec(t, c, "CREATE TYPE mood AS ENUM ('sad')", "CREATE DOMAIN short AS varchar(3)", "CREATE TABLE t (id bigint, at timestamptz, m mood, s short, a mood[], n numeric(5,2))")
	rows := query(t, prepare(t, c, `SELECT id, at AS "When ""x""", m, s, a, n, 1 AS id, 'x' FROM t`))
	want := []driver.Column{
		{Name: "id", Type: "INT8"},
		{Name: `When "x"`, Type: "TIMESTAMPTZ"},
		{Name: "m", Type: "MOOD"},
		{Name: "s", Type: "VARCHAR"}, // PostgreSQL itself hides the domain
		{Name: "a", Type: "MOOD[]"},
		{Name: "n", Type: "NUMERIC"},
		{Name: "id", Type: "INT4"},
		{Name: "?column?", Type: "TEXT"},
	}
	if got := rows.Columns(); fmt.Sprint(got) != fmt.Sprint(want) {
		t.Errorf("columns are\n%v, want\n%v", got, want)
	}
}
