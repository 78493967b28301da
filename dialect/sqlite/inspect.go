package sqlite

import (
	"context"
	"encoding/json"
	"errors"
	"strings"

	"github.com/azoth-orm/azoth/dialect"
	"github.com/azoth-orm/azoth/driver"
	"github.com/azoth-orm/azoth/types"
)

// catalog reads the tables of SQLite: what its pragmas tell, and what only the SQL tells by which a table was created (see parseTable):
// names of constraints, checks, deferrable keys, what a column is computed of.
type catalog struct{}

var _ dialect.Catalog = catalog{}

// The schemas that need no name. A temporary table hides one of the same name.
const (
	mainSchema = "main"
	tempSchema = "temp"
)

// DefaultSchema is main.
func (catalog) DefaultSchema(context.Context, dialect.CatalogConn) (string, error) {
	return mainSchema, nil
}

// SchemaNames are main and the attached databases.
func (catalog) SchemaNames(ctx context.Context, c dialect.CatalogConn) ([]string, error) {
	var out []string
	err := c.Query(ctx, dialect.Query{SQL: schemaNames}, func(r driver.Rows) error {
		out = append(out, r.Text(0))
		return nil
	})
	return out, err
}

// Relations are the tables and views of a schema; the default one has the temporary ones, too.
func (catalog) Relations(ctx context.Context, c dialect.CatalogConn, schema string) ([]dialect.Relation, error) {
	schemas := []string{schema}
	if schema == "" {
		schemas = []string{tempSchema, mainSchema}
	}
	var out []dialect.Relation
	for _, s := range schemas {
		tables, err := relations(ctx, c, dialect.Selection{Schema: s})
		if err != nil {
			return nil, err
		}
		for _, t := range tables {
			out = append(out, dialect.Relation{Name: t.Name, Kind: t.Kind, Temporary: t.Temporary})
		}
	}
	return out, nil
}

// Describe reads the tables of one schema. A name without a schema is looked for among the temporary tables first.
func (catalog) Describe(ctx context.Context, c dialect.CatalogConn, s dialect.Selection) ([]*dialect.ReflectedTable, error) {
	if s.Schema != "" {
		return describeIn(ctx, c, s)
	}
	var out []*dialect.ReflectedTable
	if s.Names != nil {
		s.Schema = tempSchema
		found, err := describeIn(ctx, c, s)
		if err != nil {
			return nil, err
		}
		out, s.Names = found, missing(s.Names, found)
	}
	if s.Names == nil || len(s.Names) > 0 {
		s.Schema = mainSchema
		found, err := describeIn(ctx, c, s)
		if err != nil {
			return nil, err
		}
		out = append(out, found...)
	}
	for _, t := range out {
		t.Schema = ""
		for i := range t.ForeignKeys {
			t.ForeignKeys[i].RefSchema = ""
		}
	}
	return out, nil
}

// missing are the names that no table has. Names of SQLite do not differ by case.
func missing(names []string, found []*dialect.ReflectedTable) []string {
	out := []string{}
	for _, n := range names {
		if !contains(found, n) {
			out = append(out, n)
		}
	}
	return out
}

func contains(tables []*dialect.ReflectedTable, name string) bool {
	for _, t := range tables {
		if strings.EqualFold(t.Name, name) {
			return true
		}
	}
	return false
}

func describeIn(ctx context.Context, c dialect.CatalogConn, s dialect.Selection) ([]*dialect.ReflectedTable, error) {
	tables, err := relations(ctx, c, s)
	if err != nil || len(tables) == 0 {
		return nil, err
	}
	r := &reading{conn: c, schema: s.Schema, parts: s.Parts, tables: tables, byName: map[string]*table{}}
	for _, t := range tables {
		r.byName[t.Name] = t
	}
	return r.all(ctx)
}

// relations are the tables that a selection has, without their parts.
func relations(ctx context.Context, c dialect.CatalogConn, s dialect.Selection) ([]*table, error) {
	names, err := nameList(s.Names)
	if err != nil {
		return nil, err
	}
	var out []*table
	q := dialect.Query{SQL: relationList, Args: []types.Value{types.TextValue(s.Schema), names}}
	err = c.Query(ctx, q, func(r driver.Rows) error {
		t := &table{withoutRowid: r.Bool(2), strict: r.Bool(3)}
		t.Schema, t.Name, t.Kind = s.Schema, r.Text(0), dialect.BaseTable
		t.Temporary = strings.EqualFold(s.Schema, tempSchema)
		if r.Text(1) == "view" {
			t.Kind = dialect.PlainView
		}
		if s.Wants(t.Kind) {
			out = append(out, t)
		}
		return nil
	})
	return out, err
}

