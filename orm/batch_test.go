package orm_test

import (
	"context"
	"errors"
	"fmt"
	"runtime"
	"strings"
	"testing"

	"github.com/azoth-orm/azoth"
	"github.com/azoth-orm/azoth/col"
	"github.com/azoth-orm/azoth/dialect"
	"github.com/azoth-orm/azoth/orm"
	"github.com/azoth-orm/azoth/types"
)

// Many rows by one statement: every object must get the key of its own row, whatever stands in the table and hangs on it.

type parcel struct {
	ID    int64
	Label string
	Code  *string
	State *string // the database fills it
}

type parcelMap struct {
	orm.Entity[parcel]
	ID          col.Int64
	Label       col.String
	Code, State col.NullString
}

func parcels() (*orm.Registry, *parcelMap) {
	r := orm.NewRegistry()
	m := orm.Declare[parcelMap](r, "parcel")
	orm.Define(m, func(t *orm.Table, p *parcelMap) {
		t.PrimaryKey(p.ID)
		t.Type(p.Label, types.String(50))
		t.Type(p.Code, types.String(50))
		t.Type(p.State, types.String(50))
		t.Unique(p.Code)
		t.ServerDefault(p.State.SetExpr(azoth.LiteralColumn[string]("'new'")))
	})
	return r, m
}

// shop is a database with parcels, in which a test writes what it wants to be true before.
type shop struct {
	*testing.T
	ctx context.Context
	e   *azoth.Engine
	db  *orm.DB
	m   *parcelMap
}

func newShop(t *testing.T, url string) *shop {
	t.Helper()
	e, err := azoth.Open(url)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = e.Close() })
	r, m := parcels()
	s := &shop{t, context.Background(), e, orm.New(e, r), m}
	s.ok(r.MetaData().CreateAll(s.ctx, e))
	return s
}

func (s *shop) ok(err error) {
	s.Helper()
	if err != nil {
		s.Fatal(err)
	}
}

func (s *shop) sql(text string) {
	s.Helper()
	_, err := azoth.Text[int64](text).Exec(s.ctx, s.e)
	s.ok(err)
}

// add adds n parcels, of which every fifth is made by edit, and wants each to have the key of its row.
func (s *shop) add(n int, edit func(i int, p *parcel)) []*parcel {
	s.Helper()
	all := make([]*parcel, n)
	for i := range all {
		all[i] = &parcel{Label: fmt.Sprint("parcel ", i)}
		if edit != nil {
			edit(i, all[i])
		}
	}
	s.ok(s.db.Transact(s.ctx, func(o *orm.Session) error {
		o.Add(all)
		return nil
	}))
	for _, p := range all {
		label, err := azoth.Select(s.m.Label).Where(s.m.ID.Eq(p.ID)).One(s.ctx, s.e)
		if err != nil || label != p.Label {
			s.Fatalf("%q has the key %d, whose row is %q (%v)", p.Label, p.ID, label, err)
		}
	}
	return all
}

// TestBatchKeys adds enough parcels for pages of many rows.
func TestBatchKeys(t *testing.T) {
	onDatabases(t, func(t *testing.T, url func(testing.TB) string, _ uint64) {
		s := newShop(t, url(t))
		filled := "new"
		for _, n := range []int{1, 2, 49, 50, 300, 2100} {
			all := s.add(n, func(_ int, p *parcel) { p.State = &filled })
			for i, p := range all[1:] {
				if p.ID <= all[i].ID {
					t.Errorf("key %d comes after %d", p.ID, all[i].ID)
				}
			}
		}
		for _, p := range s.add(130, nil) {
			if p.State == nil || *p.State != filled {
				t.Fatalf("the default did not come back: %+v", p)
			}
		}
		given := s.add(130, func(i int, p *parcel) { p.ID = int64(1_000_000 - i) })
		if given[3].ID != 999_997 || *given[3].State != filled {
			t.Errorf("%+v", given[3])
		}
		s.add(300, func(i int, p *parcel) { // shapes that change in between
			if i%7 == 0 {
				p.State = &filled
			}
			if i%100 == 50 {
				p.ID = int64(2_000_000 + i)
			}
		})
	})
}

// TestBatchUncertainKeys adds parcels where SQLite's keys cannot be counted.
func TestBatchUncertainKeys(t *testing.T) {
	state := "given"
	plain := func(_ int, p *parcel) { p.State = &state }
	for name, before := range map[string]string{
		"largest key": "INSERT INTO parcel (id, label) VALUES (9223372036854775807, 'last')",
		"trigger": `CREATE TRIGGER more AFTER INSERT ON parcel WHEN new.label LIKE 'parcel%' BEGIN
			INSERT INTO parcel (label) VALUES ('by the trigger'); END`,
		"temporary trigger": `CREATE TEMP TRIGGER more AFTER INSERT ON parcel WHEN new.label LIKE 'parcel%' BEGIN
			INSERT INTO parcel (label) VALUES ('by the trigger'); END`,
		"negative keys": "INSERT INTO parcel (id, label) VALUES (-9000, 'first')",
		"gap":           "INSERT INTO parcel (id, label) VALUES (77, 'gap')",
	} {
		t.Run(name, func(t *testing.T) {
			s := newShop(t, "sqlite://")
			s.sql(before)
			s.add(200, plain)
		})
	}
}

