package main

import (
	"context"
	"fmt"
	"path/filepath"
)

// database is a kind of database, and the SQL that it needs to be filled.
type database struct {
	name   string
	shared bool // all contenders use one set of tables; otherwise each has a database of its own
	ddl    []string
	empty  []string
	series string // a FROM element with the column i from 1 to %d
	concat string // 'text' and i, as one string
	bigint string // the name of the type in CAST
	after  []string
}

const (
	sqliteMemory = "sqlite"
	sqliteFile   = "sqlite-file"
	postgresql   = "postgresql"
	mariadb      = "mariadb"
)

func databases() []database {
	memory := database{
		name: sqliteMemory,
		ddl: []string{
			"CREATE TABLE customer (id INTEGER NOT NULL PRIMARY KEY, name VARCHAR(100) NOT NULL, description VARCHAR(200) NOT NULL)",
			"CREATE TABLE author (id INTEGER NOT NULL PRIMARY KEY, name VARCHAR(100) NOT NULL)",
			"CREATE TABLE book (id INTEGER NOT NULL PRIMARY KEY, author_id INTEGER NOT NULL REFERENCES author (id), title VARCHAR(100) NOT NULL)",
			"CREATE INDEX ix_book_author_id ON book (author_id)",
		},
		empty:  []string{"DELETE FROM book", "DELETE FROM author", "DELETE FROM customer"},
		series: "(WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < %d) SELECT i FROM n) AS s",
		concat: "'%s' || %s", bigint: "BIGINT",
	}
	file := memory
	file.name = sqliteFile
	pg := database{
		name: postgresql, shared: true,
		ddl: []string{
			"DROP TABLE IF EXISTS book, author, customer",
			"CREATE TABLE customer (id BIGSERIAL PRIMARY KEY, name VARCHAR(100) NOT NULL, description VARCHAR(200) NOT NULL)",
			"CREATE TABLE author (id BIGSERIAL PRIMARY KEY, name VARCHAR(100) NOT NULL)",
			"CREATE TABLE book (id BIGSERIAL PRIMARY KEY, author_id BIGINT NOT NULL REFERENCES author (id), title VARCHAR(100) NOT NULL)",
			"CREATE INDEX ix_book_author_id ON book (author_id)",
		},
		empty:  []string{"TRUNCATE book, author, customer RESTART IDENTITY"},
		series: "generate_series(1, %d) AS s(i)",
		concat: "'%s' || %s", bigint: "BIGINT",
		after: []string{"ANALYZE customer", "ANALYZE author", "ANALYZE book"},
	}
	maria := database{
		name: mariadb, shared: true,
		ddl: []string{
			"DROP TABLE IF EXISTS book", "DROP TABLE IF EXISTS author", "DROP TABLE IF EXISTS customer",
			"CREATE TABLE customer (id BIGINT NOT NULL AUTO_INCREMENT PRIMARY KEY, name VARCHAR(100) NOT NULL, description VARCHAR(200) NOT NULL)",
			"CREATE TABLE author (id BIGINT NOT NULL AUTO_INCREMENT PRIMARY KEY, name VARCHAR(100) NOT NULL)",
			"CREATE TABLE book (id BIGINT NOT NULL AUTO_INCREMENT PRIMARY KEY, author_id BIGINT NOT NULL, title VARCHAR(100) NOT NULL, " +
				"INDEX ix_book_author_id (author_id), FOREIGN KEY (author_id) REFERENCES author (id))",
		},
		empty:  []string{"DELETE FROM book", "DELETE FROM author", "TRUNCATE customer"},
		series: "(SELECT seq AS i FROM seq_1_to_%d) AS s",
		concat: "CONCAT('%s', %s)", bigint: "SIGNED",
		after: []string{"ANALYZE TABLE customer", "ANALYZE TABLE author", "ANALYZE TABLE book"},
	}
	return []database{memory, file, pg, maria}
}

// place is where one contender finds its database.
type place struct {
	kind string
	url  string // of a server
	file string // of sqlite-file
}

// placeOf names the place of a contender. Every contender has a file of its own: SQLite has one writer.
func (d database) placeOf(contender, url, dir string) place {
	return place{kind: d.name, url: url, file: filepath.Join(dir, contender+".db")}
}

func (p place) isSQLite() bool { return p.kind == sqliteMemory || p.kind == sqliteFile }

func (d database) create(ctx context.Context, c contender) error { return execAll(ctx, c, d.ddl) }

// customers replaces all rows by n customers, whose texts are those of customerTexts.
func (d database) customers(ctx context.Context, c contender, n int) error {
	insert := fmt.Sprintf("INSERT INTO customer (id, name, description) SELECT i, "+d.concat+", "+d.concat+" FROM "+d.series,
		"customer name ", "i", "customer description ", "i", n)
	return d.refill(ctx, c, insert)
}

// family replaces all rows by authors with the same number of books each.
func (d database) family(ctx context.Context, c contender, authors, books int) error {
	parents := fmt.Sprintf("INSERT INTO author (id, name) SELECT i, "+d.concat+" FROM "+d.series, "author name ", "i", authors)
	parent := fmt.Sprintf("((i - 1) %% %d + 1)", authors) // the rows of one author lie apart
	children := fmt.Sprintf("INSERT INTO book (id, author_id, title) SELECT i, %s, "+d.concat+" FROM "+d.series,
		parent, "book title ", "i", authors*books)
	return d.refill(ctx, c, parents, children)
}

func (d database) refill(ctx context.Context, c contender, inserts ...string) error {
	for _, stmts := range [][]string{d.empty, inserts, d.after} {
		if err := execAll(ctx, c, stmts); err != nil {
			return err
		}
	}
	return nil
}

// skipKeys moves the generator of keys behind the rows that were filled in with theirs.
func (d database) skipKeys(n int) []string {
	if d.name == postgresql {
		return []string{fmt.Sprintf("SELECT setval('customer_id_seq', %d)", n)}
	}
	return nil
}

// clear deletes all rows.
func (d database) clear(ctx context.Context, c contender) error { return execAll(ctx, c, d.empty) }

// sumOf is the SQL of the tally of a table, as the database itself sees it.
func (d database) sumOf(table string, texts ...string) string {
	length := "0"
	for _, t := range texts {
		length += fmt.Sprintf(" + length(%s)", t)
	}
	sum := func(x, as string) string {
		return fmt.Sprintf("CAST(COALESCE(SUM(%s), 0) AS %s) AS %s", x, d.bigint, as)
	}
	return fmt.Sprintf("SELECT COUNT(*) AS n, %s, %s FROM %s", sum("id", "total"), sum(length, "bytes"), table)
}

func execAll(ctx context.Context, c contender, stmts []string) error {
	for _, s := range stmts {
		if err := c.exec(ctx, s); err != nil {
			return fmt.Errorf("%s: %s: %w", c.name(), s, err)
		}
	}
	return nil
}
