package mysql

import (
	"context"
	"errors"
	"fmt"
	"slices"
	"strings"

	"github.com/azoth-orm/azoth/dialect"
	"github.com/azoth-orm/azoth/driver"
	"github.com/azoth-orm/azoth/types"
)

// catalog reads the tables of MySQL, from 8.0.16 on, and MariaDB, from 10.3 on, out of information_schema: a query for each kind of thing.
// Which of the two it asks it finds out itself. Temporary tables are not in there: one that is named is described by SHOW, as far as that
// goes.
type catalog struct{}

var (
	_ dialect.Catalog         = catalog{}
	_ dialect.SequenceCatalog = catalog{}
)

// server is what queries and answers depend on.
type server struct {
	database string // of the connection
	mariadb  bool
	folds    bool // names of tables do not differ by case
}

func ask(ctx context.Context, c dialect.CatalogConn) (server, error) {
	var s server
	err := c.Query(ctx, dialect.Query{SQL: serverFacts}, func(r driver.Rows) error {
		s = server{database: r.Text(0), mariadb: strings.Contains(strings.ToLower(r.Text(1)), "mariadb"), folds: r.Int64(2) != 0}
		return nil
	})
	return s, err
}

// DefaultSchema is the database of the connection; "" if it has none.
func (catalog) DefaultSchema(ctx context.Context, c dialect.CatalogConn) (string, error) {
	s, err := ask(ctx, c)
	return s.database, err
}

// SchemaNames are the databases, without the server's own.
func (catalog) SchemaNames(ctx context.Context, c dialect.CatalogConn) ([]string, error) {
	var out []string
	err := c.Query(ctx, dialect.Query{SQL: schemaNames}, func(r driver.Rows) error {
		out = append(out, r.Text(0))
		return nil
	})
	return out, err
}

// Relations are the tables, views and sequences of a database.
func (catalog) Relations(ctx context.Context, c dialect.CatalogConn, schema string) ([]dialect.Relation, error) {
	r, err := newReading(ctx, c, dialect.Selection{Schema: schema})
	if err != nil {
		return nil, err
	}
	var out []dialect.Relation
	err = r.each(ctx, tableList, byTable, func(row driver.Rows) error {
		out = append(out, dialect.Relation{Name: row.Text(0), Kind: kindOf(row.Text(1)), Temporary: row.Text(1) == "TEMPORARY"})
		return nil
	})
	return out, err
}

func kindOf(tableType string) dialect.RelationKind {
	switch tableType {
	case "VIEW", "SYSTEM VIEW":
		return dialect.PlainView
	case "SEQUENCE":
		return dialect.SequenceRelation
	}
	return dialect.BaseTable
}

// Describe reads the tables, and then each kind of thing for all of them.
func (catalog) Describe(ctx context.Context, c dialect.CatalogConn, s dialect.Selection) ([]*dialect.ReflectedTable, error) {
	r, err := newReading(ctx, c, s)
	if err != nil {
		return nil, err
	}
	if err := r.list(ctx); err != nil {
		return nil, err
	}
	steps := []struct {
		parts dialect.Part
		read  func(context.Context) error
	}{
		{dialect.PartColumns | dialect.PartChecks, r.checks},
		{dialect.PartColumns, r.columns},
		{dialect.PartForeignKeys | dialect.PartIndexes, r.foreignKeys},
		{dialect.PartPrimaryKey | dialect.PartUniques | dialect.PartIndexes, r.indexes},
		{dialect.PartDefinition, r.definitions},
	}
	for _, step := range steps {
		if len(r.tables) == 0 || !s.Has(step.parts) {
			continue
		}
		if err := step.read(ctx); err != nil {
			return nil, err
		}
	}
	if err := r.temporary(ctx); err != nil {
		return nil, err
	}
	return r.result(), nil
}

// reading reads what is asked for of some tables of one database.
type reading struct {
	conn   dialect.CatalogConn
	sel    dialect.Selection
	server server
	in     string // the database that is read
	tables []*table
	byName map[string]*table
	listed map[string]bool // what the catalogue has, wanted or not
}

// table is a table on its way.
type table struct {
	dialect.ReflectedTable
	collation, engine string
	// documents are the columns that MariaDB keeps as text with a check that it is JSON.
	documents map[string]bool
}

func newReading(ctx context.Context, c dialect.CatalogConn, s dialect.Selection) (*reading, error) {
	facts, err := ask(ctx, c)
	if err != nil {
		return nil, err
	}
	r := &reading{conn: c, sel: s, server: facts, in: s.Schema, byName: map[string]*table{}, listed: map[string]bool{}}
	if r.in == "" {
		r.in = facts.database
	}
	return r, nil
}

