package archtest

import (
	"go/ast"
	"go/token"
	"os"
	"path/filepath"
	"strings"
	"testing"
)

// TestDocs wants a doc.go in every public package, and a comment that begins with the name at every exported name.
func TestDocs(t *testing.T) {
	tr := tree(t)
	for _, dir := range tr.dirs() {
		if !public(dir) {
			continue
		}
		t.Run(display(dir), func(t *testing.T) {
			if _, err := os.Stat(filepath.Join(root, dir, "doc.go")); err != nil {
				t.Errorf("%s has no doc.go", display(dir))
			}
			for _, f := range tr.files {
				if f.dir == dir && !f.test {
					checkDocs(t, tr, f)
				}
			}
		})
	}
}

func checkDocs(t *testing.T, tr *sourceTree, f sourceFile) {
	t.Helper()
	if filepath.Base(f.path) == "doc.go" && !strings.HasPrefix(f.ast.Doc.Text(), "Package "+f.ast.Name.Name+" ") {
		t.Errorf("%s: the package comment does not begin with %q", f.path, "Package "+f.ast.Name.Name)
	}
	for _, d := range f.ast.Decls {
		for _, u := range undocumented(d) {
			t.Errorf("%s:%d: %s", f.path, tr.line(u.pos), u.text)
		}
	}
}

type finding struct {
	pos  token.Pos
	text string
}

func undocumented(d ast.Decl) []finding {
	switch d := d.(type) {
	case *ast.FuncDecl:
		if d.Name.IsExported() && exportedReceiver(d) && !beginsWith(d.Doc, d.Name.Name) {
			return []finding{missing(d.Name)}
		}
	case *ast.GenDecl:
		return undocumentedSpecs(d)
	}
	return nil
}

func undocumentedSpecs(d *ast.GenDecl) []finding {
	var out []finding
	for _, s := range d.Specs {
		switch s := s.(type) {
		case *ast.TypeSpec:
			if s.Name.IsExported() && !beginsWith(first(s.Doc, d.Doc), s.Name.Name) && !groupDocs(d, s.Comment) {
				out = append(out, missing(s.Name))
			}
		case *ast.ValueSpec:
			out = append(out, undocumentedValue(d, s)...)
		}
	}
	return out
}

// undocumentedValue accepts the comment of a group for its members: constants of one kind are explained together.
func undocumentedValue(d *ast.GenDecl, s *ast.ValueSpec) []finding {
	var out []finding
	for _, n := range s.Names {
		if n.IsExported() && !beginsWith(first(s.Doc, d.Doc), n.Name) && !groupDocs(d, s.Comment) {
			out = append(out, missing(n))
		}
	}
	return out
}

func groupDocs(d *ast.GenDecl, own *ast.CommentGroup) bool {
	return d.Lparen.IsValid() && (d.Doc != nil || own != nil)
}

func first(a, b *ast.CommentGroup) *ast.CommentGroup {
	if a != nil {
		return a
	}
	return b
}

func missing(n *ast.Ident) finding {
	return finding{n.Pos(), n.Name + " has no comment that begins with its name"}
}

func beginsWith(doc *ast.CommentGroup, name string) bool {
	text := doc.Text()
	for _, article := range []string{"", "A ", "An ", "The "} {
		rest, ok := strings.CutPrefix(text, article+name)
		if ok && (rest == "" || !isWordByte(rest[0])) {
			return true
		}
	}
	return false
}

func isWordByte(c byte) bool {
	return c == '_' || c >= '0' && c <= '9' || c >= 'a' && c <= 'z' || c >= 'A' && c <= 'Z'
}

// exportedReceiver is false for methods that nobody can look up: those of unexported types.
func exportedReceiver(d *ast.FuncDecl) bool {
	if d.Recv == nil {
		return true
	}
	e := d.Recv.List[0].Type
	for {
		switch x := e.(type) {
		case *ast.StarExpr:
			e = x.X
		case *ast.IndexExpr:
			e = x.X
		case *ast.IndexListExpr:
			e = x.X
		case *ast.Ident:
			return x.IsExported()
		default:
			return false
		}
	}
}

// TestDocsCheck tries the check itself.
func TestDocsCheck(t *testing.T) {
	for _, c := range []struct {
		name, src string
		findings  int
	}{
		{"documented", "// Eq renders a = b.\nfunc Eq() {}", 0},
		{"no comment", "func Eq() {}", 1},
		{"another name", "// Equal renders a = b.\nfunc Eq() {}", 1},
		{"unexported", "func eq() {}", 0},
		{"method", "func (t *T[V]) Eq() {}", 1},
		{"method of an unexported type", "func (t *t[V]) Eq() {}", 0},
		{"type", "type T struct{}", 1},
		{"group", "// The kinds.\nconst (\n\tA = iota\n\tB\n)", 0},
		{"group without comment", "const (\n\tA = iota\n\tB\n)", 2},
	} {
		t.Run(c.name, func(t *testing.T) {
			if got := undocumented(parseDecl(t, c.src)); len(got) != c.findings {
				t.Errorf("findings %v, want %d", got, c.findings)
			}
		})
	}
}
