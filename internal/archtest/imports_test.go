package archtest

import (
	"slices"
	"strings"
	"testing"
)

// This is a statement of policy. Do not change it to fix a build.
//
// Every package of the module and what it may import of the module. Arrows point down: a package is listed after those that it
// may import. Tests may import upwards.
var policy = []layer{
	{dir: "types"},
	{dir: "internal/lru"},
	{dir: "expr", may: "types"},
	{dir: "schema", may: "expr types"},
	{dir: "col", may: "expr schema types"},
	{dir: "fn", may: "expr types"},
	{dir: "compiler", may: "schema expr types"},
	{dir: "driver", may: "types internal/lru"},
	{dir: "dialect", may: "compiler schema expr types driver"},
	{dir: "dialect/*", may: "dialect compiler schema expr types driver"},
	{dir: "pool", may: ""},
	{dir: "rowplan", may: "expr types driver"},
	{dir: "driver/sqlite", may: "driver dialect dialect/sqlite types", external: "zombiezen.com/go/sqlite modernc.org/sqlite/lib modernc.org/libc"},
	{dir: "driver/pgx", may: "driver dialect dialect/postgresql types internal/lru", external: "github.com/jackc/pgx/v5"},
	{dir: "driver/mysql", may: "driver dialect dialect/mysql types", external: "github.com/go-sql-driver/mysql"},
	{dir: "driver/stdsql", may: "driver dialect dialect/sqlite dialect/postgresql dialect/mysql compiler types internal/lru"},
	{dir: "inspect", may: "dialect compiler driver schema expr types"},
	{dir: "engine", may: belowEngine},
	{dir: "orm/state", may: "expr rowplan types"},
	{dir: "orm/mapping", may: "orm/state schema rowplan expr types"},
	{dir: "orm/loading", may: "orm/mapping orm/state engine " + belowEngine},
	{dir: "orm/unitofwork", may: "orm/mapping orm/state engine " + belowEngine},
	{dir: "orm", may: "orm/unitofwork orm/loading orm/mapping orm/state engine " + belowEngine},
	{dir: "", may: "engine inspect schema expr types col fn dialect"},

	// Outside of the layers: nothing above imports these.
	{dir: "examples/*", may: "azoth orm col fn types schema expr engine dialect dialect/* driver/sqlite driver/pgx driver/mysql"},
	{dir: "cmd/azothvet", may: "cmd/azothvet/discarded", external: "golang.org/x/tools"},
	{dir: "cmd/azothvet/discarded", external: "golang.org/x/tools"},
	{dir: "dialect/dialecttest", may: "azoth col fn engine dialect/sqlite dialect/postgresql dialect/mysql " + belowEngine},
	{dir: "internal/reject"},
	{dir: "internal/archtest"},
	{dir: "internal/golden"},
	{dir: "internal/ddltest"},
	{dir: "internal/faults"},
	{dir: "internal/hostile"},
	{dir: "internal/values"},
	{dir: "internal/typecheck"},
	{dir: "internal/dbfleet", external: "github.com/jackc/pgx/v5/pgconn github.com/go-sql-driver/mysql"},
	{dir: "internal/chaosproxy"},
	{dir: "tools/dbfleet", may: "internal/dbfleet"},
	{dir: "tools/oraclediff", may: "azoth fn engine dialect driver/sqlite driver/pgx driver/mysql " + belowEngine},
	{dir: "tools/*"},
}

const belowEngine = "inspect dialect pool compiler rowplan driver schema expr types internal/lru"

// testImports are modules that tests, and only tests, may import anywhere. modernc.org/sqlite, which costs are compared with, comes
// with the adapter's library; no other peer enters go.mod.
const testImports = "github.com/google/go-cmp golang.org/x/tools zombiezen.com/go/sqlite modernc.org/sqlite " +
	"github.com/jackc/pgx/v5 github.com/go-sql-driver/mysql"

// layer is a row of the policy. A dir that ends in /* is for every directory below.
type layer struct {
	dir      string
	may      string // of this module, separated by spaces; azoth is the root
	external string // modules and packages of others: "" is the standard library only
}

func layerOf(dir string) (layer, bool) {
	for _, l := range policy {
		if l.dir == dir {
			return l, true
		}
	}
	for _, l := range policy {
		if base, ok := strings.CutSuffix(l.dir, "/*"); ok && strings.HasPrefix(dir, base+"/") {
			return l, true
		}
	}
	return layer{}, false
}

