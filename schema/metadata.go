package schema

import (
	"maps"
	"slices"
)

// MetaData is a catalogue of tables. It is filled while the program starts and only read after that.
//
// SQLAlchemy: MetaData.
type MetaData struct {
	// Schema is the schema of tables that name none.
	Schema string
	// Naming makes the names of constraints and indexes.
	Naming NamingConvention
	// BeforeUse runs before the first use of the whole catalogue: package orm completes mapped tables there.
	BeforeUse func() error
	// Settled tells whether it has; nil says that there is nothing to wait for.
	Settled func() bool

	tables    []*Table
	byName    map[tableName]*Table
	sequences []*Sequence
	views     []*View
	hooks     hooks
}

// tableName is the schema and the name of a table: either may contain a dot.
type tableName struct{ schema, name string }

// String is schema.name, or the name alone.
func (n tableName) String() string { return key(n.schema, n.name) }

// NewMetaData is an empty catalogue. SQLAlchemy: MetaData.
func NewMetaData() *MetaData { return &MetaData{} }

func (m *MetaData) add(t *Table) {
	n := tableName{t.Schema, t.Name}
	if m.byName[n] != nil {
		panic(errorf("the MetaData has a table %s already (declare it once; a second mapping of it needs the same *Table)", t.Key()))
	}
	if m.byName == nil {
		m.byName = map[tableName]*Table{}
	}
	m.byName[n] = t
	m.tables = append(m.tables, t)
}

func (m *MetaData) addSequence(s *Sequence) {
	if m.Sequence(s.Schema, s.Name) != nil {
		panic(errorf("the MetaData has a sequence %s already (declare it once)", s))
	}
	m.sequences = append(m.sequences, s)
}

func (m *MetaData) addView(v *View) {
	for _, x := range m.views {
		if x.Schema == v.Schema && x.Name == v.Name {
			panic(errorf("the MetaData has a view %s already (declare it once)", v))
		}
	}
	m.views = append(m.views, v)
}

// Sequence is the sequence of that name in a schema, or nil; "" is the schema of sequences that name none.
func (m *MetaData) Sequence(schema, name string) *Sequence {
	for _, s := range m.sequences {
		if s.Name == name && (s.Schema == schema || schema == "" && s.Schema == m.Schema) {
			return s
		}
	}
	return nil
}

// Sequences are the sequences in the order in which they were added. The slice is the caller's.
func (m *MetaData) Sequences() []*Sequence { return append([]*Sequence(nil), m.sequences...) }

// Views are the views in the order in which they were added. The slice is the caller's.
func (m *MetaData) Views() []*View { return append([]*View(nil), m.views...) }

// Table is the table of that name ("table" or "schema.table"), or nil.
func (m *MetaData) Table(name string) *Table {
	if m == nil {
		return nil
	}
	if t := m.TableIn("", name); t != nil {
		return t
	}
	for i := range len(name) {
		if name[i] != '.' {
			continue
		}
		if t := m.byName[tableName{name[:i], name[i+1:]}]; t != nil {
			return t
		}
	}
	return nil
}

// TableIn is the table of that name in a schema, or nil; "" is the schema of tables that name none. Unlike that of [MetaData.Table] the name
// may contain dots.
func (m *MetaData) TableIn(schema, name string) *Table {
	if m == nil {
		return nil
	}
	if t := m.byName[tableName{schema, name}]; t != nil || schema != "" || m.Schema == "" {
		return t
	}
	return m.byName[tableName{m.Schema, name}]
}

// Tables are the tables in the order in which they were added. The slice is the caller's.
func (m *MetaData) Tables() []*Table { return append([]*Table(nil), m.tables...) }

// prepare completes the catalogue before it is used as a whole.
func (m *MetaData) prepare() error {
	if m.BeforeUse != nil {
		if err := m.BeforeUse(); err != nil {
			return err
		}
	}
	return m.Configure()
}

// Configure finds the targets of foreign keys, and gives columns without a type that of the column that they reference. It is
// called once by package orm when a registry is configured, and by CreateAll.
func (m *MetaData) Configure() error {
	for _, t := range m.tables {
		for _, f := range t.ForeignKeys {
			if _, err := f.References(); err != nil {
				return err
			}
		}
		for _, c := range t.Columns {
			if c.Type != nil {
				continue
			}
			typ, err := c.DataType()
			if err != nil {
				return err
			}
			c.Type = typ
		}
	}
	return nil
}

// Remove takes a table out of the catalogue. Foreign keys to it find it no longer. SQLAlchemy: MetaData.remove.
func (m *MetaData) Remove(t *Table) {
	n := tableName{t.Schema, t.Name}
	if m.byName[n] != t {
		return
	}
	delete(m.byName, n)
	m.tables = slices.DeleteFunc(m.tables, func(x *Table) bool { return x == t })
}

// Clear takes everything out of the catalogue: tables, sequences and views. SQLAlchemy: MetaData.clear.
func (m *MetaData) Clear() {
	m.tables, m.byName, m.sequences, m.views = nil, nil, nil, nil
}

// Schemas are the schemas of the tables, sequences and views, sorted, without the database's default. CreateAll does not create them.
//
// SQLAlchemy: MetaData._schemas.
func (m *MetaData) Schemas() []string {
	seen := map[string]bool{}
	for _, t := range m.tables {
		seen[t.Schema] = true
	}
	for _, s := range m.sequences {
		seen[s.Schema] = true
	}
	for _, v := range m.views {
		seen[v.Schema] = true
	}
	delete(seen, "")
	return slices.Sorted(maps.Keys(seen))
}
