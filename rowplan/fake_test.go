package rowplan

import (
	"strconv"
	"time"

	"github.com/azoth-orm/azoth/driver"
)

// fakeRows is one row of Go values: nil, bool, int64, float64, string, []byte, time.Time.
type fakeRows struct {
	driver.Rows
	row []any
}

func row(vs ...any) *fakeRows { return &fakeRows{row: vs} }

func (r *fakeRows) IsNull(i int) bool { return r.row[i] == nil }

func (r *fakeRows) Kind(i int) driver.Kind {
	switch r.row[i].(type) {
	case bool:
		return driver.KindBool
	case int64:
		return driver.KindInt64
	case float64:
		return driver.KindFloat64
	case string:
		return driver.KindText
	case []byte:
		return driver.KindBytes
	case time.Time:
		return driver.KindTime
	}
	return driver.KindNull
}

func (r *fakeRows) Bool(i int) bool {
	if b, ok := r.row[i].(bool); ok {
		return b
	}
	return r.Int64(i) != 0
}

func (r *fakeRows) Int64(i int) int64 {
	switch x := r.row[i].(type) {
	case int64:
		return x
	case string:
		n, _ := strconv.ParseInt(x, 10, 64)
		return n
	}
	return 0
}

func (r *fakeRows) Float64(i int) float64 {
	if f, ok := r.row[i].(float64); ok {
		return f
	}
	return float64(r.Int64(i))
}

func (r *fakeRows) Text(i int) string {
	switch x := r.row[i].(type) {
	case string:
		return string([]byte(x)) // as a driver does, a string of its own
	case []byte:
		return string(x)
	}
	return ""
}

func (r *fakeRows) Bytes(i int, buf []byte) []byte {
	switch x := r.row[i].(type) {
	case []byte:
		return append(buf, x...)
	case string:
		return append(buf, x...)
	}
	return buf
}

func (r *fakeRows) Time(i int) (time.Time, error) {
	if r.row[i] == nil {
		return time.Time{}, nil
	}
	if t, ok := r.row[i].(time.Time); ok {
		return t, nil
	}
	return time.Parse("2006-01-02 15:04:05", r.Text(i))
}
