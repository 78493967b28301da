package main

import (
	"context"

	gormmysql "gorm.io/driver/mysql"
	gormpostgres "gorm.io/driver/postgres"
	gormsqlite "gorm.io/driver/sqlite"
	"gorm.io/gorm"
	"gorm.io/gorm/clause"
	"gorm.io/gorm/logger"
)

type (
	gormCustomer struct {
		ID                int64
		Name, Description string
	}
	gormAuthor struct {
		ID    int64
		Name  string
		Books []gormBook `gorm:"foreignKey:AuthorID"`
	}
	gormBook struct {
		ID, AuthorID int64
		Title        string
	}
)

func (gormCustomer) TableName() string { return "customer" }
func (gormAuthor) TableName() string   { return "author" }
func (gormBook) TableName() string     { return "book" }

// gormORM is GORM as its page on performance says: no default transactions, CreateInBatches, interpolateParams on MariaDB, and prepared
// statements, by sessions, where there is no transaction: measured, they are faster there, and slower in transactions, with which GORM's
// statements are closed.
type gormORM struct {
	sqlBase
	orm *gorm.DB
}

// prepared is a session that prepares its statements and keeps them.
func (g *gormORM) prepared(ctx context.Context) *gorm.DB {
	return g.orm.Session(&gorm.Session{PrepareStmt: true, Context: ctx})
}

func openGORM(_ context.Context, p place) (contender, error) {
	option := prepared
	if p.kind == mariadb {
		option = unprepared
	}
	db, err := openSQL(p, option)
	if err != nil {
		return nil, err
	}
	dialect := gorm.Dialector(gormsqlite.Dialector{DriverName: "sqlite", Conn: db})
	switch p.kind {
	case postgresql:
		dialect = gormpostgres.New(gormpostgres.Config{Conn: db})
	case mariadb:
		dialect = gormmysql.New(gormmysql.Config{Conn: db})
	}
	o, err := gorm.Open(dialect, &gorm.Config{SkipDefaultTransaction: true, Logger: logger.Discard})
	return &gormORM{sqlBase: sqlBase{db: db}, orm: o}, err
}

func (g *gormORM) name() string { return "gorm" }

func sumGORM(all []gormCustomer) (t tally) {
	for i := range all {
		t.add(all[i].ID, all[i].Name, all[i].Description)
	}
	return t
}

func sumGORMAuthors(all []gormAuthor) (t tally) {
	for _, a := range all {
		t.add(a.ID, a.Name)
		for _, b := range a.Books {
			t.add(b.ID, b.Title)
		}
	}
	return t
}

func (g *gormORM) load(ctx context.Context) (tally, error) {
	var all []gormCustomer
	err := g.orm.WithContext(ctx).Find(&all).Error
	return sumGORM(all), err
}

// columns reads into a smaller struct, GORM's smart select.
func (g *gormORM) columns(ctx context.Context) (t tally, err error) {
	var all []struct {
		ID                int64
		Name, Description string
	}
	err = g.orm.WithContext(ctx).Model(&gormCustomer{}).Select("id", "name", "description").Find(&all).Error
	for _, c := range all {
		t.add(c.ID, c.Name, c.Description)
	}
	return t, err
}

func (g *gormORM) get(ctx context.Context, ids []int64) (t tally, err error) {
	o := g.prepared(ctx)
	for _, id := range ids {
		var c gormCustomer
		if err := o.Take(&c, id).Error; err != nil {
			return t, err
		}
		t.add(c.ID, c.Name, c.Description)
	}
	return t, nil
}

func (g *gormORM) selectIn(ctx context.Context) (tally, error) {
	var all []gormAuthor
	err := g.orm.WithContext(ctx).Preload("Books").Find(&all).Error
	return sumGORMAuthors(all), err
}

// joined is not offered: GORM's Joins does not load collections.

func (g *gormORM) insert(ctx context.Context, rows []text) (tally, error) {
	all := make([]gormCustomer, len(rows))
	for i, r := range rows {
		all[i] = gormCustomer{Name: r.name, Description: r.description}
	}
	err := g.orm.WithContext(ctx).Transaction(func(tx *gorm.DB) error {
		return tx.CreateInBatches(all, batch).Error
	})
	return sumGORM(all), err
}

func (g *gormORM) graph(ctx context.Context, parents []string, children [][]string) (tally, error) {
	all := make([]gormAuthor, len(parents))
	for i, name := range parents {
		all[i] = gormAuthor{Name: name, Books: make([]gormBook, len(children[i]))}
		for j, title := range children[i] {
			all[i].Books[j].Title = title
		}
	}
	err := g.orm.WithContext(ctx).Session(&gorm.Session{CreateBatchSize: batch}).Transaction(func(tx *gorm.DB) error {
		return tx.Create(&all).Error
	})
	return sumGORMAuthors(all), err
}

// update is an upsert, GORM's way to write many rows with a value of their own each in one statement.
func (g *gormORM) update(ctx context.Context, suffix string) (tally, error) {
	var all []gormCustomer
	if err := g.orm.WithContext(ctx).Find(&all).Error; err != nil {
		return tally{}, err
	}
	for i := range all {
		all[i].Name += suffix
	}
	upsert := clause.OnConflict{Columns: []clause.Column{{Name: "id"}}, DoUpdates: clause.AssignmentColumns([]string{"name"})}
	err := g.orm.WithContext(ctx).Transaction(func(tx *gorm.DB) error {
		return tx.Clauses(upsert).CreateInBatches(all, batch).Error
	})
	return sumGORM(all), err
}

func (g *gormORM) single(ctx context.Context, rows []text) (t tally, err error) {
	o := g.prepared(ctx)
	for _, r := range rows {
		c := gormCustomer{Name: r.name, Description: r.description}
		if err := o.Create(&c).Error; err != nil {
			return t, err
		}
		t.add(c.ID, c.Name, c.Description)
	}
	return t, nil
}

func (g *gormORM) iter(ctx context.Context) (t tally, err error) {
	rows, err := g.orm.WithContext(ctx).Model(&gormCustomer{}).Rows()
	if err != nil {
		return t, err
	}
	defer rows.Close()
	for rows.Next() {
		var c gormCustomer
		if err := g.orm.ScanRows(rows, &c); err != nil {
			return t, err
		}
		t.add(c.ID, c.Name, c.Description)
	}
	return t, rows.Err()
}

func (g *gormORM) mixed(ctx context.Context, id int64, row text) (t tally, err error) {
	err = g.orm.WithContext(ctx).Transaction(func(tx *gorm.DB) error {
		var one gormCustomer
		if err := tx.Take(&one, id).Error; err != nil {
			return err
		}
		var some []gormCustomer
		if err := tx.Where("id BETWEEN ? AND ?", id, id+mixedRange-1).Find(&some).Error; err != nil {
			return err
		}
		t = sumGORM(some)
		t.add(one.ID, one.Name, one.Description)
		return tx.Create(&gormCustomer{Name: row.name, Description: row.description}).Error
	})
	return t, err
}
