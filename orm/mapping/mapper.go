package mapping

import (
	"reflect"
	"unsafe"

	"github.com/azoth-orm/azoth/expr"
	"github.com/azoth-orm/azoth/orm/state"
	"github.com/azoth-orm/azoth/rowplan"
	"github.com/azoth-orm/azoth/schema"
	"github.com/azoth-orm/azoth/types"
)

// Mapper ties a Go struct to a table. It is frozen once its registry is configured.
//
// SQLAlchemy: Mapper.
type Mapper struct {
	// Name is the struct's Go name.
	Name string
	// Type is the struct's type.
	Type  reflect.Type
	Table *schema.Table
	// Properties are the mapped columns, in the order of the mapping struct.
	Properties []*Property
	// Relationships are the mapped references.
	Relationships []*Relationship
	// Class is what the sessions' state knows of the struct.
	Class *state.Class
	// Generated is the index of the property that the database generates at INSERT, or -1.
	Generated int
	// Version is the index of the property that counts the writes of a row, or -1.
	Version int
	// Refills says that a property is Refilled, Stamps that one has a value or a function for UPDATE.
	Refills, Stamps bool
	// OnInsert and OnUpdate are columns with defaults that no property maps.
	OnInsert, OnUpdate []*schema.Column
	// Order is the mapper's place in the order of the flush; mappers of one Rank do not depend on each other.
	Order, Rank int
	// Cyclic says that rows of this mapper may depend on rows of mappers that depend on it: itself, for a tree.
	Cyclic bool
	// Ready configures the registry that the mapper belongs to.
	Ready func() error

	memory    rowplan.Memory
	columns   []*expr.ColumnRef
	fields    []*rowplan.Field
	byName    map[string]int
	lookupKey []byte
	links     []*Relationship
}

// Property is a mapped column.
//
// SQLAlchemy: ColumnProperty.
type Property struct {
	// Name is the Go field.
	Name   string
	Index  int
	Column *schema.Column
	Field  *rowplan.Field
	// OmitZero leaves a zero field to its default at INSERT.
	OmitZero bool
	// OnInsert and OnUpdate are what the flush writes where the program says nothing.
	OnInsert, OnUpdate Fill
	// Filled says that the database gives the column its value at INSERT if the program does not, Refilled that it does at every UPDATE.
	Filled, Refilled bool
}

// NewMapper is a mapper of the struct type t without properties.
func NewMapper(t reflect.Type, table *schema.Table, m rowplan.Memory) *Mapper {
	return &Mapper{Name: t.Name(), Type: t, Table: table, Generated: -1, Version: -1, memory: m, byName: map[string]int{}}
}

// AddProperty maps the field name, at an offset, of type t, to c.
func (m *Mapper) AddProperty(f reflect.StructField, offset uintptr, c *schema.Column) error {
	field, err := rowplan.NewField(f.Type, offset, c.Type)
	if err != nil {
		return misfit(m.Name, f.Name, "%v", err)
	}
	p := &Property{Name: f.Name, Index: len(m.Properties), Column: c, Field: field}
	m.Properties = append(m.Properties, p)
	m.columns = append(m.columns, &c.ColumnRef)
	m.fields = append(m.fields, field)
	m.byName[c.Name] = p.Index
	return nil
}

// EntityName is the struct's Go name.
func (m *Mapper) EntityName() string { return m.Name }

// EntityColumns are the mapped columns.
func (m *Mapper) EntityColumns() []*expr.ColumnRef { return m.columns }

// EntityFields are the fields of the mapped columns.
func (m *Mapper) EntityFields() []*rowplan.Field { return m.fields }

// EntityMemory makes and copies structs.
func (m *Mapper) EntityMemory() rowplan.Memory { return m.memory }

// EntityKey are the places of the primary key in the mapped columns. It configures the registry if need be.
func (m *Mapper) EntityKey() []int {
	if m.Ready != nil && m.Ready() != nil {
		return nil
	}
	return m.Class.Key
}

// Property is the property of a column of m's table, or of an alias of it; nil for any other column.
func (m *Mapper) Property(c *expr.ColumnRef) *Property {
	column := schema.OriginOf(c)
	if column == nil || column.Table != m.Table {
		return nil
	}
	if i, ok := m.byName[column.Name]; ok {
		return m.Properties[i]
	}
	return nil
}

