package stdsql

import (
	"errors"
	"fmt"
	"math"
	"reflect"
	"strings"
	"testing"
	"time"

	"github.com/azoth-orm/azoth/driver"
)

var moment = time.Date(2024, 5, 6, 7, 8, 9, 123456789, time.FixedZone("x", 7200))

// microseconds is moment as it comes back.
var microseconds = moment.UTC().Truncate(time.Microsecond)

// sample is a value that is bound, and what is read.
type sample struct {
	sql  string // the column's type; "" is the last one
	bind any
	kind driver.Kind
	want any
}

// samples are the values that every kind of column keeps.
var samples = map[family][]sample{
	sqlite: {
		{"INTEGER", int64(math.MaxInt64), driver.KindInt64, int64(math.MaxInt64)},
		{"INTEGER", int64(math.MinInt64), driver.KindInt64, int64(math.MinInt64)},
		{"BOOLEAN", true, driver.KindInt64, int64(1)},
		{"REAL", 1.5, driver.KindFloat64, 1.5},
		{"REAL", math.Inf(-1), driver.KindFloat64, math.Inf(-1)},
		{"TEXT", "héllo\x00\U0001f600", driver.KindText, "héllo\x00\U0001f600"},
		{"TEXT", "", driver.KindText, ""},
		{"BLOB", []byte{0, 255, 'x'}, driver.KindBytes, []byte{0, 255, 'x'}},
		{"BLOB", []byte{}, driver.KindBytes, []byte{}},
		{"DATETIME", moment, driver.KindTime, microseconds},
		{"DATE", "2024-05-06", driver.KindText, "2024-05-06"},
		{"TIME", "07:08:09.5", driver.KindText, "07:08:09.5"},
		{"NUMERIC(10,2)", "12.5", driver.KindFloat64, 12.5},
		{"JSON", `{"a": 1}`, driver.KindText, `{"a": 1}`},
		{"TEXT", nil, driver.KindNull, nil},
	},
	postgresql: {
		{"BIGINT", int64(math.MaxInt64), driver.KindInt64, int64(math.MaxInt64)},
		{"INTEGER", int64(-5), driver.KindInt64, int64(-5)},
		{"SMALLINT", 7.0, driver.KindInt64, int64(7)},
		{"TEXT", int64(5), driver.KindText, "5"},
		{"DOUBLE PRECISION", int64(5), driver.KindFloat64, 5.0},
		{"BOOLEAN", true, driver.KindBool, true},
		{"BOOLEAN", false, driver.KindBool, false},
		{"DOUBLE PRECISION", math.Inf(1), driver.KindFloat64, math.Inf(1)},
		{"REAL", 0.5, driver.KindFloat64, 0.5},
		{"NUMERIC", "12345678901234567890.123456789", driver.KindText, "12345678901234567890.123456789"},
		{"NUMERIC(10,2)", 1.5, driver.KindText, "1.50"},
		{"TEXT", "héllo\U0001f600", driver.KindText, "héllo\U0001f600"},
		{"VARCHAR(10)", "", driver.KindText, ""},
		{"BYTEA", []byte{0, 255, 'x'}, driver.KindBytes, []byte{0, 255, 'x'}},
		{"BYTEA", []byte{}, driver.KindBytes, []byte{}},
		{"TIMESTAMP", moment, driver.KindTime, microseconds},
		{"TIMESTAMPTZ", moment, driver.KindTime, microseconds},
		{"TIMESTAMP", "infinity", driver.KindText, "infinity"},
		{"TIMESTAMP", time.Date(-43, 3, 15, 12, 0, 0, 0, time.UTC), driver.KindTime, time.Date(-43, 3, 15, 12, 0, 0, 0, time.UTC)},
		{"DATE", "2024-05-06", driver.KindText, "2024-05-06"},
		{"DATE", moment, driver.KindText, "2024-05-06"},
		{"DATE", "infinity", driver.KindText, "infinity"},
		{"TIME", "07:08:09.5", driver.KindText, "07:08:09.5"},
		{"INTERVAL", "-123456789 microseconds", driver.KindInt64, int64(-123456789)},
		{"INTERVAL", "1 day 2 hours", driver.KindInt64, int64(26 * 3600e6)},
		{"UUID", "01020304-0506-0708-090a-0b0c0d0e0f10", driver.KindText, "01020304-0506-0708-090a-0b0c0d0e0f10"},
		{"JSON", `{"a":  1}`, driver.KindText, `{"a":  1}`},
		{"JSONB", []byte(`{"a":1}`), driver.KindText, `{"a": 1}`},
		{"INTEGER[]", "{1,NULL,3}", driver.KindText, "{1,NULL,3}"},
		{"TEXT[]", `{a,"b c","d\"e"}`, driver.KindText, `{a,"b c","d\"e"}`},
		{"INET", "10.0.0.0/8", driver.KindText, "10.0.0.0/8"},
		{"INT4RANGE", "[1,5)", driver.KindText, "[1,5)"},
		{"mood", "sad", driver.KindText, "sad"},
		{"TEXT", nil, driver.KindNull, nil},
		{"INTEGER", nil, driver.KindNull, nil},
	},
	mysql: {
		{"BIGINT", int64(math.MinInt64), driver.KindInt64, int64(math.MinInt64)},
		{"BIGINT UNSIGNED", int64(math.MaxInt64), driver.KindInt64, int64(math.MaxInt64)},
		{"BIGINT UNSIGNED", "18446744073709551615", driver.KindText, "18446744073709551615"},
		{"TINYINT(1)", true, driver.KindInt64, int64(1)},
		{"DOUBLE", 1.5, driver.KindFloat64, 1.5},
		{"FLOAT", 0.5, driver.KindFloat64, 0.5},
		{"DECIMAL(30,9)", "123456789012345678901.123456789", driver.KindText, "123456789012345678901.123456789"},
		{"VARCHAR(50)", "héllo\x00\U0001f600", driver.KindText, "héllo\x00\U0001f600"},
		{"TEXT", "", driver.KindText, ""},
		{"BLOB", []byte{0, 255, 'x'}, driver.KindBytes, []byte{0, 255, 'x'}},
		{"VARBINARY(5)", []byte{}, driver.KindBytes, []byte{}},
		{"DATETIME(6)", moment, driver.KindTime, microseconds},
		{"TIMESTAMP(6)", moment, driver.KindTime, microseconds},
		{"DATETIME", time.Date(9999, 12, 31, 23, 59, 59, 0, time.UTC), driver.KindTime, time.Date(9999, 12, 31, 23, 59, 59, 0, time.UTC)},
		{"DATE", "2024-05-06", driver.KindText, "2024-05-06"},
		{"TIME(6)", "-07:08:09.500000", driver.KindText, "-07:08:09.500000"},
		{"YEAR", int64(2024), driver.KindInt64, int64(2024)},
		{"BIT(12)", int64(0xabc), driver.KindInt64, int64(0xabc)},
		{"ENUM('sad','ok')", "sad", driver.KindText, "sad"},
		{"SET('a','b')", "a,b", driver.KindText, "a,b"},
		{"JSON", `{"a":  1}`, driver.KindText, `{"a":  1}`},
		{"UUID", "01020304-0506-0708-090a-0b0c0d0e0f10", driver.KindText, "01020304-0506-0708-090a-0b0c0d0e0f10"},
		{"TEXT", nil, driver.KindNull, nil},
	},
}

