package orm_test

import (
	"fmt"
	"strings"
	"testing"

	"github.com/azoth-orm/azoth"
	"github.com/azoth-orm/azoth/col"
	"github.com/azoth-orm/azoth/orm"
	"github.com/azoth-orm/azoth/schema"
)

// The objects of the scenarios. One line of String each, as the scenarios print them.

// User has addresses.
type User struct {
	ID        int64
	Name      string
	Age       *int
	Addresses []*Address
	note      string // not mapped
}

// Address belongs to a user.
type Address struct {
	ID     int64
	Email  string
	UserID *int64
	User   *User
}

// Post has keywords.
type Post struct {
	ID       int64
	Name     string
	Keywords []*Keyword
}

// Keyword belongs to posts.
type Keyword struct {
	ID    int64
	K     string
	Posts []*Post
}

func (u *User) String() string    { return fmt.Sprintf("User(%s,%s)", number(&u.ID), u.Name) }
func (p *Post) String() string    { return fmt.Sprintf("Post(%d,%s)", p.ID, p.Name) }
func (k *Keyword) String() string { return fmt.Sprintf("Keyword(%d,%s)", k.ID, k.K) }
func (a *Address) String() string {
	return fmt.Sprintf("Address(%s,%s,u=%s)", number(&a.ID), a.Email, number(a.UserID))
}

// number prints a key: nil if there is none.
func number[N int | int64](n *N) string {
	if n == nil || *n == 0 {
		return "nil"
	}
	return fmt.Sprint(*n)
}

// UserMap maps User.
type UserMap struct {
	orm.Entity[User]
	ID        col.Int64
	Name      col.String
	Age       col.NullInt
	Addresses orm.Many[User, Address]
}

// AddressMap maps Address.
type AddressMap struct {
	orm.Entity[Address]
	ID     col.Int64
	Email  col.String
	UserID col.NullInt64
	User   orm.One[Address, User]
}

// PostMap maps Post.
type PostMap struct {
	orm.Entity[Post]
	ID       col.Int64
	Name     col.String
	Keywords orm.Many[Post, Keyword]
}

// KeywordMap maps Keyword.
type KeywordMap struct {
	orm.Entity[Keyword]
	ID    col.Int64
	K     col.String
	Posts orm.Many[Keyword, Post]
}

// blog is one configuration of the mapping.
type blog struct {
	registry  *orm.Registry
	users     *UserMap
	addresses *AddressMap
	posts     *PostMap
	keywords  *KeywordMap
	links     *schema.Table
}

func newBlog(define func(addresses *orm.Relationship)) *blog {
	r := orm.NewRegistry()
	b := &blog{
		registry: r, users: orm.Declare[UserMap](r, "users"), addresses: orm.Declare[AddressMap](r, "addresses"),
		posts: orm.Declare[PostMap](r, "posts"), keywords: orm.Declare[KeywordMap](r, "keywords"),
	}
	b.links = azoth.NewTable("post_keywords", r.MetaData(),
		schema.Col("post_id", nil, schema.ForeignKeyTo("posts.id"), schema.PrimaryKey()),
		schema.Col("keyword_id", nil, schema.ForeignKeyTo("keywords.id"), schema.PrimaryKey()))
	orm.Define(b.users, func(t *orm.Table, u *UserMap) {
		t.PrimaryKey(u.ID)
		define(t.Relation(u.Addresses).BackPopulates(b.addresses.User).OrderBy(b.addresses.ID))
	})
	orm.Define(b.addresses, func(t *orm.Table, a *AddressMap) {
		t.PrimaryKey(a.ID)
		t.Unique(a.Email)
		t.ForeignKey(a.UserID).References(b.users.ID)
	})
	orm.Define(b.posts, func(t *orm.Table, p *PostMap) {
		t.PrimaryKey(p.ID)
		t.Relation(p.Keywords).Secondary(b.links).BackPopulates(b.keywords.Posts).OrderBy(b.keywords.ID)
	})
	orm.Define(b.keywords, func(t *orm.Table, k *KeywordMap) {
		t.PrimaryKey(k.ID)
		t.Relation(k.Posts).Secondary(b.links).OrderBy(b.posts.ID)
	})
	return b
}

