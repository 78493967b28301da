package sqlite_test

import (
	"strings"
	"testing"

	"github.com/azoth-orm/azoth"
	_ "github.com/azoth-orm/azoth/driver/sqlite"
)

func TestRegexp(t *testing.T) {
	e, err := azoth.Open("sqlite://")
	if err != nil {
		t.Fatal(err)
	}
	defer e.Close()
	matches := func(x, pattern any) (*int, error) {
		return azoth.Text[*int]("SELECT :x REGEXP :pattern").Bind("x", x).Bind("pattern", pattern).One(t.Context(), e)
	}
	for _, c := range []struct {
		x, pattern any
		want       string
	}{
		{"abc", "^a.c$", "1"},
		{"abc", "b", "1"},
		{"abc", "^b", "0"},
		{"", "", "1"},
		{"é", "^.$", "1"},
		{15, "^1", "1"},
		{nil, "a", "NULL"},
		{"a", nil, "NULL"},
	} {
		got, err := matches(c.x, c.pattern)
		if err != nil {
			t.Fatal(err)
		}
		text := "NULL"
		if got != nil {
			text = string(rune('0' + *got))
		}
		if text != c.want {
			t.Errorf("%v REGEXP %v is %s, want %s", c.x, c.pattern, text, c.want)
		}
	}
	if _, err := matches("a", "("); err == nil || !strings.Contains(err.Error(), "missing closing )") {
		t.Errorf("a pattern that is none: %v", err)
	}
}
