package schema

import (
	"strings"
)

// Action is what a foreign key does when its target row goes or changes.
//
// SQLAlchemy: ondelete, onupdate.
type Action string

// The actions. The zero Action renders nothing, which is NO ACTION.
const (
	NoAction   Action = "NO ACTION"
	Restrict   Action = "RESTRICT"
	Cascade    Action = "CASCADE"
	SetNull    Action = "SET NULL"
	SetDefault Action = "SET DEFAULT"
)

// ForeignKeyConstraint is FOREIGN KEY (columns) REFERENCES table (columns). Its target may be given before the table exists, as
// text; it is found when it is needed.
//
// SQLAlchemy: ForeignKeyConstraint.
type ForeignKeyConstraint struct {
	Table *Table
	Name  string
	// Verbatim keeps the naming convention away from Name, even if it is "". SQLAlchemy: conv.
	Verbatim bool
	// Columns are the referencing columns.
	Columns []*Column
	// OnDelete and OnUpdate are rendered if they are not "".
	OnDelete, OnUpdate Action
	// Deferrable renders DEFERRABLE INITIALLY DEFERRED: the constraint is checked at COMMIT. With Immediate it is checked at once until a
	// transaction says otherwise.
	Deferrable, Immediate bool
	// Match is FULL or SIMPLE, for databases that make a difference; "" renders nothing.
	Match string
	// UseAlter creates the constraint by an ALTER TABLE of its own, for tables that reference each other.
	UseAlter bool
	// When says for which databases the constraint is meant.
	When When

	refs  []*Column
	names []string
	at    *tableName // the table of names, if they are columns alone
}

// ConstraintName is the constraint's name, that of the naming convention if it has none.
func (f *ForeignKeyConstraint) ConstraintName() string { return plainOr(f, f.Name) }

// On is the table that f belongs to.
func (f *ForeignKeyConstraint) On() *Table { return f.Table }

// AddForeignKey adds FOREIGN KEY (columns) REFERENCES (targets).
func (t *Table) AddForeignKey(columns, targets []*Column) *ForeignKeyConstraint {
	return t.addForeignKey(&ForeignKeyConstraint{Columns: columns, refs: targets})
}

// AddForeignKeyTo adds a foreign key to columns that need not exist yet: "table.column" or "schema.table.column".
func (t *Table) AddForeignKeyTo(columns []*Column, targets ...string) *ForeignKeyConstraint {
	return t.addForeignKey(&ForeignKeyConstraint{Columns: columns, names: targets})
}

// AddForeignKeyIn is AddForeignKeyTo for names that may contain dots: the schema, the table, and columns of it.
func (t *Table) AddForeignKeyIn(columns []*Column, schema, table string, targets ...string) *ForeignKeyConstraint {
	return t.addForeignKey(&ForeignKeyConstraint{Columns: columns, names: targets, at: &tableName{schema, table}})
}

func (t *Table) addForeignKey(f *ForeignKeyConstraint) *ForeignKeyConstraint {
	if n := len(f.refs) + len(f.names); n != len(f.Columns) || n == 0 {
		panic(errorf("table %s: a foreign key of %d columns references %d (give as many targets as columns)", t.Name, len(f.Columns), n))
	}
	f.Table = t
	t.ForeignKeys = append(t.ForeignKeys, f)
	t.others = append(t.others, f)
	return f
}

// References are the referenced columns, one for each of Columns. It is an error if one does not exist, or if they are of several
// tables.
func (f *ForeignKeyConstraint) References() ([]*Column, error) {
	refs := f.refs
	if refs == nil {
		refs = make([]*Column, 0, len(f.names))
		for _, n := range f.names {
			c, err := f.find(n)
			if err != nil {
				return nil, err
			}
			refs = append(refs, c)
		}
	}
	for _, c := range refs {
		if c.Table != refs[0].Table {
			return nil, errorf("foreign key of %s references columns of %s and of %s (one foreign key references one table)",
				f.Table, refs[0].Table, c.Table)
		}
	}
	return refs, nil
}

// RefTable is the referenced table.
func (f *ForeignKeyConstraint) RefTable() (*Table, error) {
	refs, err := f.References()
	if err != nil {
		return nil, err
	}
	return refs[0].Table, nil
}

// Target is what f references, for people: users (id).
func (f *ForeignKeyConstraint) Target() string {
	refs, err := f.References()
	if err != nil {
		return strings.Join(f.names, ", ")
	}
	return refs[0].Table.Key() + " (" + columnNames(refs) + ")"
}

// target is the name of the referenced table, and those of its columns, whether it exists or not.
func (f *ForeignKeyConstraint) target() (tableName, []string) {
	if refs, err := f.References(); err == nil {
		names := make([]string, len(refs))
		for i, c := range refs {
			names[i] = c.Key()
		}
		return tableName{refs[0].Table.Schema, refs[0].Table.Name}, names
	}
	if f.at != nil {
		return *f.at, f.names
	}
	var at tableName
	names := make([]string, len(f.names))
	for i, n := range f.names {
		dot := strings.LastIndexByte(n, '.')
		names[i] = n[dot+1:]
		at = tableName{name: n[:max(dot, 0)]}
		if in, name, ok := strings.Cut(at.name, "."); ok {
			at = tableName{in, name}
		} else if f.Table.MetaData != nil {
			at.schema = f.Table.MetaData.Schema
		}
	}
	return at, names
}

func columnNames(cs []*Column) string {
	names := make([]string, len(cs))
	for i, c := range cs {
		names[i] = c.Name
	}
	return strings.Join(names, ", ")
}

// find is the column that "table.column" names.
func (f *ForeignKeyConstraint) find(target string) (*Column, error) {
	if f.at != nil {
		return f.findIn(target)
	}
	dot := strings.LastIndexByte(target, '.')
	if dot < 0 {
		return nil, errorf("foreign key of %s to %q: a target is written \"table.column\"", f.Table, target)
	}
	t := f.Table.MetaData.Table(target[:dot])
	if t == nil {
		return nil, errorf("foreign key of %s to %q: there is no table %s (is its mapping declared on the same registry?)", f.Table, target, target[:dot])
	}
	c := t.Column(target[dot+1:])
	if c == nil {
		return nil, errorf("foreign key of %s to %q: %s has no column %s", f.Table, target, t, target[dot+1:])
	}
	return c, nil
}

// findIn is the column of that name in the table that f names.
func (f *ForeignKeyConstraint) findIn(column string) (*Column, error) {
	name := key(f.at.schema, f.at.name)
	t := f.Table.MetaData.TableIn(f.at.schema, f.at.name)
	if t == nil {
		return nil, errorf("foreign key of %s to %q: there is no such table (was it reflected?)", f.Table, name)
	}
	c := t.Column(column)
	if c == nil {
		return nil, errorf("foreign key of %s to %q: it has no column %s", f.Table, name, column)
	}
	return c, nil
}
