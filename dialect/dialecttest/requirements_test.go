package dialecttest

import (
	"reflect"
	"strings"
	"testing"
)

// TestSentences wants one sentence for every requirement, which reads well behind its name.
func TestSentences(t *testing.T) {
	typ := reflect.TypeFor[Requirements]()
	for i := range typ.NumField() {
		name := typ.Field(i).Name
		s := sentences()[name]
		if s == "" || strings.Contains(s, ". ") || strings.HasPrefix(s, name) {
			t.Errorf("%s: %q", name, s)
		}
		if typ.Field(i).Type.Kind() == reflect.Bool && strings.HasPrefix(s, "is ") {
			t.Errorf("%s does not say what holds: %q", name, s)
		}
	}
}

// TestCases wants names that are there once, and requirements that exist.
func TestCases(t *testing.T) {
	s := &suite{world: newWorld()}
	n := 0
	for _, build := range areas {
		a := build(s)
		names := map[string]bool{}
		for _, c := range a.cases {
			n++
			if names[c.name] {
				t.Errorf("%s: two cases are called %q", a.name, c.name)
			}
			names[c.name] = true
			for need := range strings.FieldsSeq(c.needs) {
				if !reflect.ValueOf(Requirements{}).FieldByName(strings.TrimPrefix(need, "!")).IsValid() {
					t.Errorf("%s/%s needs %s, which is no requirement", a.name, c.name, need)
				}
			}
		}
	}
	if n < 300 {
		t.Errorf("%d cases, want at least 300", n)
	}
}

func TestMissing(t *testing.T) {
	r := Requirements{FullJoin: true, MaxParams: 10}
	for _, c := range []struct{ needs, want string }{
		{"", ""},
		{"FullJoin MaxParams", ""},
		{"!Lateral", ""},
		{"FullJoin Lateral", "requirement: Lateral: a subquery in FROM can see what stands to its left"},
		{"!FullJoin", "requirement: not FullJoin: there are full outer joins"},
	} {
		if got := r.missing(c.needs); got != c.want {
			t.Errorf("%q: %q, want %q", c.needs, got, c.want)
		}
	}
}
