package compiler_test

import (
	"errors"
	"strings"
	"testing"

	"github.com/azoth-orm/azoth/compiler"
	"github.com/azoth-orm/azoth/expr"
	"github.com/azoth-orm/azoth/types"
)

// greatest is a node of an application.
type greatest struct {
	expr.Custom
	args []expr.Element
}

func newGreatest(ns ...expr.Node) *greatest {
	g := &greatest{args: elements(ns...)}
	g.Custom = expr.NewBase(g)
	return g
}

func (g *greatest) AppendKey(k *expr.Key) {
	k.Custom(g)
	k.Elements(g.args)
}

func (g *greatest) Children(v *expr.Visitor) {
	expr.ChildList(v, &g.args)
}

// forgetful is a node that renders a bind and does not hand it to the key.
type forgetful struct {
	expr.Custom
	bind *expr.Bind
}

func (f *forgetful) AppendKey(k *expr.Key)  { k.Custom(f) }
func (f *forgetful) Children(*expr.Visitor) {}

func TestCustomNode(t *testing.T) {
	st := expr.NewSelect(expr.Make[int](newGreatest(userAge, expr.Lit(3)))).Statement()
	t.Run("without a rule", func(t *testing.T) {
		_, _, err := compile(t, st, grammars["sqlite"])
		var u *compiler.UnsupportedError
		if !errors.As(err, &u) || u.Dialect != "sqlite" || !strings.Contains(err.Error(), "compiler.On") {
			t.Errorf("got %v", err)
		}
	})
	t.Run("with a rule", func(t *testing.T) {
		g := grammars["sqlite"].Clone()
		compiler.On(g, func(c *compiler.Compiler, n *greatest) {
			c.Write("max(")
			c.List(n.args)
			c.Write(")")
		})
		c, k, err := compile(t, st, g)
		if err != nil {
			t.Fatal(err)
		}
		if want := "SELECT max(users.age, ?) AS anon_1 \nFROM users"; c.SQL != want {
			t.Errorf("got %q, want %q", c.SQL, want)
		}
		if v := k.Values()[c.Binds[0].Index]; v.Int64() != 3 {
			t.Errorf("bound %v", v.Any())
		}
	})
}

func TestForgottenBind(t *testing.T) {
	n := &forgetful{bind: expr.NewBind(types.Int64Value(1))}
	n.Custom = expr.NewBase(n)
	g := grammars["sqlite"].Clone()
	compiler.On(g, func(c *compiler.Compiler, f *forgetful) { c.Bind(f.bind) })
	_, _, err := compile(t, expr.NewSelect(expr.Make[int](n)).Statement(), g)
	if err == nil || !strings.Contains(err.Error(), "AppendKey") {
		t.Errorf("got %v, want an error that names AppendKey", err)
	}
}

func TestBuildErrorsComeOut(t *testing.T) {
	failed := errors.New("a mistake")
	lazy := expr.NewLazy(func() (expr.Element, error) { return nil, failed })
	_, _, err := compile(t, expr.NewSelect(userID).Where(expr.MakeBool(lazy)).Statement(), grammars["sqlite"])
	if !errors.Is(err, failed) {
		t.Errorf("got %v", err)
	}
}

func TestMissingElement(t *testing.T) {
	var never expr.Text[string] // a column of a mapping that was not declared
	if _, err := compiler.Text(expr.NewSelect(never).Statement(), grammars["sqlite"]); err == nil {
		t.Error("no error")
	}
}
