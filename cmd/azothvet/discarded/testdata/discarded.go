package program

import (
	"context"

	"github.com/azoth-orm/azoth/expr"
)

type Row struct{ ID int64 }

func statements(ctx context.Context, ex expr.Executor, q expr.Select[int64], b expr.Bool, t expr.TextSelect[Row]) {
	q.Where(b)          // want "the Select that Where returns is thrown away"
	q.Where(b).Limit(1) // want "the Select that Limit returns is thrown away"
	(q.Where(b))        // want "the Select that Where returns is thrown away"
	b.And(b)            // want "the Bool that And returns is thrown away"
	expr.And(b)         // want "the Bool that And returns is thrown away"
	t.Bind("n", 1)      // want "the TextSelect that Bind returns is thrown away"
	expr.Lit[int64](1)  // want "the Value that Lit returns is thrown away"
	q.Iter(ctx, ex)     // want "Iter is not ranged over: the statement never runs"
	defer q.Where(b)    // want "the Select that Where returns is thrown away"
	if true {
		go b.Not() // want "the Bool that Not returns is thrown away"
	}

	q = q.Where(b)
	_ = q.Where(b)
	q.All(ctx, ex) // errors are another analyzer's subject
	for range q.Iter(ctx, ex) {
	}
	func() { use(q.Where(b)) }()
}

func use(expr.Select[int64]) {}
