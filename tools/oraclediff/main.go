package main

import (
	"context"
	"encoding/json"
	"errors"
	"flag"
	"fmt"
	"io"
	"maps"
	"os"
	"slices"
	"strings"

	"github.com/azoth-orm/azoth/dialect"
	_ "github.com/azoth-orm/azoth/driver/mysql"
	_ "github.com/azoth-orm/azoth/driver/pgx"
	_ "github.com/azoth-orm/azoth/driver/sqlite"
	"github.com/azoth-orm/azoth/expr"
)

func main() {
	var o options
	flag.IntVar(&o.n, "n", 5000, "how many statements")
	flag.IntVar(&o.first, "first", 0, "the number of the first one")
	flag.Uint64Var(&o.seed, "seed", 1, "where they come from")
	flag.StringVar(&o.python, "python", "python3", "the Python that has SQLAlchemy")
	flag.StringVar(&o.script, "script", "tools/oraclediff/oracle.py", "oracle.py")
	flag.BoolVar(&o.verbose, "v", false, "print every statement that differs or is refused")
	flag.Parse()
	o.urls = map[string]string{
		"sqlite": "sqlite:///:memory:", "postgresql": os.Getenv("AZOTH_TEST_POSTGRESQL"), "mariadb": os.Getenv("AZOTH_TEST_MYSQL"),
	}
	r, err := compare(context.Background(), o)
	if err != nil {
		fmt.Fprintln(os.Stderr, err)
		os.Exit(2)
	}
	r.print(os.Stdout)
	if r.failed() {
		os.Exit(1)
	}
}

type options struct {
	n, first       int
	seed           uint64
	python, script string
	urls           map[string]string // a database without one is left out
	verbose        bool
}

// compare draws the statements and runs them.
func compare(ctx context.Context, o options) (r *report, err error) {
	r = &report{options: o, refused: map[string]int{}, reasons: map[string]int{}, theirs: map[string]int{}, kinds: map[string]*textKind{}}
	py, err := startOracle(o.python, o.script)
	if err != nil {
		return nil, err
	}
	defer func() { err = errors.Join(err, py.close()) }()
	r.version = py.version
	for _, name := range slices.Sorted(maps.Keys(o.urls)) {
		if o.urls[name] == "" {
			continue
		}
		d, err := open(ctx, name, o.urls[name])
		if err != nil {
			return nil, err
		}
		defer func() { err = errors.Join(err, d.close(ctx)) }()
		r.databases = append(r.databases, d)
	}
	for i := range o.n {
		s := statement(o.seed, o.first+i, py.legacy())
		answers, err := py.ask(s)
		if err != nil {
			return nil, fmt.Errorf("oraclediff: statement %d: %w", s.Number, err)
		}
		for _, d := range r.databases {
			r.one(ctx, d, s, answers[d.name])
		}
	}
	return r, nil
}

// report counts what was found.
type report struct {
	options
	version   string
	databases []*database
	run       int // statements, once a database
	rows      int
	refused   map[string]int // by database
	reasons   map[string]int
	theirs    map[string]int // texts of SQLAlchemy that a database refuses, while it takes ours
	broken    int
	different []string
	texts     int
	equal     int
	kinds     map[string]*textKind
}

// failed tells whether anything differs, or is so often refused that little was compared.
func (r *report) failed() bool {
	for _, d := range r.databases {
		if 10*(r.refused[d.name]+r.theirs[d.name]) > r.n {
			return true
		}
	}
	return len(r.different) > 0 || r.broken > 0
}

// textKind is a way in which texts differ.
type textKind struct {
	count        int
	ours, theirs string
}

// one builds a statement, runs it as both libraries write it, and compares.
func (r *report) one(ctx context.Context, d *database, s *stmt, a answer) {
	r.run++
	if a.Broken != "" {
		r.broken++
		r.tell(d, s, "broken: "+a.Broken, "", a)
		return
	}
	st, err := newBuilder(d.catalogue, d.name).statement(s)
	if err != nil {
		r.broken++
		r.tell(d, s, "broken: "+err.Error(), "", a)
		return
	}
	sql := r.text(d, st, a)
	ours := d.run(ctx, st, s.table)
	theirs := outcome{err: errors.New(a.Error)}
	if a.Error == "" {
		theirs = d.run(ctx, &expr.TextQuery{Text: expr.NewText(a.Literal), Result: st.ResultType()}, s.table)
	}
	r.rows += len(ours.rows)
	r.literals(ctx, d, s, st, ours)
	if ours.err != nil && theirs.err != nil {
		r.refused[d.name]++
		r.reasons[d.name+": "+reason(ours.err)]++
	}
	if ours.err == nil && errors.Is(theirs.err, dialect.ErrProgramming) {
		r.theirs[d.name]++
		r.reasons[d.name+", only theirs: "+reason(theirs.err)]++
		r.tell(d, s, "only theirs is refused: "+theirs.err.Error(), sql, a)
	} else if diff := differ(ours, theirs, s.total); diff != "" {
		r.different = append(r.different, fmt.Sprintf("%s %d: %s", d.name, s.Number, diff))
		r.tell(d, s, diff, sql, a)
	} else if ours.err != nil && r.verbose {
		r.tell(d, s, "refused: "+ours.err.Error(), sql, a)
	}
}

