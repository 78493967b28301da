package mysql

import (
	"errors"
	"math"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/azoth-orm/azoth/driver"
)

// everything is a table with a column of each type; the name of a column is that of its case.
const everything = `CREATE TABLE everything (
	id INT PRIMARY KEY AUTO_INCREMENT, flag BOOL, tiny TINYINT, small SMALLINT, medium MEDIUMINT, number INT, big BIGINT,
	utiny TINYINT UNSIGNED, usmall SMALLINT UNSIGNED, umedium MEDIUMINT UNSIGNED, unumber INT UNSIGNED, ubig BIGINT UNSIGNED,
	single FLOAT, dbl DOUBLE, exact DECIMAL(65, 30), whole DECIMAL(20), bits BIT(64), bit1 BIT, year YEAR,
	day DATE, clock TIME(6), clock0 TIME, moment DATETIME(6), moment0 DATETIME, stamp TIMESTAMP(6) NULL,
	ch CHAR(10), vc VARCHAR(200), txt LONGTEXT, label ENUM('small', 'größer'), labels SET('a', 'b', 'c'), doc JSON,
	bin BINARY(4), vb VARBINARY(300), blb LONGBLOB, uid UUID, addr INET6, place POINT)`

// valueCase is a value written into a column and what comes back.
type valueCase struct {
	column string
	in     any
	kind   driver.Kind
	out    string // as text
}

func valueCases() []valueCase {
	long := strings.Repeat("é€😀", 5000)
	return []valueCase{
		{"flag", true, driver.KindInt64, "1"},
		{"flag", false, driver.KindInt64, "0"},
		{"tiny", -128, driver.KindInt64, "-128"},
		{"tiny", 127, driver.KindInt64, "127"},
		{"small", math.MinInt16, driver.KindInt64, "-32768"},
		{"small", math.MaxInt16, driver.KindInt64, "32767"},
		{"medium", -8388608, driver.KindInt64, "-8388608"},
		{"medium", 8388607, driver.KindInt64, "8388607"},
		{"number", math.MinInt32, driver.KindInt64, "-2147483648"},
		{"number", math.MaxInt32, driver.KindInt64, "2147483647"},
		{"big", int64(math.MinInt64), driver.KindInt64, "-9223372036854775808"},
		{"big", int64(math.MaxInt64), driver.KindInt64, "9223372036854775807"},
		{"big", 0, driver.KindInt64, "0"},
		{"utiny", 255, driver.KindInt64, "255"},
		{"usmall", 65535, driver.KindInt64, "65535"},
		{"umedium", 16777215, driver.KindInt64, "16777215"},
		{"unumber", math.MaxUint32, driver.KindInt64, "4294967295"},
		{"ubig", int64(math.MaxInt64), driver.KindInt64, "9223372036854775807"},
		{"ubig", "9223372036854775808", driver.KindText, "9223372036854775808"},
		{"ubig", "18446744073709551615", driver.KindText, "18446744073709551615"},
		{"single", 0.5, driver.KindFloat64, "0.5"},
		{"single", 0.1, driver.KindFloat64, "0.1"},
		{"dbl", 0.1, driver.KindFloat64, "0.1"},
		{"dbl", math.MaxFloat64, driver.KindFloat64, "1.7976931348623157e308"},
		{"dbl", -math.MaxFloat64, driver.KindFloat64, "-1.7976931348623157e308"},
		{"dbl", 2.2250738585072014e-308, driver.KindFloat64, "2.2250738585072014e-308"},
		{"dbl", 1e15, driver.KindFloat64, "1e15"},
		{"dbl", 123456789012345.6, driver.KindFloat64, "123456789012345.6"},
		{"dbl", 0.0, driver.KindFloat64, "0"},
		{"exact", "-12345678901234567890123456789012345.123456789012345678901234567891", driver.KindText, "-12345678901234567890123456789012345.123456789012345678901234567891"},
		{"exact", 7, driver.KindText, "7." + strings.Repeat("0", 30)},
		{"whole", 12, driver.KindText, "12"},
		{"bits", int64(math.MaxInt64), driver.KindInt64, "9223372036854775807"},
		{"bits", []byte{255, 255, 255, 255, 255, 255, 255, 255}, driver.KindText, "18446744073709551615"},
		{"bit1", true, driver.KindInt64, "1"},
		{"bit1", 0, driver.KindInt64, "0"},
		{"year", 2155, driver.KindInt64, "2155"},
		{"day", "2024-02-29", driver.KindText, "2024-02-29"},
		{"day", "9999-12-31", driver.KindText, "9999-12-31"},
		{"day", time.Date(2024, 2, 29, 0, 0, 0, 0, time.UTC), driver.KindText, "2024-02-29"},
		{"clock", "23:59:59.999999", driver.KindText, "23:59:59.999999"},
		{"clock", "-838:59:59", driver.KindText, "-838:59:59.000000"},
		{"clock0", "00:00:00", driver.KindText, "00:00:00"},
		{"moment", time.Date(2024, 2, 29, 12, 30, 45, 123456789, time.UTC), driver.KindTime, "2024-02-29 12:30:45.123456"},
		{"moment", time.Date(2024, 2, 29, 12, 30, 45, 123456789, time.FixedZone("", 3600)), driver.KindTime, "2024-02-29 11:30:45.123456"},
		{"moment", time.Date(1, 1, 1, 0, 0, 0, 0, time.UTC), driver.KindTime, "0001-01-01 00:00:00.000000"},
		{"moment", time.Date(9999, 12, 31, 23, 59, 59, 999999999, time.UTC), driver.KindTime, "9999-12-31 23:59:59.999999"},
		{"moment0", time.Date(2024, 2, 29, 12, 30, 45, 999999999, time.UTC), driver.KindTime, "2024-02-29 12:30:45"},
		{"stamp", time.Date(2038, 1, 19, 3, 14, 7, 999999000, time.UTC), driver.KindTime, "2038-01-19 03:14:07.999999"},
		{"ch", "äö", driver.KindText, "äö"},
		{"vc", "", driver.KindText, ""},
		{"vc", `it's "quoted" \ and ? 😀`, driver.KindText, `it's "quoted" \ and ? 😀`},
		{"vc", "a\x00b", driver.KindText, "a\x00b"},
		{"vc", []byte("bytes"), driver.KindText, "bytes"},
		{"vc", 12, driver.KindText, "12"},
		{"vc", 1.5, driver.KindText, "1.5"},
		{"vc", time.Date(2024, 2, 29, 12, 30, 45, 0, time.UTC), driver.KindText, "2024-02-29 12:30:45"},
		{"txt", long, driver.KindText, long},
		{"label", "größer", driver.KindText, "größer"},
		{"labels", "a,c", driver.KindText, "a,c"},
		{"doc", `{"a": [1, "😀"]}`, driver.KindText, `{"a": [1, "😀"]}`},
		{"bin", []byte{0, 255, 1, 2}, driver.KindBytes, "\x00\xff\x01\x02"},
		{"vb", []byte{}, driver.KindBytes, ""},
		{"vb", []byte(nil), driver.KindBytes, ""},
		{"vb", allBytes(), driver.KindBytes, string(allBytes())},
		{"blb", []byte(strings.Repeat("\xff\x00", 40000)), driver.KindBytes, strings.Repeat("\xff\x00", 40000)},
		{"uid", "123e4567-e89b-12d3-a456-426614174000", driver.KindText, "123e4567-e89b-12d3-a456-426614174000"},
		{"addr", "::1", driver.KindText, "::1"},
	}
}

