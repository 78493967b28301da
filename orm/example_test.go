package orm_test

import (
	"context"
	"errors"
	"fmt"

	"github.com/azoth-orm/azoth"
	"github.com/azoth-orm/azoth/col"
	_ "github.com/azoth-orm/azoth/driver/sqlite"
	"github.com/azoth-orm/azoth/orm"
)

// The objects of the examples, and their mapping.
type (
	Artist struct {
		ID     int64
		Name   string
		Albums []*Album
	}
	Album struct {
		ID       int64
		Title    string
		ArtistID *int64
		Artist   *Artist
	}

	ArtistMap struct {
		orm.Entity[Artist]
		ID     col.Int64
		Name   col.String
		Albums orm.Many[Artist, Album]
	}
	AlbumMap struct {
		orm.Entity[Album]
		ID       col.Int64
		Title    col.String
		ArtistID col.NullInt64
		Artist   orm.One[Album, Artist]
	}
)

var (
	Music   = orm.NewRegistry()
	Artists = orm.Declare[ArtistMap](Music, "artists")
	Albums  = orm.Declare[AlbumMap](Music, "albums")
)

func init() {
	orm.Define(Artists, func(t *orm.Table, a *ArtistMap) {
		t.PrimaryKey(a.ID)
		t.Relation(a.Albums).BackPopulates(Albums.Artist).OrderBy(Albums.ID).
			Cascade(orm.CascadeAll, orm.CascadeDeleteOrphan)
	})
	orm.Define(Albums, func(t *orm.Table, a *AlbumMap) {
		t.PrimaryKey(a.ID)
		t.ForeignKey(a.ArtistID).References(Artists.ID)
	})
}

// musicDB is a database in memory with two artists.
func musicDB(ctx context.Context) *orm.DB {
	e, err := azoth.Open("sqlite://")
	if err == nil {
		err = Music.MetaData().CreateAll(ctx, e)
	}
	db := orm.New(e, Music)
	if err == nil {
		err = db.Transact(ctx, func(s *orm.Session) error {
			s.Add(&Artist{Name: "Nina", Albums: []*Album{{Title: "Blues"}, {Title: "Baltimore"}}}, &Artist{Name: "Miles"})
			return nil
		})
	}
	if err != nil {
		panic(err)
	}
	return db
}

// A new object brings along what it refers to; keys and foreign keys are set by the flush.
func ExampleSession_Add() {
	ctx := context.Background()
	s := musicDB(ctx).Session()
	defer func() { _ = s.Close() }()
	dylan := &Artist{Name: "Dylan", Albums: []*Album{{Title: "Desire"}}}
	s.Add(dylan)
	if err := s.Commit(ctx); err != nil {
		panic(err)
	}
	fmt.Println(dylan.ID, dylan.Albums[0].ID, *dylan.Albums[0].ArtistID, dylan.Albums[0].Artist == dylan)
	// Output: 3 3 3 true
}

// Only what changed is written, and a rollback restores the object.
func ExampleSession_Rollback() {
	ctx := context.Background()
	s := musicDB(ctx).Session()
	defer func() { _ = s.Close() }()
	nina, _ := orm.Get(ctx, s, Artists, 1)
	nina.Name = "Eunice"
	n, _ := azoth.Select(Artists).Where(Artists.Name.Eq("Eunice")).Count(ctx, s) // flushes first
	fmt.Println(n, nina.Name)
	_ = s.Rollback(ctx)
	fmt.Println(nina.Name)
	// Output:
	// 1 Eunice
	// Nina
}

// A session has one object for each row.
func ExampleGet() {
	ctx := context.Background()
	s := musicDB(ctx).Session()
	defer func() { _ = s.Close() }()
	a, _ := orm.Get(ctx, s, Artists, 1)
	b, _ := azoth.Select(Artists).Where(Artists.Name.Eq("Nina")).One(ctx, s)
	_, err := orm.Get(ctx, s, Artists, 77)
	fmt.Println(a == b, errors.Is(err, orm.ErrNoResult))
	// Output: true true
}

// One SELECT loads the collections of all artists.
func ExampleSelectIn() {
	ctx := context.Background()
	s := musicDB(ctx).Session()
	defer func() { _ = s.Close() }()
	artists, _ := azoth.Select(Artists).Options(orm.SelectIn(Artists.Albums)).OrderBy(Artists.ID).All(ctx, s)
	for _, a := range artists {
		fmt.Println(a.Name, len(a.Albums))
	}
	// Output:
	// Nina 2
	// Miles 0
}

// Joined loads in the same SELECT; under LIMIT it still counts artists.
func ExampleJoined() {
	ctx := context.Background()
	s := musicDB(ctx).Session()
	defer func() { _ = s.Close() }()
	artists, _ := azoth.Select(Artists).Options(orm.Joined(Artists.Albums)).OrderBy(Artists.Name.Desc()).Limit(1).All(ctx, s)
	fmt.Println(len(artists), artists[0].Name, artists[0].Albums[1].Title)
	// Output: 1 Nina Baltimore
}

// Any is EXISTS along a relationship; it can be combined as every condition can.
func ExampleMany_Any() {
	ctx := context.Background()
	db := musicDB(ctx)
	with, _ := azoth.Select(Artists.Name).Where(Artists.Albums.Any(Albums.Title.StartsWith("B"))).All(ctx, db)
	without, _ := azoth.Select(Artists.Name).Where(azoth.Not(Artists.Albums.Any())).All(ctx, db)
	fmt.Println(with, without)
	// Output: [Nina] [Miles]
}

// A child that leaves its parent's collection is deleted, if the relationship says so.
func ExampleMany_Load() {
	ctx := context.Background()
	s := musicDB(ctx).Session()
	defer func() { _ = s.Close() }()
	nina, _ := orm.Get(ctx, s, Artists, 1)
	_ = Artists.Albums.Load(ctx, s, nina)
	nina.Albums = nina.Albums[1:]
	_ = s.Commit(ctx)
	titles, _ := azoth.Select(Albums.Title).All(ctx, s)
	fmt.Println(titles)
	// Output: [Baltimore]
}

// A savepoint restores objects to where it began.
func ExampleSession_BeginNested() {
	ctx := context.Background()
	s := musicDB(ctx).Session()
	defer func() { _ = s.Close() }()
	nina, _ := orm.Get(ctx, s, Artists, 1)
	nina.Name = "before"
	sp, _ := s.BeginNested(ctx)
	nina.Name = "inside"
	_ = s.Flush(ctx)
	_ = sp.Rollback(ctx)
	fmt.Println(nina.Name)
	// Output: before
}

// A DB runs single statements without a session to think of; Transact commits, or rolls back what failed.
func ExampleDB_Transact() {
	ctx := context.Background()
	db := musicDB(ctx)
	err := db.Transact(ctx, func(s *orm.Session) error {
		s.Add(&Artist{Name: "nobody"})
		return errors.New("no")
	})
	n, _ := azoth.Select(Artists).Count(ctx, db)
	fmt.Println(err, n)
	// Output: no 2
}
