package archtest

import (
	"go/ast"
	"os"
	"path/filepath"
	"strings"
	"testing"
)

// TestErrorsPage wants every sentinel and every error type of the public packages on docs/errors.md.
func TestErrorsPage(t *testing.T) {
	page, err := os.ReadFile(filepath.Join(root, "docs", "errors.md"))
	if err != nil {
		t.Fatal(err)
	}
	for _, f := range tree(t).files {
		if f.test || !public(f.dir) {
			continue
		}
		for _, name := range errorNames(f.ast) {
			// What the packages below orm define is known under orm's name, if it repeats it.
			if !names(page, f.ast.Name.Name, name) && !(strings.HasPrefix(f.dir, "orm/") && names(page, "orm", name)) {
				t.Errorf("docs/errors.md does not say what %s.%s means (%s)", f.ast.Name.Name, name, f.path)
			}
		}
	}
}

func names(page []byte, pkg, name string) bool {
	return strings.Contains(string(page), "`"+pkg+"."+name+"`")
}

// errorNames are the exported sentinels and error types of a file.
func errorNames(f *ast.File) []string {
	var out []string
	for _, d := range f.Decls {
		g, ok := d.(*ast.GenDecl)
		if !ok {
			continue
		}
		for _, s := range g.Specs {
			switch s := s.(type) {
			case *ast.ValueSpec:
				for _, n := range s.Names {
					if n.IsExported() && strings.HasPrefix(n.Name, "Err") {
						out = append(out, n.Name)
					}
				}
			case *ast.TypeSpec:
				if s.Name.IsExported() && strings.HasSuffix(s.Name.Name, "Error") {
					out = append(out, s.Name.Name)
				}
			}
		}
	}
	return out
}
