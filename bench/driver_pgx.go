package main

import (
	"context"
	"encoding/binary"
	"errors"
	"fmt"
	"strconv"

	"github.com/jackc/pgx/v5"
	"github.com/jackc/pgx/v5/pgconn"
)

// driverPGX is PostgreSQL on pgconn, the lower half of pgx: prepared statements, binary rows, and arrays instead of many values.
type driverPGX struct {
	part
	conn *pgx.Conn
	pg   *pgconn.PgConn
	kept map[string]bool

	place place
	lines lines[*driverPGX] // for goroutines
}

func openDriverPGX(ctx context.Context, p place) (contender, error) {
	d, err := connectPGX(ctx, p)
	return d, err
}

func connectPGX(ctx context.Context, p place) (*driverPGX, error) {
	conn, err := pgx.Connect(ctx, p.url)
	if err != nil {
		return nil, err
	}
	return &driverPGX{conn: conn, pg: conn.PgConn(), kept: map[string]bool{}, place: p}, nil
}

func (d *driverPGX) name() string { return "driver" }

func (d *driverPGX) close() error {
	return errors.Join(d.lines.close(), d.conn.Close(context.Background()))
}

func (d *driverPGX) exec(ctx context.Context, sql string) error {
	_, err := d.conn.Exec(ctx, sql)
	return err
}

func (d *driverPGX) query(ctx context.Context, sql string) (t tally, err error) {
	err = d.conn.QueryRow(ctx, sql).Scan(&t.rows, &t.ids, &t.bytes)
	return t, err
}

// binaryRows asks for every column in binary.
var binaryRows = []int16{1}

// read runs a statement, prepared under its own text, and hands over each row as the server sent it.
func (d *driverPGX) read(ctx context.Context, sql string, each func(row [][]byte), args ...[]byte) error {
	if !d.kept[sql] {
		if _, err := d.pg.Prepare(ctx, sql, sql, nil); err != nil {
			return err
		}
		d.kept[sql] = true
	}
	result := d.pg.ExecPrepared(ctx, sql, args, nil, binaryRows)
	for result.NextRow() {
		each(result.Values())
	}
	_, err := result.Close()
	return err
}

func int8Of(cell []byte) int64 { return int64(binary.BigEndian.Uint64(cell)) }

func customerOf(row [][]byte) customer {
	return customer{ID: int8Of(row[0]), Name: string(row[1]), Description: string(row[2])}
}

func (d *driverPGX) customers(ctx context.Context) (all []*customer, err error) {
	err = d.read(ctx, selectCustomers, func(row [][]byte) {
		c := customerOf(row)
		all = append(all, &c)
	})
	return all, err
}

func (d *driverPGX) load(ctx context.Context) (tally, error) {
	all, err := d.customers(ctx)
	return sumCustomers(all), err
}

func (d *driverPGX) columns(ctx context.Context) (t tally, err error) {
	var all []customer
	err = d.read(ctx, selectCustomers, func(row [][]byte) { all = append(all, customerOf(row)) })
	for _, c := range all {
		t.add(c.ID, c.Name, c.Description)
	}
	return t, err
}

func (d *driverPGX) get(ctx context.Context, ids []int64) (t tally, err error) {
	for _, id := range ids {
		var c *customer
		err := d.read(ctx, selectCustomers+" WHERE id = $1", func(row [][]byte) {
			one := customerOf(row)
			c = &one
		}, strconv.AppendInt(nil, id, 10))
		if err != nil {
			return t, err
		}
		t.add(c.ID, c.Name, c.Description)
	}
	return t, nil
}

func (d *driverPGX) selectIn(ctx context.Context) (tally, error) {
	var all []*author
	byID := map[int64]*author{}
	err := d.read(ctx, selectAuthors, func(row [][]byte) {
		a := &author{ID: int8Of(row[0]), Name: string(row[1])}
		all = append(all, a)
		byID[a.ID] = a
	})
	if err != nil {
		return tally{}, err
	}
	ids := make([]int64, len(all))
	for i, a := range all {
		ids[i] = a.ID
	}
	err = d.read(ctx, "SELECT id, author_id, title FROM book WHERE author_id = ANY($1::bigint[])", func(row [][]byte) {
		b := &book{ID: int8Of(row[0]), AuthorID: int8Of(row[1]), Title: string(row[2])}
		a := byID[b.AuthorID]
		a.Books = append(a.Books, b)
	}, arrayText(ids))
	return sumAuthors(all), err
}

// arrayText is an array in PostgreSQL's text format.
func arrayText(ids []int64) []byte {
	text := []byte{'{'}
	for i, id := range ids {
		if i > 0 {
			text = append(text, ',')
		}
		text = strconv.AppendInt(text, id, 10)
	}
	return append(text, '}')
}

func (d *driverPGX) joined(ctx context.Context) (tally, error) {
	var all shelf
	err := d.read(ctx, selectJoined, func(row [][]byte) {
		b := &book{ID: int8Of(row[2]), AuthorID: int8Of(row[3]), Title: string(row[4])}
		all.put(int8Of(row[0]), string(row[1]), b)
	})
	return sumAuthors(all.authors), err
}

func (d *driverPGX) iter(ctx context.Context) (t tally, err error) {
	err = d.read(ctx, selectCustomers, func(row [][]byte) {
		c := customerOf(row)
		t.add(c.ID, c.Name, c.Description)
	})
	return t, err
}

// pgxChunk is how many rows one statement carries in its arrays.
const pgxChunk = 1000

