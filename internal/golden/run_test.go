package golden_test

import (
	"context"
	"fmt"
	"os"
	"slices"
	"strings"
	"testing"

	"github.com/azoth-orm/azoth/compiler"
	"github.com/azoth-orm/azoth/expr"
	"github.com/azoth-orm/azoth/internal/dbfleet"
	"github.com/azoth-orm/azoth/internal/golden"
	"github.com/azoth-orm/azoth/orm/loading"
)

const goldenDir = "../../testdata/golden"

// cases are the Go cases of a construct, by name. A case is a statement (what the front door makes, or a node of a tree), several
// (list), or one for each dialect (perDialect).
type cases map[string]any

type list []any

type perDialect map[string]any

// translated is a statement with other schemas in the place of those that its tables name.
type translated struct {
	statement any
	schemas   compiler.SchemaMap
}

// check compares the cases of a construct with its golden file, in both directions.
func check(t *testing.T, construct string, cs cases) {
	t.Helper()
	f, err := golden.Load(goldenDir, construct)
	if err != nil {
		t.Fatal(err)
	}
	known := map[string]bool{}
	for _, s := range f.Sections {
		known[s.Case] = true
		t.Run(s.Name(), func(t *testing.T) { checkSection(t, construct, s, cs) })
	}
	for name := range cs {
		if !known[name] {
			t.Errorf("there is no golden for the case %s of %s (write it in tools/oracle/cases, and generate)", name, construct)
		}
	}
}

func checkSection(t *testing.T, construct string, s golden.Section, cs cases) {
	key, reason := skipOf(construct, s)
	st, found := forDialect(cs[s.Case], s.Dialect)
	switch {
	case key != "" && found && !strings.HasSuffix(key, "/"+s.Dialect):
		t.Fatalf("there is a Go case, and yet it is skipped: %s", reason)
	case key != "":
		if found {
			rendered = append(rendered, renderedCase{construct, s, statementsOf(st)})
		}
		t.Skip(reason)
	case !found:
		t.Fatal("there is no Go case for this golden (write it, or give the reason in skips_test.go)")
	}
	var got []golden.Statement
	for _, x := range statementsOf(st) {
		g, err := render(x, s.Dialect)
		if err != nil {
			t.Fatalf("%v\nwant:\n%s", err, s.Statements[0].SQL)
		}
		got = append(got, g)
	}
	compare(t, got, adapted(s))
	rendered = append(rendered, renderedCase{construct, s, statementsOf(st)})
	checkRebuilt(t, statementsOf(st), s.Dialect, got)
}

func forDialect(st any, dialect string) (any, bool) {
	if d, ok := st.(perDialect); ok {
		st, ok = d[dialect]
		return st, ok
	}
	return st, st != nil
}

func statementsOf(st any) list {
	if l, ok := st.(list); ok {
		return l
	}
	return list{st}
}

func compare(t *testing.T, got, want []golden.Statement) {
	t.Helper()
	if len(got) != len(want) {
		t.Errorf("%d statements, want %d", len(got), len(want))
	}
	for i := range min(len(got), len(want)) {
		if got[i].SQL != want[i].SQL {
			t.Errorf("statement %d:\n%s\nwant:\n%s\n(quoted: %q\nwant:    %q)", i+1, got[i].SQL, want[i].SQL, got[i].SQL, want[i].SQL)
		}
		if !golden.SameBinds(got[i].Binds, want[i].Binds) {
			t.Errorf("statement %d: binds %s, want %s", i+1, got[i].Binds, want[i].Binds)
		}
	}
}

// render compiles a case's statement for a dialect, as the engine does: the key is walked, and binds are indexes into its values.
func render(st any, dialect string) (golden.Statement, error) {
	in, _ := st.(translated)
	if in.statement != nil {
		st = in.statement
	}
	e, err := elementOf(st)
	if err != nil {
		return golden.Statement{}, err
	}
	var k expr.Key
	k.Trace()
	in.schemas.AppendKey(&k)
	e.AppendKey(&k)
	if err := k.ComputeParams(context.Background()); err != nil {
		return golden.Statement{}, err
	}
	l, err := lower(e)
	if err != nil {
		return golden.Statement{}, err
	}
	c, err := compiler.CompileWith(l, grammars[dialect], compiler.Settings{Key: &k, Schemas: in.schemas})
	if err != nil {
		return golden.Statement{}, err
	}
	if err := checkKey(dialect, string(k.Bytes()), c.SQL); err != nil {
		return golden.Statement{}, err
	}
	values := make([]any, len(c.Binds))
	for i, b := range c.Binds {
		v := b.Const
		if b.Index >= 0 {
			v = k.Values()[b.Index]
		}
		values[i] = v.Any()
	}
	binds, err := golden.EncodeBinds(values)
	return golden.Statement{SQL: strings.Trim(c.SQL, "\n"), Binds: binds}, err
}

