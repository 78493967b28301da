package main

import (
	"context"

	"zombiezen.com/go/sqlite"
)

func (d *driverSQLite) graph(_ context.Context, parents []string, children [][]string) (tally, error) {
	all := newAuthors(parents, children)
	err := d.transact(func() (err error) {
		for _, a := range all {
			if a.ID, err = d.insertOne("INSERT INTO author (name) VALUES (?1)", a.Name); err != nil {
				return err
			}
		}
		for _, b := range linkBooks(all) {
			if err := d.insertBook(b); err != nil {
				return err
			}
		}
		return nil
	})
	return sumAuthors(all), err
}

func (d *driverSQLite) insertBook(b *book) error {
	s, err := d.conn.Prepare("INSERT INTO book (author_id, title) VALUES (?, ?)")
	if err != nil {
		return err
	}
	s.BindInt64(1, b.AuthorID)
	s.BindText(2, b.Title)
	_, err = s.Step()
	b.ID = d.conn.LastInsertRowID()
	return err
}

func (d *driverSQLite) update(_ context.Context, suffix string) (tally, error) {
	all, err := d.customers()
	if err != nil {
		return tally{}, err
	}
	err = d.transact(func() error {
		for _, c := range all {
			c.Name += suffix
			if err := d.updateName(c); err != nil {
				return err
			}
		}
		return nil
	})
	return sumCustomers(all), err
}

func (d *driverSQLite) updateName(c *customer) error {
	s, err := d.conn.Prepare("UPDATE customer SET name = ? WHERE id = ?")
	if err != nil {
		return err
	}
	s.BindText(1, c.Name)
	s.BindInt64(2, c.ID)
	_, err = s.Step()
	return err
}

// single leaves the transaction to the statement: it is one by itself.
func (d *driverSQLite) single(_ context.Context, rows []text) (t tally, err error) {
	for _, r := range rows {
		c := &customer{Name: r.name, Description: r.description}
		if c.ID, err = d.insertOne(sqliteInsertCustomer, c.Name, c.Description); err != nil {
			return t, err
		}
		t.add(c.ID, c.Name, c.Description)
	}
	return t, nil
}

func (d *driverSQLite) iter(context.Context) (t tally, err error) {
	var c customer
	err = d.read(selectCustomers, func(s *sqlite.Stmt) {
		columnsOf(s, &c)
		t.add(c.ID, c.Name, c.Description)
	})
	return t, err
}
