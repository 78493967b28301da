package main

import (
	"context"
	"slices"

	"entgo.io/ent/dialect"
	entsql "entgo.io/ent/dialect/sql"

	"github.com/azoth-orm/azoth/bench/ent"
	entcustomer "github.com/azoth-orm/azoth/bench/ent/customer"
)

// entORM is ent with CreateBulk, the bulk upsert of its feature sql/upsert, and eager loading.
type entORM struct {
	sqlBase
	client *ent.Client
}

func openEnt(_ context.Context, p place) (contender, error) {
	option := prepared
	if p.kind == mariadb {
		option = unprepared // ent prepares nothing itself: values in the text save a round trip
	}
	db, err := openSQL(p, option)
	if err != nil {
		return nil, err
	}
	kind := dialect.SQLite
	switch p.kind {
	case postgresql:
		kind = dialect.Postgres
	case mariadb:
		kind = dialect.MySQL
	}
	return &entORM{sqlBase: sqlBase{db: db}, client: ent.NewClient(ent.Driver(entsql.OpenDB(kind, db)))}, nil
}

func (e *entORM) name() string { return "ent" }

func sumEnt(all []*ent.Customer) (t tally) {
	for _, c := range all {
		t.add(c.ID, c.Name, c.Description)
	}
	return t
}

func sumEntAuthors(all []*ent.Author) (t tally) {
	for _, a := range all {
		t.add(a.ID, a.Name)
		for _, b := range a.Edges.Books {
			t.add(b.ID, b.Title)
		}
	}
	return t
}

func (e *entORM) load(ctx context.Context) (tally, error) {
	all, err := e.client.Customer.Query().All(ctx)
	return sumEnt(all), err
}

func (e *entORM) columns(ctx context.Context) (t tally, err error) {
	var all []struct {
		ID          int64  `json:"id"`
		Name        string `json:"name"`
		Description string `json:"description"`
	}
	err = e.client.Customer.Query().Select(entcustomer.FieldID, entcustomer.FieldName, entcustomer.FieldDescription).Scan(ctx, &all)
	for _, c := range all {
		t.add(c.ID, c.Name, c.Description)
	}
	return t, err
}

func (e *entORM) get(ctx context.Context, ids []int64) (t tally, err error) {
	for _, id := range ids {
		c, err := e.client.Customer.Get(ctx, id)
		if err != nil {
			return t, err
		}
		t.add(c.ID, c.Name, c.Description)
	}
	return t, nil
}

func (e *entORM) selectIn(ctx context.Context) (tally, error) {
	all, err := e.client.Author.Query().WithBooks().All(ctx)
	return sumEntAuthors(all), err
}

// joined is not offered: ent loads collections by a SELECT of their own.

func (e *entORM) transact(ctx context.Context, f func(tx *ent.Tx) error) error {
	tx, err := e.client.Tx(ctx)
	if err != nil {
		return err
	}
	if err := f(tx); err != nil {
		_ = tx.Rollback()
		return err
	}
	return tx.Commit()
}

func (e *entORM) insert(ctx context.Context, rows []text) (tally, error) {
	all := make([]*ent.Customer, 0, len(rows))
	err := e.transact(ctx, func(tx *ent.Tx) error {
		for chunk := range slices.Chunk(rows, batch) {
			made, err := tx.Customer.MapCreateBulk(chunk, func(c *ent.CustomerCreate, i int) {
				c.SetName(chunk[i].name).SetDescription(chunk[i].description)
			}).Save(ctx)
			if err != nil {
				return err
			}
			all = append(all, made...)
		}
		return nil
	})
	return sumEnt(all), err
}

func (e *entORM) graph(ctx context.Context, parents []string, children [][]string) (tally, error) {
	var all []*ent.Author
	err := e.transact(ctx, func(tx *ent.Tx) (err error) {
		all, err = tx.Author.MapCreateBulk(parents, func(c *ent.AuthorCreate, i int) { c.SetName(parents[i]) }).Save(ctx)
		if err != nil {
			return err
		}
		return entBooks(ctx, tx, all, children)
	})
	return sumEntAuthors(all), err
}

func entBooks(ctx context.Context, tx *ent.Tx, all []*ent.Author, children [][]string) error {
	var parents []*ent.Author
	var creates []*ent.BookCreate
	for i, titles := range children {
		for _, title := range titles {
			creates = append(creates, tx.Book.Create().SetAuthorID(all[i].ID).SetTitle(title))
			parents = append(parents, all[i])
		}
	}
	for start := 0; start < len(creates); start += batch {
		made, err := tx.Book.CreateBulk(creates[start:min(start+batch, len(creates))]...).Save(ctx)
		if err != nil {
			return err
		}
		for i, b := range made {
			edges := &parents[start+i].Edges
			edges.Books = append(edges.Books, b)
		}
	}
	return nil
}

// update is an upsert, ent's way to write many rows with a value of their own each in one statement.
func (e *entORM) update(ctx context.Context, suffix string) (tally, error) {
	all, err := e.client.Customer.Query().All(ctx)
	if err != nil {
		return tally{}, err
	}
	err = e.transact(ctx, func(tx *ent.Tx) error {
		for chunk := range slices.Chunk(all, batch) {
			err := tx.Customer.MapCreateBulk(chunk, func(create *ent.CustomerCreate, i int) {
				c := chunk[i]
				c.Name += suffix
				create.SetID(c.ID).SetName(c.Name).SetDescription(c.Description)
			}).OnConflictColumns(entcustomer.FieldID).Update(func(u *ent.CustomerUpsert) { u.UpdateName() }).Exec(ctx)
			if err != nil {
				return err
			}
		}
		return nil
	})
	return sumEnt(all), err
}

func (e *entORM) single(ctx context.Context, rows []text) (t tally, err error) {
	for _, r := range rows {
		c, err := e.client.Customer.Create().SetName(r.name).SetDescription(r.description).Save(ctx)
		if err != nil {
			return t, err
		}
		t.add(c.ID, c.Name, c.Description)
	}
	return t, nil
}

func (e *entORM) mixed(ctx context.Context, id int64, row text) (t tally, err error) {
	err = e.transact(ctx, func(tx *ent.Tx) error {
		one, err := tx.Customer.Get(ctx, id)
		if err != nil {
			return err
		}
		some, err := tx.Customer.Query().Where(entcustomer.IDGTE(id), entcustomer.IDLTE(id+mixedRange-1)).All(ctx)
		if err != nil {
			return err
		}
		t = sumEnt(some)
		t.add(one.ID, one.Name, one.Description)
		return tx.Customer.Create().SetName(row.name).SetDescription(row.description).Exec(ctx)
	})
	return t, err
}