// nameList are names as one value; nil is NULL.
func nameList(names []string) (types.Value, error) {
	if names == nil {
		return types.NullValue(), nil
	}
	b, err := json.Marshal(names)
	return types.TextValue(string(b)), err
}

// table is a table on its way.
type table struct {
	dialect.ReflectedTable
	withoutRowid, strict bool
	sql                  string
	ddl                  tableDDL
	keyed                []keyColumn // the primary key
}

// reading reads what is asked for of some tables of one schema: a query for each kind of thing.
type reading struct {
	conn   dialect.CatalogConn
	schema string
	parts  dialect.Part
	tables []*table
	byName map[string]*table
}

func (r *reading) all(ctx context.Context) ([]*dialect.ReflectedTable, error) {
	steps := []struct {
		parts dialect.Part
		read  func(context.Context) error
	}{
		{dialect.PartAll, r.ddl},
		{dialect.PartColumns | dialect.PartPrimaryKey | dialect.PartForeignKeys, r.columns},
		{dialect.PartForeignKeys, r.foreignKeys},
		{dialect.PartIndexes, r.indexes},
	}
	for _, s := range steps {
		if r.parts&s.parts == 0 {
			continue
		}
		if err := s.read(ctx); err != nil {
			return nil, err
		}
	}
	out := make([]*dialect.ReflectedTable, len(r.tables))
	for i, t := range r.tables {
		r.constraints(t)
		out[i] = &t.ReflectedTable
	}
	return out, nil
}

// query runs a query about some tables; each is told the table of a row, whose name is the first column.
func (r *reading) query(ctx context.Context, sql string, tables []*table, each func(t *table, row driver.Rows) error) error {
	names := make([]string, len(tables))
	for i, t := range tables {
		names[i] = t.Name
	}
	list, err := nameList(names)
	if err != nil {
		return err
	}
	q := dialect.Query{SQL: sql, Args: []types.Value{list, types.TextValue(r.schema)}}
	return r.conn.Query(ctx, q, func(row driver.Rows) error {
		t := r.byName[row.Text(0)]
		if t == nil {
			return nil
		}
		return each(t, row)
	})
}

// master is sql with the schema's table of contents under the name master.
func (r *reading) master(sql string) string {
	return "WITH master AS (SELECT type, name, sql FROM " + grammar.Quoting.Force(r.schema) + ".sqlite_master)" + sql
}

// ddl reads and parses the SQL of tables, and the definitions of views.
func (r *reading) ddl(ctx context.Context) error {
	names := make([]string, len(r.tables))
	for i, t := range r.tables {
		names[i] = t.Name
	}
	list, err := nameList(names)
	if err != nil {
		return err
	}
	q := dialect.Query{SQL: r.master(sqlList), Args: []types.Value{list}}
	return r.conn.Query(ctx, q, func(row driver.Rows) error {
		if t := r.byName[row.Text(0)]; t != nil {
			t.sql = row.Text(1)
			t.understand()
		}
		return nil
	})
}

// understand takes what the SQL of a table or view tells.
func (t *table) understand() {
	if t.Kind == dialect.PlainView {
		t.Definition = viewDefinition(t.sql)
		return
	}
	t.ddl = parseTable(t.sql)
	options := map[string]bool{"WITHOUT ROWID": t.withoutRowid, "STRICT": t.strict}
	var suffix []string
	for _, o := range []string{"WITHOUT ROWID", "STRICT"} {
		if options[o] {
			suffix = append(suffix, o)
			t.option(strings.ToLower(o))
		}
	}
	t.Suffix = strings.Join(suffix, ", ")
	if t.ddl.autoincrement {
		t.option("autoincrement")
	}
}

func (t *table) option(name string) {
	if t.Options == nil {
		t.Options = map[string]string{}
	}
	t.Options[name] = "true"
}

// columns reads the columns of all tables. A view of a table that is gone makes the query fail: then the tables are read together and
// the views one by one, so that only the broken one is without columns.
func (r *reading) columns(ctx context.Context) error {
	err := r.query(ctx, columnList, r.tables, addColumn)
	if err == nil || errors.Is(err, dialect.ErrOperational) || ctx.Err() != nil {
		return err
	}
	var tables []*table
	for _, t := range r.tables {
		t.Columns = nil
		if t.Kind == dialect.BaseTable {
			tables = append(tables, t)
		}
	}
	if len(tables) == len(r.tables) {
		return err
	}
	if err := r.query(ctx, columnList, tables, addColumn); err != nil {
		return err
	}
	for _, t := range r.tables {
		if t.Kind == dialect.PlainView {
			t.Err = r.query(ctx, columnList, []*table{t}, addColumn)
		}
	}
	return nil
}
