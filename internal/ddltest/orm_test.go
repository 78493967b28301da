package ddltest_test

import (
	"net/netip"
	"reflect"
	"strings"
	"testing"
	"time"

	"github.com/azoth-orm/azoth"
	"github.com/azoth-orm/azoth/col"
	"github.com/azoth-orm/azoth/dialect/postgresql"
	"github.com/azoth-orm/azoth/orm"
	"github.com/azoth-orm/azoth/types"
)

type shade string

// room has a field of every kind of column that is more than one value.
type room struct {
	ID     int64
	Name   string
	Shades []shade
	Beds   []*int64
	Maybe  *[]string
	Host   netip.Addr
	Nets   []netip.Prefix
	Booked postgresql.Range[time.Time]
	Took   time.Duration
}

type roomMap struct {
	orm.Entity[room]
	ID     col.Int64
	Name   col.String
	Shades col.Array[shade]
	Beds   col.Array[*int64]
	Maybe  col.NullArray[string]
	Host   col.Of[netip.Addr]
	Nets   col.Array[netip.Prefix]
	Booked col.Of[postgresql.Range[time.Time]]
	Took   col.Duration
}

func newRooms() (*orm.Registry, *roomMap) {
	base := orm.NewRegistry()
	rooms := orm.Declare[roomMap](base, "rooms")
	orm.Define(rooms, func(t *orm.Table, r *roomMap) {
		t.PrimaryKey(r.ID)
		t.Type(r.Shades, types.Array(types.Enum[shade]("light", "dark").Named("shade")))
		t.Type(r.Host, postgresql.Inet())
		t.Type(r.Nets, types.Array(postgresql.CIDR()))
		t.Type(r.Booked, postgresql.TSTZRange())
	})
	return base, rooms
}

func newRoom() *room {
	return &room{
		Name: "it's", Shades: []shade{"dark", "light"}, Beds: []*int64{n(2), nil}, Maybe: &[]string{"NULL", `a"b`, ""},
		Host: netip.MustParseAddr("10.0.0.1"), Nets: []netip.Prefix{netip.MustParsePrefix("10.0.0.0/8"), netip.MustParsePrefix("::1/128")},
		Booked: postgresql.RangeOf(moment, moment.Add(time.Hour)), Took: -90*time.Minute + time.Microsecond,
	}
}

// An object with arrays, addresses and ranges is written, read, found changed, and written again; one that was not changed is not.
func TestObjectsWithArrays(t *testing.T) {
	eachDatabase(t, all, func(t *testing.T, db *database) {
		base, rooms := newRooms()
		db.roundTrip(t, base.MetaData(), func() {
			odb := orm.New(db.Engine, base)
			s := odb.Session()
			s.Add(newRoom(), &room{Name: "empty", Host: netip.MustParseAddr("::1")})
			check(t, s.Commit(ctx))
			check(t, s.Close())

			s = odb.Session()
			got := must(azoth.Select(rooms).OrderBy(rooms.ID).All(ctx, s))
			want := newRoom()
			want.ID = got[0].ID
			if !reflect.DeepEqual(got[0], want) {
				t.Errorf("it reads back as %+v,\nwant %+v", got[0], want)
			}
			if e := got[1]; e.Shades == nil || len(e.Shades)+len(e.Beds)+len(e.Nets) != 0 || e.Maybe != nil || e.Booked != (postgresql.Range[time.Time]{}) {
				t.Errorf("the empty one reads back as %+v", e)
			}
			db.written()
			check(t, s.Flush(ctx))
			if ran := updates(db.written()); len(ran) > 0 {
				t.Errorf("nothing was changed, and yet %q ran", ran)
			}
			got[0].Shades[0] = "light" // in place
			*got[0].Beds[0] = 3
			got[1].Maybe = &[]string{}
			check(t, s.Commit(ctx))
			ran := updates(db.written())
			if len(ran) != 2 || !strings.Contains(ran[0], "shades") || !strings.Contains(ran[0], "beds") || strings.Contains(ran[0], "host") {
				t.Errorf("the changes were written as %q", ran)
			}
			check(t, s.Close())

			s = odb.Session()
			again := must(azoth.Select(rooms).OrderBy(rooms.ID).All(ctx, s))
			if again[0].Shades[0] != "light" || *again[0].Beds[0] != 3 || again[1].Maybe == nil || len(*again[1].Maybe) != 0 {
				t.Errorf("the changes read back as %+v and %+v", again[0], again[1])
			}
			again[0].Shades = []shade{"grey"}
			if err := s.Flush(ctx); err == nil || !strings.Contains(err.Error(), "grey") {
				t.Errorf("a label that does not exist: %v", err)
			}
			check(t, s.Rollback(ctx))
			check(t, s.Close())
		})
	})
}

// Arrays are compared as a whole, and by ANY on PostgreSQL.
func TestQueriesOfArrays(t *testing.T) {
	eachDatabase(t, all, func(t *testing.T, db *database) {
		base, rooms := newRooms()
		db.roundTrip(t, base.MetaData(), func() {
			s := orm.New(db.Engine, base).Session()
			s.Add(newRoom())
			check(t, s.Commit(ctx))
			condition := rooms.Shades.Eq([]shade{"dark", "light"})
			if db.name != "mariadb" && len(must(azoth.Select(rooms.ID).Where(condition).All(ctx, s))) != 1 {
				t.Error("an array does not equal itself")
			}
			if db.name == "postgresql" {
				any := azoth.Eq(azoth.Lit[shade]("light"), azoth.Any(rooms.Shades))
				if len(must(azoth.Select(rooms.ID).Where(any).All(ctx, s))) != 1 {
					t.Error("ANY of an array finds nothing")
				}
			}
			maybe := must(azoth.Select(rooms.Maybe).One(ctx, s))
			if maybe == nil || !reflect.DeepEqual(*maybe, []string{"NULL", `a"b`, ""}) {
				t.Errorf("an array alone is %v", maybe)
			}
			found := must(azoth.Text[struct {
				Maybe []string
				Host  netip.Addr
			}]("SELECT maybe, host FROM rooms").One(ctx, s))
			if len(found.Maybe) != 3 || found.Host != newRoom().Host {
				t.Errorf("by text it is %+v", found)
			}
			check(t, s.Close())
		})
	})
}

func updates(sqls []string) []string {
	var out []string
	for _, s := range sqls {
		if strings.HasPrefix(s, "UPDATE") {
			out = append(out, s)
		}
	}
	return out
}

func check(t *testing.T, err error) {
	t.Helper()
	if err != nil {
		t.Fatal(err)
	}
}
