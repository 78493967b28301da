package main

import (
	"context"
	"fmt"
	"slices"
)

// scale is how much work the cases do.
type scale struct {
	rows, gets, updates, singles, mixed, stream int
	authors, books                              int
}

func fullScale() scale {
	return scale{rows: 100_000, gets: 10_000, updates: 10_000, singles: 2_000, mixed: 2_000, stream: 1_000_000, authors: 1000, books: 10}
}

func quickScale() scale {
	return scale{rows: 100_000, gets: 1_000, updates: 10_000, singles: 300, mixed: 320, stream: 100_000, authors: 1000, books: 10}
}

// testCase is one piece of work that every contender does.
type testCase struct {
	name  string
	title string
	// fill puts the rows there that the work reads; it runs before every run of a case that writes.
	fill   func(ctx context.Context, d database, c contender, s scale) error
	writes bool
	// reads names what fill puts there: cases that read the same follow each other.
	reads func(s scale) string
	run   func(ctx context.Context, c contender, in *input) (tally, error)
	// rows is what one run is divided by, and want what the contender must have seen.
	rows func(s scale) int
	want func(in *input) tally
	// table and texts are what the database is asked about after a run that writes.
	tables []tableTexts
	// kept judges what is in the tables, if that is not what the contender saw.
	kept func(in *input, inTables tally) error
	// servers says that the case is for databases behind a server.
	servers bool
}

type tableTexts struct {
	name  string
	texts []string
}

var (
	customerTable = []tableTexts{{"customer", []string{"name", "description"}}}
	familyTables  = []tableTexts{{"author", []string{"name"}}, {"book", []string{"title"}}}
)

func cases() []testCase {
	return slices.Concat(readingCases(), writingCases(), concurrentCases())
}

func readingCases() []testCase {
	return []testCase{
		{
			name: "load", reads: rowsThere, title: "load 100k objects", fill: fillRows, rows: func(s scale) int { return s.rows },
			run:  func(ctx context.Context, c contender, _ *input) (tally, error) { return c.load(ctx) },
			want: func(in *input) tally { return sumTexts(in.customers) },
		},
		{
			name: "columns", reads: rowsThere, title: "read 3 columns × 100k", fill: fillRows, rows: func(s scale) int { return s.rows },
			run:  func(ctx context.Context, c contender, _ *input) (tally, error) { return c.columns(ctx) },
			want: func(in *input) tally { return sumTexts(in.customers) },
		},
		{
			name: "get", reads: rowsThere, title: "get by primary key", fill: fillRows, rows: func(s scale) int { return s.gets },
			run:  func(ctx context.Context, c contender, in *input) (tally, error) { return c.get(ctx, in.ids) },
			want: func(in *input) tally { return sumOfIDs(in) },
		},
		{
			name: "iter", reads: streamThere, title: "stream rows", fill: fillStream, rows: func(s scale) int { return s.stream },
			run:  func(ctx context.Context, c contender, _ *input) (tally, error) { return c.iter(ctx) },
			want: func(in *input) tally { return sumStream(in.scale.stream) },
		},
		{
			name: "selectin", reads: familyThere, title: "1,000 × 10, select-in", fill: fillFamily, rows: familyRows,
			run:  func(ctx context.Context, c contender, _ *input) (tally, error) { return c.selectIn(ctx) },
			want: func(in *input) tally { return sumFamily(in) },
		},
		{
			name: "joined", reads: familyThere, title: "1,000 × 10, joined", fill: fillFamily, rows: func(s scale) int { return s.authors * s.books },
			run:  func(ctx context.Context, c contender, _ *input) (tally, error) { return c.joined(ctx) },
			want: func(in *input) tally { return sumFamily(in) },
		},
	}
}

