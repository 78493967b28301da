package main

import (
	"context"
	"fmt"
	"slices"

	"github.com/jmoiron/sqlx"
)

type (
	sqlxCustomer struct {
		ID          int64  `db:"id"`
		Name        string `db:"name"`
		Description string `db:"description"`
	}
	sqlxAuthor struct {
		ID    int64  `db:"id"`
		Name  string `db:"name"`
		Books []sqlxBook
	}
	sqlxBook struct {
		ID       int64  `db:"id"`
		AuthorID int64  `db:"author_id"`
		Title    string `db:"title"`
	}
	sqlxJoined struct {
		AuthorID int64  `db:"author_id"`
		Name     string `db:"name"`
		BookID   int64  `db:"book_id"`
		Title    string `db:"title"`
	}
)

// sqlxLib is sqlx: SQL by hand, Select and Get into structs, named inserts of many rows, prepared statements for what is repeated.
type sqlxLib struct {
	sqlBase
	x     *sqlx.DB
	place place
}

func openSQLX(_ context.Context, p place) (contender, error) {
	option := prepared
	if p.kind == mariadb {
		option = unprepared // for what is not prepared: a statement with values would be prepared for one use
	}
	db, err := openSQL(p, option)
	if err != nil {
		return nil, err
	}
	driver := map[string]string{postgresql: "pgx", mariadb: "mysql"}[p.kind]
	if driver == "" {
		driver = "sqlite3" // sqlx's name for ? as the placeholder
	}
	return &sqlxLib{sqlBase: sqlBase{db: db}, x: sqlx.NewDb(db, driver), place: p}, nil
}

func (l *sqlxLib) name() string { return "sqlx" }

func sumSQLX(all []sqlxCustomer) (t tally) {
	for i := range all {
		t.add(all[i].ID, all[i].Name, all[i].Description)
	}
	return t
}

func sumSQLXAuthors(all []sqlxAuthor) (t tally) {
	for _, a := range all {
		t.add(a.ID, a.Name)
		for _, b := range a.Books {
			t.add(b.ID, b.Title)
		}
	}
	return t
}

func (l *sqlxLib) load(ctx context.Context) (tally, error) {
	var all []sqlxCustomer
	err := l.x.SelectContext(ctx, &all, selectCustomers)
	return sumSQLX(all), err
}

// columns is load: sqlx knows no tuples but structs.
func (l *sqlxLib) columns(ctx context.Context) (tally, error) { return l.load(ctx) }

func (l *sqlxLib) get(ctx context.Context, ids []int64) (t tally, err error) {
	s, err := l.x.PreparexContext(ctx, getCustomer(l.place))
	if err != nil {
		return t, err
	}
	defer s.Close()
	for _, id := range ids {
		var c sqlxCustomer
		if err := s.GetContext(ctx, &c, id); err != nil {
			return t, err
		}
		t.add(c.ID, c.Name, c.Description)
	}
	return t, nil
}

func (l *sqlxLib) selectIn(ctx context.Context) (tally, error) {
	var all []sqlxAuthor
	if err := l.x.SelectContext(ctx, &all, selectAuthors); err != nil {
		return tally{}, err
	}
	ids, at := make([]int64, len(all)), make(map[int64]int, len(all))
	for i, a := range all {
		ids[i], at[a.ID] = a.ID, i
	}
	for start := 0; start < len(ids); start += inChunk {
		books, err := l.booksOf(ctx, ids[start:min(start+inChunk, len(ids))])
		if err != nil {
			return tally{}, err
		}
		for _, b := range books {
			a := &all[at[b.AuthorID]]
			a.Books = append(a.Books, b)
		}
	}
	return sumSQLXAuthors(all), nil
}

func (l *sqlxLib) booksOf(ctx context.Context, parents []int64) (all []sqlxBook, err error) {
	query, args, err := sqlx.In("SELECT id, author_id, title FROM book WHERE author_id IN (?)", parents)
	if err != nil {
		return nil, err
	}
	err = l.x.SelectContext(ctx, &all, l.x.Rebind(query), args...)
	return all, err
}

func (l *sqlxLib) joined(ctx context.Context) (tally, error) {
	const query = "SELECT a.id AS author_id, a.name, b.id AS book_id, b.title FROM author AS a LEFT JOIN book AS b ON b.author_id = a.id"
	var rows []sqlxJoined
	if err := l.x.SelectContext(ctx, &rows, query); err != nil {
		return tally{}, err
	}
	var all shelf
	for _, r := range rows {
		all.put(r.AuthorID, r.Name, &book{ID: r.BookID, AuthorID: r.AuthorID, Title: r.Title})
	}
	return sumAuthors(all.authors), nil
}

// sqlxInsert inserts rows by the batch and hands over their keys.
func sqlxInsert[T any](ctx context.Context, tx *sqlx.Tx, query string, all []T, key func(i int) *int64, batch int) error {
	for start := 0; start < len(all); start += batch {
		end := min(start+batch, len(all))
		bound, args, err := tx.BindNamed(query, all[start:end])
		if err != nil {
			return err
		}
		rows, err := tx.QueryContext(ctx, bound, args...)
		if err != nil {
			return err
		}
		i := start
		for ; rows.Next() && err == nil; i++ {
			err = rows.Scan(key(i))
		}
		rows.Close()
		if err != nil || rows.Err() != nil || i != end {
			return fmt.Errorf("%d keys of %d rows: %w, %w", i-start, end-start, err, rows.Err())
		}
	}
	return nil
}

