package faults_test

import (
	"context"
	"database/sql"
	neturl "net/url"
	"strconv"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/go-sql-driver/mysql"
	"github.com/jackc/pgx/v5/pgconn"
)

// observer asks the server what is true, by a connection that does not go through Azoth. Any goroutine may use it.
type observer interface {
	// rows is what a query yields, as text.
	rows(sql string) ([][]string, error)
}

// asked is what a query yields; it must not fail.
func asked(t testing.TB, o observer, sql string) [][]string {
	t.Helper()
	rows, err := o.rows(sql)
	if err != nil {
		t.Fatalf("%s: %v", sql, err)
	}
	return rows
}

// number is the number that a query yields.
func number(t testing.TB, o observer, sql string) int {
	t.Helper()
	n, err := strconv.Atoi(asked(t, o, sql)[0][0])
	ok(t, err)
	return n
}

// observing limits each question.
const observing = 30 * time.Second

type pgObserver struct {
	mu   sync.Mutex
	conn *pgconn.PgConn
}

func observePostgreSQL(t testing.TB, url string) observer {
	t.Helper()
	c, err := pgconn.Connect(within(t, observing), url)
	ok(t, err)
	t.Cleanup(func() { _ = c.Close(ctx) })
	return &pgObserver{conn: c}
}

func (o *pgObserver) rows(sql string) (out [][]string, err error) {
	o.mu.Lock()
	defer o.mu.Unlock()
	c, cancel := context.WithTimeout(ctx, observing)
	defer cancel()
	results, err := o.conn.Exec(c, sql).ReadAll()
	if err != nil {
		return nil, err
	}
	for _, row := range results[0].Rows {
		texts := make([]string, len(row))
		for i, v := range row {
			texts[i] = string(v)
		}
		out = append(out, texts)
	}
	return out, nil
}

type myObserver struct{ db *sql.DB }

func observeMariaDB(t testing.TB, url string) observer {
	t.Helper()
	u, err := neturl.Parse(url)
	ok(t, err)
	config := mysql.NewConfig()
	config.Logger = &mysql.NopLogger{} // lost connections are what these tests are about
	config.User, config.Net, config.Addr, config.DBName = u.User.Username(), "tcp", u.Host, strings.TrimPrefix(u.Path, "/")
	config.Passwd, _ = u.User.Password()
	k, err := mysql.NewConnector(config)
	ok(t, err)
	db := sql.OpenDB(k)
	db.SetMaxOpenConns(1)
	t.Cleanup(func() { _ = db.Close() })
	return &myObserver{db}
}

func (o *myObserver) rows(text string) (out [][]string, err error) {
	c, cancel := context.WithTimeout(ctx, observing)
	defer cancel()
	rows, err := o.db.QueryContext(c, text)
	if err != nil {
		return nil, err
	}
	defer rows.Close()
	names, err := rows.Columns()
	if err != nil {
		return nil, err
	}
	for rows.Next() {
		texts, targets := make([]sql.NullString, len(names)), make([]any, len(names))
		for i := range texts {
			targets[i] = &texts[i]
		}
		if err := rows.Scan(targets...); err != nil {
			return nil, err
		}
		row := make([]string, len(names))
		for i, v := range texts {
			row[i] = v.String
		}
		out = append(out, row)
	}
	return out, rows.Err()
}