func writingCases() []testCase {
	return []testCase{
		{
			name: "insert", title: "insert 100k objects", fill: fillNothing, writes: true, rows: func(s scale) int { return s.rows },
			run:    func(ctx context.Context, c contender, in *input) (tally, error) { return c.insert(ctx, in.customers) },
			want:   func(in *input) tally { return sumTexts(in.customers) },
			tables: customerTable,
		},
		{
			name: "graph", title: "insert 1,000 × 10", fill: fillNothing, writes: true, rows: familyRows,
			run: func(ctx context.Context, c contender, in *input) (tally, error) {
				return c.graph(ctx, in.parents, in.children)
			},
			want:   func(in *input) tally { return sumFamily(in) },
			tables: familyTables,
		},
		{
			name: "update", title: "load, change, flush", fill: fillUpdates, writes: true, rows: func(s scale) int { return s.updates },
			run:    func(ctx context.Context, c contender, _ *input) (tally, error) { return c.update(ctx, updateSuffix) },
			want:   sumUpdated,
			tables: customerTable,
		},
		{
			name: "single", title: "insert 1 object a transaction", fill: fillNothing, writes: true, rows: func(s scale) int { return s.singles },
			run: func(ctx context.Context, c contender, in *input) (tally, error) {
				return c.single(ctx, in.customers[:in.scale.singles])
			},
			want:   func(in *input) tally { return sumTexts(in.customers[:in.scale.singles]) },
			tables: customerTable,
		},
	}
}

const updateSuffix = " changed"

func familyRows(s scale) int { return s.authors * (s.books + 1) }

func fillRows(ctx context.Context, d database, c contender, s scale) error {
	return d.customers(ctx, c, s.rows)
}

func rowsThere(s scale) string   { return fmt.Sprint(s.rows, " customers") }
func streamThere(s scale) string { return fmt.Sprint(s.stream, " customers") }
func familyThere(scale) string   { return "families" }

func fillUpdates(ctx context.Context, d database, c contender, s scale) error {
	return d.customers(ctx, c, s.updates)
}

func fillStream(ctx context.Context, d database, c contender, s scale) error {
	return d.customers(ctx, c, s.stream)
}

func fillFamily(ctx context.Context, d database, c contender, s scale) error {
	return d.family(ctx, c, s.authors, s.books)
}

func fillNothing(ctx context.Context, d database, c contender, _ scale) error { return d.clear(ctx, c) }

// input is what the contenders are given, made once before any clock starts.
type input struct {
	scale     scale
	customers []text
	ids       []int64
	parents   []string
	children  [][]string
}

func newInput(s scale) *input {
	in := &input{scale: s, customers: customerTexts(max(s.rows, s.updates, s.singles, s.mixed)), ids: make([]int64, s.gets)}
	for i := range in.ids {
		in.ids[i] = int64(i)*7919%int64(s.rows) + 1 // all over the table, none twice
	}
	in.parents, in.children = familyTexts(s.authors, s.books)
	return in
}

// sumTexts is the tally of rows 1 to n.
func sumTexts(all []text) (t tally) {
	for i, r := range all {
		t.add(int64(i+1), r.name, r.description)
	}
	return t
}

func sumOfIDs(in *input) (t tally) {
	for _, id := range in.ids {
		t.add(id, in.customers[id-1].name, in.customers[id-1].description)
	}
	return t
}

func sumStream(n int) (t tally) {
	for i := range n {
		t.add(int64(i+1), fmt.Sprintf("customer name %d", i+1), fmt.Sprintf("customer description %d", i+1))
	}
	return t
}

func sumFamily(in *input) (t tally) {
	authors := len(in.parents)
	for i, name := range in.parents {
		t.add(int64(i+1), name)
		for j, title := range in.children[i] {
			t.add(int64(j*authors+i+1), title)
		}
	}
	return t
}

func sumUpdated(in *input) tally {
	t := sumTexts(in.customers[:in.scale.updates])
	t.bytes += int64(len(updateSuffix)) * t.rows
	return t
}

// shortInsert is s with a tenth of the rows.
func (s scale) shortInsert() scale {
	s.rows /= 10
	s.gets = 0
	return s
}