func (l *sqlxLib) insert(ctx context.Context, rows []text) (tally, error) {
	all := make([]sqlxCustomer, len(rows))
	for i, r := range rows {
		all[i] = sqlxCustomer{Name: r.name, Description: r.description}
	}
	err := l.transact(ctx, func(tx *sqlx.Tx) error {
		const query = "INSERT INTO customer (name, description) VALUES (:name, :description) RETURNING id"
		return sqlxInsert(ctx, tx, query, all, func(i int) *int64 { return &all[i].ID }, batch)
	})
	return sumSQLX(all), err
}

func (l *sqlxLib) transact(ctx context.Context, f func(*sqlx.Tx) error) error {
	tx, err := l.x.BeginTxx(ctx, nil)
	if err != nil {
		return err
	}
	if err := f(tx); err != nil {
		_ = tx.Rollback()
		return err
	}
	return tx.Commit()
}

func (l *sqlxLib) graph(ctx context.Context, parents []string, children [][]string) (tally, error) {
	all := make([]sqlxAuthor, len(parents))
	for i, name := range parents {
		all[i].Name = name
	}
	err := l.transact(ctx, func(tx *sqlx.Tx) error {
		err := sqlxInsert(ctx, tx, "INSERT INTO author (name) VALUES (:name) RETURNING id", all, func(i int) *int64 { return &all[i].ID }, batch)
		if err != nil {
			return err
		}
		var books []sqlxBook
		for i, titles := range children {
			for _, title := range titles {
				books = append(books, sqlxBook{AuthorID: all[i].ID, Title: title})
			}
		}
		const query = "INSERT INTO book (author_id, title) VALUES (:author_id, :title) RETURNING id"
		err = sqlxInsert(ctx, tx, query, books, func(i int) *int64 { return &books[i].ID }, batch)
		for i := range all {
			n := len(children[i])
			all[i].Books, books = books[:n], books[n:]
		}
		return err
	})
	return sumSQLXAuthors(all), err
}

func (l *sqlxLib) update(ctx context.Context, suffix string) (tally, error) {
	var all []sqlxCustomer
	if err := l.x.SelectContext(ctx, &all, selectCustomers); err != nil {
		return tally{}, err
	}
	for i := range all {
		all[i].Name += suffix
	}
	write := l.updateChunks
	if l.place.isSQLite() {
		write = l.updateEach
	}
	err := l.transact(ctx, func(tx *sqlx.Tx) error { return write(ctx, tx, all) })
	return sumSQLX(all), err
}

func (l *sqlxLib) updateEach(ctx context.Context, tx *sqlx.Tx, all []sqlxCustomer) error {
	s, err := tx.PreparexContext(ctx, updateCustomer(l.place))
	if err != nil {
		return err
	}
	defer s.Close()
	for _, c := range all {
		if _, err := s.ExecContext(ctx, c.Name, c.ID); err != nil {
			return err
		}
	}
	return nil
}

func (l *sqlxLib) updateChunks(ctx context.Context, tx *sqlx.Tx, all []sqlxCustomer) error {
	for chunk := range slices.Chunk(all, updateChunk) {
		args := updateArgs(l.place, len(chunk), func(i int) (int64, string) { return chunk[i].ID, chunk[i].Name })
		if _, err := tx.ExecContext(ctx, updateNames(l.place, len(chunk)), args...); err != nil {
			return err
		}
	}
	return nil
}

func (l *sqlxLib) single(ctx context.Context, rows []text) (t tally, err error) {
	s, err := l.x.PreparexContext(ctx, insertOne(l.place))
	if err != nil {
		return t, err
	}
	defer s.Close()
	for _, r := range rows {
		c := sqlxCustomer{Name: r.name, Description: r.description}
		if c.ID, err = keyOf(ctx, l.place, s.Stmt, r); err != nil {
			return t, err
		}
		t.add(c.ID, c.Name, c.Description)
	}
	return t, nil
}

func (l *sqlxLib) iter(ctx context.Context) (t tally, err error) {
	rows, err := l.x.QueryxContext(ctx, selectCustomers)
	if err != nil {
		return t, err
	}
	defer rows.Close()
	for rows.Next() {
		var c sqlxCustomer
		if err := rows.StructScan(&c); err != nil {
			return t, err
		}
		t.add(c.ID, c.Name, c.Description)
	}
	return t, rows.Err()
}

func (l *sqlxLib) mixed(ctx context.Context, id int64, row text) (t tally, err error) {
	err = l.transact(ctx, func(tx *sqlx.Tx) error {
		var one sqlxCustomer
		if err := tx.GetContext(ctx, &one, getCustomer(l.place), id); err != nil {
			return err
		}
		var some []sqlxCustomer
		if err := tx.SelectContext(ctx, &some, rangeOfCustomers(l.place), id, id+mixedRange-1); err != nil {
			return err
		}
		t = sumSQLX(some)
		t.add(one.ID, one.Name, one.Description)
		insert := insertMany(l.place, "customer", []string{"name", "description"}, 1)
		return tx.GetContext(ctx, &one.ID, insert, row.name, row.description)
	})
	return t, err
}
