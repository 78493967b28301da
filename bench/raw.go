package main

import (
	"context"
	"database/sql"
	"errors"
	"fmt"
	"slices"
)

// raw is what a careful programmer writes on database/sql: prepared statements, several rows an INSERT with RETURNING, one transaction
// for each piece of work.
type raw struct {
	sqlBase
	place place
	kept  map[string]*sql.Stmt
}

func openRaw(_ context.Context, p place) (contender, error) {
	db, err := openSQL(p, prepared)
	if err != nil {
		return nil, err
	}
	return &raw{sqlBase: sqlBase{db: db}, place: p, kept: map[string]*sql.Stmt{}}, nil
}

func (r *raw) name() string { return "database/sql" }

// stmt prepares a statement once.
func (r *raw) stmt(ctx context.Context, text string) (*sql.Stmt, error) {
	if s := r.kept[text]; s != nil {
		return s, nil
	}
	s, err := r.db.PrepareContext(ctx, text)
	if err == nil {
		r.kept[text] = s
	}
	return s, err
}

// read runs a SELECT and hands over each row.
func (r *raw) read(ctx context.Context, text string, args []any, each func(*sql.Rows) error) error {
	s, err := r.stmt(ctx, text)
	if err != nil {
		return err
	}
	rows, err := s.QueryContext(ctx, args...)
	if err != nil {
		return err
	}
	defer rows.Close()
	for rows.Next() {
		if err := each(rows); err != nil {
			return err
		}
	}
	return rows.Err()
}

func (r *raw) customers(ctx context.Context) (all []*customer, err error) {
	err = r.read(ctx, selectCustomers, nil, func(rows *sql.Rows) error {
		c := &customer{}
		all = append(all, c)
		return rows.Scan(&c.ID, &c.Name, &c.Description)
	})
	return all, err
}

func (r *raw) load(ctx context.Context) (tally, error) {
	all, err := r.customers(ctx)
	return sumCustomers(all), err
}

func (r *raw) columns(ctx context.Context) (t tally, err error) {
	type tuple struct {
		id                int64
		name, description string
	}
	var all []tuple
	err = r.read(ctx, selectCustomers, nil, func(rows *sql.Rows) error {
		var v tuple
		err := rows.Scan(&v.id, &v.name, &v.description)
		all = append(all, v)
		return err
	})
	for _, v := range all {
		t.add(v.id, v.name, v.description)
	}
	return t, err
}

func (r *raw) get(ctx context.Context, ids []int64) (t tally, err error) {
	s, err := r.stmt(ctx, getCustomer(r.place))
	if err != nil {
		return t, err
	}
	for _, id := range ids {
		c := &customer{}
		if err := s.QueryRowContext(ctx, id).Scan(&c.ID, &c.Name, &c.Description); err != nil {
			return t, err
		}
		t.add(c.ID, c.Name, c.Description)
	}
	return t, nil
}

func (r *raw) selectIn(ctx context.Context) (tally, error) {
	var all []*author
	err := r.read(ctx, selectAuthors, nil, func(rows *sql.Rows) error {
		a := &author{}
		all = append(all, a)
		return rows.Scan(&a.ID, &a.Name)
	})
	byID := make(map[int64]*author, len(all))
	for start := 0; start < len(all) && err == nil; start += inChunk {
		err = r.readBooks(ctx, all[start:min(start+inChunk, len(all))], byID)
	}
	return sumAuthors(all), err
}

func (r *raw) readBooks(ctx context.Context, parents []*author, byID map[int64]*author) error {
	args := make([]any, len(parents))
	for i, a := range parents {
		args[i] = a.ID
		byID[a.ID] = a
	}
	return r.read(ctx, booksOf(r.place, len(parents)), args, func(rows *sql.Rows) error {
		b := &book{}
		err := rows.Scan(&b.ID, &b.AuthorID, &b.Title)
		a := byID[b.AuthorID]
		a.Books = append(a.Books, b)
		return err
	})
}

