package sqlite

import (
	"context"
	"sort"
	"strconv"
	"strings"

	"github.com/azoth-orm/azoth/compiler"
	"github.com/azoth-orm/azoth/dialect"
	"github.com/azoth-orm/azoth/driver"
	"github.com/azoth-orm/azoth/schema"
)

// Values of table_xinfo's column hidden.
const (
	hiddenVirtual = 2
	hiddenStored  = 3
)

// addColumn takes a row of columnList. The position in the primary key is kept until all columns are known.
func addColumn(t *table, row driver.Rows) error {
	name := row.Text(1)
	lower := strings.ToLower(name)
	c := dialect.ReflectedColumn{
		Name:     name,
		Type:     reflectType(row.Text(2), t.ddl.collations[lower]),
		Nullable: !row.Bool(3),
		Default:  defaultSQL(row.Text(4)),
	}
	if pk := row.Int64(5); pk > 0 {
		t.keyed = append(t.keyed, keyColumn{pk, name})
	}
	if h := row.Int64(6); h == hiddenVirtual || h == hiddenStored {
		c.Computed = &dialect.ReflectedComputed{SQL: t.ddl.computed[lower].sql, Storage: t.ddl.computed[lower].storage}
	}
	t.Columns = append(t.Columns, c)
	return nil
}

// defaultSQL is a default as DDL takes it: the pragma tells an expression without the parentheses that it needs.
func defaultSQL(told string) string {
	tokens := grammar.Text.Tokens(told)
	n := len(tokens)
	if n > 0 && (tokens[0].Is("-") || tokens[0].Is("+")) {
		n--
	}
	if n < 2 || n == 2 && tokens[0].Is("x") && tokens[1].Kind == compiler.StringToken || isDecimal(told) {
		return told
	}
	return "(" + told + ")"
}

// isDecimal tells whether a default is a number with a point.
func isDecimal(s string) bool {
	_, err := strconv.ParseFloat(s, 64)
	return err == nil
}

// keyColumn is a column of a primary key and its place in it.
type keyColumn struct {
	place int64
	name  string
}

// constraints puts the constraints together of columns, pragmas and SQL, and drops the columns if they were read for that only.
func (r *reading) constraints(t *table) {
	t.primaryKey()
	if r.parts&dialect.PartUniques != 0 {
		for _, u := range t.ddl.uniques {
			t.Uniques = append(t.Uniques, dialect.ReflectedUnique{Name: u.name, Columns: t.columnNames(u.columns)})
		}
		sort.SliceStable(t.Uniques, func(i, j int) bool { return t.Uniques[i].Name < t.Uniques[j].Name })
	}
	if r.parts&dialect.PartChecks != 0 {
		for _, k := range t.ddl.checks {
			t.Checks = append(t.Checks, dialect.ReflectedCheck{Name: k.name, SQL: k.sql})
		}
		sort.SliceStable(t.Checks, func(i, j int) bool { return t.Checks[i].Name < t.Checks[j].Name })
	}
	if r.parts&dialect.PartColumns == 0 {
		t.Columns = nil
	}
	if r.parts&dialect.PartPrimaryKey == 0 {
		t.PrimaryKey = nil
	}
}

// primaryKey makes the key of the columns that have a place in one. A single INTEGER column is another name of the rowid: SQLite counts it
// up, and it is never NULL.
func (t *table) primaryKey() {
	if len(t.keyed) == 0 {
		return
	}
	sort.Slice(t.keyed, func(i, j int) bool { return t.keyed[i].place < t.keyed[j].place })
	t.PrimaryKey = &dialect.ReflectedPrimaryKey{Name: t.ddl.primaryKey}
	for _, k := range t.keyed {
		t.PrimaryKey.Columns = append(t.PrimaryKey.Columns, k.name)
	}
	if len(t.keyed) > 1 || t.withoutRowid {
		return
	}
	for i := range t.Columns {
		if c := &t.Columns[i]; c.Name == t.keyed[0].name && strings.EqualFold(c.Type.SQLType(), "INTEGER") && !t.ddl.descendingKey {
			c.Autoincrement, c.Nullable = true, false
		}
	}
}

// columnNames are the columns in the case in which the table has them.
func (t *table) columnNames(names []string) []string {
	out := make([]string, len(names))
	for i, n := range names {
		out[i] = n
		for _, c := range t.Columns {
			if strings.EqualFold(c.Name, n) {
				out[i] = c.Name
			}
		}
	}
	return out
}

