package mysql

import (
	"context"
	"errors"
	"unicode/utf8"

	"github.com/azoth-orm/azoth/dialect"
	"github.com/azoth-orm/azoth/driver"
)

// temporary describes the names that the catalogue does not have by SHOW, which knows temporary tables: columns, keys and indexes.
func (r *reading) temporary(ctx context.Context) error {
	if r.sel.Schema != "" || !r.sel.Wants(dialect.BaseTable) || r.in == "" {
		return nil
	}
	for _, name := range r.sel.Names {
		if r.has(name) || r.listed[name] || utf8.RuneCountInString(name) > Dialect.MaxIdentifier {
			continue
		}
		t := &table{documents: map[string]bool{}}
		t.Name, t.Kind, t.Temporary = name, dialect.BaseTable, true
		err := r.show(ctx, t)
		if errors.Is(err, dialect.ErrProgramming) { // it does not exist, or cannot have such a name
			continue
		}
		if err != nil {
			return err
		}
		t.assign(r.sel)
		r.tables = append(r.tables, t)
	}
	return nil
}

func (r *reading) has(name string) bool {
	for _, t := range r.tables {
		if t.Name == name {
			return true
		}
	}
	return false
}

// show reads columns and indexes of one table.
func (r *reading) show(ctx context.Context, t *table) error {
	quoted := grammar.Quoting.Force(t.Name)
	err := r.conn.Query(ctx, dialect.Query{SQL: showColumns + quoted}, func(row driver.Rows) error {
		f := columnFacts{
			name: row.Text(0), columnType: row.Text(1), collation: row.Text(2), nullable: row.Text(3) == "YES",
			value: row.Text(5), hasValue: !row.IsNull(5), extra: row.Text(6), comment: row.Text(8),
		}
		t.collation = f.collation // that of the table is not told: the column's is taken for it
		if r.sel.Has(dialect.PartColumns) {
			t.Columns = append(t.Columns, r.shown(t, &f))
		}
		return nil
	})
	if err != nil {
		return err
	}
	return r.conn.Query(ctx, dialect.Query{SQL: showIndexes + quoted}, func(row driver.Rows) error {
		if row.Text(2) == primaryName {
			if t.PrimaryKey == nil {
				t.PrimaryKey = &dialect.ReflectedPrimaryKey{}
			}
			t.PrimaryKey.Columns = append(t.PrimaryKey.Columns, row.Text(4))
			return nil
		}
		n := len(t.Indexes)
		if n == 0 || t.Indexes[n-1].Name != row.Text(2) {
			t.Indexes = append(t.Indexes, dialect.ReflectedIndex{Name: row.Text(2), Unique: row.Int64(1) == 0, Using: t.method(row.Text(10))})
			n++
		}
		i := &t.Indexes[n-1]
		i.Elements = append(i.Elements, dialect.ReflectedIndexElement{Column: row.Text(4), Desc: row.Text(5) == "D"})
		return nil
	})
}

// shown is a column of SHOW COLUMNS, which tells the value of a default and not its SQL, whatever the server.
func (r *reading) shown(t *table, f *columnFacts) dialect.ReflectedColumn {
	as := *r
	as.server.mariadb = false
	return as.column(t, f)
}
