package main

import (
	"context"
	"slices"

	"github.com/uptrace/bun"
	"github.com/uptrace/bun/dialect/mysqldialect"
	"github.com/uptrace/bun/dialect/pgdialect"
	"github.com/uptrace/bun/dialect/sqlitedialect"
	"github.com/uptrace/bun/schema"
)

type (
	bunCustomer struct {
		bun.BaseModel `bun:"table:customer"`
		ID            int64 `bun:",pk,autoincrement"`
		Name          string
		Description   string
	}
	bunAuthor struct {
		bun.BaseModel `bun:"table:author"`
		ID            int64 `bun:",pk,autoincrement"`
		Name          string
		Books         []*bunBook `bun:"rel:has-many,join:id=author_id"`
	}
	bunBook struct {
		bun.BaseModel `bun:"table:book"`
		ID            int64 `bun:",pk,autoincrement"`
		AuthorID      int64
		Title         string
	}
)

// bunORM is bun as its guide says: on pgx with the simple protocol, since bun writes values into the text, and with bulk inserts and updates.
type bunORM struct {
	sqlBase
	orm  *bun.DB
	bulk bool // UPDATE of many rows by a list of values
}

func openBun(_ context.Context, p place) (contender, error) {
	db, err := openSQL(p, unprepared)
	if err != nil {
		return nil, err
	}
	dialect := schema.Dialect(sqlitedialect.New())
	switch p.kind {
	case postgresql:
		dialect = pgdialect.New()
	case mariadb:
		dialect = mysqldialect.New()
	}
	return &bunORM{sqlBase: sqlBase{db: db}, orm: bun.NewDB(db, dialect), bulk: p.kind != mariadb}, nil
}

func (b *bunORM) name() string { return "bun" }

func sumBun(all []bunCustomer) (t tally) {
	for i := range all {
		t.add(all[i].ID, all[i].Name, all[i].Description)
	}
	return t
}

func sumBunAuthors(all []*bunAuthor) (t tally) {
	for _, a := range all {
		t.add(a.ID, a.Name)
		for _, b := range a.Books {
			t.add(b.ID, b.Title)
		}
	}
	return t
}

func (b *bunORM) load(ctx context.Context) (tally, error) {
	var all []bunCustomer
	err := b.orm.NewSelect().Model(&all).Scan(ctx)
	return sumBun(all), err
}

// columns scans into a slice for each column, which bun does without reflecting on structs.
func (b *bunORM) columns(ctx context.Context) (t tally, err error) {
	var ids []int64
	var names, descriptions []string
	err = b.orm.NewSelect().Model((*bunCustomer)(nil)).Column("id", "name", "description").Scan(ctx, &ids, &names, &descriptions)
	for i, id := range ids {
		t.add(id, names[i], descriptions[i])
	}
	return t, err
}

func (b *bunORM) get(ctx context.Context, ids []int64) (t tally, err error) {
	for _, id := range ids {
		c := &bunCustomer{ID: id}
		if err := b.orm.NewSelect().Model(c).WherePK().Scan(ctx); err != nil {
			return t, err
		}
		t.add(c.ID, c.Name, c.Description)
	}
	return t, nil
}

func (b *bunORM) selectIn(ctx context.Context) (tally, error) {
	var all []*bunAuthor
	err := b.orm.NewSelect().Model(&all).Relation("Books").Scan(ctx)
	return sumBunAuthors(all), err
}

// joined is not offered: bun joins only what is one.

func (b *bunORM) insert(ctx context.Context, rows []text) (tally, error) {
	all := make([]bunCustomer, len(rows))
	for i, r := range rows {
		all[i] = bunCustomer{Name: r.name, Description: r.description}
	}
	err := b.orm.RunInTx(ctx, nil, func(ctx context.Context, tx bun.Tx) error { return bunInsert(ctx, tx, all) })
	return sumBun(all), err
}

