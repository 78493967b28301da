package main

import (
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

// insertMany is an INSERT of several rows that returns their keys.
func insertMany(p place, table string, columns []string, rows int) string {
	m := marksOf(p)
	values := make([]string, rows)
	for i := range values {
		values[i] = m.list(len(columns))
	}
	return "INSERT INTO " + table + " (" + strings.Join(columns, ", ") + ") VALUES " + strings.Join(values, ", ") + " RETURNING id"
}

func booksOf(p place, parents int) string {
	return "SELECT id, author_id, title FROM book WHERE author_id IN " + marksOf(p).list(parents)
}

func rangeOfCustomers(p place) string {
	m := marksOf(p)
	return selectCustomers + " WHERE id BETWEEN " + m.next() + " AND " + m.next()
}