// unequal tells whether the column keeps the value in a form that is not equal to it: rounded, cut, of another type.
func unequal(v valueCase) bool {
	_, isBytes := v.in.([]byte)
	return v.column == "single" || v.column == "moment0" || v.column == "doc" || v.column == "bits" && isBytes
}

func allBytes() []byte {
	b := make([]byte, 256)
	for i := range b {
		b[i] = byte(i)
	}
	return b
}

func TestValues(t *testing.T) {
	c := connect(t)
	exec(t, c, everything)
	for _, v := range valueCases() {
		t.Run(v.column, func(t *testing.T) {
			res := exec(t, c, "INSERT INTO everything ("+v.column+") VALUES (?)", v.in)
			for _, place := range []string{"wire", "memory"} {
				rows := query(t, c, "SELECT "+v.column+", NULL, id FROM everything WHERE id = ?", res.LastInsertID)
				if place == "memory" {
					overwrite(t, c) // has the rows set aside
				}
				step(t, rows)
				if rows.Kind(0) != v.kind || rows.Text(0) != v.out || string(rows.Bytes(0, nil)) != v.out || rows.IsNull(0) {
					t.Errorf("%s: wrote %.60v, read kind %d %.60q, want kind %d %.60q", place, v.in, rows.Kind(0), rows.Text(0), v.kind, v.out)
				}
				if !rows.IsNull(1) || rows.Kind(1) != driver.KindNull || rows.Text(1) != "" || rows.Int64(1) != 0 || rows.Bool(1) || rows.Bytes(1, nil) != nil {
					t.Errorf("%s: NULL is not NULL", place)
				}
				wantEnd(t, rows)
			}
			if got := one(t, c, "SELECT count(*) FROM everything WHERE id = ? AND "+v.column+" = ?", res.LastInsertID, v.in); got != "1" && !unequal(v) {
				t.Errorf("a comparison with %.60v does not find it", v.in)
			}
		})
	}
}

