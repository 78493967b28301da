package golden_test

import (
	"context"
	"errors"
	"fmt"
	"maps"
	"strings"
	"testing"

	"github.com/azoth-orm/azoth"
	"github.com/azoth-orm/azoth/compiler"
	"github.com/azoth-orm/azoth/dialect"
	_ "github.com/azoth-orm/azoth/driver/mysql"
	_ "github.com/azoth-orm/azoth/driver/pgx"
	_ "github.com/azoth-orm/azoth/driver/sqlite"
	"github.com/azoth-orm/azoth/expr"
	"github.com/azoth-orm/azoth/internal/dbfleet"
	"github.com/azoth-orm/azoth/internal/golden"
	"github.com/azoth-orm/azoth/orm/loading"
	"github.com/azoth-orm/azoth/schema"
)

// Everything that renders also runs: what the tests of the goldens have rendered is run by the databases themselves, with the tables that
// it names, in a transaction that is rolled back.

// rendered is what the tests of goldens have rendered so far: they run before this file's.
var rendered []renderedCase

type renderedCase struct {
	construct string
	golden.Section
	statements list
}

// servers open a fresh database of each dialect that can be run.
var servers = map[string]func(t testing.TB) string{
	"sqlite":     func(testing.TB) string { return "sqlite://" },
	"postgresql": dbfleet.PostgreSQL,
	"mysql":      dbfleet.MariaDB,
	"mariadb":    dbfleet.MariaDB,
}

// TestGoldensRun runs every statement of the goldens on the database of its dialect; those of MySQL run on MariaDB. What does not run
// stands in unrunnable_test.go with its reason.
func TestGoldensRun(t *testing.T) {
	if len(rendered) == 0 {
		t.Skip("it runs what the tests of goldens have rendered: run them, too")
	}
	for name, url := range servers {
		t.Run(name, func(t *testing.T) {
			p := &site{dialect: name, url: url}
			p.prepared = p.open(t)
			p.empty = p.open(t)
			if err := base.MetaData().CreateAll(t.Context(), p.prepared); err != nil {
				t.Fatal(err)
			}
			for _, r := range rendered {
				if r.Dialect == name {
					t.Run(r.construct+"/"+r.Case, func(t *testing.T) { p.check(t, &r) })
				}
			}
		})
	}
}

// site is where the cases of a dialect run.
type site struct {
	dialect string
	url     func(t testing.TB) string
	// prepared has the tables of the registry, empty has none.
	prepared, empty *azoth.Engine
}

func (p *site) open(t *testing.T) *azoth.Engine {
	t.Helper()
	e, err := azoth.Open(p.url(t))
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() {
		if err := e.Close(); err != nil {
			t.Error(err)
		}
	})
	return e
}

// check runs a case, or sees that it still does not run.
func (p *site) check(t *testing.T, r *renderedCase) {
	reason, certain := unrunnable(p.dialect, r)
	err := p.run(t, r)
	switch {
	case err == nil && certain:
		t.Errorf("it runs, and unrunnable_test.go says that it does not: %s", reason)
	case err != nil && reason == "":
		t.Error(err)
	}
}

var errRollback = errors.New("rolled back")

// run runs the statements of a case in a transaction, behind what they need.
func (p *site) run(t *testing.T, r *renderedCase) error {
	w := worldOf(r.statements)
	err := p.engine(t, w).Begin(t.Context(), func(c *azoth.Connection) error {
		schemas := p.schemas(t, c, w)
		if !w.plain() {
			if err := w.build(t.Context(), c, p.dialect, through(w.translation, schemas)); err != nil {
				return fmt.Errorf("what it needs: %w", err)
			}
		}
		for i, x := range r.statements {
			if err := executeIn(t.Context(), c, x, schemas); err != nil && !understood(err) {
				return fmt.Errorf("statement %d: %w", i+1, err)
			}
		}
		return errRollback
	})
	if errors.Is(err, errRollback) {
		return nil
	}
	return err
}

// engine is the database of a case: one of its own, if the case needs more than the tables of the registry and a rollback does not take
// tables back.
func (p *site) engine(t *testing.T, w *world) *azoth.Engine {
	switch {
	case w.plain():
		return p.prepared
	case p.dialect == "postgresql":
		return p.empty
	}
	return p.open(t)
}

