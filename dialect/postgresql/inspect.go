package postgresql

import (
	"context"
	"encoding/json"
	"maps"
	"slices"
	"strconv"
	"strings"

	"github.com/azoth-orm/azoth/dialect"
	"github.com/azoth-orm/azoth/driver"
	"github.com/azoth-orm/azoth/types"
)

// catalog reads the tables of PostgreSQL, from 12 on, out of pg_catalog: one query for the tables, and one each for columns, constraints
// and indexes of all of them.
//
// What is named without a schema is what the search path finds. A name of another table or type is told without its schema if the search
// path finds it.
type catalog struct{}

var (
	_ dialect.Catalog          = catalog{}
	_ dialect.SequenceCatalog  = catalog{}
	_ dialect.NamedTypeCatalog = catalog{}
)

// DefaultSchema is the first schema of the search path that exists; "" if none does.
func (catalog) DefaultSchema(ctx context.Context, c dialect.CatalogConn) (string, error) {
	names, err := texts(ctx, c, defaultSchema)
	if err != nil || len(names) == 0 {
		return "", err
	}
	return names[0], nil
}

// SchemaNames are the schemas, without pg_catalog, information_schema and those of temporary tables.
func (catalog) SchemaNames(ctx context.Context, c dialect.CatalogConn) ([]string, error) {
	return texts(ctx, c, schemaNames)
}

// texts is the first column of a query.
func texts(ctx context.Context, c dialect.CatalogConn, sql string) ([]string, error) {
	var out []string
	err := c.Query(ctx, dialect.Query{SQL: sql}, func(r driver.Rows) error {
		out = append(out, r.Text(0))
		return nil
	})
	return out, err
}

// kinds are the kinds of relations by pg_class.relkind. A foreign table is a table, and so is a partitioned one.
var kinds = map[string]dialect.RelationKind{
	"r": dialect.BaseTable, "p": dialect.BaseTable, "f": dialect.BaseTable,
	"v": dialect.PlainView, "m": dialect.MaterializedView, "S": dialect.SequenceRelation,
}

// Relations are the tables, views and sequences of a schema.
func (catalog) Relations(ctx context.Context, c dialect.CatalogConn, schema string) ([]dialect.Relation, error) {
	var out []dialect.Relation
	q := dialect.Query{SQL: relationList, Args: []types.Value{schemaValue(schema)}}
	err := c.Query(ctx, q, func(r driver.Rows) error {
		out = append(out, dialect.Relation{Name: r.Text(0), Kind: kinds[r.Text(1)], Temporary: r.Bool(2)})
		return nil
	})
	return out, err
}

// Describe reads the tables, and then each kind of thing for all of them.
func (catalog) Describe(ctx context.Context, c dialect.CatalogConn, s dialect.Selection) ([]*dialect.ReflectedTable, error) {
	r := &reading{conn: c, sel: s, byOID: map[int64]*dialect.ReflectedTable{}}
	if err := r.list(ctx); err != nil || len(r.tables) == 0 {
		return nil, err
	}
	steps := []struct {
		parts dialect.Part
		read  func(context.Context) error
	}{
		{dialect.PartColumns, r.columns},
		{dialect.PartConstraints, r.constraints},
		{dialect.PartIndexes, r.indexes},
	}
	for _, step := range steps {
		if !s.Has(step.parts) {
			continue
		}
		if err := step.read(ctx); err != nil {
			return nil, err
		}
	}
	return r.tables, nil
}

// reading reads what is asked for of some tables.
type reading struct {
	conn   dialect.CatalogConn
	sel    dialect.Selection
	tables []*dialect.ReflectedTable
	byOID  map[int64]*dialect.ReflectedTable
	oids   types.Value
}