func bind(s driver.Stmt, i int, v any) {
	switch v := v.(type) {
	case nil:
		s.BindNull(i)
	case bool:
		s.BindBool(i, v)
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
		panic(fmt.Sprintf("bind %T", v))
	}
}

func read(t *testing.T, rows driver.Rows, i int) any {
	t.Helper()
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
		return rows.Bytes(i, []byte{})
	case driver.KindTime:
		v, err := rows.Time(i)
		if err != nil {
			t.Error(err)
		}
		return v
	}
	return nil
}

// TestValues writes values and reads them back.
func TestValues(t *testing.T) {
	each(t, func(t *testing.T, db target) {
		c := connect(t, db.connector(t))
		if db.family == postgresql {
			exec(t, c, "CREATE TYPE mood AS ENUM ('sad', 'ok')")
		}
		for i, s := range samples[db.family] {
			t.Run(fmt.Sprintf("%s %T", s.sql, s.bind), func(t *testing.T) {
				table := fmt.Sprint("t", i)
				exec(t, c, "CREATE TABLE "+table+" (id INTEGER NULL, a "+s.sql+" NULL)")
				in := prepare(t, c, "INSERT INTO "+table+" VALUES (1, "+db.param(1)+")")
				defer in.Close()
				bind(in, 0, s.bind)
				if _, err := in.Exec(testContext(t)); err != nil {
					t.Fatal(err)
				}
				rows := query(t, c, "SELECT a FROM "+table)
				defer rows.Close()
				step(t, rows)
				if rows.Kind(0) != s.kind || rows.IsNull(0) != (s.want == nil) {
					t.Errorf("kind %d, NULL %v, want kind %d", rows.Kind(0), rows.IsNull(0), s.kind)
				}
				if got := read(t, rows, 0); !reflect.DeepEqual(got, s.want) {
					t.Errorf("read %#v, want %#v", got, s.want)
				}
				stepEnd(t, rows)
			})
		}
	})
}

