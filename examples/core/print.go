package main

import (
	"context"
	"encoding/json"
	"fmt"
	"log"
	"strings"

	"github.com/azoth-orm/azoth"
	"github.com/azoth-orm/azoth/expr"
)

func scene(title string) { fmt.Printf("\n== %s\n", title) }

func check(err error) {
	if err != nil {
		log.Fatal(err)
	}
}

// must gives the value of a call that may fail; the tour ends at the first error.
func must[T any](v T, err error) T {
	check(err)
	return v
}

// show prints a result.
func show(v any) { fmt.Println(string(must(json.Marshal(v)))) }

// printer prints every statement with its values.
func printer() azoth.Hooks {
	return azoth.Hooks{Statement: func(_ context.Context, e *azoth.StatementEvent) {
		fmt.Println(strings.Join(strings.Fields(e.SQL), " "), string(must(json.Marshal(e.Values()))))
	}}
}

// rows runs a statement, and prints what it gives.
func rows[R any](ctx context.Context, ex expr.Executor, s interface {
	All(context.Context, expr.Executor) ([]R, error)
},
) {
	show(must(s.All(ctx, ex)))
}
