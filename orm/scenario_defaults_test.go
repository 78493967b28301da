package orm_test

import (
	"testing"

	"github.com/azoth-orm/azoth"
	"github.com/azoth-orm/azoth/col"
	"github.com/azoth-orm/azoth/orm"
)

// Item has a default of every kind.
type Item struct {
	ID     int64
	Active *bool
	N      *int
	S      *string
	Up     *int
	Req    *int
}

// ItemMap maps Item.
type ItemMap struct {
	orm.Entity[Item]
	ID     col.Int64
	Active col.NullBool
	N      col.NullInt
	S      col.NullString
	Up     col.NullInt
	Req    col.NullInt
}

var (
	itemBase = orm.NewRegistry()
	items    = orm.Declare[ItemMap](itemBase, "t")
)

func init() {
	orm.Define(items, func(t *orm.Table, i *ItemMap) {
		t.PrimaryKey(i.ID)
		t.ServerDefault(i.N.SetExpr(azoth.LiteralColumn[int]("7")))
		t.OnInsert(i.Active.Set(ptr(true)), i.S.Set(ptr("d")))
		t.OnUpdate(i.Up.Set(ptr(99)))
	})
}

func defaults(t *testing.T) {
	t.Run("a", func(t *testing.T) {
		w := newWorld(t, itemBase, nil)
		first := &Item{}
		w.s.Add(first)
		w.flush()
		w.sends("INSERT INTO t (active, s, up, req) VALUES (?, ?, ?, ?) RETURNING id, n  -- (1, 'd', None, None)")
		w.is("read back", []any{first.ID, *first.Active, *first.N, *first.S}, "[1 true 7 d]")
		w.s.Add(&Item{Active: ptr(false), N: ptr(0), S: ptr("")})
		w.flush()
		w.sends("INSERT INTO t (active, n, s, up, req) VALUES (?, ?, ?, ?, ?)  -- (0, 0, '', None, None)")
		x := &Item{}
		w.s.Add(x)
		orm.Explicit(w.s, x, items.Active)
		w.flush()
		w.sends("INSERT INTO t (active, s, up, req) VALUES (?, ?, ?, ?) RETURNING id, n  -- (None, 'd', None, None)")
		*first.Active, *first.N = false, 0
		w.flush()
		w.sends("UPDATE t SET active=?, n=?, up=? WHERE t.id = ?  -- (0, 0, 99, 1)")
		w.is("Up", *first.Up, 99)
		w.flush()
		w.sends()
	})
	t.Run("b", func(t *testing.T) {
		w := newWorld(t, itemBase, nil)
		added := []*Item{{}, {ID: 100}, {}, {ID: 50}, {}}
		w.s.Add(added)
		w.flush()
		var ids []int64
		for _, i := range added {
			ids = append(ids, i.ID)
		}
		w.is("ids", ids, "[1 100 101 50 102]")
	})
}
