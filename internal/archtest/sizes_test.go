package archtest

import (
	"go/ast"
	"go/token"
	"testing"
)

const (
	maxFileLines     = 1000
	maxFunctionLines = 100
)

// TestSizes wants files of at most 1,000 lines and functions of at most 100, unless they are one switch. Tests may hold their table.
func TestSizes(t *testing.T) {
	tr := tree(t)
	for _, f := range tr.files {
		if n := tr.line(f.ast.FileEnd); n > maxFileLines {
			t.Errorf("%s has %d lines: look for the second subject", f.path, n)
		}
		if f.test || f.dir == "dialect/dialecttest" { // whose lists of cases are tables of tests
			continue
		}
		for _, l := range longFunctions(tr.fset, f.ast) {
			t.Errorf("%s: %s", f.path, l)
		}
	}
}

func longFunctions(fset *token.FileSet, f *ast.File) []string {
	var out []string
	for _, d := range f.Decls {
		fn, ok := d.(*ast.FuncDecl)
		if !ok || fn.Body == nil || isSwitch(fn.Body) {
			continue
		}
		if n := fset.Position(fn.End()).Line - fset.Position(fn.Pos()).Line + 1; n > maxFunctionLines {
			out = append(out, fn.Name.Name+" is too long")
		}
	}
	return out
}

// isSwitch tells whether a function is a switch, with a statement or two around it.
func isSwitch(b *ast.BlockStmt) bool {
	if len(b.List) > 3 {
		return false
	}
	for _, s := range b.List {
		switch s.(type) {
		case *ast.SwitchStmt, *ast.TypeSwitchStmt:
			return true
		}
	}
	return false
}

// TestSizesCheck tries the check itself.
func TestSizesCheck(t *testing.T) {
	lines := func(n int) string {
		s := ""
		for range n {
			s += "\t_ = 1\n"
		}
		return s
	}
	for _, c := range []struct {
		name, src string
		long      int
	}{
		{"short", "func f() {\n" + lines(98) + "}", 0},
		{"long", "func f() {\n" + lines(99) + "}", 1},
		{"switch", "func f() {\n\tswitch {\n\tcase true:\n" + lines(120) + "\t}\n}", 0},
		{"switch and more", "func f() {\n\tswitch {\n\tcase true:\n" + lines(120) + "\t}\n" + lines(3) + "}", 1},
	} {
		t.Run(c.name, func(t *testing.T) {
			f, fset := parseSource(t, c.src)
			if got := longFunctions(fset, f); len(got) != c.long {
				t.Errorf("long: %v, want %d", got, c.long)
			}
		})
	}
}