// literals runs our own text with literals in it: it must give what the bound values give.
func (r *report) literals(ctx context.Context, d *database, s *stmt, st expr.Statement, ours outcome) {
	c, err := dialect.Literal(d.engine.Dialect()).CompileElement(st)
	inlined := outcome{err: err}
	if err == nil {
		inlined = d.run(ctx, &expr.TextQuery{Text: expr.NewText(c.SQL), Result: st.ResultType()}, s.table)
	}
	if inlined.err != nil && d.name == "postgresql" && strings.Contains(inlined.err.Error(), "has type unknown") {
		return // a text alone, of which PostgreSQL knows no type
	}
	if diff := differ(ours, inlined, s.total); diff != "" {
		r.different = append(r.different, fmt.Sprintf("%s %d, with literals: %s", d.name, s.Number, diff))
		r.tell(d, s, "with literals: "+diff, c.SQL, answer{})
	}
}

// reason is the first line of an error.
func reason(err error) string {
	s, _, _ := strings.Cut(err.Error(), "\n")
	return s
}

func (r *report) tell(d *database, s *stmt, what, sql string, a answer) {
	if !r.verbose {
		return
	}
	fmt.Printf("\n== %s, statement %d (seed %d): %s\nours:   %s\ntheirs: %s%s\n", d.name, s.Number, r.seed, what, sql, a.Literal, a.Error)
	if sql == "" {
		b, _ := json.Marshal(s)
		fmt.Printf("%s\n", b)
	}
}

// text compares the texts, and gives ours.
func (r *report) text(d *database, st expr.Statement, a answer) string {
	c, err := d.engine.Dialect().CompileElement(st)
	if a.Text == "" && a.TextError == "" || err != nil && a.Text == "" {
		return c.SQL
	}
	r.texts++
	ours, theirs := c.SQL, a.Text
	if err != nil {
		ours = "error " + err.Error()
	}
	if ours == theirs {
		r.equal++
		return ours
	}
	kind := d.name + ": " + kindOf(ours, theirs)
	k := r.kinds[kind]
	if k == nil {
		k = &textKind{ours: ours, theirs: theirs}
		r.kinds[kind] = k
	}
	k.count++
	if len(ours) < len(k.ours) {
		k.ours, k.theirs = ours, theirs
	}
	return ours
}

func (r *report) print(w io.Writer) {
	fmt.Fprintf(w, "SQLAlchemy %s, seed %d, statements %d to %d:\n", r.version, r.seed, r.first, r.first+r.n-1)
	fmt.Fprintf(w, "%d executions, %d rows, %d differing results, %d broken\n", r.run, r.rows, len(r.different), r.broken)
	for _, d := range r.databases {
		fmt.Fprintf(w, "refused by both on %s: %d (%.1f %%)\n", d.name, r.refused[d.name], 100*float64(r.refused[d.name])/float64(max(r.n, 1)))
		fmt.Fprintf(w, "refused as SQLAlchemy writes it only on %s: %d (%.1f %%)\n", d.name, r.theirs[d.name], 100*float64(r.theirs[d.name])/float64(max(r.n, 1)))
	}
	fmt.Fprintf(w, "%d texts compared, %d equal, %d kinds of differences\n", r.texts, r.equal, len(r.kinds))
	for _, k := range byCount(r.kinds, func(k *textKind) int { return k.count }) {
		fmt.Fprintf(w, "%6d  %s\n", r.kinds[k].count, k)
		if r.verbose {
			fmt.Fprintf(w, "        ours:   %s\n        theirs: %s\n", r.kinds[k].ours, r.kinds[k].theirs)
		}
	}
	for _, k := range byCount(r.reasons, func(n int) int { return n }) {
		fmt.Fprintf(w, "refused %d: %s\n", r.reasons[k], k)
	}
	for _, d := range r.different {
		fmt.Fprintln(w, "DIFFERENT", d)
	}
}

func byCount[T any](m map[string]T, count func(T) int) []string {
	return slices.SortedFunc(maps.Keys(m), func(a, b string) int {
		if x, y := count(m[a]), count(m[b]); x != y {
			return y - x
		}
		if a < b {
			return -1
		}
		return 1
	})
}
