package archtest

import (
	"go/ast"
	"go/parser"
	"go/token"
	"testing"
)

// parseDecl parses one declaration, for tests of the checks.
func parseDecl(t *testing.T, src string) ast.Decl {
	t.Helper()
	f, _ := parseSource(t, src)
	return f.Decls[len(f.Decls)-1]
}

func parseSource(t *testing.T, src string) (*ast.File, *token.FileSet) {
	t.Helper()
	fset := token.NewFileSet()
	f, err := parser.ParseFile(fset, "p.go", "package p\n"+src, parser.ParseComments|parser.SkipObjectResolution)
	if err != nil {
		t.Fatal(err)
	}
	return f, fset
}