// rename keeps the properties in step with a column that got another name.
func (m *Mapper) rename() {
	clear(m.byName)
	for i, p := range m.Properties {
		m.byName[p.Column.Name] = i
	}
}

// freeze computes what the session needs, when keys and relationships are known.
func (m *Mapper) freeze() error {
	m.rename()
	if err := m.retype(); err != nil {
		return err
	}
	c := &state.Class{Name: m.Name, Owner: m, Memory: m.memory, Fields: m.fields}
	for _, k := range m.Table.PrimaryKey.Columns {
		p := m.Property(&k.ColumnRef)
		if p == nil {
			return misfit(m.Name, "", "the primary key column %s.%s is not mapped (add an attribute for it)", m.Table.Name, k.Name)
		}
		c.Key = append(c.Key, p.Index)
	}
	if len(c.Key) == 0 {
		return misfit(m.Name, "", "table %s has no primary key (say t.PrimaryKey in orm.Define)", m.Table.Name)
	}
	for _, r := range m.Relationships {
		c.References = append(c.References, r.reference)
	}
	c.Freeze()
	m.Class = c
	m.Generated = m.generatedKey()
	if err := m.findFills(); err != nil {
		return err
	}
	m.lookupKey = m.newLookupKey()
	return nil
}

// retype gives every field the type that its column has now: definitions and foreign keys say it after the field was declared.
func (m *Mapper) retype() error {
	for i, p := range m.Properties {
		typ, err := p.Column.DataType()
		if err != nil {
			return misfit(m.Name, p.Name, "no SQL type follows from %s: %v (say it with t.Type)", p.Field.GoType(), err)
		}
		if typ == p.Field.SQLType() {
			continue
		}
		field, err := p.Field.As(typ)
		if err != nil {
			return misfit(m.Name, p.Name, "%v", err)
		}
		p.Field, m.fields[i] = field, field
	}
	return nil
}

// LookupKey is the cache key of the SELECT of one object by its primary key.
func (m *Mapper) LookupKey() []byte { return m.lookupKey }

func (m *Mapper) newLookupKey() []byte {
	var k expr.Key
	k.Tag('G')
	k.Type(m.Type)
	k.Element(m.Ref())
	return append([]byte(nil), k.Bytes()...)
}

// generatedKey is the single integer primary key that no foreign key fills: the database numbers it.
func (m *Mapper) generatedKey() int {
	if len(m.Class.Key) != 1 {
		return -1
	}
	p := m.Properties[m.Class.Key[0]]
	if m.Table.AutoincrementColumn() != p.Column {
		return -1
	}
	return p.Index
}

// VersionProperty is the property that counts the writes of a row, or nil.
func (m *Mapper) VersionProperty() *Property {
	if m.Version < 0 {
		return nil
	}
	return m.Properties[m.Version]
}

// KeyValues are the values of obj's primary key.
func (m *Mapper) KeyValues(obj unsafe.Pointer) []types.Value { return m.Class.KeyValues(obj) }

// Ref is the mapper's entity, read from its own table.
func (m *Mapper) Ref() *expr.EntityRef { return expr.NewEntityRef(m, m.Table) }

// Of is the mapper of a state.
func Of(st *state.State) *Mapper { return st.Class.Owner.(*Mapper) }

// View is an entity of which some columns are read, or in another order.
type View struct {
	*Mapper
	// Columns are the indexes of the properties that are read.
	Columns []int
}

// EntityColumns are the columns that are read.
func (v *View) EntityColumns() []*expr.ColumnRef {
	out := make([]*expr.ColumnRef, len(v.Columns))
	for i, c := range v.Columns {
		out[i] = v.Mapper.columns[c]
	}
	return out
}

// EntityFields are the fields of the columns that are read.
func (v *View) EntityFields() []*rowplan.Field {
	out := make([]*rowplan.Field, len(v.Columns))
	for i, c := range v.Columns {
		out[i] = v.Mapper.fields[c]
	}
	return out
}

// EntityKey are the places of the primary key in the columns that are read.
func (v *View) EntityKey() []int {
	var out []int
	for _, k := range v.Mapper.EntityKey() {
		for i, c := range v.Columns {
			if c == k {
				out = append(out, i)
			}
		}
	}
	return out
}
