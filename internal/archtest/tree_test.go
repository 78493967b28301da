package archtest

import (
	"go/ast"
	"go/parser"
	"go/token"
	"io/fs"
	"path"
	"path/filepath"
	"slices"
	"strings"
	"sync"
	"testing"
)

const modulePath = "github.com/azoth-orm/azoth"

// sourceFile is a Go file of the module.
type sourceFile struct {
	path string // relative to the root, with slashes
	dir  string // "" is the root package
	test bool
	ast  *ast.File
}

// sourceTree is every Go file of the module, parsed once.
type sourceTree struct {
	fset  *token.FileSet
	files []sourceFile
}

var parseTree = sync.OnceValues(func() (*sourceTree, error) {
	t := &sourceTree{fset: token.NewFileSet()}
	err := filepath.WalkDir(root, func(p string, d fs.DirEntry, err error) error {
		if err != nil {
			return err
		}
		if d.IsDir() {
			return skipDir(p, d.Name())
		}
		if !strings.HasSuffix(p, ".go") {
			return nil
		}
		return t.parse(p)
	})
	return t, err
})

// root is the module's directory, seen from this package.
const root = "../.."

// skipDir leaves out what is not of this module's packages: other modules, data, hidden directories.
func skipDir(p, name string) error {
	if p == root {
		return nil
	}
	if name == "testdata" || strings.HasPrefix(name, ".") || strings.HasPrefix(name, "_") {
		return filepath.SkipDir
	}
	if m, _ := filepath.Glob(filepath.Join(p, "go.mod")); len(m) > 0 {
		return filepath.SkipDir
	}
	return nil
}

func (t *sourceTree) parse(p string) error {
	f, err := parser.ParseFile(t.fset, p, nil, parser.ParseComments|parser.SkipObjectResolution)
	if err != nil {
		return err
	}
	rel, err := filepath.Rel(root, p)
	if err != nil {
		return err
	}
	rel = filepath.ToSlash(rel)
	dir := path.Dir(rel)
	if dir == "." {
		dir = ""
	}
	t.files = append(t.files, sourceFile{path: rel, dir: dir, test: strings.HasSuffix(rel, "_test.go"), ast: f})
	return nil
}

func tree(t *testing.T) *sourceTree {
	t.Helper()
	tr, err := parseTree()
	if err != nil {
		t.Fatal(err)
	}
	return tr
}

// line is the line of a position.
func (t *sourceTree) line(p token.Pos) int { return t.fset.Position(p).Line }

// dirs are the directories that hold a package, in order.
func (t *sourceTree) dirs() []string {
	var out []string
	for _, f := range t.files {
		if !f.test && !slices.Contains(out, f.dir) {
			out = append(out, f.dir)
		}
	}
	return out
}

// public tells whether users import the package in dir.
func public(dir string) bool {
	first, _, _ := strings.Cut(dir, "/")
	switch first {
	case "internal", "cmd", "examples", "tools", "bench":
		return false
	}
	return !strings.Contains(dir, "/internal")
}

// display is the name of a package in messages.
func display(dir string) string {
	if dir == "" {
		return "azoth"
	}
	return dir
}
