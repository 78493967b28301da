package orm_test

import (
	"context"
	"errors"
	"fmt"
	"strings"
	"testing"

	"github.com/azoth-orm/azoth"
	"github.com/azoth-orm/azoth/engine"
	"github.com/azoth-orm/azoth/internal/dbfleet"
	"github.com/azoth-orm/azoth/orm"
)

// TestSelectInBindsOneArray loads collections of many parents by one array on PostgreSQL: the same statement for every number of them.
func TestSelectInBindsOneArray(t *testing.T) {
	ctx := context.Background()
	sent := map[string]bool{}
	e, err := azoth.Open(dbfleet.PostgreSQL(t), engine.Listen(engine.Hooks{Statement: func(_ context.Context, e *engine.StatementEvent) {
		if strings.Contains(e.SQL, "branch_id = ANY") || strings.Contains(e.SQL, "branch_id IN") {
			sent[e.SQL] = true
		}
	}}))
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = e.Close() })
	r, bs, _ := branches()
	if err := errors.Join(r.MetaData().DropAll(ctx, e), r.MetaData().CreateAll(ctx, e)); err != nil {
		t.Fatal(err)
	}
	db := orm.New(e, r)
	err = db.Transact(ctx, func(s *orm.Session) error {
		for i := range 600 {
			b := &branch{Name: "branch"}
			for k := range i % 4 {
				b.Leaves = append(b.Leaves, &leaf{Name: fmt.Sprint(i, " ", k)})
			}
			s.Add(b)
		}
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
	for _, n := range []int{17, 100, 600} {
		s := db.Session()
		all, err := azoth.Select(bs).OrderBy(bs.ID).Limit(n).Options(orm.SelectIn(bs.Leaves)).All(ctx, s)
		if err != nil || len(all) != n {
			t.Fatal(len(all), err)
		}
		for i, b := range all {
			if len(b.Leaves) != i%4 {
				t.Fatalf("branch %d has %d leaves", i, len(b.Leaves))
			}
			for k, l := range b.Leaves {
				if l.Name != fmt.Sprint(i, " ", k) || l.Branch != b {
					t.Fatalf("leaf %d of branch %d is %+v", k, i, l)
				}
			}
		}
		_ = s.Close()
	}
	if len(sent) != 1 {
		t.Errorf("%d statements: %v", len(sent), sent)
	}
}