// TestReaders reads values by readers of another kind.
func TestReaders(t *testing.T) {
	each(t, func(t *testing.T, db target) {
		c := connect(t, db.connector(t))
		rows := query(t, c, "SELECT 42, '42', '1.50', 'x', 1.5, NULL, '2024-05-06 07:08:09.5', 0")
		defer rows.Close()
		step(t, rows)
		at := time.Date(2024, 5, 6, 7, 8, 9, 5e8, time.UTC)
		if got, err := rows.Time(6); err != nil || !got.Equal(at) || got.Location() != time.UTC {
			t.Errorf("Time of text: %v, %v", got, err)
		}
		for _, got := range [][2]any{
			{rows.Text(0), "42"},
			{rows.Int64(1), int64(42)},
			{rows.Float64(2), 1.5},
			{rows.Float64(0), 42.0},
			{rows.Bool(0), true},
			{rows.Bool(7), false},
			{string(rows.Bytes(3, []byte("a"))), "ax"},
			{rows.Text(4), "1.5"},
			{rows.Int64(5), int64(0)},
			{rows.Text(5), ""},
			{rows.Float64(5), 0.0},
			{rows.Bool(5), false},
			{rows.Int64(99), int64(0)},
			{rows.IsNull(99), true},
		} {
			if got[0] != got[1] {
				t.Errorf("read %#v, want %#v", got[0], got[1])
			}
		}
		if v, err := rows.Time(5); err != nil || !v.IsZero() {
			t.Errorf("Time of NULL: %v, %v", v, err)
		}
		var wrong *driver.ConvertError
		if _, err := rows.Time(3); !errors.As(err, &wrong) || wrong.Column != 3 {
			t.Errorf("Time of x: %v", err)
		}
		if got := rows.Int64(3); got != 0 {
			t.Errorf("Int64 of x: %d", got)
		}
		if ok, err := rows.Step(); ok || !errors.As(err, &wrong) || wrong.Column != 3 || strings.Contains(err.Error(), "42") {
			t.Errorf("Step after a misread: %v, %v", ok, err)
		}
		if err := rows.Close(); err != nil {
			t.Errorf("the error came twice: %v", err)
		}
	})
}

// TestIntervals reads what PostgreSQL writes.
func TestIntervals(t *testing.T) {
	for written, want := range map[string]int64{
		"00:00:00": 0, "-00:00:01.5": -1500000, "1 day": 86400e6, "-3 days +04:05:06.7": -3*86400e6 + 14706700000, "100:00:00": 360000e6,
		"0 years 1 day": 86400e6, "00:00:00.000001": 1,
	} {
		if got, ok := parseInterval(written); !ok || got != want {
			t.Errorf("%q: %d, %v, want %d", written, got, ok, want)
		}
	}
	for _, none := range []string{"", "1 mon", "1 year 2 mons", "x", "1", "1:2", "99999999999 days", "1 day x"} {
		if got, ok := parseInterval(none); ok {
			t.Errorf("%q: %d", none, got)
		}
	}
	c := connect(t, target{family: postgresql, url: postgres(t)}.connector(t))
	rows := query(t, c, "SELECT interval '2 months 1 day', interval '2 days'")
	step(t, rows)
	if rows.Text(0) != "2 mons 1 day" || rows.Text(1) != "2 days" || rows.Kind(0) != driver.KindInt64 {
		t.Errorf("%q, %q", rows.Text(0), rows.Text(1))
	}
	_ = rows.Int64(0)
	var wrong *driver.ConvertError
	if err := rows.Close(); !errors.As(err, &wrong) {
		t.Errorf("months have a length: %v", err)
	}
}

