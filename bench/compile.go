package main

import (
	"context"
	"errors"
	"runtime"
	"time"

	"github.com/azoth-orm/azoth"
	"github.com/azoth-orm/azoth/engine"
	"github.com/azoth-orm/azoth/expr"
	"github.com/azoth-orm/azoth/fn"
)

// compileCase builds a statement and takes it as far as the driver. Azoth runs it in whole, on a driver that answers nothing; SQLAlchemy
// builds and compiles it and runs nothing, which is to its advantage.
type compileCase struct {
	name, size string // size names the statement in Python
	cached     bool
	run        func(ctx context.Context, e *azoth.Engine) error
}

func compileCases() []compileCase {
	return []compileCase{
		{"compile", "small", true, runSmall},
		{"compile-large", "large", true, runLarge},
		{"compile-uncached", "small", false, runSmall},
		{"compile-large-uncached", "large", false, runLarge},
	}
}

func (c compileCase) title() string {
	if c.cached {
		return "compile a " + c.size + " SELECT, cached"
	}
	return "compile a " + c.size + " SELECT, not cached"
}

func runSmall(ctx context.Context, e *azoth.Engine) error {
	_, err := azoth.Select(customers).Where(customers.ID.Eq(7)).All(ctx, e)
	return err
}

func runLarge(ctx context.Context, e *azoth.Engine) error {
	_, err := largeSelect().All(ctx, e)
	return err
}

func largeSelect() expr.Select[expr.Row3[int64, string, int64]] {
	return azoth.Select3(authors.ID, authors.Name, fn.Count(books.ID).As("books")).
		Join(books, azoth.Eq(books.AuthorID, authors.ID)).
		Where(azoth.Or(authors.Name.Like("a%"), authors.Name.Eq("b")), authors.ID.Between(1, 1000)).
		Where(books.Title.Ne("c"), books.ID.Gt(5)).
		GroupBy(authors.ID, authors.Name).
		Having(fn.Count(books.ID).Gt(2)).
		OrderBy(authors.Name.Desc(), authors.ID).
		Limit(10).
		Offset(20)
}

// compile measures the cases on the dialect of one kind of database.
func (o *options) compile(ctx context.Context, d database, p place) (all []result, err error) {
	url := p.azothURL()
	e, err := azoth.Open(url, engine.Connector(noDatabase{}))
	if err != nil {
		return nil, err
	}
	defer func() { err = errors.Join(err, e.Close()) }()
	python, err := o.compilingPython(ctx, p)
	if err != nil {
		return nil, err
	}
	if python != nil {
		defer func() { err = errors.Join(err, python.close()) }()
	}
	for _, c := range compileCases() {
		if !o.wants(o.cases, c.name) && !o.wants(o.cases, "compile") {
			continue
		}
		r, err := c.measure(ctx, e, o.effort().least)
		if err == nil && python != nil {
			r.SQLAlchemy, err = c.measurePython(python, o.effort().least)
		}
		if err != nil {
			return nil, err
		}
		r.DB = d.name
		all = append(all, r)
	}
	return all, nil
}

// compilingPython is SQLAlchemy, nil if it is not there or not wanted.
func (o *options) compilingPython(ctx context.Context, p place) (*sqlAlchemy, error) {
	if !o.wants(o.only, "sqlalchemy") {
		return nil, nil
	}
	c, err := openSQLAlchemy(ctx, p)
	if errors.Is(err, errNotOffered) {
		return nil, nil
	}
	if err != nil {
		return nil, err
	}
	return c.(*sqlAlchemy), nil
}

// pythonTimes is how often SQLAlchemy compiles in one run.
const pythonTimes = 100

// times is how often a run compiles.
func (c compileCase) times() int {
	if c.cached {
		return 2_000
	}
	return 200
}

func (c compileCase) measure(ctx context.Context, e *azoth.Engine, rounds int) (result, error) {
	m := &measured{contender: "azoth", rows: c.times()}
	for range rounds {
		var before, after runtime.MemStats
		runtime.GC()
		runtime.ReadMemStats(&before)
		start := time.Now()
		for range m.rows {
			if !c.cached {
				e.ClearCache()
			}
			if err := c.run(ctx, e); err != nil {
				return result{}, err
			}
		}
		m.runs = append(m.runs, time.Since(start))
		runtime.ReadMemStats(&after)
		m.mallocs = append(m.mallocs, after.Mallocs-before.Mallocs)
	}
	return newResult(c.name, "", []*measured{m}), nil
}

func (c compileCase) measurePython(s *sqlAlchemy, rounds int) (*float64, error) {
	m := &measured{contender: s.name(), rows: pythonTimes}
	for range rounds {
		if _, err := s.do(command{Do: "compile", Size: c.size, Cached: c.cached, Times: pythonTimes}); err != nil {
			return nil, err
		}
		m.runs = append(m.runs, s.took())
	}
	return newResult(c.name, "", []*measured{m}).SQLAlchemy, nil
}