func (r *raw) joined(ctx context.Context) (tally, error) {
	var all shelf
	err := r.read(ctx, selectJoined, nil, func(rows *sql.Rows) error {
		var id int64
		var name string
		b := &book{}
		err := rows.Scan(&id, &name, &b.ID, &b.AuthorID, &b.Title)
		all.put(id, name, b)
		return err
	})
	return sumAuthors(all.authors), err
}

// batch is how many rows one INSERT holds, with every contender on database/sql: from 500 to 2000 no difference could be measured.
const batch = 500

func (r *raw) insert(ctx context.Context, rows []text) (tally, error) {
	all := newCustomers(rows)
	if err := r.prepareInsert(ctx, "customer", []string{"name", "description"}); err != nil {
		return tally{}, err
	}
	err := r.transact(ctx, func(tx *sql.Tx) error {
		return r.insertAll(ctx, tx, "customer", []string{"name", "description"}, len(all),
			func(i int) []any { return []any{all[i].Name, all[i].Description} },
			func(i int) *int64 { return &all[i].ID })
	})
	return sumCustomers(all), err
}

// prepareInsert keeps the INSERT of a full batch.
func (r *raw) prepareInsert(ctx context.Context, table string, columns []string) error {
	_, err := r.stmt(ctx, insertMany(r.place, table, columns, batch))
	return err
}

func (r *raw) transact(ctx context.Context, f func(*sql.Tx) error) error {
	tx, err := r.db.BeginTx(ctx, nil)
	if err != nil {
		return err
	}
	if err := f(tx); err != nil {
		_ = tx.Rollback()
		return err
	}
	return tx.Commit()
}

// insertAll inserts n rows and puts the keys that come back, in the order of the rows, where key says.
func (r *raw) insertAll(ctx context.Context, tx *sql.Tx, table string, columns []string, n int, values func(int) []any, key func(int) *int64) error {
	size := batch
	args := make([]any, 0, size*len(columns))
	for start := 0; start < n; start += size {
		end := min(start+size, n)
		args = args[:0]
		for i := start; i < end; i++ {
			args = append(args, values(i)...)
		}
		if err := r.insertBatch(ctx, tx, insertMany(r.place, table, columns, end-start), args, start, end, key); err != nil {
			return err
		}
	}
	return nil
}

func (r *raw) insertBatch(ctx context.Context, tx *sql.Tx, stmt string, args []any, start, end int, key func(int) *int64) error {
	s, err := r.txStmt(ctx, tx, stmt)
	if err != nil {
		return err
	}
	rows, err := s.QueryContext(ctx, args...)
	if err != nil {
		return err
	}
	defer rows.Close()
	i := start
	for ; rows.Next(); i++ {
		if err := rows.Scan(key(i)); err != nil {
			return err
		}
	}
	if i != end && rows.Err() == nil {
		return fmt.Errorf("%d keys of %d rows", i-start, end-start)
	}
	return rows.Err()
}

// txStmt is a kept statement in a transaction. A pool of one connection, which tx holds, cannot prepare outside of it.
func (r *raw) txStmt(ctx context.Context, tx *sql.Tx, text string) (*sql.Stmt, error) {
	if s := r.kept[text]; s != nil {
		return tx.StmtContext(ctx, s), nil
	}
	return tx.PrepareContext(ctx, text)
}

func (r *raw) graph(ctx context.Context, parents []string, children [][]string) (tally, error) {
	all := newAuthors(parents, children)
	if err := errors.Join(r.prepareInsert(ctx, "author", []string{"name"}), r.prepareInsert(ctx, "book", []string{"author_id", "title"})); err != nil {
		return tally{}, err
	}
	err := r.transact(ctx, func(tx *sql.Tx) error {
		err := r.insertAll(ctx, tx, "author", []string{"name"}, len(all),
			func(i int) []any { return []any{all[i].Name} }, func(i int) *int64 { return &all[i].ID })
		if err != nil {
			return err
		}
		books := linkBooks(all)
		return r.insertAll(ctx, tx, "book", []string{"author_id", "title"}, len(books),
			func(i int) []any { return []any{books[i].AuthorID, books[i].Title} }, func(i int) *int64 { return &books[i].ID })
	})
	return sumAuthors(all), err
}

