package schema

// MetaData is a catalogue of tables. It is filled while the program starts and only read after that.
//
// SQLAlchemy: MetaData.
type MetaData struct {
	// Schema is the schema of tables that name none.
	Schema string
	// BeforeUse runs before the first use of the whole catalogue: package orm completes mapped tables there.
	BeforeUse func() error

	tables []*Table
	byKey  map[string]*Table
}

// NewMetaData is an empty catalogue. SQLAlchemy: MetaData.
func NewMetaData() *MetaData { return &MetaData{} }

func (m *MetaData) add(t *Table) {
	if m.byKey[t.Key()] != nil {
		panic(errorf("the MetaData has a table %s already (declare it once; a second mapping of it needs the same *Table)", t.Key()))
	}
	if m.byKey == nil {
		m.byKey = map[string]*Table{}
	}
	m.byKey[t.Key()] = t
	m.tables = append(m.tables, t)
}

// Table is the table of that name ("table" or "schema.table"), or nil.
func (m *MetaData) Table(name string) *Table {
	if m == nil {
		return nil
	}
	if t := m.byKey[name]; t != nil || m.Schema == "" {
		return t
	}
	return m.byKey[key(m.Schema, name)]
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
