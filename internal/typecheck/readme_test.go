package typecheck

import (
	"go/ast"
	"go/parser"
	"os"
	"strings"
	"testing"
)

// TestReadmeProgram wants the program of the README to compile.
func TestReadmeProgram(t *testing.T) {
	readme, err := os.ReadFile("../../README.md")
	if err != nil {
		t.Fatal(err)
	}
	_, rest, ok := strings.Cut(string(readme), "```go\npackage main")
	if !ok {
		t.Fatal("the README has no program")
	}
	program, _, _ := strings.Cut(rest, "```")
	c, err := New("../..", ".", "./orm", "./col", "./driver/sqlite", "context", "fmt", "log")
	if err != nil {
		t.Fatal(err)
	}
	f, err := parser.ParseFile(c.Fset, "README.md", "package main"+program, 0)
	if err != nil {
		t.Fatal(err)
	}
	if _, errs := c.Check([]*ast.File{f}, nil); len(errs) > 0 {
		t.Errorf("the program does not compile: %v", errs)
	}
}