// list reads which tables there are, with their options.
func (r *reading) list(ctx context.Context) error {
	names, err := nameList(r.sel.Names)
	if err != nil {
		return err
	}
	var relkinds []string
	for _, k := range slices.Sorted(maps.Keys(kinds)) {
		if r.sel.Wants(kinds[k]) {
			relkinds = append(relkinds, k)
		}
	}
	wanted, err := nameList(relkinds)
	if err != nil {
		return err
	}
	definition := types.NullValue()
	if r.sel.Has(dialect.PartDefinition) {
		definition = types.TextValue("y")
	}
	var oids []string
	q := dialect.Query{SQL: tableList, Args: []types.Value{schemaValue(r.sel.Schema), names, wanted, definition}}
	err = r.conn.Query(ctx, q, func(row driver.Rows) error {
		t, err := r.table(row)
		oids = append(oids, strconv.FormatInt(row.Int64(0), 10))
		r.tables = append(r.tables, t)
		r.byOID[row.Int64(0)] = t
		return err
	})
	r.oids = types.TextValue("{" + strings.Join(oids, ",") + "}")
	return err
}

// schemaValue is the name of a schema; NULL is what needs no schema.
func schemaValue(schema string) types.Value {
	if schema == "" {
		return types.NullValue()
	}
	return types.TextValue(schema)
}

// nameList are names as one value; nil is NULL.
func nameList(names []string) (types.Value, error) {
	if names == nil {
		return types.NullValue(), nil
	}
	b, err := json.Marshal(names)
	return types.TextValue(string(b)), err
}

// table is a row of tableList.
func (r *reading) table(row driver.Rows) (*dialect.ReflectedTable, error) {
	t := &dialect.ReflectedTable{
		Schema: r.sel.Schema, Name: row.Text(1), Kind: kinds[row.Text(2)], Temporary: row.Bool(3), Comment: row.Text(4),
		Definition: strings.TrimSuffix(strings.TrimSpace(row.Text(5)), ";"),
	}
	if !r.sel.Has(dialect.PartOptions) {
		return t, nil
	}
	o := tableOptions{method: row.Text(7), tablespace: row.Text(8), partition: row.Text(9)}
	if err := decode(row.Text(6), &o.storage); err != nil {
		return nil, err
	}
	if err := decode(row.Text(10), &o.parents); err != nil {
		return nil, err
	}
	if row.Bool(11) {
		t.Options = map[string]string{"unlogged": "true"}
	}
	o.describe(t)
	return t, nil
}

// decode reads a value of JSON; "" is nothing.
func decode(text string, into any) error {
	if text == "" {
		return nil
	}
	return json.Unmarshal([]byte(text), into)
}

// tableOptions are what PostgreSQL keeps with a table.
type tableOptions struct {
	storage                       []string // fillfactor=70
	method, tablespace, partition string
	parents                       []string // quoted where they have to be
}

// describe puts the options into t: by name, and as the text behind CREATE TABLE, in PostgreSQL's order.
func (o *tableOptions) describe(t *dialect.ReflectedTable) {
	set := func(name, value string) {
		if t.Options == nil {
			t.Options = map[string]string{}
		}
		t.Options[name] = value
	}
	var suffix []string
	if len(o.parents) > 0 {
		set("inherits", strings.Join(o.parents, ", "))
		suffix = append(suffix, "INHERITS ("+strings.Join(o.parents, ", ")+")")
	}
	if o.partition != "" {
		set("partition by", o.partition)
		suffix = append(suffix, "PARTITION BY "+o.partition)
	}
	if o.method != "" {
		set("using", o.method)
		suffix = append(suffix, "USING "+grammar.Quoting.Quote(o.method))
	}
	if len(o.storage) > 0 {
		for _, s := range o.storage {
			name, value, _ := strings.Cut(s, "=")
			set(name, value)
		}
		suffix = append(suffix, "WITH ("+strings.Join(o.storage, ", ")+")")
	}
	if o.tablespace != "" {
		set("tablespace", o.tablespace)
		suffix = append(suffix, "TABLESPACE "+grammar.Quoting.Quote(o.tablespace))
	}
	if t.Kind == dialect.BaseTable {
		t.Suffix = strings.Join(suffix, " ")
	}
}

// query runs a query about the tables that were found. each is told the table of a row, whose oid is the first column.
func (r *reading) query(ctx context.Context, sql string, each func(t *dialect.ReflectedTable, row driver.Rows) error, more ...types.Value) error {
	q := dialect.Query{SQL: sql, Args: append([]types.Value{r.oids}, more...)}
	return r.conn.Query(ctx, q, func(row driver.Rows) error {
		t := r.byOID[row.Int64(0)]
		if t == nil {
			return nil
		}
		return each(t, row)
	})
}
