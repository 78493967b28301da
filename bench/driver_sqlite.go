package main

import (
	"context"

	"zombiezen.com/go/sqlite"
	"zombiezen.com/go/sqlite/sqlitex"
)

// driverSQLite is the least that a Go program can do: loops on the SQLite API below Azoth.
type driverSQLite struct {
	part
	conn *sqlite.Conn
}

func openDriverSQLite(_ context.Context, p place) (contender, error) {
	name, pragmas := ":memory:", []string{"PRAGMA foreign_keys=ON"}
	if p.kind == sqliteFile {
		name, pragmas = p.file, append(pragmas, "PRAGMA journal_mode=WAL", "PRAGMA synchronous=NORMAL")
	}
	conn, err := sqlite.OpenConn(name, sqlite.OpenReadWrite, sqlite.OpenCreate)
	if err != nil {
		return nil, err
	}
	d := &driverSQLite{conn: conn}
	return d, execAll(context.Background(), d, pragmas)
}

func (d *driverSQLite) name() string { return "driver" }
func (d *driverSQLite) close() error { return d.conn.Close() }

func (d *driverSQLite) exec(_ context.Context, sql string) error {
	return sqlitex.ExecuteTransient(d.conn, sql, nil)
}

func (d *driverSQLite) query(_ context.Context, sql string) (t tally, err error) {
	err = d.read(sql, func(s *sqlite.Stmt) { t = tally{s.ColumnInt64(0), s.ColumnInt64(1), s.ColumnInt64(2)} })
	return t, err
}

// read steps through a statement that the connection has kept.
func (d *driverSQLite) read(sql string, each func(*sqlite.Stmt), args ...int64) error {
	s, err := d.conn.Prepare(sql)
	if err != nil {
		return err
	}
	for i, v := range args {
		s.BindInt64(i+1, v)
	}
	for {
		more, err := s.Step()
		if err != nil || !more {
			return err
		}
		each(s)
	}
}

func columnsOf(s *sqlite.Stmt, c *customer) {
	c.ID, c.Name, c.Description = s.ColumnInt64(0), s.ColumnText(1), s.ColumnText(2)
}

func (d *driverSQLite) customers() (all []*customer, err error) {
	err = d.read(selectCustomers, func(s *sqlite.Stmt) {
		c := &customer{}
		columnsOf(s, c)
		all = append(all, c)
	})
	return all, err
}

func (d *driverSQLite) load(context.Context) (tally, error) {
	all, err := d.customers()
	return sumCustomers(all), err
}

func (d *driverSQLite) columns(context.Context) (t tally, err error) {
	var all []customer
	err = d.read(selectCustomers, func(s *sqlite.Stmt) {
		all = append(all, customer{})
		columnsOf(s, &all[len(all)-1])
	})
	for _, c := range all {
		t.add(c.ID, c.Name, c.Description)
	}
	return t, err
}

func (d *driverSQLite) get(_ context.Context, ids []int64) (t tally, err error) {
	for _, id := range ids {
		c := &customer{}
		if err := d.read(selectCustomers+" WHERE id = ?", func(s *sqlite.Stmt) { columnsOf(s, c) }, id); err != nil {
			return t, err
		}
		t.add(c.ID, c.Name, c.Description)
	}
	return t, nil
}

func (d *driverSQLite) selectIn(context.Context) (tally, error) {
	var all []*author
	err := d.read(selectAuthors, func(s *sqlite.Stmt) {
		all = append(all, &author{ID: s.ColumnInt64(0), Name: s.ColumnText(1)})
	})
	byID := make(map[int64]*author, len(all))
	for start := 0; start < len(all) && err == nil; start += inChunk {
		err = d.readBooks(all[start:min(start+inChunk, len(all))], byID)
	}
	return sumAuthors(all), err
}

func (d *driverSQLite) readBooks(parents []*author, byID map[int64]*author) error {
	args := make([]int64, len(parents))
	for i, a := range parents {
		args[i] = a.ID
		byID[a.ID] = a
	}
	return d.read(booksOf(place{kind: sqliteMemory}, len(parents)), func(s *sqlite.Stmt) {
		b := &book{ID: s.ColumnInt64(0), AuthorID: s.ColumnInt64(1), Title: s.ColumnText(2)}
		a := byID[b.AuthorID]
		a.Books = append(a.Books, b)
	}, args...)
}

func (d *driverSQLite) joined(context.Context) (tally, error) {
	var all shelf
	err := d.read(selectJoined, func(s *sqlite.Stmt) {
		b := &book{ID: s.ColumnInt64(2), AuthorID: s.ColumnInt64(3), Title: s.ColumnText(4)}
		all.put(s.ColumnInt64(0), s.ColumnText(1), b)
	})
	return sumAuthors(all.authors), err
}

// insertOne runs an INSERT of one row and returns its key.
func (d *driverSQLite) insertOne(sql string, texts ...string) (int64, error) {
	s, err := d.conn.Prepare(sql)
	if err != nil {
		return 0, err
	}
	for i, t := range texts {
		s.BindText(i+1, t)
	}
	if _, err := s.Step(); err != nil {
		return 0, err
	}
	return d.conn.LastInsertRowID(), nil
}

func (d *driverSQLite) transact(f func() error) (err error) {
	end, err := sqlitex.ImmediateTransaction(d.conn)
	if err != nil {
		return err
	}
	defer end(&err)
	return f()
}

const sqliteInsertCustomer = "INSERT INTO customer (name, description) VALUES (?1, ?2)"

func (d *driverSQLite) insertCustomers(all []*customer) error {
	return d.transact(func() (err error) {
		for _, c := range all {
			if c.ID, err = d.insertOne(sqliteInsertCustomer, c.Name, c.Description); err != nil {
				return err
			}
		}
		return nil
	})
}

func (d *driverSQLite) insert(_ context.Context, rows []text) (tally, error) {
	all := newCustomers(rows)
	err := d.insertCustomers(all)
	return sumCustomers(all), err
}
