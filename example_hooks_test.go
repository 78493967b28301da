package azoth_test

import (
	"context"
	"errors"
	"fmt"
	"strings"
	"time"

	"github.com/azoth-orm/azoth"
	"github.com/azoth-orm/azoth/dialect"
	_ "github.com/azoth-orm/azoth/driver/pgx"
	"github.com/azoth-orm/azoth/engine"
)

// Statements that take long are noted with their time, until the rows are closed.
func ExampleListen() {
	ctx := context.Background()
	const slow = 0 // for the example every statement is slow
	e, err := azoth.Open("sqlite://", azoth.Listen(azoth.Hooks{
		AfterStatement: func(_ context.Context, s *azoth.StatementDone) {
			if s.Duration > slow*time.Millisecond {
				fmt.Printf("slow: %s, %d rows, in time %t\n", s.SQL, s.Rows, s.Duration < time.Minute)
			}
		},
	}))
	if err != nil {
		fmt.Println(err)
		return
	}
	defer e.Close()
	n, err := azoth.Text[int]("SELECT 41 + 1 AS n").One(ctx, e)
	fmt.Println(n, err)
	// Output:
	// slow: SELECT 41 + 1 AS n, 1 rows, in time true
	// 42 <nil>
}

var errNameTaken = errors.New("the name is taken")

// Errors of the database become errors of the program. What is wrapped can still be asked for.
func ExampleListen_errors() {
	ctx := context.Background()
	e, err := azoth.Open("sqlite://", azoth.Listen(azoth.Hooks{
		HandleError: func(_ context.Context, ev *azoth.ErrorEvent) {
			if errors.Is(ev.Err, dialect.ErrUnique) {
				ev.Err = fmt.Errorf("%w: %w", errNameTaken, ev.Err)
			}
		},
	}))
	if err != nil {
		fmt.Println(err)
		return
	}
	defer e.Close()
	for _, sql := range []string{"CREATE TABLE users (name TEXT UNIQUE)", "INSERT INTO users VALUES ('ed')", "INSERT INTO users VALUES ('ed')"} {
		_, err = azoth.Text[int](sql).Exec(ctx, e)
		fmt.Println(errors.Is(err, errNameTaken), errors.Is(err, dialect.ErrIntegrity))
	}
	// Output:
	// false false
	// false false
	// true true
}

// Every connection is set up when it is opened: SET search_path on PostgreSQL, a PRAGMA on SQLite.
func ExampleListenPool() {
	ctx := context.Background()
	e, err := azoth.Open("sqlite://", azoth.ListenPool(azoth.PoolHooks{
		Connect: func(ctx context.Context, c *azoth.PoolConnection) error {
			return c.Exec(ctx, "PRAGMA cache_size = 500")
		},
	}))
	if err != nil {
		fmt.Println(err)
		return
	}
	defer e.Close()
	size, err := azoth.Text[int]("PRAGMA cache_size").One(ctx, e)
	fmt.Println(size, err)
	// Output: 500 <nil>
}

// vault gives passwords that are good for a quarter of an hour.
type vault struct{}

func (vault) password(context.Context) (string, error) { return "", errors.New("vault: sealed") }

// The password is asked for whenever a connection is opened.
func ExampleListenPool_password() {
	var v vault
	e, err := azoth.Open("postgresql://app@db.example.com/shop", azoth.ListenPool(azoth.PoolHooks{
		DoConnect: func(ctx context.Context, c *azoth.ConnectEvent) (err error) {
			c.Config.Password, err = v.password(ctx)
			return err
		},
	}))
	if err != nil {
		fmt.Println(err)
		return
	}
	defer e.Close()
	_, err = e.Connect(context.Background())
	fmt.Println(err)
	// Output: engine: connect to postgresql://app@db.example.com/shop: vault: sealed
}

// A listener comes and goes while the engine is in use.
func ExampleEngine_listen() {
	ctx := context.Background()
	e, err := azoth.Open("sqlite://")
	if err != nil {
		fmt.Println(err)
		return
	}
	defer e.Close()
	remove := e.Listen(azoth.Hooks{Statement: func(_ context.Context, s *azoth.StatementEvent) {
		fmt.Println(s.SQL)
		s.SQL += " /* asked by the example */" // what is sent may be changed
	}})
	_, err = azoth.Text[int]("SELECT 1 AS n").One(ctx, e)
	remove()
	_, later := azoth.Text[int]("SELECT 2 AS n").One(ctx, e)
	fmt.Println(errors.Join(err, later))
	// Output:
	// SELECT 1 AS n
	// <nil>
}

// CacheStats tells whether statements are compiled once: many misses are statements whose text is made of values.
func ExampleCacheStats() {
	ctx := context.Background()
	e, err := azoth.Open("sqlite://", engine.CacheSize(2))
	if err != nil {
		fmt.Println(err)
		return
	}
	defer e.Close()
	for i := range 3 {
		_, err = azoth.Text[int](strings.Repeat(" ", i)+"SELECT :n AS n").Bind("n", i).One(ctx, e)
		_, again := azoth.Text[int](strings.Repeat(" ", i)+"SELECT :n AS n").Bind("n", i+1).One(ctx, e)
		if err = errors.Join(err, again); err != nil {
			fmt.Println(err)
		}
	}
	s := e.CacheStats()
	fmt.Printf("%d of %d, %d hits, %d misses, %d evictions\n", s.Entries, s.Size, s.Hits, s.Misses, s.Evictions)
	// Output: 2 of 2, 3 hits, 3 misses, 1 evictions
}