// linkBooks gives every book the key of its author.
func linkBooks(all []*author) (books []*book) {
	for _, a := range all {
		for _, b := range a.Books {
			b.AuthorID = a.ID
			books = append(books, b)
		}
	}
	return books
}

func (r *raw) update(ctx context.Context, suffix string) (tally, error) {
	all, err := r.customers(ctx)
	if err != nil {
		return tally{}, err
	}
	for _, c := range all {
		c.Name += suffix
	}
	text, write := updateNames(r.place, updateChunk), r.updateChunks
	if r.place.isSQLite() {
		text, write = updateCustomer(r.place), r.updateEach
	}
	if _, err := r.stmt(ctx, text); err != nil {
		return tally{}, err
	}
	err = r.transact(ctx, func(tx *sql.Tx) error { return write(ctx, tx, all) })
	return sumCustomers(all), err
}

func (r *raw) updateEach(ctx context.Context, tx *sql.Tx, all []*customer) error {
	s, err := r.txStmt(ctx, tx, updateCustomer(r.place))
	if err != nil {
		return err
	}
	for _, c := range all {
		if _, err := s.ExecContext(ctx, c.Name, c.ID); err != nil {
			return err
		}
	}
	return nil
}

func (r *raw) updateChunks(ctx context.Context, tx *sql.Tx, all []*customer) error {
	for chunk := range slices.Chunk(all, updateChunk) {
		s, err := r.txStmt(ctx, tx, updateNames(r.place, len(chunk)))
		if err != nil {
			return err
		}
		args := updateArgs(r.place, len(chunk), func(i int) (int64, string) { return chunk[i].ID, chunk[i].Name })
		if _, err := s.ExecContext(ctx, args...); err != nil {
			return err
		}
	}
	return nil
}

// single leaves the transaction to the statement: it is one by itself.
func (r *raw) single(ctx context.Context, rows []text) (t tally, err error) {
	s, err := r.stmt(ctx, insertOne(r.place))
	if err != nil {
		return t, err
	}
	for _, row := range rows {
		c := &customer{Name: row.name, Description: row.description}
		if c.ID, err = keyOf(ctx, r.place, s, row); err != nil {
			return t, err
		}
		t.add(c.ID, c.Name, c.Description)
	}
	return t, nil
}

func (r *raw) iter(ctx context.Context) (t tally, err error) {
	err = r.read(ctx, selectCustomers, nil, func(rows *sql.Rows) error {
		var c customer
		err := rows.Scan(&c.ID, &c.Name, &c.Description)
		t.add(c.ID, c.Name, c.Description)
		return err
	})
	return t, err
}

func (r *raw) mixed(ctx context.Context, id int64, row text) (t tally, err error) {
	err = r.transact(ctx, func(tx *sql.Tx) (err error) {
		var c customer
		if err := tx.StmtContext(ctx, r.kept[getCustomer(r.place)]).QueryRowContext(ctx, id).Scan(&c.ID, &c.Name, &c.Description); err != nil {
			return err
		}
		t.add(c.ID, c.Name, c.Description)
		if err := r.someCustomers(ctx, tx, id, &t); err != nil {
			return err
		}
		c.ID, err = keyOf(ctx, r.place, tx.StmtContext(ctx, r.kept[insertOne(r.place)]), row)
		return err
	})
	return t, err
}

func (r *raw) someCustomers(ctx context.Context, tx *sql.Tx, id int64, t *tally) error {
	rows, err := tx.StmtContext(ctx, r.kept[rangeOfCustomers(r.place)]).QueryContext(ctx, id, id+mixedRange-1)
	if err != nil {
		return err
	}
	defer rows.Close()
	for rows.Next() {
		var c customer
		if err := rows.Scan(&c.ID, &c.Name, &c.Description); err != nil {
			return err
		}
		t.add(c.ID, c.Name, c.Description)
	}
	return rows.Err()
}

// prepareMixed keeps the statements of mixed, before goroutines share them.
func (r *raw) prepareMixed(ctx context.Context) error {
	for _, text := range []string{getCustomer(r.place), rangeOfCustomers(r.place), insertOne(r.place)} {
		if _, err := r.stmt(ctx, text); err != nil {
			return err
		}
	}
	return nil
}
