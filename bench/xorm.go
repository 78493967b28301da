package main

import (
	"context"
	"fmt"

	"xorm.io/xorm"
	"xorm.io/xorm/core"
	"xorm.io/xorm/dialects"
	"xorm.io/xorm/log"
	"xorm.io/xorm/names"
)

type (
	xormCustomer struct {
		ID          int64  `xorm:"'id' pk autoincr"`
		Name        string `xorm:"'name'"`
		Description string `xorm:"'description'"`
	}
	xormAuthor struct {
		ID    int64      `xorm:"'id' pk autoincr"`
		Name  string     `xorm:"'name'"`
		Books []xormBook `xorm:"-"`
	}
	xormBook struct {
		ID       int64  `xorm:"'id' pk autoincr"`
		AuthorID int64  `xorm:"'author_id'"`
		Title    string `xorm:"'title'"`
	}
	xormJoined struct {
		Author xormAuthor `xorm:"extends"`
		Book   xormBook   `xorm:"extends"`
	}
)

func (xormCustomer) TableName() string { return "customer" }
func (xormAuthor) TableName() string   { return "author" }
func (xormBook) TableName() string     { return "book" }

// xormORM is xorm without its cache and log, and with prepared statements in sessions that run one over and over. Its INSERT of many rows
// does not bring the keys back: where they are wanted rows go one by one.
type xormORM struct {
	sqlBase
	orm *xorm.Engine
}

func openXORM(_ context.Context, p place) (contender, error) {
	option := prepared
	if p.kind == mariadb {
		option = unprepared // for what is not prepared: a statement with values would be prepared for one use
	}
	db, err := openSQL(p, option)
	if err != nil {
		return nil, err
	}
	driver, source := "sqlite", "file::memory:"
	switch p.kind {
	case postgresql:
		driver, source = "pgx", p.url
	case mariadb:
		config, err := mysqlConfig(p.url)
		if err != nil {
			return nil, err
		}
		driver, source = "mysql", config.FormatDSN()
	}
	dialect, err := dialects.OpenDialect(driver, source)
	if err != nil {
		return nil, err
	}
	orm, err := xorm.NewEngineWithDialectAndDB(driver, source, dialect, core.FromDB(db))
	if err != nil {
		return nil, err
	}
	orm.SetMapper(names.GonicMapper{})
	orm.SetLogLevel(log.LOG_OFF)
	return &xormORM{sqlBase: sqlBase{db: db}, orm: orm}, nil
}

func (x *xormORM) name() string { return "xorm" }

func sumXORM(all []xormCustomer) (t tally) {
	for i := range all {
		t.add(all[i].ID, all[i].Name, all[i].Description)
	}
	return t
}

func sumXORMAuthors(all []xormAuthor) (t tally) {
	for _, a := range all {
		t.add(a.ID, a.Name)
		for _, b := range a.Books {
			t.add(b.ID, b.Title)
		}
	}
	return t
}

func (x *xormORM) load(ctx context.Context) (tally, error) {
	var all []xormCustomer
	err := x.orm.Context(ctx).Find(&all)
	return sumXORM(all), err
}

func (x *xormORM) columns(ctx context.Context) (tally, error) {
	var all []xormCustomer
	err := x.orm.Context(ctx).Cols("id", "name", "description").Find(&all)
	return sumXORM(all), err
}

func (x *xormORM) get(ctx context.Context, ids []int64) (t tally, err error) {
	s := x.orm.NewSession().Context(ctx)
	defer s.Close()
	for _, id := range ids {
		var c xormCustomer
		found, err := s.Prepare().ID(id).Get(&c)
		if err != nil || !found {
			return t, fmt.Errorf("customer %d: %t, %w", id, found, err)
		}
		t.add(c.ID, c.Name, c.Description)
	}
	return t, nil
}

// selectIn is two statements by hand: xorm loads no collections.
func (x *xormORM) selectIn(ctx context.Context) (tally, error) {
	var all []xormAuthor
	if err := x.orm.Context(ctx).Find(&all); err != nil {
		return tally{}, err
	}
	ids, at := make([]int64, len(all)), make(map[int64]int, len(all))
	for i, a := range all {
		ids[i], at[a.ID] = a.ID, i
	}
	for start := 0; start < len(ids); start += inChunk {
		var books []xormBook
		if err := x.orm.Context(ctx).In("author_id", ids[start:min(start+inChunk, len(ids))]).Find(&books); err != nil {
			return tally{}, err
		}
		for _, b := range books {
			a := &all[at[b.AuthorID]]
			a.Books = append(a.Books, b)
		}
	}
	return sumXORMAuthors(all), nil
}

