package orm_test

import (
	"fmt"
	"testing"

	"github.com/azoth-orm/azoth"
	"github.com/azoth-orm/azoth/col"
	"github.com/azoth-orm/azoth/orm"
)

// Owner has one profile.
type Owner struct {
	ID      int64
	Name    string
	Profile *Profile
}

// Profile belongs to an owner.
type Profile struct {
	ID     int64
	Text   string
	UserID *int64
}

func (p *Profile) String() string {
	return fmt.Sprintf("Profile(%d,%s,%s)", p.ID, p.Text, number(p.UserID))
}

// OwnerMap maps Owner.
type OwnerMap struct {
	orm.Entity[Owner]
	ID      col.Int64
	Name    col.String
	Profile orm.One[Owner, Profile]
}

// ProfileMap maps Profile.
type ProfileMap struct {
	orm.Entity[Profile]
	ID     col.Int64
	Text   col.String
	UserID col.NullInt64
}

type profiles struct {
	registry *orm.Registry
	owners   *OwnerMap
	profiles *ProfileMap
}

func newProfiles(define func(*orm.Relationship)) *profiles {
	r := orm.NewRegistry()
	p := &profiles{registry: r, owners: orm.Declare[OwnerMap](r, "users"), profiles: orm.Declare[ProfileMap](r, "profiles")}
	orm.Define(p.owners, func(t *orm.Table, o *OwnerMap) {
		t.PrimaryKey(o.ID)
		define(t.Relation(o.Profile))
	})
	orm.Define(p.profiles, func(t *orm.Table, x *ProfileMap) {
		t.PrimaryKey(x.ID)
		t.ForeignKey(x.UserID).References(p.owners.ID)
	})
	return p
}

var (
	plainProfiles  = newProfiles(func(*orm.Relationship) {})
	orphanProfiles = newProfiles(func(r *orm.Relationship) { r.Cascade(orm.CascadeAll, orm.CascadeDeleteOrphan) })
)

func oneToOne(t *testing.T) {
	const insert, update = "INSERT INTO profiles (text, user_id) VALUES (?, ?)  -- ", "UPDATE profiles SET user_id=? WHERE profiles.id = ?  -- "
	start := func(t *testing.T, p *profiles) (w *world, u1, u2 *Owner) {
		w = newWorld(t, p.registry, []string{
			"INSERT INTO users (id, name) VALUES (1, 'u1'), (2, 'u2')",
			"INSERT INTO profiles (id, text, user_id) VALUES (1, 'p1', 1), (2, 'p2', 2)",
		})
		u1, u2 = get(w, p.owners, 1), get(w, p.owners, 2)
		w.ok(p.owners.Profile.Load(w.ctx, w.s, u1, u2))
		w.is("profiles", []*Profile{u1.Profile, u2.Profile}, "[Profile(1,p1,1) Profile(2,p2,2)]")
		w.given()
		return w, u1, u2
	}
	t.Run("a", func(t *testing.T) {
		w, u1, _ := start(t, plainProfiles)
		p1 := u1.Profile
		u1.Profile = &Profile{Text: "new"}
		w.flush()
		w.sends(update+"(None, 1)", insert+"('new', 1)")
		w.is("p1", p1, "Profile(1,p1,nil)")
	})
	t.Run("b", func(t *testing.T) {
		w, u1, _ := start(t, orphanProfiles)
		p1 := u1.Profile
		u1.Profile = &Profile{Text: "new"}
		w.flush()
		w.sends(insert+"('new', 1)", "DELETE FROM profiles WHERE profiles.id = ?  -- (1,)")
		w.states(orm.Deleted, p1)
	})
	t.Run("c", func(t *testing.T) {
		w, u1, u2 := start(t, plainProfiles)
		p1, p2 := u1.Profile, u2.Profile
		u1.Profile = p2
		w.flush()
		w.sends(update + "[(None, 1), (1, 2)]")
		w.is("p1, p2", []*Profile{p1, p2}, "[Profile(1,p1,nil) Profile(2,p2,1)]")
		w.is("u2.Profile == nil", u2.Profile == nil, true)
		w.flush()
		w.sends()
	})
}