// TestBatchErrors wants an error to say what was refused, and nothing to be left of the page.
func TestBatchErrors(t *testing.T) {
	onDatabases(t, func(t *testing.T, url func(testing.TB) string, _ uint64) {
		s := newShop(t, url(t))
		code := func(i int) *string { c := fmt.Sprint("code ", i); return &c }
		s.add(100, func(i int, p *parcel) { p.Code = code(i) })
		all := make([]*parcel, 100)
		err := s.db.Transact(s.ctx, func(o *orm.Session) error {
			for i := range all {
				all[i] = &parcel{Label: "twice", Code: code(150 - i)}
			}
			o.Add(all)
			return nil
		})
		if !errors.Is(err, dialect.ErrUnique) || !strings.Contains(err.Error(), "insert parcel") {
			t.Errorf("error %v", err)
		}
		for _, p := range all {
			if p.ID != 0 || p.State != nil {
				t.Fatalf("an object that was not saved keeps what the flush wrote: %+v", p)
			}
		}
		if n, err := azoth.Select(s.m.ID).Where(s.m.Label.Eq("twice")).Count(s.ctx, s.e); n != 0 || err != nil {
			t.Errorf("%d rows, %v", n, err)
		}
	})
}

// TestBatchUpdates changes all parcels at once, hands unique values on, and meets a row that is gone.
func TestBatchUpdates(t *testing.T) {
	onDatabases(t, func(t *testing.T, url func(testing.TB) string, _ uint64) {
		s := newShop(t, url(t))
		s.add(300, func(i int, p *parcel) { p.ID = int64(i + 1); c := fmt.Sprintf("%03d", i); p.Code = &c })
		all := func(o *orm.Session) []*parcel {
			found, err := azoth.Select(s.m).OrderBy(s.m.ID).All(s.ctx, o)
			s.ok(err)
			return found
		}
		s.ok(s.db.Transact(s.ctx, func(o *orm.Session) error {
			for i, p := range all(o) {
				p.Label = fmt.Sprint("changed ", i)
				if i%3 == 0 {
					p.State = nil
				}
			}
			return nil
		}))
		s.ok(s.db.Transact(s.ctx, func(o *orm.Session) error {
			found := all(o)
			for i, p := range found {
				if p.Label != fmt.Sprint("changed ", i) || (p.State == nil) != (i%3 == 0) {
					t.Fatalf("%d is %+v", i, p)
				}
			}
			for i, p := range found { // each takes what the one before it gives away
				c := fmt.Sprintf("%03d", i-1)
				p.Code = &c
			}
			return nil
		}))
		err := s.db.Transact(s.ctx, func(o *orm.Session) error {
			found := all(o)
			_, err := azoth.Text[int64]("DELETE FROM parcel WHERE id = 7").Exec(s.ctx, o)
			s.ok(err)
			for _, p := range found {
				p.Label = "lost"
			}
			return nil
		})
		var stale *orm.StaleDataError
		if !errors.As(err, &stale) {
			t.Errorf("error %v, want StaleDataError", err)
		}
		if n, err := azoth.Select(s.m.ID).Where(s.m.Label.Eq("lost")).Count(s.ctx, s.e); n != 0 || err != nil {
			t.Errorf("%d rows, %v", n, err)
		}
	})
}

// TestFlushAllocations holds the ceiling of a flush: next to nothing for each of the objects, less what Add takes to know them.
func TestFlushAllocations(t *testing.T) {
	const n = 10_000
	ctx := context.Background()
	db, _ := emptyDB(t, "sqlite:///:memory:")
	addCustomers(ctx, t, db, n) // compile, prepare
	allocs := testing.AllocsPerRun(2, func() { addCustomers(ctx, t, db, n) })
	if per := allocs / n; per > 0.1 {
		t.Errorf("inserting an object allocates %.3f times, at most 0.1 are allowed", per)
	} else {
		t.Logf("%.3f allocations an object", per)
	}
}

// TestGetAllocations holds the ceiling of a SELECT by key.
func TestGetAllocations(t *testing.T) {
	const n = 500
	ctx := context.Background()
	db, m := emptyDB(t, "sqlite:///:memory:")
	addCustomers(ctx, t, db, n)
	s := db.Session()
	defer func() { _ = s.Close() }()
	next := int64(0)
	get := func() {
		next++
		if _, err := orm.Get(ctx, s, m, next); err != nil {
			t.Fatal(err)
		}
	}
	get()
	if allocs := testing.AllocsPerRun(n-2, get); allocs > 12 {
		t.Errorf("Get allocates %.1f times, at most 12 are allowed", allocs)
	} else {
		t.Logf("%.1f allocations", allocs)
	}
}

// TestManyShapes flushes objects none of which has the shape of the one before: new ones, and ones that take the rows of deleted ones.
func TestManyShapes(t *testing.T) {
	s := newShop(t, "sqlite://")
	state := "given"
	shape := func(i int, p *parcel) {
		if i%2 == 0 {
			p.State = &state
		}
	}
	bytes := func(n int) uint64 {
		var before, after runtime.MemStats
		runtime.ReadMemStats(&before)
		s.add(n, shape)
		runtime.ReadMemStats(&after)
		return after.TotalAlloc - before.TotalAlloc
	}
	bytes(400)
	if was, now := bytes(400), bytes(3200); now > 12*was {
		t.Errorf("%d bytes for eight times the objects, %d before", now, was)
	}
	s.ok(s.db.Transact(s.ctx, func(o *orm.Session) error {
		all, err := azoth.Select(s.m).OrderBy(s.m.ID).Limit(40).All(s.ctx, o)
		s.ok(err)
		for i, old := range all {
			next := &parcel{ID: old.ID, Label: old.Label, State: old.State}
			if i%2 == 0 {
				next.Label = fmt.Sprint("switched ", i)
			} else {
				other := "switched"
				next.State = &other
			}
			o.Delete(old)
			o.Add(next)
		}
		return nil
	}))
	if n, err := azoth.Select(s.m.ID).Where(s.m.Label.Like("switched%")).Count(s.ctx, s.e); n != 20 || err != nil {
		t.Errorf("%d rows were switched, want 20: %v", n, err)
	}
}
