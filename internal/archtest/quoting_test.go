package archtest

import (
	"go/ast"
	"go/token"
	"path"
	"slices"
	"strconv"
	"strings"
	"testing"
)

// quoters are the only files that write quotes into SQL: the identifier quoter, the literal renderer. The scanner of SQL text reads
// them.
var quoters = map[string]string{
	"compiler/quote.go":   "the identifier quoter",
	"compiler/literal.go": "the literal renderer",
	"compiler/scan.go":    "the scanner of SQL text",
}

// encoders are functions that write quotes into values that are bound: they never reach the SQL.
var encoders = map[string]string{
	"compiler/json.go:jsonPath":            "a JSON path, which is bound",
	"dialect/postgresql/json.go:pathArray": "an array of keys, which is bound",
}

// TestQuotingChokePoint wants no quote character in what the compiler and the dialects write, outside of the quoters. It reads the
// string literals of the source: those that are compared, searched for, or part of an error do not reach SQL.
func TestQuotingChokePoint(t *testing.T) {
	tr := tree(t)
	for _, f := range tr.files {
		if f.test || !writesSQL(f.dir) || quoters[f.path] != "" || path.Base(f.path) == "errors.go" || isCatalogue(f) {
			continue
		}
		for _, p := range quotesWritten(f.ast) {
			if encoders[f.path+":"+functionAt(f.ast, p)] != "" {
				continue
			}
			t.Errorf("%s:%d: a quote character is written here: call the quoter or the literal renderer", f.path, tr.line(p))
		}
	}
}

// isCatalogue tells whether a file holds the queries of a database's own catalogue: constants and nothing else, so that nothing can be put
// into them.
func isCatalogue(f sourceFile) bool {
	if path.Base(f.path) != "inspect_sql.go" {
		return false
	}
	for _, d := range f.ast.Decls {
		if g, ok := d.(*ast.GenDecl); !ok || g.Tok != token.CONST {
			return false
		}
	}
	return true
}

// functionAt is the name of the function around a position.
func functionAt(f *ast.File, p token.Pos) string {
	for _, d := range f.Decls {
		if fn, ok := d.(*ast.FuncDecl); ok && fn.Pos() <= p && p < fn.End() {
			return fn.Name.Name
		}
	}
	return ""
}

func writesSQL(dir string) bool {
	first, _, _ := strings.Cut(dir, "/")
	return first == "compiler" || first == "dialect" && dir != "dialect/dialecttest" // whose cases are programs
}

// quotesWritten are the literals with a quote character that may reach SQL.
func quotesWritten(f *ast.File) []token.Pos {
	var out []token.Pos
	var stack []ast.Node
	ast.Inspect(f, func(n ast.Node) bool {
		if n == nil {
			stack = stack[:len(stack)-1]
			return true
		}
		if l, ok := n.(*ast.BasicLit); ok && hasQuote(l) && !harmless(stack, l) {
			out = append(out, l.Pos())
		}
		stack = append(stack, n)
		return true
	})
	return out
}

func hasQuote(l *ast.BasicLit) bool {
	if l.Kind == token.CHAR {
		c, _, _, err := strconv.UnquoteChar(l.Value[1:], '\'')
		return err == nil && strings.ContainsRune("\"'`", c)
	}
	if l.Kind != token.STRING {
		return false
	}
	s, err := strconv.Unquote(l.Value)
	return err == nil && strings.ContainsAny(s, "\"'`")
}

// harmless looks at what is around a literal, innermost first.
func harmless(stack []ast.Node, l *ast.BasicLit) bool {
	for i := len(stack) - 1; i >= 0; i-- {
		switch n := stack[i].(type) {
		case *ast.ImportSpec, *ast.Field:
			return true
		case *ast.CaseClause:
			return slices.ContainsFunc(n.List, func(e ast.Expr) bool { return contains(e, l) })
		case *ast.BinaryExpr:
			if n.Op == token.EQL || n.Op == token.NEQ {
				return true
			}
		case *ast.CallExpr:
			if reads(n) {
				return true
			}
		case *ast.CompositeLit:
			if name := typeName(n.Type); name == "Quoting" || strings.HasSuffix(name, "Error") {
				return true
			}
		case *ast.FuncDecl:
			return false
		}
	}
	return false
}

func contains(e ast.Node, l *ast.BasicLit) bool { return e.Pos() <= l.Pos() && l.End() <= e.End() }

// reads tells whether a call searches for its arguments, or makes an error of them.
func reads(c *ast.CallExpr) bool {
	switch f := c.Fun.(type) {
	case *ast.Ident:
		return f.Name == "panic"
	case *ast.SelectorExpr:
		if strings.HasPrefix(strings.ToLower(f.Sel.Name), "fail") {
			return true // reports an error
		}
		pkg, ok := f.X.(*ast.Ident)
		if !ok {
			return false
		}
		switch pkg.Name {
		case "errors", "regexp":
			return true
		case "fmt":
			return f.Sel.Name == "Errorf"
		case "strings", "bytes":
			return searching(f.Sel.Name)
		}
	}
	return false
}

func searching(name string) bool {
	for _, p := range []string{"Contains", "Index", "LastIndex", "Has", "Cut", "Trim", "Count", "Split"} {
		if strings.HasPrefix(name, p) {
			return true
		}
	}
	return false
}

// typeName is the name of a composite literal's type. A Quoting is a dialect's data for the quoter; an error is not SQL.
func typeName(t ast.Expr) string {
	switch t := t.(type) {
	case *ast.Ident:
		return t.Name
	case *ast.SelectorExpr:
		return t.Sel.Name
	}
	return ""
}

// TestQuotingCheck tries the check itself.
func TestQuotingCheck(t *testing.T) {
	for _, c := range []struct {
		name, src string
		found     int
	}{
		{"written", "func f(b *B) { b.WriteString(`\"`) }", 1},
		{"written as a byte", `func f(b *B) { b.WriteByte('\'') }`, 1},
		{"concatenated", "func f(s string) string { return \"`\" + s + \"`\" }", 2},
		{"in a call that writes, inside a comparison's branch", `func f(b *B, c byte) { if c == 1 { b.WriteString("'") } }`, 1},
		{"constant", `const q = "'"`, 1},
		{"compared", `func f(c byte) bool { return c == '\'' }`, 0},
		{"a case", "func f(c byte) int { switch c { case '\"': return 1 }; return 0 }", 0},
		{"written below a case", "func f(c byte) string { switch c { case 'x': return `\"` }; return s }", 1},
		{"searched", `func f(s string) bool { return strings.Contains(s, "'") }`, 0},
		{"replaced", `func f(s string) string { return strings.ReplaceAll(s, "'", "''") }`, 2},
		{"an error", `func f() error { return fmt.Errorf("can't") }`, 0},
		{"a reported error", `func (c *C) f() { c.failf("can't") }`, 0},
		{"an error value", `func f() error { return &SyntaxError{Text: "can't"} }`, 0},
		{"a dialect's character", "var d = Dialect{Quoting: compiler.Quoting{Open: \"`\"}}", 0},
		{"no quote", `func f(b *B) { b.WriteString("SELECT ") }`, 0},
	} {
		t.Run(c.name, func(t *testing.T) {
			f, _ := parseSource(t, c.src)
			if got := quotesWritten(f); len(got) != c.found {
				t.Errorf("%d found, want %d", len(got), c.found)
			}
		})
	}
}
