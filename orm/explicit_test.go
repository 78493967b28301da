package orm_test

import (
	"context"
	"testing"

	"github.com/azoth-orm/azoth"
	"github.com/azoth-orm/azoth/engine"
	"github.com/azoth-orm/azoth/orm"
)

// Explicit writes a column of a loaded object although it equals what was read, also where the objects of a class are compared in one piece.
func TestExplicitOfALoadedObject(t *testing.T) {
	ctx := context.Background()
	db, m := emptyDB(t, "sqlite:///:memory:")
	addCustomers(ctx, t, db, 3)
	var sent []string
	e := db.Engine().With(engine.Listen(engine.Hooks{Statement: func(_ context.Context, e *engine.StatementEvent) { sent = append(sent, e.SQL) }}))
	s := orm.New(e, db.Registry()).Session()
	defer s.Close()
	all, err := azoth.Select(m).All(ctx, s)
	if err != nil {
		t.Fatal(err)
	}
	sent = nil
	orm.Explicit(s, all[1], m.Name)
	if err := s.Flush(ctx); err != nil {
		t.Fatal(err)
	}
	if len(sent) != 1 || sent[0] != "UPDATE customer SET name=? WHERE customer.id = ?" {
		t.Errorf("sent %q", sent)
	}
	sent = nil
	if err := s.Flush(ctx); err != nil || len(sent) != 0 {
		t.Errorf("sent %q, error %v", sent, err)
	}
}
