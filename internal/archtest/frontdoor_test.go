package archtest

import (
	"go/ast"
	"go/token"
	"strings"
	"testing"
)

// TestFrontDoor keeps package azoth to constructors: functions of one return statement, and aliases.
func TestFrontDoor(t *testing.T) {
	tr := tree(t)
	n := 0
	for _, f := range tr.files {
		if f.dir != "" || f.test {
			continue
		}
		n++
		for _, d := range f.ast.Decls {
			for _, problem := range frontDoorProblems(d) {
				t.Errorf("%s:%d: %s", f.path, tr.line(d.Pos()), problem)
			}
		}
	}
	if n == 0 {
		t.Error("package azoth has no files")
	}
}

func frontDoorProblems(d ast.Decl) []string {
	switch d := d.(type) {
	case *ast.FuncDecl:
		return funcProblems(d)
	case *ast.GenDecl:
		return genProblems(d)
	}
	return nil
}

func funcProblems(d *ast.FuncDecl) []string {
	switch {
	case d.Recv != nil:
		return []string{"method " + d.Name.Name + ": a type with methods belongs into the package that owns the concept"}
	case !d.Name.IsExported():
		return nil
	case !singleReturn(d.Body):
		return []string{d.Name.Name + " is more than one return: move the work down, the front door is constructors only"}
	}
	return nil
}

func singleReturn(b *ast.BlockStmt) bool {
	if b == nil || len(b.List) != 1 {
		return false
	}
	_, ok := b.List[0].(*ast.ReturnStmt)
	return ok
}

func genProblems(d *ast.GenDecl) []string {
	var out []string
	for _, s := range d.Specs {
		switch s := s.(type) {
		case *ast.TypeSpec:
			if s.Name.IsExported() && !s.Assign.IsValid() {
				out = append(out, "type "+s.Name.Name+" is defined here: only aliases are, of types that programs name")
			}
		case *ast.ValueSpec:
			out = append(out, valueProblems(d.Tok, s)...)
		}
	}
	return out
}

// valueProblems allows constants and variables that are another package's name: sentinels.
func valueProblems(tok token.Token, s *ast.ValueSpec) []string {
	var out []string
	for i, n := range s.Names {
		if !n.IsExported() {
			continue
		}
		if tok == token.VAR && !strings.HasPrefix(n.Name, "Err") {
			out = append(out, "variable "+n.Name+": a program could change it")
			continue
		}
		if i >= len(s.Values) || !isSelector(s.Values[i]) {
			out = append(out, n.Name+" is defined here: only names of other packages are repeated")
		}
	}
	return out
}

func isSelector(e ast.Expr) bool {
	_, ok := e.(*ast.SelectorExpr)
	return ok
}

// TestFrontDoorCheck tries the check itself.
func TestFrontDoorCheck(t *testing.T) {
	for _, c := range []struct {
		name, src string
		problems  int
	}{
		{"constructor", "func Eq(a, b int) bool { return a == b }", 0},
		{"work", "func Eq(a, b int) bool { c := a; return c == b }", 1},
		{"nothing returned", "func Eq(a, b int) { println(a, b) }", 1},
		{"method", "func (t *T) Eq() bool { return true }", 1},
		{"alias", "type Engine = engine.Engine", 0},
		{"definition", "type Engine struct{}", 1},
		{"sentinel", "var ErrNoResult = expr.ErrNoResult", 0},
		{"sentinel of its own", `var ErrNoResult = errors.New("x")`, 1},
		{"variable", "var Default = engine.Default", 1},
		{"constant", "const Version = version.Version", 0},
	} {
		t.Run(c.name, func(t *testing.T) {
			d := parseDecl(t, c.src)
			if got := frontDoorProblems(d); len(got) != c.problems {
				t.Errorf("problems %q, want %d", got, c.problems)
			}
		})
	}
}