// foreignKeys reads the foreign keys. The SQL tells names and deferrability, in the same order; if it could not be read, they are left
// out.
func (r *reading) foreignKeys(ctx context.Context) error {
	type place struct {
		t  *table
		id int64
	}
	last := place{}
	err := r.query(ctx, foreignKeyList, r.tables, func(t *table, row driver.Rows) error {
		if here := (place{t, row.Int64(1)}); here != last {
			last = here
			t.ForeignKeys = append(t.ForeignKeys, dialect.ReflectedForeignKey{
				RefTable: row.Text(3), OnUpdate: action(row.Text(5)), OnDelete: action(row.Text(6)),
			})
		}
		f := &t.ForeignKeys[len(t.ForeignKeys)-1]
		f.Columns = append(f.Columns, row.Text(2))
		if !row.IsNull(4) {
			f.RefColumns = append(f.RefColumns, row.Text(4))
		}
		return nil
	})
	if err != nil {
		return err
	}
	for _, t := range r.tables {
		t.nameForeignKeys(r.schema)
	}
	return r.impliedTargets(ctx)
}

func (t *table) nameForeignKeys(in string) {
	for i := range t.ForeignKeys {
		f := &t.ForeignKeys[i]
		f.Columns = t.columnNames(f.Columns)
		f.RefSchema = in
		if len(t.ddl.foreignKeys) == len(t.ForeignKeys) {
			d := t.ddl.foreignKeys[i]
			f.Name, f.Deferrable, f.Immediate, f.Match = d.name, d.deferrable, d.immediate, d.match
		}
	}
	sort.SliceStable(t.ForeignKeys, func(i, j int) bool { return t.ForeignKeys[i].Name < t.ForeignKeys[j].Name })
}

// impliedTargets fills in the columns of foreign keys that name a table only: they reference its primary key.
func (r *reading) impliedTargets(ctx context.Context) error {
	targets := map[string][]string{}
	for _, t := range r.tables {
		for _, f := range t.ForeignKeys {
			if len(f.RefColumns) == 0 {
				targets[f.RefTable] = nil
			}
		}
	}
	if len(targets) == 0 {
		return nil
	}
	names := make([]string, 0, len(targets))
	for n := range targets {
		names = append(names, n)
	}
	sort.Strings(names)
	found, err := describeIn(ctx, r.conn, dialect.Selection{Schema: r.schema, Names: names, Parts: dialect.PartPrimaryKey})
	if err != nil {
		return err
	}
	for _, t := range r.tables {
		for i := range t.ForeignKeys {
			if f := &t.ForeignKeys[i]; len(f.RefColumns) == 0 {
				f.RefColumns = keyOf(found, f)
			}
		}
	}
	return nil
}

// keyOf is the primary key of the table that f references. If that does not exist, or does not fit, it is the columns themselves.
func keyOf(tables []*dialect.ReflectedTable, f *dialect.ReflectedForeignKey) []string {
	for _, t := range tables {
		if strings.EqualFold(t.Name, f.RefTable) && t.PrimaryKey != nil && len(t.PrimaryKey.Columns) == len(f.Columns) {
			return t.PrimaryKey.Columns
		}
	}
	return f.Columns
}

// action is what a foreign key does; NO ACTION is nothing.
func action(s string) schema.Action {
	if a := schema.Action(s); a != schema.NoAction {
		return a
	}
	return ""
}

// indexes reads the indexes that were created as such: those that a constraint needs are not shown.
func (r *reading) indexes(ctx context.Context) error {
	var last *dialect.ReflectedIndex
	var of *table
	var ddl indexDDL
	return r.query(ctx, r.master(indexList), r.tables, func(t *table, row driver.Rows) error {
		if last == nil || of != t || last.Name != row.Text(1) {
			ddl = parseIndex(row.Text(7))
			t.Indexes = append(t.Indexes, dialect.ReflectedIndex{Name: row.Text(1), Unique: row.Bool(2), Where: ddl.where})
			of, last = t, &t.Indexes[len(t.Indexes)-1]
		}
		i := len(last.Elements)
		e := dialect.ReflectedIndexElement{Column: row.Text(4), Desc: row.Bool(5)}
		if i < len(ddl.elements) && (row.IsNull(4) || collated(ddl.elements[i])) {
			e.SQL = ddl.elements[i]
		}
		last.Elements = append(last.Elements, e)
		return nil
	})
}

// collated tells whether an element of an index has a collation of its own.
func collated(sql string) bool {
	for _, t := range grammar.Text.Tokens(sql) {
		if t.Is("COLLATE") {
			return true
		}
	}
	return false
}
