package discarded

import (
	"go/ast"
	"go/parser"
	"go/types"
	"testing"

	"golang.org/x/tools/go/analysis"

	"github.com/azoth-orm/azoth/internal/typecheck"
)

func TestDiscarded(t *testing.T) {
	c, err := typecheck.New("../../..", "./expr", "context")
	if err != nil {
		t.Fatal(err)
	}
	f, err := parser.ParseFile(c.Fset, "testdata/discarded.go", nil, parser.ParseComments)
	if err != nil {
		t.Fatal(err)
	}
	want, err := typecheck.Expectations(c.Fset, f, "want")
	if err != nil {
		t.Fatal(err)
	}
	if len(want) == 0 {
		t.Fatal("the program expects nothing")
	}
	info := &types.Info{Types: map[ast.Expr]types.TypeAndValue{}, Uses: map[*ast.Ident]types.Object{}, Defs: map[*ast.Ident]types.Object{}}
	pkg, errs := c.Check([]*ast.File{f}, info)
	if len(errs) > 0 {
		t.Fatalf("the program does not compile: %v", errs)
	}
	for _, p := range typecheck.Compare(want, findings(t, c, pkg, f, info)) {
		t.Error(p)
	}
}

func findings(t *testing.T, c *typecheck.Checker, pkg *types.Package, f *ast.File, info *types.Info) []typecheck.Message {
	t.Helper()
	var out []typecheck.Message
	pass := &analysis.Pass{
		Analyzer: Analyzer, Fset: c.Fset, Files: []*ast.File{f}, Pkg: pkg, TypesInfo: info,
		Report: func(d analysis.Diagnostic) {
			out = append(out, typecheck.Message{Line: c.Fset.Position(d.Pos).Line, Text: d.Message})
		},
	}
	if _, err := run(pass); err != nil {
		t.Fatal(err)
	}
	return out
}
