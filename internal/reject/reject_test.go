package reject

import (
	"go/ast"
	"go/parser"
	"path/filepath"
	"testing"

	"github.com/azoth-orm/azoth/internal/typecheck"
)

const (
	root     = "../.."
	programs = root + "/testdata/reject"
	atLeast  = 25
)

// packages are what the programs may import.
var packages = []string{".", "./orm", "./col", "./fn", "./expr", "./types", "./schema", "./engine", "context", "time"}

func TestMustNotCompile(t *testing.T) {
	c, err := typecheck.New(root, packages...)
	if err != nil {
		t.Fatal(err)
	}
	model := filepath.Join(programs, "model.go")
	t.Run("model", func(t *testing.T) {
		if _, errs := c.Check([]*ast.File{parse(t, c, model)}, nil); len(errs) > 0 {
			t.Errorf("the model does not compile: %v", errs)
		}
	})
	files, err := filepath.Glob(filepath.Join(programs, "*.go"))
	if err != nil {
		t.Fatal(err)
	}
	if len(files)-1 < atLeast {
		t.Errorf("%d programs in testdata/reject, want at least %d", len(files)-1, atLeast)
	}
	for _, file := range files {
		if file != model {
			t.Run(filepath.Base(file), func(t *testing.T) { reject(t, c, model, file) })
		}
	}
}

func reject(t *testing.T, c *typecheck.Checker, model, file string) {
	t.Helper()
	f := parse(t, c, file)
	want, err := typecheck.Expectations(c.Fset, f, "ERROR")
	if err != nil {
		t.Fatal(err)
	}
	if len(want) == 0 {
		t.Fatal("the program expects no error")
	}
	_, errs := c.Check([]*ast.File{parse(t, c, model), f}, nil)
	for _, p := range typecheck.Compare(want, typecheck.Messages(c.Fset, errs)) {
		t.Error(p)
	}
}

func parse(t *testing.T, c *typecheck.Checker, file string) *ast.File {
	t.Helper()
	f, err := parser.ParseFile(c.Fset, file, nil, parser.ParseComments)
	if err != nil {
		t.Fatal(err)
	}
	return f
}
