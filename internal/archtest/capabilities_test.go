package archtest

import (
	"encoding/csv"
	"fmt"
	"go/ast"
	"go/token"
	"os"
	"path/filepath"
	"regexp"
	"strconv"
	"strings"
	"testing"
)

// groups are the prefixes of the ids, in order, and how many there are of each: EN01 … EN31, CX01 … .
var groups = []struct {
	prefix string
	n      int
}{
	{"EN", 31},
	{"CX", 40},
	{"PL", 25},
	{"EV", 30},
	{"DB", 22},
	{"LG", 13},
	{"TY", 38},
	{"SC", 39},
	{"DL", 10},
	{"RF", 18},
	{"QS", 37},
	{"OP", 35},
	{"FN", 16},
	{"DM", 25},
	{"CP", 18},
	{"RS", 17},
	{"OM", 40},
	{"IH", 17},
	{"RL", 38},
	{"LD", 26},
	{"QG", 18},
	{"SS", 43},
	{"BK", 13},
	{"EX", 14},
	{"AS", 8},
	{"PG", 28},
	{"SL", 12},
	{"MY", 13},
	{"MS", 9},
	{"OR", 9},
}

const capabilities = 702

func wantedIDs() []string {
	var out []string
	for _, g := range groups {
		for i := range g.n {
			out = append(out, fmt.Sprintf("%s%02d", g.prefix, i+1))
		}
	}
	return out
}

type capability struct{ id, status, proof string }

func readCapabilities(t *testing.T) []capability {
	t.Helper()
	f, err := os.Open(filepath.Join(root, "docs", "capabilities.csv"))
	if err != nil {
		t.Fatal(err)
	}
	defer f.Close()
	rows, err := csv.NewReader(f).ReadAll()
	if err != nil {
		t.Fatal(err)
	}
	if len(rows) == 0 || strings.Join(rows[0], ",") != "id,status,proof" {
		t.Fatal("docs/capabilities.csv: the first line is not id,status,proof")
	}
	var out []capability
	for _, r := range rows[1:] {
		out = append(out, capability{r[0], r[1], r[2]})
	}
	return out
}

// TestCapabilities wants every id once and in order, a known status, and a proof that exists for what is said to be there.
func TestCapabilities(t *testing.T) {
	want := wantedIDs()
	if len(want) != capabilities {
		t.Fatalf("the table of groups has %d ids, want %d", len(want), capabilities)
	}
	got := readCapabilities(t)
	if len(got) != len(want) {
		t.Errorf("docs/capabilities.csv has %d rows, want %d", len(got), len(want))
	}
	proofs := proofNames(tree(t))
	for i, c := range got {
		if i < len(want) && c.id != want[i] {
			t.Fatalf("row %d is %s, want %s", i+1, c.id, want[i])
		}
		if problem := capabilityProblem(c, proofs); problem != "" {
			t.Errorf("%s: %s", c.id, problem)
		}
	}
}

// capabilityProblem checks one row. A proof is one or more names of tests, benchmarks or examples, or paths, separated by spaces;
// a subtest follows its test after a slash.
func capabilityProblem(c capability, proofs map[string]bool) string {
	switch c.status {
	case "done", "partial":
		if strings.TrimSpace(c.proof) == "" {
			return "it is said to be " + c.status + " without a proof"
		}
	case "no", "not-applicable":
		if c.proof != "" {
			return "it has a proof but is said to be " + c.status
		}
	default:
		return fmt.Sprintf("status %q is not one of done, partial, no, not-applicable", c.status)
	}
	for p := range strings.FieldsSeq(c.proof) {
		if !proofExists(p, proofs) {
			return fmt.Sprintf("its proof %s does not exist", p)
		}
	}
	return ""
}

var proofName = regexp.MustCompile(`^(Test|Example|Benchmark|Fuzz)`)

func proofExists(p string, proofs map[string]bool) bool {
	if proofName.MatchString(p) {
		name, sub, _ := strings.Cut(p, "/")
		return proofs[name] && (sub == "" || proofs["/"+sub])
	}
	_, err := os.Stat(filepath.Join(root, filepath.FromSlash(p)))
	return err == nil && p != "" && !strings.Contains(p, "..")
}

// proofNames are the names of all tests, examples, benchmarks and fuzz tests of the module, and, after a slash, what may be a
// subtest: every string of a test.
func proofNames(tr *sourceTree) map[string]bool {
	out := map[string]bool{}
	for _, f := range tr.files {
		if !f.test {
			continue
		}
		for _, d := range f.ast.Decls {
			if fn, ok := d.(*ast.FuncDecl); ok && fn.Recv == nil && proofName.MatchString(fn.Name.Name) {
				out[fn.Name.Name] = true
			}
		}
		ast.Inspect(f.ast, func(n ast.Node) bool {
			if l, ok := n.(*ast.BasicLit); ok && l.Kind == token.STRING {
				name, _ := strconv.Unquote(l.Value)
				out["/"+strings.ReplaceAll(name, " ", "_")] = true
			}
			return true
		})
	}
	return out
}

// TestCapabilityCheck tries the check of a row itself.
func TestCapabilityCheck(t *testing.T) {
	proofs := map[string]bool{"TestImports": true, "/expr": true}
	for _, c := range []struct {
		name string
		row  capability
		ok   bool
	}{
		{"done with a test", capability{"EN01", "done", "TestImports"}, true},
		{"done with a subtest", capability{"EN01", "done", "TestImports/expr"}, true},
		{"done with a subtest that is none", capability{"EN01", "done", "TestImports/nosuch"}, false},
		{"done with a path", capability{"EN01", "done", "docs/capabilities.csv"}, true},
		{"done without proof", capability{"EN01", "done", ""}, false},
		{"partial without proof", capability{"EN01", "partial", " "}, false},
		{"no such test", capability{"EN01", "done", "TestNoSuch"}, false},
		{"one of two is missing", capability{"EN01", "done", "TestImports TestNoSuch"}, false},
		{"no such path", capability{"EN01", "done", "docs/none.md"}, false},
		{"a path outside", capability{"EN01", "done", "../main"}, false},
		{"no", capability{"EN01", "no", ""}, true},
		{"no, but a proof", capability{"EN01", "no", "TestImports"}, false},
		{"not applicable", capability{"EN01", "not-applicable", ""}, true},
		{"unknown status", capability{"EN01", "soon", ""}, false},
	} {
		t.Run(c.name, func(t *testing.T) {
			if got := capabilityProblem(c.row, proofs); (got == "") != c.ok {
				t.Errorf("problem %q, want ok %v", got, c.ok)
			}
		})
	}
}