// insertAll inserts n rows by arrays of their columns and hands over their keys, in order.
func insertAll(ctx context.Context, tx pgx.Tx, sql string, n int, arrays func(start, end int) []any, key func(i int, id int64)) error {
	for start := 0; start < n; start += pgxChunk {
		end := min(start+pgxChunk, n)
		rows, err := tx.Query(ctx, sql, arrays(start, end)...)
		if err != nil {
			return err
		}
		i := start
		for ; rows.Next(); i++ {
			key(i, int8Of(rows.RawValues()[0]))
		}
		if rows.Err() != nil || i != end {
			return fmt.Errorf("%d keys of %d rows: %w", i-start, end-start, rows.Err())
		}
	}
	return nil
}

// texts collects one column of rows.
func texts(start, end int, of func(i int) string) []string {
	all := make([]string, 0, end-start)
	for i := start; i < end; i++ {
		all = append(all, of(i))
	}
	return all
}

const pgxInsertCustomers = "INSERT INTO customer (name, description) SELECT * FROM unnest($1::text[], $2::text[]) RETURNING id"

func (d *driverPGX) insert(ctx context.Context, rows []text) (tally, error) {
	all := newCustomers(rows)
	err := pgx.BeginFunc(ctx, d.conn, func(tx pgx.Tx) error {
		return insertAll(ctx, tx, pgxInsertCustomers, len(all), func(start, end int) []any {
			return []any{
				texts(start, end, func(i int) string { return all[i].Name }),
				texts(start, end, func(i int) string { return all[i].Description }),
			}
		}, func(i int, id int64) { all[i].ID = id })
	})
	return sumCustomers(all), err
}

func (d *driverPGX) graph(ctx context.Context, parents []string, children [][]string) (tally, error) {
	all := newAuthors(parents, children)
	err := pgx.BeginFunc(ctx, d.conn, func(tx pgx.Tx) error {
		err := insertAll(ctx, tx, "INSERT INTO author (name) SELECT * FROM unnest($1::text[]) RETURNING id", len(all),
			func(start, end int) []any {
				return []any{texts(start, end, func(i int) string { return all[i].Name })}
			}, func(i int, id int64) { all[i].ID = id })
		if err != nil {
			return err
		}
		return insertBooks(ctx, tx, linkBooks(all))
	})
	return sumAuthors(all), err
}

func insertBooks(ctx context.Context, tx pgx.Tx, all []*book) error {
	const sql = "INSERT INTO book (author_id, title) SELECT * FROM unnest($1::bigint[], $2::text[]) RETURNING id"
	return insertAll(ctx, tx, sql, len(all), func(start, end int) []any {
		parents := make([]int64, 0, end-start)
		for _, b := range all[start:end] {
			parents = append(parents, b.AuthorID)
		}
		return []any{parents, texts(start, end, func(i int) string { return all[i].Title })}
	}, func(i int, id int64) { all[i].ID = id })
}

func (d *driverPGX) update(ctx context.Context, suffix string) (tally, error) {
	all, err := d.customers(ctx)
	if err != nil {
		return tally{}, err
	}
	const sql = "UPDATE customer SET name = v.name FROM unnest($1::bigint[], $2::text[]) AS v(id, name) WHERE customer.id = v.id"
	err = pgx.BeginFunc(ctx, d.conn, func(tx pgx.Tx) error {
		for start := 0; start < len(all); start += pgxChunk {
			chunk := all[start:min(start+pgxChunk, len(all))]
			ids, names := make([]int64, len(chunk)), make([]string, len(chunk))
			for i, c := range chunk {
				c.Name += suffix
				ids[i], names[i] = c.ID, c.Name
			}
			if _, err := tx.Exec(ctx, sql, ids, names); err != nil {
				return err
			}
		}
		return nil
	})
	return sumCustomers(all), err
}

func (d *driverPGX) single(ctx context.Context, rows []text) (t tally, err error) {
	for _, r := range rows {
		c := &customer{Name: r.name, Description: r.description}
		if err := d.insertOne(ctx, c); err != nil {
			return t, err
		}
		t.add(c.ID, c.Name, c.Description)
	}
	return t, nil
}

func (d *driverPGX) insertOne(ctx context.Context, c *customer) error {
	return d.read(ctx, insertOne(d.place), func(row [][]byte) { c.ID = int8Of(row[0]) }, []byte(c.Name), []byte(c.Description))
}

func (d *driverPGX) prepareMixed(ctx context.Context) error {
	return d.lines.fill(d.place, func() (*driverPGX, error) { return connectPGX(ctx, d.place) })
}

func (d *driverPGX) mixed(ctx context.Context, id int64, row text) (t tally, err error) {
	one := d.lines.take()
	defer d.lines.give(one)
	err = pgx.BeginFunc(ctx, one.conn, func(pgx.Tx) error {
		t, err = one.work(ctx, id, row)
		return err
	})
	return t, err
}

// work is what a transaction of mixed does.
func (d *driverPGX) work(ctx context.Context, id int64, row text) (t tally, err error) {
	see := func(row [][]byte) {
		c := customerOf(row)
		t.add(c.ID, c.Name, c.Description)
	}
	first, last := strconv.AppendInt(nil, id, 10), strconv.AppendInt(nil, id+mixedRange-1, 10)
	if err := d.read(ctx, getCustomer(d.place), see, first); err != nil {
		return t, err
	}
	if err := d.read(ctx, rangeOfCustomers(d.place), see, first, last); err != nil {
		return t, err
	}
	return t, d.insertOne(ctx, &customer{Name: row.name, Description: row.description})
}
