package engine_test

import (
	"context"
	"fmt"
	"slices"
	"testing"

	"github.com/azoth-orm/azoth/engine"
	"github.com/azoth-orm/azoth/expr"
)

// TestStatementOptions tells listeners the execution options of statements: those of the statement that runs and of no other.
func TestStatementOptions(t *testing.T) {
	var seen []string
	e, err := engine.Open("sqlite:///:memory:", engine.Listen(engine.Hooks{Statement: func(ctx context.Context, ev *engine.StatementEvent) {
		tag, ok := engine.StatementOption(ctx, "tag")
		_, other := engine.StatementOption(ctx, "other")
		seen = append(seen, fmt.Sprintf("%v %v %v %v", tag, ok, other, ev.Cached()))
	}}))
	ok(t, err)
	defer func() { ok(t, e.Close()) }()
	q := expr.NewSelect(expr.Lit(int64(1)).As("n"))
	for _, s := range []expr.Select[int64]{
		q, q.Extend(expr.WithOption("tag", "a")), q.Extend(expr.WithOption("tag", "b")), q.Extend(expr.WithOption("tag", "c"), expr.WithOption("tag", "d")),
	} {
		_, err := s.All(ctx, e)
		ok(t, err)
	}
	_, err = q.Union(q).Extend(expr.WithOption("tag", "e")).All(ctx, e)
	ok(t, err)
	want := []string{"<nil> false false false", "a true false false", "b true false true", "d true false true", "e true false false"}
	if !slices.Equal(seen, want) {
		t.Errorf("got %q, want %q", seen, want)
	}
}