// The configurations, each declared once.
var (
	plain   = newBlog(func(*orm.Relationship) {})
	orphans = newBlog(func(r *orm.Relationship) { r.Cascade(orm.CascadeAll, orm.CascadeDeleteOrphan) })
	cascade = newBlog(func(r *orm.Relationship) { r.Cascade(orm.CascadeAll) })
	passive = newBlog(func(r *orm.Relationship) { r.PassiveDeletesAll() })
)

var blogRows = []string{
	"INSERT INTO users (id, name, age) VALUES (1, 'u1', 1), (2, 'u2', 2), (3, 'u3', 3)",
	"INSERT INTO addresses (id, email, user_id) VALUES (1, 'a1', 1), (2, 'a2', 1), (3, 'b1', 2)",
	"INSERT INTO posts (id, name) VALUES (1, 'p1'), (2, 'p2')",
	"INSERT INTO keywords (id, k) VALUES (1, 'a'), (2, 'b'), (3, 'c')",
	"INSERT INTO post_keywords (post_id, keyword_id) VALUES (1, 1), (1, 2)",
}

// blogWorld is a world of the blog, with short ways to its objects.
type blogWorld struct {
	*world
	*blog
}

// step is a variant of a scenario in a world of its own.
func step(t *testing.T, name string, b *blog, run func(w blogWorld)) {
	t.Helper()
	t.Run(name, func(t *testing.T) {
		run(blogWorld{newWorld(t, b.registry, blogRows), b})
	})
}

// user is a user with nothing loaded.
func (w blogWorld) user(id int) *User {
	w.t.Helper()
	return get(w.world, w.users, id)
}

// loaded is a user with its addresses.
func (w blogWorld) loaded(id int) *User {
	w.t.Helper()
	u := w.user(id)
	w.ok(w.users.Addresses.Load(w.ctx, w.s, u))
	return u
}

// address is an address with nothing loaded.
func (w blogWorld) address(id int) *Address {
	w.t.Helper()
	return get(w.world, w.addresses, id)
}

// addressRows prints the table.
func (w blogWorld) addressRows(want string) {
	w.t.Helper()
	var out []string
	for _, a := range stored(w.world, w.addresses) {
		out = append(out, fmt.Sprintf("(%d, '%s', %s)", a.ID, a.Email, number(a.UserID)))
	}
	w.is("addresses", "["+strings.Join(out, ", ")+"]", want)
}

// userRows prints the table.
func (w blogWorld) userRows(want string) {
	w.t.Helper()
	var out []string
	for _, u := range stored(w.world, w.users) {
		out = append(out, fmt.Sprintf("(%d, '%s', %s)", u.ID, u.Name, number(u.Age)))
	}
	w.is("users", "["+strings.Join(out, ", ")+"]", want)
}

// The statements that many scenarios share.
const (
	selectUser      = "SELECT users.id, users.name, users.age FROM users WHERE users.id = ?  -- "
	selectAddresses = "SELECT addresses.id, addresses.email, addresses.user_id FROM addresses WHERE ? = addresses.user_id ORDER BY addresses.id  -- "
	insertUser      = "INSERT INTO users (name, age) VALUES (?, ?)  -- "
	insertUserKey   = "INSERT INTO users (id, name, age) VALUES (?, ?, ?)  -- "
	insertAddress   = "INSERT INTO addresses (email, user_id) VALUES (?, ?)  -- "
	moveAddress     = "UPDATE addresses SET user_id=? WHERE addresses.id = ?  -- "
	renameUser      = "UPDATE users SET name=? WHERE users.id = ?  -- "
	deleteAddress   = "DELETE FROM addresses WHERE addresses.id = ?  -- "
	deleteUser      = "DELETE FROM users WHERE users.id = ?  -- "
)