// TestColumns wants names and types.
func TestColumns(t *testing.T) {
	want := map[family][]driver.Column{
		sqlite:     {{Name: "a", Type: "INTEGER"}, {Name: "b", Type: "VARCHAR(5)"}, {Name: "a", Type: ""}},
		postgresql: {{Name: "a", Type: "INT4"}, {Name: "b", Type: "VARCHAR"}, {Name: "a", Type: "TEXT"}},
		mysql:      {{Name: "a", Type: "INT"}, {Name: "b", Type: "VARCHAR"}, {Name: "a", Type: "VARCHAR"}},
	}
	each(t, func(t *testing.T, db target) {
		c := connect(t, db.connector(t))
		exec(t, c, "CREATE TABLE t (a INTEGER, b VARCHAR(5))")
		rows := query(t, c, "SELECT a, b, 'x' AS a FROM t")
		defer rows.Close()
		if got := rows.Columns(); !reflect.DeepEqual(got, want[db.family]) {
			t.Errorf("%+v", got)
		}
		stepEnd(t, rows)
	})
}

// TestRefusedBinds wants a typed error and nothing sent.
func TestRefusedBinds(t *testing.T) {
	each(t, func(t *testing.T, db target) {
		c := connect(t, db.connector(t))
		exec(t, c, "CREATE TABLE t (a INTEGER)")
		s := prepare(t, c, "INSERT INTO t VALUES ("+db.param(1)+")")
		bad := []any{"\xff"}
		switch db.family {
		case sqlite:
			bad = append(bad, math.NaN(), time.Date(10000, 1, 1, 0, 0, 0, 0, time.UTC))
		case postgresql:
			bad = append(bad, "a\x00b", time.Date(300000, 1, 1, 0, 0, 0, 0, time.UTC))
		case mysql:
			bad = append(bad, math.NaN(), math.Inf(1), time.Date(-1, 1, 1, 0, 0, 0, 0, time.UTC))
		}
		var refused *driver.BindError
		for _, v := range bad {
			bind(s, 0, int64(1))
			bind(s, 0, v)
			if _, err := s.Exec(testContext(t)); !errors.As(err, &refused) || refused.Param != 0 {
				t.Errorf("%#v: %v", v, err)
			}
		}
		s.BindInt64(1, 1)
		if _, err := s.Query(testContext(t)); !errors.As(err, &refused) || refused.Param != 1 {
			t.Errorf("a parameter too many: %v", err)
		}
		if _, err := prepare(t, c, "INSERT INTO t VALUES ("+db.param(1)+")").Exec(testContext(t)); !errors.As(err, &refused) {
			t.Errorf("a parameter without a value: %v", err)
		}
		if got := one(t, c, "SELECT count(*) FROM t"); got != "0" {
			t.Errorf("%s rows", got)
		}
	})
}

// TestZeroDate wants dates that are none to be read as text only, however the driver was told to read them.
func TestZeroDate(t *testing.T) {
	db := target{family: mysql, url: mariadb(t)}
	for _, options := range []string{"", "?parseTime=true", "?parseTime=true&loc=Asia%2FKolkata"} {
		t.Run(options, func(t *testing.T) {
			at := db
			at.url += options
			c := connect(t, at.connector(t))
			exec(t, c, "CREATE OR REPLACE TABLE t (a DATE, b DATETIME, c DATETIME(6), d DATE)")
			exec(t, c, "INSERT IGNORE INTO t VALUES ('0000-00-00', '0000-00-00', '2024-05-06 07:08:09.123456', '2024-05-06')")
			rows := query(t, c, "SELECT a, b, c, d FROM t")
			defer rows.Close()
			step(t, rows)
			if rows.Text(0) != "0000-00-00" || rows.Text(1) != "0000-00-00 00:00:00" {
				t.Errorf("%q, %q", rows.Text(0), rows.Text(1))
			}
			if v, err := rows.Time(1); err == nil {
				t.Errorf("the zero date is %v", v)
			}
			if v, err := rows.Time(2); err != nil || !v.Equal(microseconds.Add(2*time.Hour)) {
				t.Errorf("%v, %v", v, err)
			}
			if rows.Kind(2) != driver.KindTime || rows.Text(2) != "2024-05-06 07:08:09.123456" || rows.Kind(3) != driver.KindText || rows.Text(3) != "2024-05-06" {
				t.Errorf("%d %q, %d %q", rows.Kind(2), rows.Text(2), rows.Kind(3), rows.Text(3))
			}
		})
	}
}