func (x *xormORM) joined(ctx context.Context) (tally, error) {
	var rows []xormJoined
	if err := x.orm.Context(ctx).Table("author").Join("LEFT", "book", "book.author_id = author.id").Find(&rows); err != nil {
		return tally{}, err
	}
	var all shelf
	for _, r := range rows {
		all.put(r.Author.ID, r.Author.Name, &book{ID: r.Book.ID, AuthorID: r.Book.AuthorID, Title: r.Book.Title})
	}
	return sumAuthors(all.authors), nil
}

// transact runs f in a transaction of a session, which keeps the statements that it prepares until it is closed.
func (x *xormORM) transact(ctx context.Context, f func(s *xorm.Session) error) error {
	s := x.orm.NewSession().Context(ctx)
	defer s.Close()
	if err := s.Begin(); err != nil {
		return err
	}
	if err := f(s); err != nil {
		return err
	}
	return s.Commit()
}

func (x *xormORM) insert(ctx context.Context, rows []text) (tally, error) {
	all := make([]xormCustomer, len(rows))
	err := x.transact(ctx, func(s *xorm.Session) error {
		for i, r := range rows {
			all[i] = xormCustomer{Name: r.name, Description: r.description}
			if _, err := s.Prepare().Insert(&all[i]); err != nil {
				return err
			}
		}
		return nil
	})
	return sumXORM(all), err
}

func (x *xormORM) graph(ctx context.Context, parents []string, children [][]string) (tally, error) {
	all := make([]xormAuthor, len(parents))
	err := x.transact(ctx, func(s *xorm.Session) error {
		for i, name := range parents {
			all[i] = xormAuthor{Name: name, Books: make([]xormBook, len(children[i]))}
			if _, err := s.Prepare().Insert(&all[i]); err != nil {
				return err
			}
			for j, title := range children[i] {
				b := &all[i].Books[j]
				*b = xormBook{AuthorID: all[i].ID, Title: title}
				if _, err := s.Prepare().Insert(b); err != nil {
					return err
				}
			}
		}
		return nil
	})
	return sumXORMAuthors(all), err
}

func (x *xormORM) update(ctx context.Context, suffix string) (tally, error) {
	var all []xormCustomer
	if err := x.orm.Context(ctx).Find(&all); err != nil {
		return tally{}, err
	}
	err := x.transact(ctx, func(s *xorm.Session) error {
		for i := range all {
			c := &all[i]
			c.Name += suffix
			if _, err := s.Prepare().ID(c.ID).Cols("name").Update(c); err != nil {
				return err
			}
		}
		return nil
	})
	return sumXORM(all), err
}

func (x *xormORM) single(ctx context.Context, rows []text) (t tally, err error) {
	s := x.orm.NewSession().Context(ctx)
	defer s.Close()
	for _, r := range rows {
		c := xormCustomer{Name: r.name, Description: r.description}
		if _, err := s.Prepare().Insert(&c); err != nil {
			return t, err
		}
		t.add(c.ID, c.Name, c.Description)
	}
	return t, nil
}

func (x *xormORM) iter(ctx context.Context) (t tally, err error) {
	rows, err := x.orm.Context(ctx).Rows(&xormCustomer{})
	if err != nil {
		return t, err
	}
	defer rows.Close()
	for rows.Next() {
		var c xormCustomer
		if err := rows.Scan(&c); err != nil {
			return t, err
		}
		t.add(c.ID, c.Name, c.Description)
	}
	return t, rows.Err()
}

// mixed prepares nothing: a session keeps its statements for itself, and ends with the transaction.
func (x *xormORM) mixed(ctx context.Context, id int64, row text) (t tally, err error) {
	err = x.transact(ctx, func(s *xorm.Session) error {
		var one xormCustomer
		found, err := s.ID(id).Get(&one)
		if err != nil || !found {
			return fmt.Errorf("customer %d: %t, %w", id, found, err)
		}
		var some []xormCustomer
		if err := s.Where("id BETWEEN ? AND ?", id, id+mixedRange-1).Find(&some); err != nil {
			return err
		}
		t = sumXORM(some)
		t.add(one.ID, one.Name, one.Description)
		_, err = s.Insert(&xormCustomer{Name: row.name, Description: row.description})
		return err
	})
	return t, err
}

// plods is true on servers, where each INSERT is a round trip.
func (x *xormORM) plods(kind string) bool { return kind == postgresql || kind == mariadb }
