package typecheck

import (
	"go/ast"
	"go/parser"
	"strings"
	"testing"
)

func TestCheck(t *testing.T) {
	c, err := New(".", "strings")
	if err != nil {
		t.Fatal(err)
	}
	for _, p := range []struct{ name, src, problem string }{
		{"correct", `var _ = strings.ToUpper("a")`, ""},
		{"expected", `var _ int = strings.ToUpper("a") // ERROR "cannot use"`, ""},
		{"expected in a block", `var _ int = /* ERROR "cannot use .* as int" */ strings.ToUpper("a")`, ""},
		{"unexpected", `var _ int = strings.ToUpper("a")`, "unexpected: cannot use"},
		{"another text", `var _ int = strings.ToUpper("a") // ERROR "undefined"`, "unexpected"},
		{"it compiles", `var _ = strings.ToUpper("a") // ERROR "cannot use"`, "nothing said"},
	} {
		t.Run(p.name, func(t *testing.T) {
			got := strings.Join(problems(t, c, p.src), "\n")
			if p.problem == "" && got != "" || !strings.Contains(got, p.problem) {
				t.Errorf("problems %q, want %q", got, p.problem)
			}
		})
	}
}

func problems(t *testing.T, c *Checker, src string) []string {
	t.Helper()
	f, err := parser.ParseFile(c.Fset, "p.go", "package p\nimport \"strings\"\n"+src, parser.ParseComments)
	if err != nil {
		t.Fatal(err)
	}
	want, err := Expectations(c.Fset, f, "ERROR")
	if err != nil {
		t.Fatal(err)
	}
	_, errs := c.Check([]*ast.File{f}, nil)
	return Compare(want, Messages(c.Fset, errs))
}

func TestCheckerNeedsThePackage(t *testing.T) {
	if _, err := New(".", modulePackage("nosuchpackage")); err == nil {
		t.Error("a package that does not exist is no error")
	}
}

func modulePackage(dir string) string { return "github.com/azoth-orm/azoth/" + dir }