// each runs a query about the database that is read, or about one table if only that is wanted.
func (r *reading) each(ctx context.Context, sql, order string, f func(driver.Rows) error) error {
	args := []types.Value{types.TextValue(r.in)}
	if len(r.sel.Names) == 1 {
		sql += oneTable
		args = append(args, types.TextValue(r.sel.Names[0]))
	}
	return r.conn.Query(ctx, dialect.Query{SQL: sql + order, Args: args}, f)
}

// query is each for the tables that were found: f is told the table of a row, whose name is the first column.
func (r *reading) query(ctx context.Context, sql, order string, f func(t *table, row driver.Rows) error) error {
	return r.each(ctx, sql, order, func(row driver.Rows) error {
		if t := r.byName[row.Text(0)]; t != nil {
			return f(t, row)
		}
		return nil
	})
}

// wants tells whether a table of that name was asked for. The catalogue compares names without regard to case; the server need not.
func (r *reading) wants(name string) bool {
	if r.sel.Names == nil {
		return true
	}
	return slices.ContainsFunc(r.sel.Names, func(n string) bool {
		return n == name || r.server.folds && strings.EqualFold(n, name)
	})
}

// list reads which tables there are, with their options.
func (r *reading) list(ctx context.Context) error {
	if r.in == "" || r.sel.Names != nil && len(r.sel.Names) == 0 {
		return nil
	}
	return r.each(ctx, tableList, byTable, func(row driver.Rows) error {
		kind := kindOf(row.Text(1))
		r.listed[row.Text(0)] = true
		if !r.wants(row.Text(0)) || !r.sel.Wants(kind) || kind == dialect.SequenceRelation {
			return nil
		}
		t := &table{collation: row.Text(3), engine: row.Text(2), documents: map[string]bool{}}
		t.Schema, t.Name, t.Kind, t.Temporary = r.sel.Schema, row.Text(0), kind, row.Text(1) == "TEMPORARY"
		if kind == dialect.BaseTable {
			t.Comment = row.Text(5)
			t.describe(row.Text(2), row.Text(4))
		} else if comment := row.Text(5); comment != "VIEW" && comment != "" && r.sel.Has(dialect.PartColumns) {
			t.Err = errors.New("mysql: " + comment)
		}
		r.tables = append(r.tables, t)
		r.byName[t.Name] = t
		return nil
	})
}

// tableOptions are those of CREATE_OPTIONS that CREATE TABLE takes in the same form.
var tableOptions = strings.Fields(`row_format key_block_size stats_persistent stats_auto_recalc stats_sample_pages avg_row_length
	min_rows max_rows checksum delay_key_write pack_keys page_checksum transactional`)

// describe puts the options into t, by name and as the text behind CREATE TABLE.
func (t *table) describe(engine, options string) {
	charset, _, _ := strings.Cut(t.collation, "_")
	t.Options = map[string]string{"engine": engine, "charset": charset, "collate": t.collation}
	suffix := []string{"ENGINE=" + grammar.Quoting.Phrase(engine)}
	if charset != "" {
		suffix = append(suffix, "DEFAULT CHARSET="+grammar.Quoting.Phrase(charset), "COLLATE="+grammar.Quoting.Phrase(t.collation))
	}
	for _, o := range strings.Fields(options) {
		name, value, _ := strings.Cut(o, "=")
		name = strings.ToLower(name)
		t.Options[name] = value
		if slices.Contains(tableOptions, name) {
			suffix = append(suffix, strings.ToUpper(name)+"="+grammar.Quoting.Phrase(value))
		}
	}
	t.Suffix = strings.Join(suffix, " ")
}

func (r *reading) result() []*dialect.ReflectedTable {
	out := make([]*dialect.ReflectedTable, len(r.tables))
	for i, t := range r.tables {
		if t.Kind != dialect.BaseTable && t.Err == nil && r.sel.Has(dialect.PartColumns) && len(t.Columns) == 0 {
			t.Err = fmt.Errorf("mysql: the view %s has no columns: a table of it is gone", t.Name)
		}
		out[i] = &t.ReflectedTable
	}
	return out
}

func (r *reading) definitions(ctx context.Context) error {
	return r.query(ctx, viewList, byTable, func(t *table, row driver.Rows) error {
		t.Definition = row.Text(1)
		return nil
	})
}
