package values

import (
	"os"
	"strings"
	"testing"
)

// rule is a change that a database makes: the first cell of a line in the table Values of docs/differences.md.
type rule string

// TestRules wants every change that the tests accept to be documented.
func TestRules(t *testing.T) {
	page, err := os.ReadFile("../../docs/differences.md")
	if err != nil {
		t.Fatal(err)
	}
	_, section, _ := strings.Cut(string(page), "\n## Values\n")
	section, _, _ = strings.Cut(section, "\n## ")
	for _, r := range rules {
		if !strings.Contains(section, "\n| "+string(r)+" |") {
			t.Errorf("docs/differences.md, Values, does not tell: %s", r)
		}
	}
}
