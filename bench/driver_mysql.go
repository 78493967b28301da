package main

import (
	"context"
	"database/sql/driver"
	"errors"
	"io"
	"slices"

	"github.com/go-sql-driver/mysql"
)

// driverMySQL is MariaDB on the interfaces that go-sql-driver gives to database/sql, without database/sql: prepared statements, and no
// pool.
type driverMySQL struct {
	part
	conn driver.Conn
	kept map[string]driver.Stmt
	row  []driver.Value

	place place
	lines lines[*driverMySQL] // for goroutines
}

func openDriverMySQL(ctx context.Context, p place) (contender, error) {
	d, err := connectMySQL(ctx, p)
	return d, err
}

func connectMySQL(ctx context.Context, p place) (*driverMySQL, error) {
	config, err := mysqlConfig(p.url)
	if err != nil {
		return nil, err
	}
	connector, err := mysql.NewConnector(config)
	if err != nil {
		return nil, err
	}
	conn, err := connector.Connect(ctx)
	return &driverMySQL{conn: conn, kept: map[string]driver.Stmt{}, row: make([]driver.Value, 5), place: p}, err
}

func (d *driverMySQL) name() string { return "driver" }
func (d *driverMySQL) close() error { return errors.Join(d.lines.close(), d.conn.Close()) }

func (d *driverMySQL) exec(ctx context.Context, sql string) error {
	_, err := d.conn.(driver.ExecerContext).ExecContext(ctx, sql, nil)
	return err
}

func (d *driverMySQL) query(ctx context.Context, sql string) (t tally, err error) {
	err = d.read(ctx, sql, func(row []driver.Value) { t = tally{row[0].(int64), row[1].(int64), row[2].(int64)} })
	return t, err
}

func (d *driverMySQL) stmt(ctx context.Context, sql string) (driver.Stmt, error) {
	if s := d.kept[sql]; s != nil {
		return s, nil
	}
	s, err := d.conn.(driver.ConnPrepareContext).PrepareContext(ctx, sql)
	if err == nil {
		d.kept[sql] = s
	}
	return s, err
}

func named(args []driver.Value) []driver.NamedValue {
	all := make([]driver.NamedValue, len(args))
	for i, v := range args {
		all[i] = driver.NamedValue{Ordinal: i + 1, Value: v}
	}
	return all
}

func (d *driverMySQL) read(ctx context.Context, sql string, each func(row []driver.Value), args ...driver.Value) error {
	s, err := d.stmt(ctx, sql)
	if err != nil {
		return err
	}
	rows, err := s.(driver.StmtQueryContext).QueryContext(ctx, named(args))
	if err != nil {
		return err
	}
	row := d.row[:len(rows.Columns())]
	for err = rows.Next(row); err == nil; err = rows.Next(row) {
		each(row)
	}
	if errors.Is(err, io.EOF) {
		err = nil
	}
	return errors.Join(err, rows.Close())
}

func bytesOf(v driver.Value) string { return string(v.([]byte)) }

func mysqlCustomer(row []driver.Value) customer {
	return customer{ID: row[0].(int64), Name: bytesOf(row[1]), Description: bytesOf(row[2])}
}

func (d *driverMySQL) customers(ctx context.Context) (all []*customer, err error) {
	err = d.read(ctx, selectCustomers, func(row []driver.Value) {
		c := mysqlCustomer(row)
		all = append(all, &c)
	})
	return all, err
}

func (d *driverMySQL) load(ctx context.Context) (tally, error) {
	all, err := d.customers(ctx)
	return sumCustomers(all), err
}

func (d *driverMySQL) columns(ctx context.Context) (t tally, err error) {
	var all []customer
	err = d.read(ctx, selectCustomers, func(row []driver.Value) { all = append(all, mysqlCustomer(row)) })
	for _, c := range all {
		t.add(c.ID, c.Name, c.Description)
	}
	return t, err
}

func (d *driverMySQL) get(ctx context.Context, ids []int64) (t tally, err error) {
	for _, id := range ids {
		var c *customer
		err := d.read(ctx, selectCustomers+" WHERE id = ?", func(row []driver.Value) {
			one := mysqlCustomer(row)
			c = &one
		}, id)
		if err != nil {
			return t, err
		}
		t.add(c.ID, c.Name, c.Description)
	}
	return t, nil
}

func (d *driverMySQL) selectIn(ctx context.Context) (tally, error) {
	var all []*author
	err := d.read(ctx, selectAuthors, func(row []driver.Value) {
		all = append(all, &author{ID: row[0].(int64), Name: bytesOf(row[1])})
	})
	byID := make(map[int64]*author, len(all))
	for start := 0; start < len(all) && err == nil; start += inChunk {
		err = d.readBooks(ctx, all[start:min(start+inChunk, len(all))], byID)
	}
	return sumAuthors(all), err
}

func (d *driverMySQL) readBooks(ctx context.Context, parents []*author, byID map[int64]*author) error {
	args := make([]driver.Value, len(parents))
	for i, a := range parents {
		args[i] = a.ID
		byID[a.ID] = a
	}
	return d.read(ctx, booksOf(place{kind: mariadb}, len(parents)), func(row []driver.Value) {
		b := &book{ID: row[0].(int64), AuthorID: row[1].(int64), Title: bytesOf(row[2])}
		a := byID[b.AuthorID]
		a.Books = append(a.Books, b)
	}, args...)
}