// TestOneToOneUnloaded replaces a one-to-one that is not loaded: the flush asks who is in it.
func TestOneToOneUnloaded(t *testing.T) {
	w := newWorld(t, plainProfiles.registry, []string{"INSERT INTO users (id, name) VALUES (1, 'u1')", "INSERT INTO profiles (id, text, user_id) VALUES (1, 'p1', 1)"})
	u := get(w, plainProfiles.owners, 1)
	w.given()
	u.Profile = &Profile{Text: "new"}
	w.flush()
	w.sends("SELECT profiles.id, profiles.text, profiles.user_id FROM profiles WHERE ? = profiles.user_id  -- (1,)",
		"UPDATE profiles SET user_id=? WHERE profiles.id = ?  -- (None, 1)", "INSERT INTO profiles (text, user_id) VALUES (?, ?)  -- ('new', 1)")
	u.Profile = nil
	w.flush()
	w.sends("UPDATE profiles SET user_id=? WHERE profiles.id = ?  -- (None, 2)")
}

// TreeNode is a node of a tree.
type TreeNode struct {
	ID       int64
	Name     string
	ParentID *int64
	Parent   *TreeNode
	Children []*TreeNode
}

// TreeMap maps TreeNode.
type TreeMap struct {
	orm.Entity[TreeNode]
	ID       col.Int64
	Name     col.String
	ParentID col.NullInt64
	Parent   orm.One[TreeNode, TreeNode]
	Children orm.Many[TreeNode, TreeNode]
}

var (
	tree  = orm.NewRegistry()
	nodes = orm.Declare[TreeMap](tree, "nodes")
)

func init() {
	orm.Define(nodes, func(t *orm.Table, n *TreeMap) {
		t.PrimaryKey(n.ID)
		t.ForeignKey(n.ParentID).References(n.ID)
		t.Relation(n.Children).BackPopulates(n.Parent).OrderBy(n.ID).Cascade(orm.CascadeAll)
	})
}

func graphOrder(t *testing.T) {
	step(t, "a", plain, func(w blogWorld) {
		w.s.Add(&User{Name: "x", Addresses: []*Address{{Email: "x1"}, {Email: "x2"}}}, &User{Name: "y", Addresses: []*Address{{Email: "y1"}}})
		w.flush()
		w.sends(insertUser+"('x', None)", insertUser+"('y', None)",
			insertAddress+"('x1', 4)", insertAddress+"('x2', 4)", insertAddress+"('y1', 5)")
	})
	t.Run("b", func(t *testing.T) {
		w := newWorld(t, tree, nil)
		r := &TreeNode{Name: "r", Children: []*TreeNode{{Name: "a", Children: []*TreeNode{{Name: "a1"}, {Name: "a2"}}}, {Name: "b"}}}
		w.s.Add(r)
		w.flush()
		const insert, remove = "INSERT INTO nodes (name, parent_id) VALUES (?, ?)  -- ", "DELETE FROM nodes WHERE nodes.id = ?  -- "
		w.sends(insert+"('r', None)", insert+"('a', 1)", insert+"('b', 1)", insert+"('a1', 2)", insert+"('a2', 2)")
		all, err := azoth.Select(nodes).All(w.ctx, w.s)
		w.ok(err)
		w.ok(nodes.Children.Load(w.ctx, w.s, all...))
		w.given()
		w.s.Delete(r)
		w.flush()
		w.sends(remove+"[(3,), (4,), (5,)]", remove+"(2,)", remove+"(1,)")
	})
}

func cycles(t *testing.T) {
	t.Run("a", func(t *testing.T) {
		w := newWorld(t, tree, nil)
		a, b := &TreeNode{Name: "a"}, &TreeNode{Name: "b"}
		a.Parent, b.Parent = b, a
		w.s.Add(a, b)
		w.fails(w.s.Flush(w.ctx), orm.ErrCycle, "TreeNode")
		w.sends()
	})
	t.Run("b", func(t *testing.T) {
		w := newWorld(t, favBase, nil)
		a, b, c := &Fan{Name: "a"}, &Fan{Name: "b"}, &Fan{Name: "c"}
		a.Fav, b.Fav, c.Fav = b, a, c
		w.s.Add(a, b, c)
		w.flush()
		const insert, update = "INSERT INTO nodes (name, fav_id) VALUES (?, ?)  -- ", "UPDATE nodes SET fav_id=? WHERE nodes.id = ?  -- "
		w.sends(insert+"('a', None)", insert+"('b', None)", insert+"('c', None)", update+"[(2, 1), (1, 2), (3, 3)]")
		w.is("fav", []any{*a.FavID, *b.FavID, *c.FavID, a.Fav == b}, "[2 1 3 true]")
		w.flush()
		w.sends()
		w.s.Delete(a, b)
		w.flush()
		w.sends(update+"[(None, 1), (None, 2)]", "DELETE FROM nodes WHERE nodes.id = ?  -- [(1,), (2,)]")
		w.ok(w.s.Rollback(w.ctx))
		w.is("after Rollback", []any{a.ID, b.ID, a.FavID == nil, b.FavID == nil, a.Fav == b}, "[0 0 true true true]")
	})
}