// TestNulls writes and reads a row of nothing but NULL.
func TestNulls(t *testing.T) {
	c := connect(t)
	exec(t, c, everything)
	exec(t, c, "INSERT INTO everything () VALUES ()")
	rows := query(t, c, "SELECT * FROM everything")
	step(t, rows)
	for i, col := range rows.Columns()[1:] {
		if !rows.IsNull(i+1) || rows.Kind(i+1) != driver.KindNull {
			t.Errorf("%s: kind %d, want NULL", col.Name, rows.Kind(i+1))
		}
		if at, err := rows.Time(i + 1); err != nil || !at.IsZero() {
			t.Errorf("%s: Time = %v, %v", col.Name, at, err)
		}
	}
	wantEnd(t, rows)
	s := prepare(t, c, "INSERT INTO everything (number, vc, blb, moment) VALUES (?, ?, ?, ?)")
	bind(t, s, nil, nil, nil, nil)
	if _, err := s.Exec(background(t)); err != nil {
		t.Error(err)
	}
}

func TestColumns(t *testing.T) {
	c := connect(t)
	exec(t, c, everything)
	rows := query(t, c, "SELECT flag, big, ubig, single, exact, bits, year, day, clock, moment, stamp, ch, vc, txt, label, labels, bin, vb, blb, place, count(*) AS `n``1` FROM everything")
	defer rows.Close()
	got := make([]string, 0, 30)
	for _, col := range rows.Columns() {
		got = append(got, col.Name+" "+col.Type)
	}
	want := []string{
		"flag TINYINT", "big BIGINT", "ubig BIGINT UNSIGNED", "single FLOAT", "exact DECIMAL", "bits BIT", "year YEAR", "day DATE", "clock TIME",
		"moment DATETIME", "stamp TIMESTAMP", "ch CHAR", "vc VARCHAR", "txt TEXT", "label ENUM", "labels SET", "bin BINARY", "vb VARBINARY",
		"blb BLOB", "place GEOMETRY", "n`1 BIGINT",
	}
	if !slices.Equal(got, want) {
		t.Errorf("got  %q\nwant %q", got, want)
	}
}

func TestConversions(t *testing.T) {
	c := connect(t)
	read := func(sql string) driver.Rows {
		rows := query(t, c, "SELECT "+sql)
		t.Cleanup(func() { _ = rows.Close() })
		step(t, rows)
		return rows
	}
	if got := read("'12'").Int64(0); got != 12 {
		t.Errorf("text as an integer: %d", got)
	}
	if got := read("SUM(a) FROM (SELECT 30 AS a UNION ALL SELECT 31) x").Int64(0); got != 61 {
		t.Errorf("a sum as an integer: %d", got)
	}
	if got := read("CAST(12 AS DECIMAL(10, 3))").Int64(0); got != 12 {
		t.Errorf("12.000 as an integer: %d", got)
	}
	if got := read("3e0").Int64(0); got != 3 {
		t.Errorf("a float as an integer: %d", got)
	}
	if got := read("'1.5e3'").Float64(0); got != 1500 {
		t.Errorf("text as a number: %v", got)
	}
	if got := read("18446744073709551615").Float64(0); got != 1<<64 {
		t.Errorf("a large integer as a number: %v", got)
	}
	if !read("'0.1'").Bool(0) || read("0.0").Bool(0) || !read("1").Bool(0) {
		t.Error("numbers as booleans")
	}
	if got := read("CAST(0.1 AS FLOAT)").Float64(0); got != float64(float32(0.1)) {
		t.Errorf("FLOAT: %v", got)
	}
	if got, err := read("'2024-02-29 01:02:03.5'").Time(0); err != nil || !got.Equal(time.Date(2024, 2, 29, 1, 2, 3, 500e6, time.UTC)) {
		t.Errorf("text as a time: %v, %v", got, err)
	}
	if got, err := read("DATE '2024-02-29'").Time(0); err != nil || !got.Equal(time.Date(2024, 2, 29, 0, 0, 0, 0, time.UTC)) {
		t.Errorf("a date as a time: %v, %v", got, err)
	}
}

