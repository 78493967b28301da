package orm_test

import (
	"context"
	"encoding/json"
	"fmt"
	"slices"
	"strings"
	"testing"

	"github.com/azoth-orm/azoth/orm"
)

// undone is a flush of every kind of change, and what the objects must be after it was undone.
type undone struct {
	blogWorld
	held  []any // persistent objects, in the order of their coming
	fresh []any // new ones
}

// image is the deep state of the objects: fields, identities in collections and references, and where each stands. References to
// each other are printed by number, so that cycles end and identity is compared, not equality. Order and repetition
// mean nothing.
func (x *undone) image() []string {
	var out []string
	all := slices.Concat(x.held, x.fresh)
	names := map[any]string{}
	for i, o := range all {
		names[o] = fmt.Sprintf("#%d", i)
	}
	name := func(o any) string { return names[o] }
	for _, o := range all {
		out = append(out, fmt.Sprintf("%s %v %s", name(o), orm.StateOf(x.s, o), fields(o, name)))
	}
	return out
}

func fields(o any, name func(any) string) string {
	switch o := o.(type) {
	case *User:
		return fmt.Sprint(o.ID, o.Name, text(o.Age), o.note, names(o.Addresses, name))
	case *Address:
		parent := "none"
		if o.User != nil {
			parent = name(o.User)
		}
		return fmt.Sprint(o.ID, o.Email, text(o.UserID), parent)
	case *Post:
		return fmt.Sprint(o.ID, o.Name, names(o.Keywords, name))
	case *Keyword:
		return fmt.Sprint(o.ID, o.K, names(o.Posts, name))
	}
	panic(fmt.Sprintf("%T", o))
}

func text(v any) string {
	b, _ := json.Marshal(v)
	return " " + string(b) + " "
}

func names[T any](xs []*T, name func(any) string) []string {
	var out []string
	for _, x := range xs {
		out = append(out, name(x))
	}
	slices.Sort(out)
	return slices.Compact(out)
}

// change edits a bit of everything: columns, a move, a removal, a replaced link, new objects, a row switch, a delete cascade.
func (x *undone) change() {
	u1, u2, u3 := x.held[0].(*User), x.held[1].(*User), x.held[2].(*User)
	p1 := x.held[6].(*Post)
	k1, k3 := x.held[8].(*Keyword), x.held[10].(*Keyword)
	u2.Name, u2.Age, u2.note = "changed", ptr(22), "unmapped"
	u2.Addresses = append(u2.Addresses, u1.Addresses[0])
	x.s.Delete(u1)
	n := &User{Name: "n", Addresses: []*Address{{Email: "n1"}, {Email: "n2"}}}
	p1.Keywords = append(p1.Keywords[1:], k3)
	k1.K = "aa"
	x.s.Delete(u3)
	x.s.Add(n, &User{ID: 3, Name: "switched"}, &Keyword{K: "d", Posts: []*Post{p1}})
	x.fresh = append(x.fresh, x.s.New()...)
}

// newUndone holds everything that is in the tables, loaded and committed.
func newUndone(t *testing.T, b *blog, o ...orm.Option) *undone {
	t.Helper()
	return newUndoneOn(t, "sqlite://", b, o...)
}

func newUndoneOn(t *testing.T, url string, b *blog, o ...orm.Option) *undone {
	t.Helper()
	x := &undone{blogWorld: blogWorld{seeded(t, url, b.registry, blogRows, o...), b}}
	for id := 1; id <= 3; id++ {
		x.held = append(x.held, x.loaded(id))
	}
	for _, o := range x.held[:2] {
		for _, a := range o.(*User).Addresses {
			x.held = append(x.held, a)
		}
	}
	l := x.graph()
	x.held = append(x.held, l.p, l.p2, l.a, l.b, l.c)
	x.ok(x.s.Commit(x.ctx)) // what is loaded in a transaction is not loaded when that is rolled back
	x.given()
	return x
}

// TestRollbackRestores lets the k-th statement of a flush fail, for every k: after Rollback memory is what it was before the edits,
// and a second attempt writes what the first would have written.
func TestRollbackRestores(t *testing.T) {
	x := newUndone(t, orphans, orm.NoExpire())
	x.change()
	x.flush()
	statements, want := x.events, slices.Clone(x.sent)
	if statements < 8 {
		t.Fatalf("the flush sends %d statements only", statements)
	}
	for k := 1; k <= statements; k++ {
		t.Run(fmt.Sprint(k), func(t *testing.T) { failAt(t, k, want) })
	}
}

func failAt(t *testing.T, k int, want []string) {
	x := newUndone(t, orphans, orm.NoExpire())
	before := x.image()
	x.change()
	fresh := x.image()[len(x.held):]
	ctx, cancel := context.WithCancel(x.ctx)
	defer cancel()
	x.before = func() {
		if x.events >= k {
			cancel()
		}
	}
	if err := x.s.Flush(ctx); err == nil {
		t.Fatal("the flush succeeded")
	}
	x.before = nil
	x.ok(x.s.Rollback(x.ctx))
	after := x.image()
	for i, want := range before {
		x.is("held", strings.Replace(after[i], "unmapped", "", 1), want)
	}
	for i, want := range fresh {
		x.is("new", after[len(x.held)+i], strings.Replace(want, "pending", "transient", 1))
	}
	x.again(want)
}

// again makes the same changes once more.
func (x *undone) again(want []string) {
	x.held[1].(*User).note = ""
	x.fresh = nil
	for _, load := range x.held[:3] {
		x.ok(x.s.Refresh(x.ctx, load))
	}
	x.given()
	x.change()
	x.flush()
	var sent []string
	for _, s := range x.sent {
		if !strings.HasPrefix(s, "SELECT") { // what is stale is read again
			sent = append(sent, s)
		}
	}
	x.is("the second attempt", sent, want)
}