// Fan has a favourite.
type Fan struct {
	ID    int64
	Name  string
	FavID *int64
	Fav   *Fan
}

// FanMap maps Fan.
type FanMap struct {
	orm.Entity[Fan]
	ID    col.Int64
	Name  col.String
	FavID col.NullInt64
	Fav   orm.One[Fan, Fan]
}

var (
	favBase = orm.NewRegistry()
	fans    = orm.Declare[FanMap](favBase, "nodes")
)

func init() {
	orm.Define(fans, func(t *orm.Table, f *FanMap) {
		t.PrimaryKey(f.ID)
		t.ForeignKey(f.FavID).References(f.ID)
		t.Relation(f.Fav).PostUpdate()
	})
}

// blogLinks is post 1 with its keywords and everything else loaded.
type blogLinks struct {
	p, p2   *Post
	a, b, c *Keyword
}

func (w blogWorld) graph() blogLinks {
	w.t.Helper()
	ps, err := azoth.Select(w.posts).OrderBy(w.posts.ID).Options(orm.SelectIn(w.posts.Keywords)).All(w.ctx, w.s)
	w.ok(err)
	ks, err := azoth.Select(w.keywords).OrderBy(w.keywords.ID).Options(orm.SelectIn(w.keywords.Posts)).All(w.ctx, w.s)
	w.ok(err)
	w.is("given", []any{ps[0].Keywords, ks[0].Posts}, "[[Keyword(1,a) Keyword(2,b)] [Post(1,p1)]]")
	w.given()
	return blogLinks{ps[0], ps[1], ks[0], ks[1], ks[2]}
}

const (
	link   = "INSERT INTO post_keywords (post_id, keyword_id) VALUES (?, ?)  -- "
	unlink = "DELETE FROM post_keywords WHERE post_keywords.post_id = ? AND post_keywords.keyword_id = ?  -- "
)

func manyToMany(t *testing.T) {
	step(t, "a", plain, func(w blogWorld) {
		l := w.graph()
		l.p.Keywords = append(l.p.Keywords[1:], l.c)
		w.flush()
		w.sends(unlink+"(1, 1)", link+"(1, 3)")
		w.is("a.Posts, c.Posts", []any{l.a.Posts, l.c.Posts}, "[[] [Post(1,p1)]]")
		w.flush()
		w.sends()
	})
	step(t, "b", plain, func(w blogWorld) {
		l := w.graph()
		l.p2.Keywords = append(l.p2.Keywords, l.a, l.a)
		l.a.Posts = append(l.a.Posts, l.p2)
		w.flush()
		w.sends(link + "(2, 1)")
		w.flush()
		w.sends()
	})
	step(t, "c", plain, func(w blogWorld) {
		l := w.graph()
		w.outside("DELETE FROM post_keywords WHERE post_id = 1 AND keyword_id = 1")
		l.p.Keywords = l.p.Keywords[1:]
		w.fails(w.s.Flush(w.ctx), orm.ErrStaleData)
		w.sends(unlink + "(1, 1)")
	})
	step(t, "d", plain, func(w blogWorld) {
		l := w.graph()
		w.s.Delete(l.a)
		w.flush()
		w.sends(unlink+"(1, 1)", "DELETE FROM keywords WHERE keywords.id = ?  -- (1,)")
		w.is("p.Keywords", l.p.Keywords, "[Keyword(2,b)]")
	})
}

func manyToManyUnloaded(t *testing.T) {
	step(t, "a", plain, func(w blogWorld) {
		p, a, c := get(w.world, w.posts, 1), get(w.world, w.keywords, 1), get(w.world, w.keywords, 3)
		w.given()
		p.Keywords = append(p.Keywords, a)
		w.flush()
		w.sends("SELECT post_keywords.post_id, post_keywords.keyword_id FROM post_keywords WHERE post_keywords.post_id IN (?) AND post_keywords.keyword_id IN (?)  -- (1, 1)")
		p.Keywords = append(p.Keywords, c)
		w.flush()
		w.sends("SELECT post_keywords.post_id, post_keywords.keyword_id FROM post_keywords WHERE post_keywords.post_id IN (?) AND post_keywords.keyword_id IN (?)  -- (1, 3)",
			link+"(1, 3)")
	})
}