func TestImports(t *testing.T) {
	tr := tree(t)
	for _, dir := range tr.dirs() {
		t.Run(display(dir), func(t *testing.T) {
			l, ok := layerOf(dir)
			if !ok {
				t.Fatalf("package %s is not in the policy: decide which layer it is", display(dir))
			}
			for _, f := range tr.files {
				if f.dir == dir {
					checkImports(t, l, f)
				}
			}
		})
	}
}

func checkImports(t *testing.T, l layer, f sourceFile) {
	t.Helper()
	for _, spec := range f.ast.Imports {
		p := strings.Trim(spec.Path.Value, `"`)
		if !mayImport(l, p, f.test) {
			t.Errorf("%s imports %s, which package %s may not", f.path, p, display(l.dir))
		}
	}
}

func mayImport(l layer, p string, test bool) bool {
	if rel, ok := moduleRelative(p); ok {
		return test || matchesAny(l.may, rel)
	}
	first, _, _ := strings.Cut(p, "/")
	if !strings.Contains(first, ".") {
		return standardAllowed(l.dir, p, test)
	}
	return hasPrefixIn(l.external, p) || test && hasPrefixIn(testImports, p)
}

// standardAllowed keeps database/sql's drivers and connections out of the layers that know nothing of databases. sql.Null, which
// types and mappings convert, lives in the same package, so database/sql itself is allowed where values are.
func standardAllowed(dir, p string, test bool) bool {
	if p == "C" || p == "plugin" {
		return false
	}
	if test || p != "database/sql" {
		return true
	}
	return !slices.Contains([]string{"expr", "schema", "compiler", "dialect"}, dir)
}

// moduleRelative is the directory of a package of this module; the root is azoth.
func moduleRelative(p string) (string, bool) {
	if p == modulePath {
		return "azoth", true
	}
	return strings.CutPrefix(p, modulePath+"/")
}

func matchesAny(list, rel string) bool {
	for a := range strings.FieldsSeq(list) {
		if a == rel {
			return true
		}
		if base, ok := strings.CutSuffix(a, "/*"); ok && strings.HasPrefix(rel, base+"/") {
			return true
		}
	}
	return false
}

func hasPrefixIn(list, p string) bool {
	for a := range strings.FieldsSeq(list) {
		if p == a || strings.HasPrefix(p, a+"/") {
			return true
		}
	}
	return false
}

// TestImportPolicy tries the check itself on what it must refuse and allow.
func TestImportPolicy(t *testing.T) {
	for _, c := range []struct {
		name, dir, imports string
		test, want         bool
	}{
		{"down", "expr", modulePath + "/types", false, true},
		{"up", "types", modulePath + "/expr", false, false},
		{"up from a test", "types", modulePath + "/expr", true, true},
		{"the front door from below", "orm", modulePath, false, false},
		{"standard library", "compiler", "strings", false, true},
		{"database/sql in the tree", "expr", "database/sql", false, false},
		{"cgo", "driver/sqlite", "C", false, false},
		{"somebody else's module in the core", "engine", "github.com/google/go-cmp/cmp", false, false},
		{"the same in a test", "engine", "github.com/google/go-cmp/cmp", true, true},
		{"the adapter's library", "driver/sqlite", "zombiezen.com/go/sqlite", false, true},
		{"a dialect", "dialect/sqlite", modulePath + "/compiler", false, true},
		{"internal in an example", "examples/tutorial", modulePath + "/internal/lru", false, false},
	} {
		t.Run(c.name, func(t *testing.T) {
			l, ok := layerOf(c.dir)
			if !ok {
				t.Fatalf("no policy for %s", c.dir)
			}
			if got := mayImport(l, c.imports, c.test); got != c.want {
				t.Errorf("%s imports %s: allowed %v, want %v", c.dir, c.imports, got, c.want)
			}
		})
	}
}

// TestPolicyPointsDown keeps the table itself honest: what a layer may import stands above it.
func TestPolicyPointsDown(t *testing.T) {
	seen := []string{}
	for _, l := range policy {
		if strings.HasPrefix(l.dir, "examples") {
			return
		}
		for a := range strings.FieldsSeq(l.may) {
			if !slices.Contains(seen, a) && !strings.HasPrefix(a, "dialect/") {
				t.Errorf("%s may import %s, which is not below it", display(l.dir), a)
			}
		}
		seen = append(seen, l.dir)
	}
}
