package mysql

import (
	"context"
	"slices"
	"strings"

	"github.com/azoth-orm/azoth/compiler"
	"github.com/azoth-orm/azoth/dialect"
	"github.com/azoth-orm/azoth/driver"
	"github.com/azoth-orm/azoth/schema"
)

func (r *reading) foreignKeys(ctx context.Context) error {
	err := r.query(ctx, keyList, byKey, func(t *table, row driver.Rows) error {
		n := len(t.ForeignKeys)
		if n == 0 || t.ForeignKeys[n-1].Name != row.Text(1) {
			t.ForeignKeys = append(t.ForeignKeys, dialect.ReflectedForeignKey{
				Name: row.Text(1), RefSchema: r.otherSchema(row.Text(3)), RefTable: row.Text(4),
			})
			n++
		}
		f := &t.ForeignKeys[n-1]
		f.Columns = append(f.Columns, row.Text(2))
		f.RefColumns = append(f.RefColumns, row.Text(5))
		return nil
	})
	if err != nil {
		return err
	}
	return r.query(ctx, ruleList, byConstraint, func(t *table, row driver.Rows) error {
		for i := range t.ForeignKeys {
			if f := &t.ForeignKeys[i]; f.Name == row.Text(1) {
				f.OnDelete, f.OnUpdate = r.action(row.Text(2)), r.action(row.Text(3))
			}
		}
		return nil
	})
}

// action is what a foreign key does. What the server says of one that says nothing is nothing: RESTRICT to MariaDB, NO ACTION to MySQL,
// where both are the same.
func (r *reading) action(s string) schema.Action {
	usual := schema.NoAction
	if r.server.mariadb {
		usual = schema.Restrict
	}
	if a := schema.Action(s); a != usual {
		return a
	}
	return ""
}

// primaryName is the name that every primary key has.
const primaryName = "PRIMARY"

// indexes reads the keys and indexes. A unique key of plain columns is a unique constraint, as it is to MySQL; it is listed among the
// indexes, too. One that is more is a unique index only.
func (r *reading) indexes(ctx context.Context) error {
	sql := indexList
	if r.server.mariadb {
		sql = mariaIndexList
	}
	err := r.query(ctx, sql, byIndex, func(t *table, row driver.Rows) error {
		if row.Text(1) == primaryName {
			if t.PrimaryKey == nil {
				t.PrimaryKey = &dialect.ReflectedPrimaryKey{}
			}
			t.PrimaryKey.Columns = append(t.PrimaryKey.Columns, row.Text(3))
			return nil
		}
		n := len(t.Indexes)
		if n == 0 || t.Indexes[n-1].Name != row.Text(1) {
			t.Indexes = append(t.Indexes, dialect.ReflectedIndex{
				Name: row.Text(1), Unique: row.Int64(2) == 0, Using: t.method(row.Text(6)), Comment: row.Text(7),
			})
			n++
		}
		i := &t.Indexes[n-1]
		i.Elements = append(i.Elements, r.element(i, row))
		return nil
	})
	if err != nil {
		return err
	}
	for _, t := range r.tables {
		t.assign(r.sel)
	}
	return nil
}

// method is how an index works, if it is not as the engine makes it without a word. FULLTEXT and SPATIAL are kinds of their own.
func (t *table) method(indexType string) string {
	usual := "BTREE"
	if strings.EqualFold(t.engine, "MEMORY") {
		usual = "HASH"
	}
	if indexType == usual {
		return ""
	}
	return indexType
}

// element is a row of indexList: a column, the beginning of one, or an expression.
func (r *reading) element(i *dialect.ReflectedIndex, row driver.Rows) dialect.ReflectedIndexElement {
	e := dialect.ReflectedIndexElement{Column: row.Text(3), Desc: row.Text(4) == "D"}
	switch {
	case row.IsNull(3):
		e.SQL = "(" + r.unescaped(row.Text(8)) + ")"
	case !row.IsNull(5) && i.Using != "SPATIAL":
		e.SQL = compiler.Sized(grammar.Quoting.Quote(e.Column), int(row.Int64(5)))
	default:
		return e
	}
	if e.Desc {
		e.SQL += " DESC"
	}
	return e
}

// assign tells which indexes are unique constraints, and which the server has made for a foreign key, and drops what was not asked for.
func (t *table) assign(s dialect.Selection) {
	for n := range t.Indexes {
		i := &t.Indexes[n]
		if i.Unique && isConstraint(i) {
			i.Constraint = i.Name
			if s.Has(dialect.PartUniques) {
				t.Uniques = append(t.Uniques, dialect.ReflectedUnique{Name: i.Name, Columns: i.ColumnNames(), Comment: i.Comment})
			}
		}
		for _, f := range t.ForeignKeys {
			if !i.Unique && i.Using == "" && f.Name == i.Name && slices.Equal(f.Columns, i.ColumnNames()) {
				i.ForeignKey = f.Name
			}
		}
	}
	if !s.Has(dialect.PartPrimaryKey) {
		t.PrimaryKey = nil
	}
	if !s.Has(dialect.PartForeignKeys) {
		t.ForeignKeys = nil
	}
	if !s.Has(dialect.PartIndexes) {
		t.Indexes = nil
	}
}

// isConstraint tells whether a unique index says no more than a unique constraint.
func isConstraint(i *dialect.ReflectedIndex) bool {
	for _, e := range i.Elements {
		if e.SQL != "" || e.Desc {
			return false
		}
	}
	return i.Using == ""
}
