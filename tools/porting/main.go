// Command porting prints docs/porting.md: the names of SQLAlchemy and ours, collected from the comments of exported names, which
// end "SQLAlchemy: <name>.".
package main

import (
	"cmp"
	"fmt"
	"go/ast"
	"go/parser"
	"go/token"
	"io/fs"
	"log"
	"os"
	"path/filepath"
	"slices"
	"strings"
)

// pair is one name of ours and its counterpart.
type pair struct{ theirs, ours, summary string }

func main() {
	var pairs []pair
	err := filepath.WalkDir(".", func(p string, d fs.DirEntry, err error) error {
		if err != nil {
			return err
		}
		if d.IsDir() && p != "." && skip(d.Name()) {
			return filepath.SkipDir
		}
		if !strings.HasSuffix(p, ".go") || strings.HasSuffix(p, "_test.go") {
			return nil
		}
		found, err := pairsOf(p)
		pairs = append(pairs, found...)
		return err
	})
	if err != nil {
		log.Fatal(err)
	}
	if err := write(pairs); err != nil {
		log.Fatal(err)
	}
}

// skip leaves out what users do not import.
func skip(name string) bool {
	return strings.HasPrefix(name, ".") || slices.Contains([]string{"testdata", "internal", "cmd", "tools", "examples", "bench"}, name)
}

func pairsOf(p string) ([]pair, error) {
	f, err := parser.ParseFile(token.NewFileSet(), p, nil, parser.ParseComments|parser.SkipObjectResolution)
	if err != nil {
		return nil, err
	}
	var out []pair
	for _, d := range f.Decls {
		switch d := d.(type) {
		case *ast.FuncDecl:
			out = appendPair(out, d.Doc, f.Name.Name+"."+receiver(d)+d.Name.Name)
		case *ast.GenDecl:
			for _, s := range d.Specs {
				if t, ok := s.(*ast.TypeSpec); ok {
					out = appendPair(out, cmp.Or(t.Doc, d.Doc), f.Name.Name+"."+t.Name.Name)
				}
			}
		}
	}
	return out, nil
}

func appendPair(to []pair, doc *ast.CommentGroup, ours string) []pair {
	text := strings.Join(strings.Fields(doc.Text()), " ")
	before, theirs, ok := strings.Cut(text, "SQLAlchemy: ")
	if !ok {
		return to
	}
	summary, _, _ := strings.Cut(before, ". ")
	return append(to, pair{strings.TrimSuffix(theirs, "."), ours, strings.TrimSpace(summary)})
}

// embedded are unexported types whose methods users see on the exported ones that embed them.
var embedded = map[string]string{"ops": "Value", "query": "Select", "dml": "Insert"}

// receiver is "T." for a method of T.
func receiver(d *ast.FuncDecl) string {
	if d.Recv == nil {
		return ""
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
			return cmp.Or(embedded[x.Name], x.Name) + "."
		default:
			return ""
		}
	}
}

func write(pairs []pair) error {
	slices.SortFunc(pairs, func(a, b pair) int {
		return cmp.Or(
			cmp.Compare(strings.ToLower(a.theirs), strings.ToLower(b.theirs)),
			cmp.Compare(a.ours, b.ours),
		)
	})
	var b strings.Builder
	b.WriteString("# From SQLAlchemy's names to Azoth's\n\nMade from the comments of the source by `make docs`.\n\n")
	b.WriteString("| SQLAlchemy | Azoth | |\n| --- | --- | --- |\n")
	for _, p := range pairs {
		fmt.Fprintf(&b, "| %s | `%s` | %s |\n", cell(p.theirs), p.ours, cell(p.summary))
	}
	_, err := os.Stdout.WriteString(b.String())
	return err
}

func cell(s string) string { return strings.ReplaceAll(s, "|", `\|`) }
