package orm_test

import (
	"context"
	"fmt"
	"testing"

	"github.com/azoth-orm/azoth"
	"github.com/azoth-orm/azoth/expr"
	"github.com/azoth-orm/azoth/orm"
)

// A listener of the engine adds conditions to the statements of a session, also to prepared ones, and hears when the rows have been read.
func TestHooksOfASession(t *testing.T) {
	ctx := context.Background()
	db, m := emptyDB(t, "sqlite:///:memory:")
	addCustomers(ctx, t, db, 4)
	var read []int
	e := db.Engine().With(azoth.Listen(azoth.Hooks{
		BeforeExecute: func(_ context.Context, e *azoth.ExecuteEvent) error {
			e.Statement, _ = expr.Filtered(e.Statement, m.ID.Gt(1))
			return nil
		},
		AfterStatement: func(_ context.Context, e *azoth.StatementDone) { read = append(read, e.Rows) },
	}))
	s := orm.New(e, db.Registry()).Session()
	defer s.Close()
	upTo := azoth.Prepare(func(p *azoth.Slots[int64]) azoth.SelectOf[*customer] {
		return azoth.Select(m).Where(azoth.Le(m.ID, azoth.Slot(p, p.At))).OrderBy(m.ID)
	})
	for range 2 {
		some, err := azoth.Select(m).Where(m.ID.Le(3)).OrderBy(m.ID).All(ctx, s)
		if err != nil {
			t.Fatal(err)
		}
		same, err := upTo.All(ctx, s, 3)
		if err != nil {
			t.Fatal(err)
		}
		if len(some) != 2 || some[0].ID != 2 || len(same) != 2 || same[0] != some[0] || same[1] != some[1] {
			t.Errorf("%v and %v", some, same)
		}
	}
	if fmt.Sprint(read) != "[2 2 2 2]" {
		t.Errorf("rows that were read: %v", read)
	}
}