func TestConvertErrors(t *testing.T) {
	c := connect(t)
	for _, w := range []struct {
		sql  string
		read func(driver.Rows)
		want string
	}{
		{"'secret'", func(r driver.Rows) { r.Int64(1) }, "column 1: text cannot be read as an integer"},
		{"'0x10'", func(r driver.Rows) { r.Float64(1) }, "column 1: text cannot be read as a number"},
		{"'NaN'", func(r driver.Rows) { r.Bool(1) }, "column 1: text cannot be read as a boolean"},
		{"18446744073709551615", func(r driver.Rows) { r.Int64(1) }, "column 1: text cannot be read as an integer"},
		{"1.5e0", func(r driver.Rows) { r.Int64(1) }, "column 1: a number cannot be read as an integer"},
		{"1e300", func(r driver.Rows) { r.Int64(1) }, "column 1: a number cannot be read as an integer"},
		{"TIMESTAMP '2024-01-01 00:00:00'", func(r driver.Rows) { r.Int64(1) }, "column 1: a time cannot be read as an integer"},
		{"CAST('x' AS BINARY)", func(r driver.Rows) { r.Float64(1) }, "column 1: bytes cannot be read as a number"},
	} {
		for _, after := range []string{"Step", "Close"} {
			rows := query(t, c, "SELECT 1, "+w.sql+" UNION ALL SELECT 1, "+w.sql)
			step(t, rows)
			w.read(rows)
			var err error
			if after == "Step" {
				_, err = rows.Step()
			}
			if closed := rows.Close(); err == nil {
				err = closed
			}
			var e *driver.ConvertError
			if !errors.As(err, &e) || !strings.Contains(err.Error(), w.want) || strings.Contains(err.Error(), "secret") {
				t.Errorf("%s, then %s: %v, want %q", w.sql, after, err, w.want)
			}
		}
	}
}

// TestZeroDates reads what only older modes let in.
func TestZeroDates(t *testing.T) {
	c := connect(t)
	exec(t, c, "CREATE TABLE zero (d DATE, t DATETIME(3), s TIMESTAMP NULL)")
	if _, err := try(background(t), t, c, "INSERT INTO zero (d) VALUES ('2024-02-30')"); err == nil {
		t.Error("the 30th of February was taken")
	}
	exec(t, c, "SET sql_mode = ''")
	exec(t, c, "INSERT INTO zero VALUES ('0000-00-00', '0000-00-00', '0000-00-00'), ('2024-00-00', '2024-01-00 10:00:00', NULL)")
	rows := query(t, c, "SELECT * FROM zero")
	for _, want := range [][]string{{"0000-00-00", "0000-00-00 00:00:00.000", "0000-00-00 00:00:00"}, {"2024-00-00", "2024-01-00 10:00:00.000", ""}} {
		step(t, rows)
		for i, w := range want {
			if got := rows.Text(i); got != w {
				t.Errorf("column %d: %q, want %q", i, got, w)
			}
			var e *driver.ConvertError
			if at, err := rows.Time(i); w != "" && (!errors.As(err, &e) || !at.IsZero()) {
				t.Errorf("%s as a time: %v, %v", w, at, err)
			}
		}
	}
	wantEnd(t, rows)
}

// TestTemporalDigits looks for times whose description promises no digits of a second while the value has some: they would be lost.
func TestTemporalDigits(t *testing.T) {
	c := connect(t)
	exec(t, c, "CREATE TABLE digits (t DATETIME(6), c TIME(6), n DATETIME)")
	exec(t, c, "INSERT INTO digits VALUES ('2024-01-02 03:04:05.123456', '03:04:05.123456', '2024-01-02 03:04:05')")
	for _, sql := range []string{
		"t", "MAX(t)", "COALESCE(t, n)", "IF(1, t, n)", "CASE WHEN 1 THEN t ELSE n END", "IFNULL(NULL, t)", "GREATEST(t, n)", "TIMESTAMP(t)",
		"CAST('2024-01-02 03:04:05.123456' AS DATETIME(6))", "n + INTERVAL 123456 MICROSECOND", "ADDTIME(n, '00:00:00.123456')",
		"TIMESTAMP('2024-01-02 03:04:05.123456')", "(SELECT t)", "c", "MAX(c)", "ADDTIME(c, '00:00:00')", "SEC_TO_TIME(11045.123456)",
		"STR_TO_DATE('2024-01-02 03:04:05.123456', '%Y-%m-%d %H:%i:%s.%f')", "CONVERT_TZ(t, '+00:00', '+00:00')", "FROM_UNIXTIME(1704164645.123456)",
	} {
		if got := one(t, c, "SELECT "+sql+" FROM digits"); !strings.HasSuffix(got, "03:04:05.123456") {
			t.Errorf("%s: %q", sql, got)
		}
	}
}
