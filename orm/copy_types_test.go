package orm_test

import (
	"context"
	"fmt"
	"reflect"
	"strings"
	"testing"
	"time"

	"github.com/azoth-orm/azoth"
	"github.com/azoth-orm/azoth/col"
	"github.com/azoth-orm/azoth/engine"
	"github.com/azoth-orm/azoth/expr"
	"github.com/azoth-orm/azoth/internal/dbfleet"
	"github.com/azoth-orm/azoth/orm"
	"github.com/azoth-orm/azoth/types"
)

// crate has a value of every type that can be copied.
type crate struct {
	ID       int64
	Small    int16
	Ok       bool
	Ratio    float64
	Short    float32
	Raw      []byte
	Tag      types.UUID
	MaybeTag *types.UUID
	At       time.Time
	Zoned    time.Time
	Day      types.Date
	Hour     types.TimeOfDay
	Takes    time.Duration
	Doc      map[string]any
	Plain    map[string]any
	Mood     string
	Note     *string
}

type crateMap struct {
	orm.Entity[crate]
	ID        col.Int64
	Small     col.Int16
	Ok        col.Bool
	Ratio     col.Float64
	Short     col.Float32
	Raw       col.Bytes
	Tag       col.UUID
	MaybeTag  col.NullUUID
	At, Zoned col.Time
	Day       col.Date
	Hour      col.TimeOfDay
	Takes     col.Duration
	Doc       col.JSON[map[string]any]
	Plain     col.JSON[map[string]any]
	Mood      col.String
	Note      col.NullString
}

func crateOf(i int) *crate {
	at := time.Date(2024, 2, 29, 12, 34, 56, 123456000, time.UTC).Add(time.Duration(i) * time.Hour)
	c := &crate{
		Small: int16(i), Ok: i%2 == 0, Ratio: float64(i) / 3, Short: float32(i) / 4, Raw: []byte{0, byte(i), 255},
		Tag: types.UUID{byte(i), 15: byte(i >> 8)}, At: at, Zoned: at, Day: types.DateOf(at), Hour: types.TimeOfDayOf(at),
		Takes: time.Duration(i) * time.Millisecond, Doc: map[string]any{"n": fmt.Sprint(i), "ü": nil}, Plain: map[string]any{"n": fmt.Sprint(i)},
		Mood: []string{"ok", "it's"}[i%2],
	}
	if i%3 == 0 {
		note := fmt.Sprint("note ", i)
		c.Note, c.MaybeTag = &note, &c.Tag
	}
	return c
}

// priced, moody and listed have columns of types that travel as text.
type priced struct {
	ID    int64
	Price types.Decimal
}

type pricedMap struct {
	orm.Entity[priced]
	ID    col.Int64
	Price col.Decimal
}

type moody struct {
	ID   int64
	Mood string
}

type moodyMap struct {
	orm.Entity[moody]
	ID   col.Int64
	Mood col.String
}

type listed struct {
	ID   int64
	List []int64
}

type listedMap struct {
	orm.Entity[listed]
	ID   col.Int64
	List col.Array[int64]
}

// copyTypes is a database with tables of all of them, and the statements that it got.
type copyTypes struct {
	*testing.T
	e      *azoth.Engine
	db     *orm.DB
	copies int
}

// flush adds objects, and wants them to be copied or not.
func (c *copyTypes) flush(copied bool, objects any) {
	c.Helper()
	c.copies = 0
	if err := c.db.Transact(c.Context(), func(o *orm.Session) error { o.Add(objects); return nil }); err != nil {
		c.Fatal(err)
	}
	if copied != (c.copies > 0) {
		c.Errorf("%T: %d times COPY", objects, c.copies)
	}
}

// TestBatchCopyTypes wants every object to be read back as it was.
func TestBatchCopyTypes(t *testing.T) {
	c := &copyTypes{T: t}
	var err error
	c.e, err = azoth.Open(dbfleet.PostgreSQL(t), engine.Listen(engine.Hooks{Statement: func(_ context.Context, e *azoth.StatementEvent) {
		if strings.HasPrefix(e.SQL, "COPY") {
			c.copies++
		}
	}}))
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = c.e.Close() })
	r := orm.NewRegistry()
	crates, prices := orm.Declare[crateMap](r, "crate"), orm.Declare[pricedMap](r, "priced")
	moodies, lists := orm.Declare[moodyMap](r, "moody"), orm.Declare[listedMap](r, "listed")
	orm.Define(crates, func(t *orm.Table, m *crateMap) {
		t.PrimaryKey(m.ID)
		t.Type(m.Zoned, types.DateTime().WithTimeZone())
		t.Type(m.Doc, types.JSONType{Binary: true})
		t.Type(m.Mood, types.Enum("ok", "it's").Checked())
		t.Type(m.Note, types.String(20))
	})
	orm.Define(prices, func(t *orm.Table, m *pricedMap) { t.PrimaryKey(m.ID); t.Type(m.Price, types.Numeric(10, 2)) })
	orm.Define(moodies, func(t *orm.Table, m *moodyMap) {
		t.PrimaryKey(m.ID)
		t.Type(m.Mood, types.Enum("ok", "sad").Named("mood"))
	})
	orm.Define(lists, func(t *orm.Table, m *listedMap) { t.PrimaryKey(m.ID) })
	c.db = orm.New(c.e, r)
	if err := r.MetaData().CreateAll(c.Context(), c.e); err != nil {
		t.Fatal(err)
	}
	const n = 600
	var all []*crate
	var ps []*priced
	var ms []*moody
	var ls []*listed
	for i := range n {
		all = append(all, crateOf(i))
		ps = append(ps, &priced{Price: types.MustDecimal(fmt.Sprint(i, ".50"))})
		ms = append(ms, &moody{Mood: []string{"ok", "sad"}[i%2]})
		ls = append(ls, &listed{List: []int64{int64(i), 5}})
	}
	c.flush(true, all)
	c.flush(false, ps)
	c.flush(false, ms)
	c.flush(false, ls)
	read(c, crates, all, func(v *crate) any { v.At, v.Zoned = v.At.UTC(), v.Zoned.UTC(); return v.ID })
	read(c, prices, ps, func(v *priced) any { return v.ID })
	read(c, moodies, ms, func(v *moody) any { return v.ID })
	read(c, lists, ls, func(v *listed) any { return v.ID })
}

// read wants the rows of a table to be those of objects, by their keys.
func read[E any](c *copyTypes, from expr.Item[*E], objects []*E, key func(*E) any) {
	c.Helper()
	rows, err := azoth.Select(from).All(c.Context(), c.e)
	if err != nil || len(rows) != len(objects) {
		c.Fatalf("%d rows, %v", len(rows), err)
	}
	at := map[any]*E{}
	for _, v := range rows {
		at[key(v)] = v
	}
	for _, want := range objects {
		if got := at[key(want)]; !reflect.DeepEqual(got, want) {
			c.Fatalf("got  %+v\nwant %+v", got, want)
		}
	}
}
