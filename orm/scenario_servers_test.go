package orm_test

import (
	"testing"

	"github.com/azoth-orm/azoth"
	"github.com/azoth-orm/azoth/col"
	"github.com/azoth-orm/azoth/internal/dbfleet"
	"github.com/azoth-orm/azoth/orm"
	"github.com/azoth-orm/azoth/types"
)

// The scenarios that need a server.

// Counted has a key that the database counts and a default that it fills.
type Counted struct {
	ID   int64
	Name string
	N    *int
}

type CountedMap struct {
	orm.Entity[Counted]
	ID   col.Int64
	Name col.String
	N    col.NullInt
}

// Made has a key that a function of the server makes.
type Made struct {
	ID   types.UUID
	Name string
}

type MadeMap struct {
	orm.Entity[Made]
	ID   col.UUID
	Name col.String
}

// Land and Town are linked by text, which a database may compare in its own way.
type Land struct {
	Code  string
	Name  string
	Towns []*Town
}

type LandMap struct {
	orm.Entity[Land]
	Code  col.String
	Name  col.String
	Towns orm.Many[Land, Town]
}

type Town struct {
	ID   int64
	Code string
	Name string
	Land *Land
}

type TownMap struct {
	orm.Entity[Town]
	ID   col.Int64
	Code col.String
	Name col.String
	Land orm.One[Town, Land]
}

// Padded has a key that PostgreSQL pads with blanks.
type Padded struct {
	Code string
	N    int
}

type PaddedMap struct {
	orm.Entity[Padded]
	Code col.String
	N    col.Int
}

var (
	countedBase = orm.NewRegistry()
	counteds    = orm.Declare[CountedMap](countedBase, "pu")
	madeBase    = orm.NewRegistry()
	mades       = orm.Declare[MadeMap](madeBase, "pv")
	landBase    = orm.NewRegistry()
	lands       = orm.Declare[LandMap](landBase, "qc")
	towns       = orm.Declare[TownMap](landBase, "qcity")
	paddedBase  = orm.NewRegistry()
	paddeds     = orm.Declare[PaddedMap](paddedBase, "qch")
)

func init() {
	orm.Define(counteds, func(t *orm.Table, c *CountedMap) {
		t.PrimaryKey(c.ID)
		t.ServerDefault(c.N.SetExpr(azoth.LiteralColumn[int]("7")))
	})
	orm.Define(mades, func(t *orm.Table, m *MadeMap) {
		t.PrimaryKey(m.ID)
		t.OmitZero(m.ID)
		t.ServerDefault(m.ID.SetExpr(azoth.LiteralColumn[types.UUID]("gen_random_uuid()")))
	})
	orm.Define(lands, func(t *orm.Table, c *LandMap) {
		t.PrimaryKey(c.Code)
		t.Type(c.Code, types.String(5))
		t.Relation(c.Towns).BackPopulates(towns.Land).OrderBy(towns.ID).Cascade(orm.CascadeAll)
	})
	orm.Define(towns, func(t *orm.Table, c *TownMap) {
		t.PrimaryKey(c.ID)
		t.Type(c.Code, types.String(5))
		t.ForeignKey(c.Code).References(lands.Code)
	})
	orm.Define(paddeds, func(t *orm.Table, p *PaddedMap) {
		t.PrimaryKey(p.Code)
		t.Type(p.Code, types.Char(5))
	})
}

func batches(t *testing.T) {
	t.Run("a", func(t *testing.T) {
		w := newWorldOn(t, dbfleet.PostgreSQL(t), countedBase)
		added := []*Counted{{Name: "a"}, {Name: "b"}, {Name: "c"}}
		w.s.Add(added)
		w.flush()
		w.is("ids", []int64{added[0].ID, added[1].ID, added[2].ID}, "[1 2 3]")
		w.is("default", *added[2].N, 7)
		w.given()
		shapes := []*Counted{{Name: "a"}, {Name: "b", N: ptr(1)}, {Name: "c"}}
		w.s.Add(shapes)
		w.flush()
		w.sends(
			"INSERT INTO pu (name) VALUES ($1) RETURNING pu.id, pu.n  -- ('a',)",
			"INSERT INTO pu (name, n) VALUES ($1, $2) RETURNING pu.id  -- ('b', 1)",
			"INSERT INTO pu (name) VALUES ($1) RETURNING pu.id, pu.n  -- ('c',)")
		w.is("ids", []int64{shapes[0].ID, shapes[1].ID, shapes[2].ID}, "[4 5 6]")
	})
	t.Run("b", func(t *testing.T) {
		w := newWorldOn(t, dbfleet.PostgreSQL(t), madeBase)
		a, b := &Made{Name: "a"}, &Made{Name: "b"}
		w.s.Add([]*Made{a, b})
		w.flush()
		w.sends(
			"INSERT INTO pv (name) VALUES ($1) RETURNING pv.id  -- ('a',)",
			"INSERT INTO pv (name) VALUES ($1) RETURNING pv.id  -- ('b',)")
		w.is("two keys", a.ID != b.ID && !a.ID.IsZero() && !b.ID.IsZero(), true)
		same, err := orm.Get(w.ctx, w.s, mades, b.ID)
		w.ok(err)
		w.is("same object", same == b, true)
		w.sends()
	})
	t.Run("c", func(t *testing.T) {
		w := newWorldOn(t, dbfleet.MariaDB(t), countedBase)
		added := []*Counted{{Name: "a"}, {Name: "b"}, {Name: "c", N: ptr(1)}}
		w.s.Add(added)
		w.flush()
		w.is("ids", []int64{added[0].ID, added[1].ID, added[2].ID}, "[1 2 3]")
		w.is("defaults", []int{*added[0].N, *added[1].N, *added[2].N}, "[7 7 1]")
	})
}

func textKeys(t *testing.T) {
	t.Run("a", func(t *testing.T) {
		w := seeded(t, dbfleet.MariaDB(t), landBase, []string{
			"INSERT INTO qc (code, name) VALUES ('de', 'Germany')",
			"INSERT INTO qcity (id, code, name) VALUES (1, 'DE', 'B'), (2, 'de', 'M')",
		})
		all, err := azoth.Select(lands).Options(orm.SelectIn(lands.Towns)).All(w.ctx, w.s)
		w.ok(err)
		w.is("lands", len(all), 1)
		w.is("towns", []string{all[0].Towns[0].Name, all[0].Towns[1].Name}, "[B M]")
		same, err := orm.Get(w.ctx, w.s, lands, "DE ")
		w.ok(err)
		w.is("same object", same == all[0], true)
		w.s.Clear()
		both, err := azoth.Select(towns).Options(orm.SelectIn(towns.Land)).OrderBy(towns.ID).All(w.ctx, w.s)
		w.ok(err)
		w.is("one country for both", both[0].Land != nil && both[0].Land == both[1].Land, true)
	})
	t.Run("b", func(t *testing.T) {
		w := newWorldOn(t, dbfleet.PostgreSQL(t), paddedBase)
		p := &Padded{Code: "ab", N: 1}
		w.s.Add(p)
		w.flush()
		w.sends("INSERT INTO qch (code, n) VALUES ($1, $2) RETURNING qch.code  -- ('ab', 1)")
		w.is("key", p.Code, "ab   ")
		one, err := azoth.Select(paddeds).One(w.ctx, w.s)
		w.ok(err)
		w.is("same object", one == p, true)
	})
}