// lower is what a session makes of a statement: loader options become columns and joins. The key is that of the statement before.
func lower(e expr.Element) (expr.Element, error) {
	q, ok := e.(*expr.Query)
	if !ok || !loading.HasEntities(q) {
		return e, nil
	}
	l, _, err := loading.Lowering{}.Lower(q)
	return l, err
}

// texts is the SQL of every key so far, by dialect: the cache of compiled statements would give it to any statement with that key.
var texts = map[string]map[string]string{}

func checkKey(dialect, key, sql string) error {
	if texts[dialect] == nil {
		texts[dialect] = map[string]string{}
	}
	if old, ok := texts[dialect][key]; ok && old != sql {
		return fmt.Errorf("its key is that of another statement, whose text the cache would run:\n%s\ninstead of\n%s", old, sql)
	}
	texts[dialect][key] = sql
	return nil
}

// elementOf is the tree of a statement that the front door made.
func elementOf(st any) (expr.Element, error) {
	switch s := st.(type) {
	case expr.Element:
		return s, nil
	case interface{ Statement() *expr.Query }:
		return s.Statement(), nil
	case interface{ Statement() *expr.CompoundQuery }:
		return s.Statement(), nil
	case interface{ Statement() *expr.TextQuery }:
		return s.Statement(), nil
	case interface{ Statement() *expr.InsertStatement }:
		return s.Statement(), nil
	case interface{ Statement() *expr.UpdateStatement }:
		return s.Statement(), nil
	case interface{ Statement() *expr.DeleteStatement }:
		return s.Statement(), nil
	case interface{ Statement() expr.Statement }:
		return s.Statement(), nil
	}
	return nil, fmt.Errorf("a %T is no statement", st)
}

// skipOf is the entry of the table of skips that a golden falls under, and its reason. The table names cases, all cases that begin
// alike, or a case in one dialect.
func skipOf(construct string, s golden.Section) (key, reason string) {
	name := construct + "/" + s.Case
	for _, k := range []string{name, name + "/" + s.Dialect} {
		if r, ok := skips[k]; ok {
			return k, r
		}
	}
	for k, r := range skips {
		if prefix, ok := strings.CutSuffix(k, "*"); ok && strings.HasPrefix(name, prefix) {
			return k, r
		}
	}
	return "", ""
}

// TestConstructs checks that every golden file has its file of cases here, and that the table of skips names goldens only.
func TestConstructs(t *testing.T) {
	constructs, err := golden.Constructs(goldenDir)
	if err != nil || len(constructs) == 0 {
		t.Fatalf("%d golden files: %v", len(constructs), err)
	}
	var names []string
	for _, c := range constructs {
		if _, err := os.Stat("cases_" + c + "_test.go"); err != nil {
			t.Errorf("%s.txtar has no cases_%s_test.go", c, c)
		}
		f, err := golden.Load(goldenDir, c)
		if err != nil {
			t.Fatal(err)
		}
		for _, s := range f.Sections {
			names = append(names, c+"/"+s.Case, c+"/"+s.Name())
		}
	}
	for k, reason := range skips {
		prefix, wild := strings.CutSuffix(k, "*")
		if !slices.ContainsFunc(names, func(n string) bool { return n == k || wild && strings.HasPrefix(n, prefix) }) {
			t.Errorf("skips_test.go names %s, which no golden file has", k)
		}
		if !strings.HasPrefix(reason, "no API yet: ") && !strings.HasPrefix(reason, "differs on purpose: ") {
			t.Errorf("the reason to skip %s is none: %q", k, reason)
		}
	}
}

// TestMain configures the registry, as the first use of a session does: definitions run, and foreign keys are known.
func TestMain(m *testing.M) {
	if err := base.Configure(); err != nil {
		fmt.Fprintln(os.Stderr, err)
		os.Exit(1)
	}
	dbfleet.Main(m)
}
