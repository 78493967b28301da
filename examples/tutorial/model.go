package main

import (
	"github.com/azoth-orm/azoth"
	"github.com/azoth-orm/azoth/col"
	"github.com/azoth-orm/azoth/orm"
	"github.com/azoth-orm/azoth/schema"
	"github.com/azoth-orm/azoth/types"
)

// User, Address, Post and Keyword are the objects: plain structs. A user has addresses and writes posts.
type User struct {
	ID        int64
	Name      string
	Fullname  string
	Nickname  string
	Addresses []*Address
	Posts     []*Post
}

type Address struct {
	ID           int64
	EmailAddress string
	UserID       *int64
	User         *User `json:"-"`
}

type Post struct {
	ID       int64
	UserID   *int64
	Headline string
	Body     string
	Author   *User `json:"-"`
	Keywords []*Keyword
}

type Keyword struct {
	ID      int64
	Keyword string
	Posts   []*Post `json:"-"`
}

// UserMap and the others are their mapping: one typed attribute for each field, of the type that the field has.
type UserMap struct {
	orm.Entity[User]
	ID                       col.Int64
	Name, Fullname, Nickname col.String
	Addresses                orm.Many[User, Address]
	Posts                    orm.Many[User, Post]
}

type AddressMap struct {
	orm.Entity[Address]
	ID           col.Int64
	EmailAddress col.String
	UserID       col.NullInt64
	User         orm.One[Address, User]
}

type PostMap struct {
	orm.Entity[Post]
	ID             col.Int64
	UserID         col.NullInt64
	Headline, Body col.String
	Author         orm.One[Post, User]
	Keywords       orm.Many[Post, Keyword]
}

type KeywordMap struct {
	orm.Entity[Keyword]
	ID      col.Int64
	Keyword col.String
	Posts   orm.Many[Keyword, Post]
}

var (
	Base      = orm.NewRegistry()
	Users     = orm.Declare[UserMap](Base, "users")
	Addresses = orm.Declare[AddressMap](Base, "addresses")
	Posts     = orm.Declare[PostMap](Base, "posts")
	Keywords  = orm.Declare[KeywordMap](Base, "keywords")

	// PostKeywords is a link table: no struct maps it.
	PostKeywords = azoth.NewTable("post_keywords", Base.MetaData(),
		schema.Col("post_id", nil, schema.ForeignKeyTo("posts.id"), schema.PrimaryKey()),
		schema.Col("keyword_id", nil, schema.ForeignKeyTo("keywords.id"), schema.PrimaryKey()))
)

// What the types do not say reads as DDL.
func init() {
	orm.Define(Users, func(t *orm.Table, u *UserMap) {
		t.PrimaryKey(u.ID)
		t.Nullable(u.Name, u.Fullname, u.Nickname)
		t.Relation(u.Addresses).BackPopulates(Addresses.User).OrderBy(Addresses.ID).
			Cascade(orm.CascadeAll, orm.CascadeDeleteOrphan)
		t.Relation(u.Posts).BackPopulates(Posts.Author).OrderBy(Posts.ID.Desc())
	})
	orm.Define(Addresses, func(t *orm.Table, a *AddressMap) {
		t.PrimaryKey(a.ID)
		t.ForeignKey(a.UserID).References(Users.ID)
	})
	orm.Define(Posts, func(t *orm.Table, p *PostMap) {
		t.PrimaryKey(p.ID)
		t.ForeignKey(p.UserID).References(Users.ID)
		t.Type(p.Headline, types.String(255))
		t.Type(p.Body, types.Text())
		t.Nullable(p.Body)
		t.Relation(p.Keywords).Secondary(PostKeywords).BackPopulates(Keywords.Posts).OrderBy(Keywords.ID)
	})
	orm.Define(Keywords, func(t *orm.Table, k *KeywordMap) {
		t.PrimaryKey(k.ID)
		t.Type(k.Keyword, types.String(50))
		t.Unique(k.Keyword)
		t.Relation(k.Posts).Secondary(PostKeywords)
	})
}
