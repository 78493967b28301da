package engine

import (
	"strings"
	"testing"
	"time"

	"github.com/azoth-orm/azoth/types"
)

func TestFormatValue(t *testing.T) {
	cases := map[string]types.Value{
		"None":                         types.NullValue(),
		"True":                         types.BoolValue(true),
		"-5":                           types.Int64Value(-5),
		"1.5":                          types.Float64Value(1.5),
		"2.0":                          types.Float64Value(2),
		"'ed'":                         types.TextValue("ed"),
		`"it's"`:                       types.TextValue("it's"),
		`'"\''`:                        types.TextValue(`"'`),
		`'\\'`:                         types.TextValue(`\`),
		`'\xff'`:                       types.TextValue("\xff"),
		`'\u202e'`:                     types.TextValue("\u202e"),
		`b'a\x00\x27'`:                 types.BytesValue([]byte("a\x00'")),
		"'2024-05-06 07:08:09.000000'": types.TimeValue(time.Date(2024, 5, 6, 7, 8, 9, 0, time.UTC)),
	}
	for want, v := range cases {
		if got := formatValue(v); got != want {
			t.Errorf("got %s, want %s", got, want)
		}
	}
}

func TestFormatArgsCutsTheMiddle(t *testing.T) {
	row := func(n int) []types.Value {
		vs := make([]types.Value, n)
		for i := range vs {
			vs[i] = types.Int64Value(int64(i))
		}
		return vs
	}
	if got := formatArgs([][]types.Value{row(1)}, false); got != "(0,)" {
		t.Errorf("got %s", got)
	}
	if got := formatArgs(nil, false); got != "()" {
		t.Errorf("got %s", got)
	}
	if got := formatArgs([][]types.Value{row(120)}, false); !strings.Contains(got, "48, 49 ... 20 parameters truncated ... 70, 71") {
		t.Errorf("got %s", got)
	}
	sets := make([][]types.Value, 20)
	for i := range sets {
		sets[i] = []types.Value{types.Int64Value(int64(i))}
	}
	want := "[(0,), (1,), (2,), (3,), (4,), (5,), (6,), (7,)  ... displaying 10 of 20 total bound parameter sets ...  (18,), (19,)]"
	if got := formatArgs(sets, true); got != want {
		t.Errorf("got %s", got)
	}
	if got := formatValue(types.BytesValue(make([]byte, 1<<20))); len(got) > 1000 || !strings.Contains(got, "1048576 bytes") {
		t.Errorf("a blob is %d characters", len(got))
	}
}

func BenchmarkCacheHit(b *testing.B) {
	c := newCache(500)
	key := []byte("a key of a statement of about ten nodes is some sixty bytes long")
	for i := range 100 {
		c.put(append([]byte{byte(i)}, key...), &Entry{})
	}
	key[0] = 5
	c.put(key, &Entry{})
	b.ReportAllocs()
	for b.Loop() {
		if c.get(key) == nil {
			b.Fatal("missed")
		}
	}
}

func TestCacheIsLeastRecentlyUsed(t *testing.T) {
	c := newCache(2)
	c.put([]byte("a"), &Entry{})
	c.put([]byte("b"), &Entry{})
	c.get([]byte("a"))
	c.put([]byte("c"), &Entry{})
	if c.get([]byte("a")) == nil || c.get([]byte("b")) != nil || c.get([]byte("c")) == nil {
		t.Error("the wrong one was forgotten")
	}
	first := c.get([]byte("a"))
	if c.put([]byte("a"), &Entry{}) != first {
		t.Error("two entries for one key")
	}
	if s := c.snapshot(); s.Entries != 2 || s.Evictions != 1 {
		t.Errorf("stats %+v", s)
	}
}
