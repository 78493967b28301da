package orm_test

import (
	"context"
	"errors"
	"testing"

	"github.com/azoth-orm/azoth"
	"github.com/azoth-orm/azoth/expr"
)

// TestExecuteMany checks that one statement for many rows of parameters runs on everything that runs statements, and that a session's objects
// are read again after it.
func TestExecuteMany(t *testing.T) {
	x := newTracker(t)
	x.fill(t)
	ctx := context.Background()
	rename := azoth.Update(x.tickets).Set(x.tickets.Title.SetExpr(azoth.Param[string]("title"))).
		Where(azoth.Eq(x.tickets.Title, azoth.Param[string]("old")))
	run := func(ex azoth.Executor, to string, from ...string) {
		t.Helper()
		rows := make([]azoth.Params, len(from))
		for i, f := range from {
			rows[i] = azoth.Params{"old": f, "title": to}
		}
		if n, err := rename.ExecMany(ctx, ex, rows...); err != nil || n != 1 {
			t.Errorf("%d rows, %v", n, err)
		}
	}
	run(x.engine, "c", "b", "nobody")
	run(x.db, "d", "c", "nobody")
	_, s := x.session(t)
	q := azoth.Select(x.tickets).Where(x.tickets.Title.In("d", "e"))
	object, err := q.One(ctx, s)
	if err != nil {
		t.Fatal(err)
	}
	run(s, "e", "d")
	if again, err := q.One(ctx, s); err != nil || again != object || object.Title != "e" {
		t.Errorf("%v %v, want the same object with its new title", again, err)
	}
	var missing *expr.ParamError
	if _, err := rename.Exec(ctx, s); !errors.As(err, &missing) {
		t.Errorf("without values: %v", err)
	}
}
