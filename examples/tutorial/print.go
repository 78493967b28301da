package main

import (
	"bytes"
	"context"
	"encoding/json"
	"fmt"
	"log"
	"strings"

	"github.com/azoth-orm/azoth"
)

// What follows prints scenes, statements and results; it has nothing to do with the database. quiet leaves results out, for -echo.
var quiet bool

// must gives the value of a call that may fail, check a call without a value; a tutorial ends at the first error.
func must[T any](v T, err error) T {
	check(err)
	return v
}

func check(err error) {
	if err != nil {
		log.Fatal(err)
	}
}

func scene(title string) { fmt.Printf("\n== %s\n", title) }

// printer prints every statement with its values, and the events of transactions.
func printer() azoth.Hooks {
	return azoth.Hooks{
		Statement: func(_ context.Context, e *azoth.StatementEvent) {
			for _, line := range strings.Split(strings.TrimSpace(e.SQL), "\n") {
				fmt.Println(strings.TrimRight(line, " "))
			}
			fmt.Println("  --", text(e.Values()))
		},
		Transaction: func(_ context.Context, e azoth.TransactionEvent) { fmt.Println(e.Kind) },
	}
}

type tuple []any // a row in a result

func text(v any) string {
	var b bytes.Buffer
	e := json.NewEncoder(&b)
	e.SetEscapeHTML(false)
	if err := e.Encode(v); err != nil {
		return err.Error()
	}
	return strings.TrimSpace(b.String())
}

func show(v any) { say(text(v)) }
func say(vs ...any) {
	if !quiet {
		fmt.Println(vs...)
	}
}

func each[T any](xs []T, f func(T) any) []any {
	out := make([]any, len(xs))
	for i, x := range xs {
		out[i] = f(x)
	}
	return out
}

func pairs[A, B any](rows []azoth.Row2[A, B]) []any {
	return each(rows, func(r azoth.Row2[A, B]) any { return tuple{r.V1, r.V2} })
}

func names(us []*User) []any     { return each(us, func(u *User) any { return u.Name }) }
func emails(as []*Address) []any { return each(as, func(a *Address) any { return a.EmailAddress }) }
func headlines(ps []*Post) []any { return each(ps, func(p *Post) any { return p.Headline }) }
