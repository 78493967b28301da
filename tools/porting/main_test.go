package main

import (
	"os"
	"path/filepath"
	"slices"
	"testing"
)

func TestPairsOf(t *testing.T) {
	src := `package expr

// Alias is a FROM element
// under another name. It is immutable.
//
// SQLAlchemy: Alias, aliased.
type Alias struct{}

// Eq renders e = ?. SQLAlchemy: ==.
func (e ops[V, R]) Eq(v V) Bool { return Bool{} }

// Of has no counterpart.
func (a *Alias) Of() {}
`
	p := filepath.Join(t.TempDir(), "alias.go")
	if err := os.WriteFile(p, []byte(src), 0o600); err != nil {
		t.Fatal(err)
	}
	got, err := pairsOf(p)
	if err != nil {
		t.Fatal(err)
	}
	want := []pair{
		{"Alias, aliased", "expr.Alias", "Alias is a FROM element under another name"},
		{"==", "expr.Value.Eq", "Eq renders e = ?"},
	}
	if !slices.Equal(got, want) {
		t.Errorf("got %q, want %q", got, want)
	}
}

func TestCell(t *testing.T) {
	if got := cell("e || ?"); got != `e \|\| ?` {
		t.Errorf("got %q", got)
	}
}
