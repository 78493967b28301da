package main

import (
	"context"
	"fmt"
	"slices"

	"github.com/azoth-orm/azoth"
	_ "github.com/azoth-orm/azoth/driver/mysql"
	_ "github.com/azoth-orm/azoth/driver/pgx"
	_ "github.com/azoth-orm/azoth/driver/sqlite"
	"github.com/azoth-orm/azoth/engine"
	"github.com/azoth-orm/azoth/orm"
)

// azothORM is Azoth as its tutorial uses it: declared tables, a session for each piece of work, and nothing tuned but the size of the
// pool, which is the same for all.
type azothORM struct {
	engine *azoth.Engine
	db     *orm.DB
}

func openAzoth(ctx context.Context, p place) (contender, error) {
	e, err := azoth.Open(p.azothURL(), engine.PoolSize(p.poolSize()), engine.PoolOverflow(0))
	if err != nil {
		return nil, err
	}
	a := &azothORM{engine: e, db: orm.New(e, base)}
	if p.kind == sqliteFile {
		return a, a.exec(ctx, "PRAGMA synchronous=NORMAL") // of the one connection that there is
	}
	return a, nil
}

func (p place) azothURL() string {
	switch p.kind {
	case sqliteMemory:
		return "sqlite:///:memory:"
	case sqliteFile:
		return "sqlite:///" + p.file + "?journal_mode=wal"
	}
	return p.url
}

func (a *azothORM) name() string { return "azoth" }
func (a *azothORM) close() error { return a.engine.Close() }

func (a *azothORM) exec(ctx context.Context, sql string) error {
	_, err := azoth.Text[int64](sql).Exec(ctx, a.engine)
	return err
}

type azothTally struct{ N, Total, Bytes int64 }

func (a *azothORM) query(ctx context.Context, sql string) (tally, error) {
	t, err := azoth.Text[azothTally](sql).One(ctx, a.engine)
	return tally{t.N, t.Total, t.Bytes}, err
}

func (a *azothORM) load(ctx context.Context) (tally, error) {
	s := a.db.Session()
	defer s.Close()
	all, err := azoth.Select(customers).All(ctx, s)
	return sumCustomers(all), err
}

func (a *azothORM) columns(ctx context.Context) (t tally, err error) {
	s := a.db.Session()
	defer s.Close()
	all, err := azoth.Select3(customers.ID, customers.Name, customers.Description).All(ctx, s)
	for _, r := range all {
		t.add(r.V1, r.V2, r.V3)
	}
	return t, err
}

// getsPerSession is how many objects a session gets: a unit of work. One that holds thousands compares them all before each Get.
const getsPerSession = 100

func (a *azothORM) get(ctx context.Context, ids []int64) (t tally, err error) {
	for some := range slices.Chunk(ids, getsPerSession) {
		got, err := a.getSome(ctx, some)
		if err != nil {
			return t, err
		}
		t.plus(got)
	}
	return t, nil
}

func (a *azothORM) getSome(ctx context.Context, ids []int64) (t tally, err error) {
	s := a.db.Session()
	defer s.Close()
	for _, id := range ids {
		c, err := orm.Get(ctx, s, customers, id)
		if err != nil {
			return t, err
		}
		t.add(c.ID, c.Name, c.Description)
	}
	return t, nil
}

func (a *azothORM) selectIn(ctx context.Context) (tally, error) {
	s := a.db.Session()
	defer s.Close()
	all, err := azoth.Select(authors).Options(orm.SelectIn(authors.Books)).All(ctx, s)
	return sumAuthors(all), err
}

func (a *azothORM) joined(ctx context.Context) (tally, error) {
	s := a.db.Session()
	defer s.Close()
	all, err := azoth.Select(authors).Options(orm.Joined(authors.Books)).All(ctx, s)
	return sumAuthors(all), err
}

func (a *azothORM) insert(ctx context.Context, rows []text) (tally, error) {
	all := newCustomers(rows)
	s := a.db.Session()
	defer s.Close()
	s.Add(all)
	err := s.Commit(ctx)
	return sumCustomers(all), err
}

func (a *azothORM) graph(ctx context.Context, parents []string, children [][]string) (tally, error) {
	all := newAuthors(parents, children)
	s := a.db.Session()
	defer s.Close()
	s.Add(all)
	err := s.Commit(ctx)
	return sumAuthors(all), err
}

func (a *azothORM) update(ctx context.Context, suffix string) (tally, error) {
	s := a.db.Session()
	defer s.Close()
	all, err := azoth.Select(customers).All(ctx, s)
	for _, c := range all {
		c.Name += suffix
	}
	if err == nil {
		err = s.Commit(ctx)
	}
	return sumCustomers(all), err
}

func (a *azothORM) single(ctx context.Context, rows []text) (t tally, err error) {
	for _, r := range rows {
		c := &customer{Name: r.name, Description: r.description}
		s := a.db.Session()
		s.Add(c)
		if err := s.Commit(ctx); err != nil {
			return t, err
		}
		if err := s.Close(); err != nil {
			return t, err
		}
		t.add(c.ID, c.Name, c.Description)
	}
	return t, nil
}

func (a *azothORM) iter(ctx context.Context) (t tally, err error) {
	for c, err := range azoth.Select(customers).Options(orm.Untracked(customers)).Iter(ctx, a.db) {
		if err != nil {
			return t, fmt.Errorf("row %d: %w", t.rows, err)
		}
		t.add(c.ID, c.Name, c.Description)
	}
	return t, nil
}

func (a *azothORM) mixed(ctx context.Context, id int64, row text) (tally, error) {
	var t tally
	s := a.db.Session()
	defer s.Close()
	one, err := orm.Get(ctx, s, customers, id)
	if err != nil {
		return t, err
	}
	some, err := azoth.Select(customers).Where(customers.ID.Between(id, id+mixedRange-1)).All(ctx, s)
	if err != nil {
		return t, err
	}
	t = sumCustomers(some)
	t.add(one.ID, one.Name, one.Description)
	s.Add(&customer{Name: row.name, Description: row.description})
	return t, s.Commit(ctx)
}
