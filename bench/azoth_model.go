package main

import (
	"github.com/azoth-orm/azoth/col"
	"github.com/azoth-orm/azoth/orm"
)

// The objects of Azoth and of the hand-written contenders: plain structs.
type (
	customer struct {
		ID                int64
		Name, Description string
	}
	author struct {
		ID    int64
		Name  string
		Books []*book
	}
	book struct {
		ID, AuthorID int64
		Title        string
	}
)

type customerMap struct {
	orm.Entity[customer]
	ID                col.Int64
	Name, Description col.String
}

type authorMap struct {
	orm.Entity[author]
	ID    col.Int64
	Name  col.String
	Books orm.Many[author, book]
}

type bookMap struct {
	orm.Entity[book]
	ID, AuthorID col.Int64
	Title        col.String
}

var (
	base      = orm.NewRegistry()
	customers = orm.Declare[customerMap](base, "customer")
	authors   = orm.Declare[authorMap](base, "author")
	books     = orm.Declare[bookMap](base, "book")
)

func init() {
	orm.Define(customers, func(t *orm.Table, c *customerMap) { t.PrimaryKey(c.ID) })
	orm.Define(authors, func(t *orm.Table, a *authorMap) {
		t.PrimaryKey(a.ID)
		t.Relation(a.Books).Cascade(orm.CascadeAll, orm.CascadeDeleteOrphan)
	})
	orm.Define(books, func(t *orm.Table, b *bookMap) {
		t.PrimaryKey(b.ID)
		t.ForeignKey(b.AuthorID).References(authors.ID)
	})
}
