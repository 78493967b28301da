package orm_test

import (
	"context"
	"errors"
	"strings"
	"testing"

	"github.com/azoth-orm/azoth"
	"github.com/azoth-orm/azoth/col"
	"github.com/azoth-orm/azoth/dialect"
	"github.com/azoth-orm/azoth/orm"
)

type owner struct {
	ID   int64
	Name string
}

type pet struct {
	ID      int64
	Name    string
	OwnerID *int64
	Owner   *owner
}

type ownerMap struct {
	orm.Entity[owner]
	ID   col.Int64
	Name col.String
}

type petMap struct {
	orm.Entity[pet]
	ID      col.Int64
	Name    col.String
	OwnerID col.NullInt64
	Owner   orm.One[pet, owner]
}

// zoo is a database with owners and pets; tables says whether they exist.
func zoo(t *testing.T, tables bool) (*orm.DB, *ownerMap, *petMap) {
	t.Helper()
	r := orm.NewRegistry()
	owners, pets := orm.Declare[ownerMap](r, "owners"), orm.Declare[petMap](r, "pets")
	orm.Define(owners, func(t *orm.Table, o *ownerMap) {
		t.PrimaryKey(o.ID)
		t.Unique(o.Name)
	})
	orm.Define(pets, func(t *orm.Table, p *petMap) {
		t.PrimaryKey(p.ID)
		t.ForeignKey(p.OwnerID).References(owners.ID)
	})
	e, err := azoth.Open("sqlite://")
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = e.Close() })
	if tables {
		if err := r.MetaData().CreateAll(context.Background(), e); err != nil {
			t.Fatal(err)
		}
	}
	return orm.New(e, r), owners, pets
}

// fails asserts that err Is want and says each of texts.
func fails(t *testing.T, err, want error, texts ...string) {
	t.Helper()
	if !errors.Is(err, want) {
		t.Errorf("got %v, want %v", err, want)
	}
	for _, s := range texts {
		if err == nil || !strings.Contains(err.Error(), s) {
			t.Errorf("%v\ndoes not say %q", err, s)
		}
	}
}

func TestMissingTable(t *testing.T) {
	db, owners, _ := zoo(t, false)
	_, err := azoth.Select(owners).All(context.Background(), db)
	fails(t, err, dialect.ErrProgramming, "owners")
}

func TestNullIntoPlainField(t *testing.T) {
	ctx := context.Background()
	db, _, pets := zoo(t, true)
	if err := db.Transact(ctx, func(s *orm.Session) error { s.Add(&pet{Name: "rex"}); return nil }); err != nil {
		t.Fatal(err)
	}
	_, err := azoth.Select(pets.OwnerID.NotNull()).All(ctx, db)
	if err == nil || !strings.Contains(err.Error(), "NULL") || !strings.Contains(err.Error(), "owner_id") {
		t.Errorf("NULL into a plain int64: %v", err)
	}
}

func TestDuplicateKey(t *testing.T) {
	ctx := context.Background()
	db, _, _ := zoo(t, true)
	s := db.Session()
	defer func() { _ = s.Close() }()
	s.Add(&owner{ID: 1, Name: "a"})
	if err := s.Flush(ctx); err != nil {
		t.Fatal(err)
	}
	twin := &owner{ID: 1, Name: "b"}
	s.Add(twin)
	err := s.Flush(ctx)
	fails(t, err, dialect.ErrIntegrity, "owner 1", "Attach or Merge")
	fails(t, err, dialect.ErrUnique)
	fails(t, s.Flush(ctx), orm.ErrPendingRollback)
	if err := s.Rollback(ctx); err != nil || s.Contains(twin) {
		t.Errorf("after Rollback: %v, the session holds the object: %v", err, s.Contains(twin))
	}
}

func TestUniqueViolation(t *testing.T) {
	db, _, _ := zoo(t, true)
	err := db.Transact(context.Background(), func(s *orm.Session) error {
		s.Add(&owner{Name: "a"}, &owner{Name: "a"})
		return nil
	})
	fails(t, err, dialect.ErrUnique)
}

func TestForeignKeyViolation(t *testing.T) {
	db, _, _ := zoo(t, true)
	nobody := int64(77)
	err := db.Transact(context.Background(), func(s *orm.Session) error {
		s.Add(&pet{Name: "rex", OwnerID: &nobody})
		return nil
	})
	fails(t, err, dialect.ErrForeignKey)
}

func TestClosedSession(t *testing.T) {
	ctx := context.Background()
	db, owners, _ := zoo(t, true)
	s := db.Session()
	if err := errors.Join(s.Close(), s.Close()); err != nil {
		t.Fatal(err)
	}
	_, err := azoth.Select(owners).All(ctx, s)
	fails(t, err, orm.ErrClosed)
	fails(t, s.Flush(ctx), orm.ErrClosed)
	fails(t, s.Commit(ctx), orm.ErrClosed)
	_, err = orm.Get(ctx, s, owners, 1)
	fails(t, err, orm.ErrClosed)
}

func TestUnmappedType(t *testing.T) {
	ctx := context.Background()
	db, _, _ := zoo(t, true)
	type stranger struct{ ID int64 }
	for name, obj := range map[string]any{
		"unmapped type": &stranger{}, "no pointer": owner{}, "nil": (*owner)(nil), "a number": 1,
	} {
		t.Run(name, func(t *testing.T) {
			s := db.Session()
			defer func() { _ = s.Close() }()
			s.Add(obj)
			early := s.Err()
			err := s.Commit(ctx)
			if early == nil || err == nil || !strings.Contains(err.Error(), "badinput_test.go:") {
				t.Errorf("Err says %v, Commit %v", early, err)
			}
		})
	}
	s := db.Session()
	defer func() { _ = s.Close() }()
	s.Add(&stranger{})
	fails(t, s.Commit(ctx), orm.ErrUnmapped, "stranger")
	s.Add(owner{})
	if err := s.Commit(ctx); err == nil || !strings.Contains(err.Error(), "give &owner") {
		t.Errorf("a value: %v", err)
	}
}

func TestGetOfNothing(t *testing.T) {
	ctx := context.Background()
	db, owners, _ := zoo(t, true)
	s := db.Session()
	defer func() { _ = s.Close() }()
	_, err := orm.Get(ctx, s, owners, 1)
	fails(t, err, orm.ErrNoResult, "owner, 1")
	_, err = orm.Get(ctx, s, owners, orm.Key{1, 2})
	if err == nil || !strings.Contains(err.Error(), "1 column(s), 2 given") {
		t.Errorf("a key of two: %v", err)
	}
	_, err = azoth.Select(owners).One(ctx, s)
	fails(t, err, orm.ErrNoResult)
}

func TestOptionOfAnotherEntity(t *testing.T) {
	ctx := context.Background()
	db, owners, pets := zoo(t, true)
	option := orm.LoadOnly(owners, pets.Name)
	_, err := azoth.Select(owners).Options(option).All(ctx, db)
	if err == nil {
		t.Error("LoadOnly of another table's column went through")
	}
}

func TestCancelledContext(t *testing.T) {
	db, owners, _ := zoo(t, true)
	ctx, cancel := context.WithCancel(context.Background())
	cancel()
	_, err := azoth.Select(owners).All(ctx, db)
	fails(t, err, context.Canceled)
	if _, err := azoth.Select(owners).All(context.Background(), db); err != nil {
		t.Errorf("after a cancelled statement: %v", err)
	}
}
