package compiler_test

import (
	"sync"
	"testing"

	"github.com/azoth-orm/azoth/compiler"
	"github.com/azoth-orm/azoth/dialect"
	"github.com/azoth-orm/azoth/expr"
)

// TestFeaturesAgree wants a dialect's features and its grammar to say the same.
func TestFeaturesAgree(t *testing.T) {
	for name, g := range grammars {
		d, err := dialect.Lookup(name)
		if err != nil {
			t.Fatal(err)
		}
		if d.Grammar != g || g.Name != name && name != "mariadb" { // the options of mysql are MariaDB's too
			t.Errorf("%s has the grammar of %s", name, g.Name)
		}
		rows := g.Features.Returning && g.Features.ReturningStyle != compiler.ReturningInto // which returns values, not rows
		if d.Features.Returning != rows {
			t.Errorf("%s: RETURNING is %v and %v", name, d.Features.Returning, rows)
		}
		if d.Features.SelectForUpdate != (g.Lock != nil) {
			t.Errorf("%s: FOR UPDATE is %v and %v", name, d.Features.SelectForUpdate, g.Lock != nil)
		}
		if d.Native != g.Literals.Native {
			t.Errorf("%s: native types are %v and %v", name, d.Native, g.Literals.Native)
		}
	}
}

// TestClone wants a changed clone to leave its original alone.
func TestClone(t *testing.T) {
	g := compiler.NewGrammar("original")
	c := g.Clone()
	c.Spell(expr.OpEq, " == ")
	c.Functions["lower"] = compiler.Renamed("low")
	c.Select.Replace("where", func(c *compiler.Compiler, _ *compiler.SelectState) { c.Write(" WHERE 1") })
	st := expr.NewSelect(userID).Where(userName.Eq("ed")).Statement()
	if got, want := mustText(t, st, g), "SELECT users.id \nFROM users \nWHERE users.name = :name_1"; got != want {
		t.Errorf("got %q, want %q", got, want)
	}
	if got, want := mustText(t, st, c), "SELECT users.id \nFROM users WHERE 1"; got != want {
		t.Errorf("got %q, want %q", got, want)
	}
}

func mustText(t *testing.T, e expr.Element, g *compiler.Grammar) string {
	t.Helper()
	s, err := compiler.Text(e, g)
	if err != nil {
		t.Fatal(err)
	}
	return s
}

func TestExtension(t *testing.T) {
	st := expr.NewSelect(userID).Extend(expr.Extension{Point: "from", Node: expr.NewText("TABLESAMPLE SYSTEM (10)")}).Where(userID.Eq(1)).Statement()
	check(t, st, "postgresql", "SELECT users.id \nFROM users TABLESAMPLE SYSTEM (10) \nWHERE users.id = $1")
}

func TestForUpdate(t *testing.T) {
	st := expr.NewSelect(userID).ForUpdate().Statement()
	for name, want := range map[string]string{"sqlite": "", "postgresql": " FOR UPDATE", "mysql": " FOR UPDATE"} {
		check(t, st, name, "SELECT users.id \nFROM users"+want)
	}
}

// TestConcurrentCompile compiles one statement in many goroutines: grammars and trees are only read.
func TestConcurrentCompile(t *testing.T) {
	sub := expr.NewSelect2(addrUser, count().As("n")).GroupBy(addrUser).Subquery("")
	st := expr.NewSelect2(userName, sub.C("n")).Join(sub).Where(userName.Eq("ed")).Statement()
	want := mustText(t, st, grammars["sqlite"])
	var wg sync.WaitGroup
	for range 8 {
		wg.Go(func() {
			for range 50 {
				if got, err := compiler.Text(st, grammars["sqlite"]); err != nil || got != want {
					t.Errorf("got %q, %v", got, err)
				}
			}
		})
	}
	wg.Wait()
}
