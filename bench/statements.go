package main

import (
	"context"
	"database/sql"
	"strconv"
	"strings"
)

// The statements of the contenders that write SQL by hand.
const (
	selectCustomers = "SELECT id, name, description FROM customer"
	selectAuthors   = "SELECT id, name FROM author"
	selectJoined    = "SELECT a.id, a.name, b.id, b.author_id, b.title FROM author AS a LEFT JOIN book AS b ON b.author_id = a.id"
	inChunk         = 500 // parents of one SELECT ... IN
)

// marks writes placeholders: $1 of PostgreSQL, ? of the others.
type marks struct {
	dollar bool
	n      int
}

func marksOf(p place) *marks { return &marks{dollar: p.kind == postgresql} }

func (m *marks) next() string {
	m.n++
	if m.dollar {
		return "$" + strconv.Itoa(m.n)
	}
	return "?"
}

func (m *marks) list(n int) string {
	all := make([]string, n)
	for i := range all {
		all[i] = m.next()
	}
	return "(" + strings.Join(all, ", ") + ")"
}

func getCustomer(p place) string {
	return selectCustomers + " WHERE id = " + marksOf(p).next()
}

func updateCustomer(p place) string {
	m := marksOf(p)
	return "UPDATE customer SET name = " + m.next() + " WHERE id = " + m.next()
}

// insertOne is an INSERT of one customer. Where the driver reports the key of the last row it need not be asked for.
func insertOne(p place) string {
	if p.kind == postgresql {
		return insertMany(p, "customer", []string{"name", "description"}, 1)
	}
	return "INSERT INTO customer (name, description) VALUES (?, ?)"
}

// keyOf runs insertOne, prepared, and returns the key.
func keyOf(ctx context.Context, p place, s *sql.Stmt, r text) (id int64, err error) {
	if p.kind == postgresql {
		err = s.QueryRowContext(ctx, r.name, r.description).Scan(&id)
		return id, err
	}
	result, err := s.ExecContext(ctx, r.name, r.description)
	if err != nil {
		return 0, err
	}
	return result.LastInsertId()
}

// insertMany is an INSERT of several rows that returns their keys.
func insertMany(p place, table string, columns []string, rows int) string {
	m := marksOf(p)
	values := make([]string, rows)
	for i := range values {
		values[i] = m.list(len(columns))
	}
	return "INSERT INTO " + table + " (" + strings.Join(columns, ", ") + ") VALUES " + strings.Join(values, ", ") + " RETURNING id"
}

// updateNames is an UPDATE of many customers, each with a name of its own, by a list of keys and names: one round trip instead of many.
// SQLite has no round trips: there one prepared UPDATE after the other is as good.
func updateNames(p place, rows int) string {
	if p.kind == postgresql {
		return "UPDATE customer SET name = v.name FROM unnest($1::bigint[], $2::text[]) AS v (id, name) WHERE customer.id = v.id"
	}
	return "UPDATE customer JOIN (SELECT ? AS id, ? AS name" + strings.Repeat(" UNION ALL SELECT ?, ?", rows-1) +
		") AS v ON v.id = customer.id SET customer.name = v.name"
}

// updateChunk is how many rows updateNames has.
const updateChunk = 250

// updateArgs are the values of updateNames, in keys and names: two arrays, or pairs.
func updateArgs(p place, rows int, row func(i int) (int64, string)) []any {
	ids, names, pairs := make([]int64, rows), make([]string, rows), make([]any, 0, 2*rows)
	for i := range rows {
		ids[i], names[i] = row(i)
		if p.kind != postgresql {
			pairs = append(pairs, ids[i], names[i])
		}
	}
	if p.kind == postgresql {
		return []any{ids, names}
	}
	return pairs
}

func booksOf(p place, parents int) string {
	return "SELECT id, author_id, title FROM book WHERE author_id IN " + marksOf(p).list(parents)
}

func rangeOfCustomers(p place) string {
	m := marksOf(p)
	return selectCustomers + " WHERE id BETWEEN " + m.next() + " AND " + m.next()
}
