package orm_test

import (
	"errors"
	"strings"
	"testing"

	"github.com/azoth-orm/azoth/col"
	"github.com/azoth-orm/azoth/orm"
	"github.com/azoth-orm/azoth/orm/mapping"
)

type author struct {
	ID    int64
	Name  string
	Nick  *string
	Books []*book
}

type book struct {
	ID       int64
	AuthorID int64
	EditorID int64
	Title    string
	Author   *author
}

type authorMap struct {
	orm.Entity[author]
	ID    col.Int64
	Name  col.String
	Nick  col.NullString
	Books orm.Many[author, book]
}

type bookMap struct {
	orm.Entity[book]
	ID, AuthorID, EditorID col.Int64
	Title                  col.String
	Author                 orm.One[book, author]
}

// The mapping structs that do not fit.
type (
	wrongType struct {
		orm.Entity[author]
		ID    col.Int64
		Name  col.NullString
		Nick  col.NullString
		Books orm.Many[author, book]
	}
	unknownField struct {
		orm.Entity[author]
		ID      col.Int64
		Name    col.String
		Surname col.String
	}
	missingField struct {
		orm.Entity[author]
		ID   col.Int64
		Name col.String
	}
	manyForOne struct {
		orm.Entity[book]
		ID, AuthorID, EditorID col.Int64
		Title                  col.String
		Author                 orm.Many[book, author]
	}
	noColumn struct {
		orm.Entity[author]
		ID    col.Int64
		Name  string
		Nick  col.NullString
		Books orm.Many[author, book]
	}
)

func TestMisfitsPanicAtStartUp(t *testing.T) {
	for name, c := range map[string]struct {
		declare func(*orm.Registry)
		want    string
	}{
		"wrong type": {
			func(r *orm.Registry) { orm.Declare[wrongType](r, "a") },
			"wrongType.Name: a col.Text[*string] maps a *string, but orm_test.author.Name is a string (write col.String)",
		},
		"unknown field": {
			func(r *orm.Registry) { orm.Declare[unknownField](r, "a") },
			"unknownField.Surname: orm_test.author has no such field (it has ID, Name, Nick, Books)",
		},
		"missing field": {
			func(r *orm.Registry) { orm.Declare[missingField](r, "a") },
			"author.Nick: the field has no attribute in orm_test.missingField (add one (write col.NullString), or say Nick orm.Unmapped)",
		},
		"collection for a reference": {
			func(r *orm.Registry) { orm.Declare[manyForOne](r, "a") },
			"but orm_test.book.Author is a *orm_test.author (write orm.One)",
		},
		"no column at all": {
			func(r *orm.Registry) { orm.Declare[noColumn](r, "a") },
			"noColumn.Name: a string is neither a column nor a relation",
		},
	} {
		t.Run(name, func(t *testing.T) {
			defer func() {
				err, _ := recover().(error)
				var misfit *mapping.ConfigError
				if !errors.As(err, &misfit) || !strings.Contains(err.Error(), c.want) {
					t.Errorf("got  %v\nwant %s", err, c.want)
				}
			}()
			c.declare(orm.NewRegistry())
		})
	}
}

func TestDeclareTwicePanics(t *testing.T) {
	r := orm.NewRegistry()
	orm.Declare[bookMap](r, "books")
	defer func() {
		if err, _ := recover().(error); err == nil || !strings.Contains(err.Error(), "books already") {
			t.Errorf("got %v", err)
		}
	}()
	orm.Declare[bookMap](r, "books")
}

func TestConfigureReportsMistakes(t *testing.T) {
	type define = func(*orm.Registry, *authorMap, *bookMap)
	keys := func(as *authorMap, bs *bookMap) {
		orm.Define(as, func(t *orm.Table, a *authorMap) { t.PrimaryKey(a.ID) })
		orm.Define(bs, func(t *orm.Table, b *bookMap) { t.PrimaryKey(b.ID) })
	}
	for name, c := range map[string]struct {
		define define
		want   string
	}{
		"no primary key": {
			func(r *orm.Registry, as *authorMap, bs *bookMap) {},
			"author: table authors has no primary key (say t.PrimaryKey in orm.Define)",
		},
		"no foreign key": {
			func(r *orm.Registry, as *authorMap, bs *bookMap) { keys(as, bs) },
			"author.Books: no foreign key between authors and books (declare one with t.ForeignKey",
		},
		"two candidate joins": {
			func(r *orm.Registry, as *authorMap, bs *bookMap) {
				keys(as, bs)
				orm.Define(bs, func(t *orm.Table, b *bookMap) {
					t.ForeignKey(b.AuthorID).References(as.ID)
					t.ForeignKey(b.EditorID).References(as.ID)
				})
			},
			"2 foreign keys lead from books to authors: (author_id) and (editor_id) (say which with t.Relation(…).ForeignKey(column))",
		},
		"children that cannot stay": {
			func(r *orm.Registry, as *authorMap, bs *bookMap) {
				keys(as, bs)
				orm.Define(bs, func(t *orm.Table, b *bookMap) {
					t.ForeignKey(b.AuthorID).References(as.ID)
					t.Relation(b.Author).BackPopulates(as.Books)
				})
			},
			"author.Books: books.author_id is NOT NULL, so a book that leaves its author cannot stay",
		},
		"two writers of one foreign key": {
			func(r *orm.Registry, as *authorMap, bs *bookMap) {
				keys(as, bs)
				orm.Define(as, func(t *orm.Table, a *authorMap) { t.Relation(a.Books).PassiveDeletes() })
				orm.Define(bs, func(t *orm.Table, b *bookMap) { t.ForeignKey(b.AuthorID).References(as.ID) })
			},
			"writes the same foreign key (say BackPopulates on one of them, or ViewOnly)",
		},
		"column of another table": {
			func(r *orm.Registry, as *authorMap, bs *bookMap) {
				orm.Define(as, func(t *orm.Table, a *authorMap) { t.PrimaryKey(bs.ID) })
			},
			"column id is not one of table authors",
		},
		"orphans without delete": {
			func(r *orm.Registry, as *authorMap, bs *bookMap) {
				keys(as, bs)
				orm.Define(as, func(t *orm.Table, a *authorMap) {
					t.Relation(a.Books).Cascade(orm.CascadeSaveUpdate, orm.CascadeDeleteOrphan)
				})
			},
			"CascadeDeleteOrphan without CascadeDelete",
		},
	} {
		t.Run(name, func(t *testing.T) {
			r := orm.NewRegistry()
			as, bs := orm.Declare[authorMap](r, "authors"), orm.Declare[bookMap](r, "books")
			c.define(r, as, bs)
			err := r.Configure()
			var misfit *mapping.ConfigError
			if !errors.As(err, &misfit) || !strings.Contains(err.Error(), c.want) {
				t.Errorf("got  %v\nwant %s", err, c.want)
			}
			if again := r.Configure(); again != err {
				t.Errorf("the second Configure says %v", again)
			}
		})
	}
}

func TestDefineAfterUsePanics(t *testing.T) {
	r := orm.NewRegistry()
	m := orm.Declare[customerMap](r, "customer")
	orm.Define(m, func(t *orm.Table, c *customerMap) { t.PrimaryKey(c.ID) })
	if err := r.Configure(); err != nil {
		t.Fatal(err)
	}
	defer func() {
		if err, _ := recover().(error); err == nil || !strings.Contains(err.Error(), "after the registry was used") {
			t.Errorf("got %v", err)
		}
	}()
	orm.Define(m, func(t *orm.Table, c *customerMap) {})
}
