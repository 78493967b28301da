package orm_test

import (
	"errors"
	"fmt"
	"math/rand/v2"
	"slices"
	"strings"
	"testing"

	"github.com/azoth-orm/azoth/orm"
)

// gardener edits a tree at random: rows of one table that refer to each other.
type gardener struct {
	*world
	r         *rand.Rand
	log       []string
	nodes     []*TreeNode
	committed map[*TreeNode]string
	fresh     []*TreeNode
	rank      map[*TreeNode]float64 // a parent has a smaller one than its children: the rows make no circle
}

// TestRandomTree checks after every flush that memory is what the table holds and that a second flush has nothing to write, and after
// every rollback that memory is what it was at the last commit.
func TestRandomTree(t *testing.T) {
	onDatabases(t, func(t *testing.T, url func(testing.TB) string, seeds uint64) {
		for seed := range seeds {
			t.Run(fmt.Sprint(seed), func(t *testing.T) { gardenAtRandom(t, url(t), seed) })
		}
	})
}

func gardenAtRandom(t *testing.T, url string, seed uint64) {
	g := &gardener{world: seeded(t, url, tree, nil), r: rand.New(rand.NewPCG(seed, 2)), rank: map[*TreeNode]float64{}}
	g.plant(nil)
	g.flush()
	g.commit()
	for range 25 {
		g.round()
		if t.Failed() {
			t.Fatalf("the way there:\n\t%s", strings.Join(g.log, "\n\t"))
		}
	}
}

func (g *gardener) say(format string, a ...any) { g.log = append(g.log, fmt.Sprintf(format, a...)) }

// plant adds a node with two new children under a parent, or a tree of its own.
func (g *gardener) plant(parent *TreeNode) {
	n := &TreeNode{Name: fmt.Sprintf("n%d", len(g.log)), Children: []*TreeNode{{Name: "x"}, {Name: "y"}}}
	g.fresh = append(g.fresh, n, n.Children[0], n.Children[1])
	if parent != nil {
		n.Parent = parent
	}
	g.rank[n] = g.rank[parent] + 1
	g.rank[n.Children[0]], g.rank[n.Children[1]] = g.rank[n]+1, g.rank[n]+1
	g.say("plant %s under %s", n.Name, nodeID(parent))
	g.s.Add(n)
}

func nodeID(n *TreeNode) string {
	if n == nil {
		return "nil"
	}
	return fmt.Sprint(n.ID)
}

func (g *gardener) pick() *TreeNode {
	var from []*TreeNode
	for _, n := range g.nodes {
		if orm.StateOf(g.s, n) == orm.Persistent && !slices.Contains(g.s.Deleted(), any(n)) {
			from = append(from, n)
		}
	}
	if len(from) == 0 {
		return nil
	}
	return from[g.r.IntN(len(from))]
}

func (g *gardener) edit() {
	a, b := g.pick(), g.pick()
	if a == nil || g.rank[a] == g.rank[b] {
		g.plant(nil)
		return
	}
	if g.rank[a] < g.rank[b] {
		a, b = b, a
	}
	switch g.r.IntN(8) {
	case 0:
		g.plant(a)
	case 1:
		g.say("%d.Parent = %d", a.ID, b.ID)
		a.Parent = b
	case 2:
		g.say("%d.Parent = nil", a.ID)
		a.Parent = nil
	case 3:
		g.say("%d.ParentID = %d", a.ID, b.ID)
		a.ParentID = ptr(b.ID)
	case 4:
		g.say("append %d to %d", a.ID, b.ID)
		b.Children = append(b.Children, a)
	case 5:
		g.say("delete %d", a.ID)
		g.s.Delete(a)
	case 6:
		g.say("%d without children", a.ID)
		a.Children = nil
	case 7: // a new node between a and its parent
		n := &TreeNode{Name: "between", Parent: b, Children: []*TreeNode{a}}
		g.say("a new one under %d holds %d", b.ID, a.ID)
		g.fresh = append(g.fresh, n)
		g.rank[n] = (g.rank[a] + g.rank[b]) / 2
		g.s.Add(n)
	}
}

func (g *gardener) round() {
	for range 1 + g.r.IntN(4) {
		g.edit()
	}
	g.given()
	err := g.s.Flush(g.ctx)
	g.say("flush: %v\n\t\t%s", err, strings.Join(g.sent, "\n\t\t"))
	switch {
	case errors.Is(err, orm.ErrConflict) || errors.Is(err, orm.ErrDeleted):
		g.rollback()
		return
	case err != nil:
		g.t.Error(err)
		return
	}
	g.nodes, g.fresh = append(g.nodes, g.fresh...), nil
	g.given()
	g.flush()
	g.sends()
	g.compare()
	switch g.r.IntN(4) {
	case 0:
		g.commit()
	case 1:
		g.rollback()
	}
}

func (g *gardener) commit() {
	g.say("commit")
	g.ok(g.s.Commit(g.ctx))
	g.nodes, g.fresh = append(g.nodes, g.fresh...), nil
	g.committed = map[*TreeNode]string{}
	for _, n := range g.nodes {
		if orm.StateOf(g.s, n) == orm.Persistent {
			g.committed[n] = image(n)
		}
	}
}

func (g *gardener) rollback() {
	g.say("rollback")
	g.ok(g.s.Rollback(g.ctx))
	g.nodes, g.fresh = nil, nil
	for n, want := range g.committed {
		g.nodes = append(g.nodes, n)
		g.states(orm.Persistent, n)
		g.is("after rollback", image(n), want)
	}
	slices.SortFunc(g.nodes, func(a, b *TreeNode) int { return int(a.ID - b.ID) })
}

func image(n *TreeNode) string {
	children := []string{}
	for _, c := range n.Children {
		children = append(children, nodeID(c))
	}
	slices.Sort(children)
	return fmt.Sprint(n.ID, " ", n.Name, " of ", text(n.ParentID), nodeID(n.Parent), " ", slices.Compact(children))
}

// compare loads what is not loaded, and checks memory against the table.
func (g *gardener) compare() {
	g.t.Helper()
	var held []*TreeNode
	for _, n := range g.nodes {
		if orm.StateOf(g.s, n) == orm.Persistent {
			held = append(held, n)
		}
	}
	g.ok(nodes.Children.Load(g.ctx, g.s, held...))
	g.ok(nodes.Parent.Load(g.ctx, g.s, held...))
	rows := stored(g.world, nodes)
	var want, got []string
	for _, n := range rows {
		for _, p := range rows {
			if n.ParentID != nil && p.ID == *n.ParentID {
				n.Parent = p
				p.Children = append(p.Children, n)
			}
		}
	}
	for _, n := range rows {
		want = append(want, image(n))
	}
	for _, n := range held {
		got = append(got, image(n))
	}
	slices.Sort(want)
	slices.Sort(got)
	if !slices.Equal(got, want) {
		g.t.Errorf("memory\n\t%s\ntable\n\t%s", strings.Join(got, "\n\t"), strings.Join(want, "\n\t"))
	}
}
