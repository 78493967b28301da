// Command bench does the same work with Azoth, by hand, and with other libraries, on four kinds of database, and says how long each takes.
//
//	go run . -quick -json   a few minutes: one JSON object a line, in µs per object or operation
//	go run .                all of it: writes ../docs/performance.md and ../docs/performance/*.svg
//
// -case, -db and -only restrict it to some cases, databases and contenders. Servers are those of -postgresql and -mysql, or of
// AZOTH_TEST_POSTGRESQL and AZOTH_TEST_MYSQL, or throw-away ones that it starts.
package main

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"os"
	"slices"
	"time"
)

func main() {
	o, err := parseOptions(os.Args[1:])
	if err == nil {
		err = o.run(context.Background())
	}
	if err != nil {
		fmt.Fprintln(os.Stderr, "bench:", err)
		os.Exit(1)
	}
}

func (o *options) effort() effort {
	if o.quick {
		return effort{least: 2, most: 7, budget: 200 * time.Millisecond, patience: 500 * time.Millisecond, until: o.started.Add(2 * time.Minute)}
	}
	return effort{least: 3, most: 15, budget: 600 * time.Millisecond, patience: 4 * time.Second, until: o.started.Add(15 * time.Minute)}
}

func (o *options) scale() scale {
	if o.quick {
		return quickScale()
	}
	return fullScale()
}

func (o *options) run(ctx context.Context) error {
	if o.needsServers() {
		return runWithServers(ctx)
	}
	if err := os.Chdir(o.dir); err != nil {
		return err
	}
	stop, err := o.startProfile()
	if err != nil {
		return err
	}
	defer stop()
	in := newInput(o.scale())
	var all []result
	for _, d := range databases() {
		if !o.wants(o.databases, d.name) {
			continue
		}
		results, err := o.runDatabase(ctx, d, in)
		if err != nil {
			return err
		}
		all = append(all, results...)
	}
	if o.json || o.partial() {
		return nil
	}
	grown, err := growthSeries(ctx, o.effort().least)
	if err != nil {
		return err
	}
	return (&page{conditions: conditions(ctx, o), results: all, growth: grown}).write()
}

// partial tells whether a flag leaves something out: the page would have holes.
func (o *options) partial() bool { return len(o.cases)+len(o.databases)+len(o.only) > 0 }

func (o *options) runDatabase(ctx context.Context, d database, in *input) (all []result, err error) {
	dir, err := os.MkdirTemp("", "azoth-bench")
	if err != nil {
		return nil, err
	}
	defer os.RemoveAll(dir)
	a := &arena{database: d, in: in, effort: o.effort()}
	if o.quick {
		a.short = newInput(in.scale.shortInsert())
	}
	defer a.close()
	if err := a.open(ctx, o, dir); err != nil {
		return nil, err
	}
	for _, tc := range cases() {
		if !o.wants(o.cases, tc.name) || tc.servers && !d.shared {
			continue
		}
		runs, err := a.measure(ctx, tc)
		if err != nil {
			return nil, err
		}
		r := newResult(tc.name, d.name, runs)
		o.print(r)
		all = append(all, r)
	}
	compiled, err := o.compile(ctx, d, d.placeOf("compile", o.url(d.name), dir))
	for _, r := range compiled {
		o.print(r)
	}
	return append(all, compiled...), err
}

func (o *options) print(r result) {
	if o.json {
		line, _ := json.Marshal(r)
		fmt.Println(string(line))
		return
	}
	fmt.Fprintln(os.Stderr, r.text())
}

func (a *arena) open(ctx context.Context, o *options, dir string) error {
	for _, open := range openers(a.database.name) {
		if !o.wants(o.only, open.name) {
			continue
		}
		c, err := open.open(ctx, a.database.placeOf(open.name, o.url(a.database.name), dir))
		if errors.Is(err, errNotOffered) {
			continue
		}
		if err != nil {
			return fmt.Errorf("%s: %w", open.name, err)
		}
		a.contenders = append(a.contenders, c)
		if a.database.shared && len(a.contenders) > 1 {
			continue
		}
		if err := a.database.create(ctx, c); err != nil {
			return err
		}
	}
	return a.database.sameSettings(ctx, a.contenders)
}

func (a *arena) close() {
	for _, c := range slices.Backward(a.contenders) {
		if err := c.close(); err != nil {
			fmt.Fprintln(os.Stderr, "bench:", c.name(), err)
		}
	}
}