func bunInsert[T any](ctx context.Context, tx bun.Tx, all []T) error {
	for chunk := range slices.Chunk(all, batch) {
		if _, err := tx.NewInsert().Model(&chunk).Exec(ctx); err != nil {
			return err
		}
	}
	return nil
}

func (b *bunORM) graph(ctx context.Context, parents []string, children [][]string) (tally, error) {
	all := make([]*bunAuthor, len(parents))
	for i, name := range parents {
		all[i] = &bunAuthor{Name: name}
		for _, title := range children[i] {
			all[i].Books = append(all[i].Books, &bunBook{Title: title})
		}
	}
	err := b.orm.RunInTx(ctx, nil, func(ctx context.Context, tx bun.Tx) error {
		if err := bunInsert(ctx, tx, all); err != nil {
			return err
		}
		var books []*bunBook
		for _, a := range all {
			for _, c := range a.Books {
				c.AuthorID = a.ID
				books = append(books, c)
			}
		}
		return bunInsert(ctx, tx, books)
	})
	return sumBunAuthors(all), err
}

func (b *bunORM) update(ctx context.Context, suffix string) (tally, error) {
	var all []bunCustomer
	if err := b.orm.NewSelect().Model(&all).Scan(ctx); err != nil {
		return tally{}, err
	}
	for i := range all {
		all[i].Name += suffix
	}
	err := b.orm.RunInTx(ctx, nil, func(ctx context.Context, tx bun.Tx) error {
		if b.bulk {
			return bunUpdateBulk(ctx, tx, all)
		}
		return bunUpsert(ctx, tx, all)
	})
	return sumBun(all), err
}

func bunUpdateBulk(ctx context.Context, tx bun.Tx, all []bunCustomer) error {
	for chunk := range slices.Chunk(all, batch) {
		if _, err := tx.NewUpdate().Model(&chunk).Column("name").Bulk().Exec(ctx); err != nil {
			return err
		}
	}
	return nil
}

// bunUpsert is for MariaDB, which does not take the bulk UPDATE.
func bunUpsert(ctx context.Context, tx bun.Tx, all []bunCustomer) error {
	for chunk := range slices.Chunk(all, batch) {
		written := slices.Clone(chunk) // bun puts what it takes for new keys into it
		if _, err := tx.NewInsert().Model(&written).On("DUPLICATE KEY UPDATE").Set("name = VALUES(name)").Exec(ctx); err != nil {
			return err
		}
	}
	return nil
}

func (b *bunORM) single(ctx context.Context, rows []text) (t tally, err error) {
	for _, r := range rows {
		c := &bunCustomer{Name: r.name, Description: r.description}
		if _, err := b.orm.NewInsert().Model(c).Exec(ctx); err != nil {
			return t, err
		}
		t.add(c.ID, c.Name, c.Description)
	}
	return t, nil
}

func (b *bunORM) iter(ctx context.Context) (t tally, err error) {
	rows, err := b.orm.NewSelect().Model((*bunCustomer)(nil)).Rows(ctx)
	if err != nil {
		return t, err
	}
	defer rows.Close()
	for rows.Next() {
		var c bunCustomer
		if err := b.orm.ScanRow(ctx, rows, &c); err != nil {
			return t, err
		}
		t.add(c.ID, c.Name, c.Description)
	}
	return t, rows.Err()
}

func (b *bunORM) mixed(ctx context.Context, id int64, row text) (t tally, err error) {
	err = b.orm.RunInTx(ctx, nil, func(ctx context.Context, tx bun.Tx) error {
		one := &bunCustomer{ID: id}
		if err := tx.NewSelect().Model(one).WherePK().Scan(ctx); err != nil {
			return err
		}
		var some []bunCustomer
		if err := tx.NewSelect().Model(&some).Where("id BETWEEN ? AND ?", id, id+mixedRange-1).Scan(ctx); err != nil {
			return err
		}
		t = sumBun(some)
		t.add(one.ID, one.Name, one.Description)
		_, err := tx.NewInsert().Model(&bunCustomer{Name: row.name, Description: row.description}).Exec(ctx)
		return err
	})
	return t, err
}
