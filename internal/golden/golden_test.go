package golden

import (
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
)

func TestParse(t *testing.T) {
	const text = "construct: x\nmade by y\n-- a-b/sqlite --\nSELECT 1 \nFROM t\n=> [1, null]\n-- a-b/mysql --\nCREATE\n=> []\n\nDROP\n=> []\n"
	want := &File{Construct: "x", Sections: []Section{
		{Case: "a-b", Dialect: "sqlite", Statements: []Statement{{"SELECT 1 \nFROM t", "[1, null]"}}},
		{Case: "a-b", Dialect: "mysql", Statements: []Statement{{"CREATE", "[]"}, {"\nDROP", "[]"}}},
	}}
	got, err := Parse("x", text)
	if err != nil {
		t.Fatal(err)
	}
	if d := cmp.Diff(want, got); d != "" {
		t.Error(d)
	}
}

func TestParseErrors(t *testing.T) {
	for name, c := range map[string]struct{ text, want string }{
		"no dialect":     {"-- a --\nSELECT 1\n=> []\n", "not named case/dialect"},
		"twice":          {"-- a/b --\nSELECT 1\n=> []\n-- a/b --\nSELECT 1\n=> []\n", "twice"},
		"empty section":  {"-- a/b --\n-- c/b --\nSELECT 1\n=> []\n", "a/b is empty"},
		"no binds":       {"-- a/b --\nSELECT 1\n=> []\nSELECT 2\n", "without binds"},
		"empty, at last": {"-- a/b --\n", "is empty"},
	} {
		t.Run(name, func(t *testing.T) {
			_, err := Parse("x", c.text)
			if err == nil || !strings.Contains(err.Error(), c.want) {
				t.Errorf("got %v, want an error with %q", err, c.want)
			}
		})
	}
}

func TestEncodeBinds(t *testing.T) {
	got, err := EncodeBinds([]any{
		nil, true, int64(5), 2.5, "a<b",
		[]byte{0xab},
		time.Date(2024, 1, 2, 3, 4, 5, 0, time.UTC),
		time.Date(2024, 1, 2, 3, 4, 5, 6000, time.UTC), time.Second,
	})
	if err != nil {
		t.Fatal(err)
	}
	want := `[null,true,5,2.5,"a<b","0xab","2024-01-02T03:04:05","2024-01-02T03:04:05.000006","1s"]`
	if got != want {
		t.Errorf("got %s, want %s", got, want)
	}
}

func TestSameBinds(t *testing.T) {
	for name, c := range map[string]struct {
		a, b string
		want bool
	}{
		"blanks":            {"[1, 2]", "[1,2]", true},
		"integer and float": {"[10]", "[10.0]", true},
		"big integers":      {"[9007199254740993]", "[9007199254740992]", false},
		"text and number":   {`["1"]`, "[1]", false},
		"true and one":      {"[true]", "[1]", false},
		"null":              {"[null]", "[0]", false},
		"order":             {"[1,2]", "[2,1]", false},
		"length":            {"[1]", "[1,1]", false},
		"broken":            {"[1", "[1", false},
	} {
		t.Run(name, func(t *testing.T) {
			if got := SameBinds(c.a, c.b); got != c.want {
				t.Errorf("SameBinds(%s, %s) = %v", c.a, c.b, got)
			}
		})
	}
}
