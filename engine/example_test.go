package engine_test

import (
	"context"
	"fmt"
	"strings"

	_ "github.com/azoth-orm/azoth/driver/sqlite"
	"github.com/azoth-orm/azoth/engine"
	"github.com/azoth-orm/azoth/expr"
)

func Example() {
	ctx := context.Background()
	e, err := engine.Open("sqlite:///:memory:", engine.Listen(engine.Hooks{
		Statement: func(_ context.Context, ev *engine.StatementEvent) {
			fmt.Println(strings.Fields(ev.SQL)[0], ev.Values())
		},
		Transaction: func(_ context.Context, ev engine.TransactionEvent) { fmt.Println(ev.Kind) },
	}))
	if err != nil {
		fmt.Println(err)
		return
	}
	defer e.Close()
	err = e.Begin(ctx, func(c *engine.Connection) error {
		n, err := expr.NewTextSelect[int]("SELECT :a + 1").Bind("a", 41).One(ctx, c)
		fmt.Println(n)
		return err
	})
	fmt.Println(e, err)
	// Output:
	// BEGIN
	// SELECT [41]
	// 42
	// COMMIT
	// Engine(sqlite:///:memory:) <nil>
}

func ExampleParseURL() {
	u, err := engine.ParseURL("postgresql+pgx://ed:s%40fe@db.example.com/app?sslmode=require")
	fmt.Println(u, err)
	_, err = engine.ParseURL("postgresql://ed:safe@db.example.com:port/app")
	fmt.Println(err)
	// Output:
	// postgresql+pgx://ed:***@db.example.com/app?sslmode=require <nil>
	// engine: malformed URL of postgresql: the port is not a number from 1 to 65535 (write a : in user or password as %3A)
}