// schemas makes the schemas that a case names, and tells where they are: databases of their own on MariaDB, which all have one server.
func (p *site) schemas(t *testing.T, c *azoth.Connection, w *world) compiler.SchemaMap {
	m := compiler.SchemaMap{}
	for i, name := range w.schemas {
		if w.made[name] {
			continue
		}
		var err error
		switch p.dialect {
		case "sqlite":
			err = run(t.Context(), c, "ATTACH ':memory:' AS "+c.Engine().Dialect().Grammar.Quoting.Quote(name))
		case "postgresql":
			err = execute(t.Context(), c, &schema.CreateSchema{Name: name, IfNotExists: true})
		default:
			own, errOwn := azoth.Text[string]("SELECT database()").One(t.Context(), c)
			m[name] = fmt.Sprintf("%s_%d", own, i)
			err = errors.Join(errOwn, execute(t.Context(), c, &schema.CreateSchema{Name: m[name]}))
			t.Cleanup(func() { p.dropSchema(t, m[name]) })
		}
		if err != nil {
			t.Fatal(err)
		}
	}
	return m
}

// dropSchema drops a database, whichever other one refers to it.
func (p *site) dropSchema(t *testing.T, name string) {
	ctx := context.WithoutCancel(t.Context())
	err := p.empty.Begin(ctx, func(c *azoth.Connection) error {
		return errors.Join(run(ctx, c, "SET foreign_key_checks = 0"), execute(ctx, c, &schema.DropSchema{Name: name}), run(ctx, c, "SET foreign_key_checks = 1"))
	})
	if err != nil {
		t.Error(err)
	}
}

func run(ctx context.Context, c *azoth.Connection, sql string) error {
	return execute(ctx, c, azoth.Text[struct{}](sql))
}

// understood tells whether a database has read and planned a statement, and refuses its rows only, of which there may be none.
func understood(err error) bool {
	var refused *compiler.UnsupportedError // by us, before it is sent
	return errors.As(err, &refused) || errors.Is(err, dialect.ErrNotNull) || errors.Is(err, dialect.ErrForeignKey) || errors.Is(err, dialect.ErrUnique)
}

func executeIn(ctx context.Context, c *azoth.Connection, x any, schemas compiler.SchemaMap) error {
	if in, ok := x.(translated); ok {
		x, schemas = in.statement, through(in.schemas, schemas)
	}
	c.TranslateSchemas(schemas)
	defer c.TranslateSchemas(nil)
	return execute(ctx, c, x)
}

// through is a translation followed by another one.
func through(m, then compiler.SchemaMap) compiler.SchemaMap {
	out := maps.Clone(then)
	for from, to := range m {
		if t, ok := then[to]; ok {
			to = t
		}
		out[from] = to
	}
	return out
}

// execute runs a statement to its end.
func execute(ctx context.Context, c *azoth.Connection, x any) error {
	el, err := elementOf(x)
	if err != nil {
		return err
	}
	st, ok := el.(expr.Statement)
	if !ok {
		return fmt.Errorf("a %T is no statement", el)
	}
	rows, err := c.Query(ctx, st, loading.Lowering{})
	if err != nil {
		return err
	}
	for more := true; more; {
		if more, err = rows.Step(); err != nil {
			return err
		}
	}
	return rows.Close()
}

// unrunnable is why a case may not run, "" if it must; certain says that it must not.
func unrunnable(dialect string, r *renderedCase) (why string, certain bool) {
	name := r.construct + "/" + r.Case
	for _, n := range []string{name, name + "/" + dialect} {
		if why, ok := cannotRun[n]; ok {
			return why, true
		}
		for pattern, why := range cannotRun {
			if matches(n, pattern) {
				return why, false
			}
		}
	}
	return "", false
}

// matches tells whether a name is like a pattern, in which * is anything.
func matches(name, pattern string) bool {
	parts := strings.Split(pattern, "*")
	if len(parts) == 1 || !strings.HasPrefix(name, parts[0]) {
		return false
	}
	for _, p := range parts[:len(parts)-1] {
		_, rest, found := strings.Cut(name, p)
		if !found {
			return false
		}
		name = rest
	}
	return strings.HasSuffix(name, parts[len(parts)-1])
}