func (d *driverMySQL) joined(ctx context.Context) (tally, error) {
	var all shelf
	err := d.read(ctx, selectJoined, func(row []driver.Value) {
		b := &book{ID: row[2].(int64), AuthorID: row[3].(int64), Title: bytesOf(row[4])}
		all.put(row[0].(int64), bytesOf(row[1]), b)
	})
	return sumAuthors(all.authors), err
}

func (d *driverMySQL) iter(ctx context.Context) (t tally, err error) {
	err = d.read(ctx, selectCustomers, func(row []driver.Value) {
		c := mysqlCustomer(row)
		t.add(c.ID, c.Name, c.Description)
	})
	return t, err
}

func (d *driverMySQL) transact(ctx context.Context, f func() error) error {
	tx, err := d.conn.(driver.ConnBeginTx).BeginTx(ctx, driver.TxOptions{})
	if err != nil {
		return err
	}
	if err := f(); err != nil {
		return errors.Join(err, tx.Rollback())
	}
	return tx.Commit()
}

// insertAll inserts n rows, a batch a statement, and hands over their keys, in order.
func (d *driverMySQL) insertAll(ctx context.Context, table string, columns []string, n int, values func(i int) []driver.Value, key func(i int) *int64) error {
	p := place{kind: mariadb}
	for start := 0; start < n; start += batch {
		end := min(start+batch, n)
		args := make([]driver.Value, 0, (end-start)*len(columns))
		for i := start; i < end; i++ {
			args = append(args, values(i)...)
		}
		i := start
		err := d.read(ctx, insertMany(p, table, columns, end-start), func(row []driver.Value) {
			*key(i) = row[0].(int64)
			i++
		}, args...)
		if err != nil {
			return err
		}
	}
	return nil
}

func (d *driverMySQL) insert(ctx context.Context, rows []text) (tally, error) {
	all := newCustomers(rows)
	err := d.transact(ctx, func() error {
		return d.insertAll(ctx, "customer", []string{"name", "description"}, len(all),
			func(i int) []driver.Value { return []driver.Value{all[i].Name, all[i].Description} },
			func(i int) *int64 { return &all[i].ID })
	})
	return sumCustomers(all), err
}

func (d *driverMySQL) graph(ctx context.Context, parents []string, children [][]string) (tally, error) {
	all := newAuthors(parents, children)
	err := d.transact(ctx, func() error {
		err := d.insertAll(ctx, "author", []string{"name"}, len(all),
			func(i int) []driver.Value { return []driver.Value{all[i].Name} }, func(i int) *int64 { return &all[i].ID })
		if err != nil {
			return err
		}
		books := linkBooks(all)
		return d.insertAll(ctx, "book", []string{"author_id", "title"}, len(books),
			func(i int) []driver.Value { return []driver.Value{books[i].AuthorID, books[i].Title} },
			func(i int) *int64 { return &books[i].ID })
	})
	return sumAuthors(all), err
}

func (d *driverMySQL) write(ctx context.Context, sql string, args ...driver.Value) (driver.Result, error) {
	s, err := d.stmt(ctx, sql)
	if err != nil {
		return nil, err
	}
	return s.(driver.StmtExecContext).ExecContext(ctx, named(args))
}

func (d *driverMySQL) update(ctx context.Context, suffix string) (tally, error) {
	all, err := d.customers(ctx)
	if err != nil {
		return tally{}, err
	}
	for _, c := range all {
		c.Name += suffix
	}
	err = d.transact(ctx, func() error {
		for chunk := range slices.Chunk(all, updateChunk) {
			args := make([]driver.Value, 0, 2*len(chunk))
			for _, c := range chunk {
				args = append(args, c.ID, c.Name)
			}
			if _, err := d.write(ctx, updateNames(place{kind: mariadb}, len(chunk)), args...); err != nil {
				return err
			}
		}
		return nil
	})
	return sumCustomers(all), err
}

func (d *driverMySQL) single(ctx context.Context, rows []text) (t tally, err error) {
	for _, r := range rows {
		c := &customer{Name: r.name, Description: r.description}
		if c.ID, err = d.insertOne(ctx, r); err != nil {
			return t, err
		}
		t.add(c.ID, c.Name, c.Description)
	}
	return t, nil
}

func (d *driverMySQL) insertOne(ctx context.Context, r text) (int64, error) {
	result, err := d.write(ctx, insertOne(place{kind: mariadb}), r.name, r.description)
	if err != nil {
		return 0, err
	}
	return result.LastInsertId()
}

func (d *driverMySQL) prepareMixed(ctx context.Context) error {
	return d.lines.fill(d.place, func() (*driverMySQL, error) { return connectMySQL(ctx, d.place) })
}

func (d *driverMySQL) mixed(ctx context.Context, id int64, row text) (t tally, err error) {
	one := d.lines.take()
	defer d.lines.give(one)
	err = one.transact(ctx, func() error {
		t, err = one.work(ctx, id, row)
		return err
	})
	return t, err
}

// work is what a transaction of mixed does.
func (d *driverMySQL) work(ctx context.Context, id int64, row text) (t tally, err error) {
	see := func(row []driver.Value) {
		c := mysqlCustomer(row)
		t.add(c.ID, c.Name, c.Description)
	}
	if err := d.read(ctx, getCustomer(d.place), see, id); err != nil {
		return t, err
	}
	if err := d.read(ctx, rangeOfCustomers(d.place), see, id, id+mixedRange-1); err != nil {
		return t, err
	}
	_, err = d.insertOne(ctx, row)
	return t, err
}
