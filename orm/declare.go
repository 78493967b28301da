package orm

import (
	"fmt"
	"reflect"
	"strings"
	"unsafe"

	"github.com/azoth-orm/azoth/expr"
	"github.com/azoth-orm/azoth/orm/mapping"
	"github.com/azoth-orm/azoth/rowplan"
	"github.com/azoth-orm/azoth/schema"
	"github.com/azoth-orm/azoth/types"
)

// source is embedded under this name, so that no completion list shows it.
type source[T any] = expr.Source[*T]

// Entity is embedded by a mapping struct and names the Go type that it maps. A mapping is an item of a SELECT, which it fills
// with *T, and a FROM element.
//
// A mapping of an entity that has a field named Entity embeds an alias: type auditEntity = orm.Entity[Audit].
type Entity[T any] struct {
	source[T]
	d *declaration
}

func (e *Entity[T]) entity() *Entity[T]        { return e }
func (e *Entity[T]) declaration() *declaration { return e.d }
func (e *Entity[T]) embedsEntity()             {}
func (e *Entity[T]) entityType() reflect.Type  { return reflect.TypeFor[T]() }
func (e *Entity[T]) memory() rowplan.Memory    { return rowplan.MemoryOf[T]() }
func (e *Entity[T]) bind(d *declaration, ref *expr.EntityRef) {
	e.d = d
	expr.SetSource(&e.source, ref)
}

// Mapped is any mapping of T: what Declare returned, or an alias of it.
type Mapped[T any] interface {
	expr.Item[*T]
	expr.From
	entity() *Entity[T]
}

// AnyMapped is a mapping, its type forgotten.
type AnyMapped interface {
	expr.From
	declaration() *declaration
}

type binder interface {
	AnyMapped
	bind(*declaration, *expr.EntityRef)
	entityType() reflect.Type
	memory() rowplan.Memory
}

// MappingStruct is *M for a mapping struct M: a struct that embeds Entity. The method's name is the compiler's message.
type MappingStruct[M any] interface {
	*M
	embedsEntity()
}

func bound[M any, P MappingStruct[M]](p P) binder { return any(p).(binder) }

// Unmapped is the type of a mapping's field for an entity field that is not stored.
type Unmapped struct{}

// Declare maps M's entity to the named table. It fills M's columns and relations by field name and panics, with a
// *mapping.ConfigError, if M does not fit the entity: the Go source is wrong. Keys, constraints, defaults and relationships are
// said to Define. SQLAlchemy: a class that inherits from DeclarativeBase.
func Declare[M any, P MappingStruct[M]](r *Registry, table string) P {
	if r.used {
		panic(fmt.Errorf("orm: Declare(%s) after the registry was used (declare in package variables or init)", table))
	}
	return declare[M, P](r, schema.NewTable(r.meta, table), addColumn)
}

// DeclareTable is Declare onto a table that exists already, with its columns and keys: the imperative form. Every mapped field
// needs a column of its name. SQLAlchemy: registry.map_imperatively.
func DeclareTable[M any, P MappingStruct[M]](r *Registry, table *schema.Table) P {
	return declare[M, P](r, table, findColumn)
}

// columnSource gives the column of a mapped field.
type columnSource func(t *schema.Table, f reflect.StructField, c expr.Attachable) (*schema.Column, error)

func declare[M any, P MappingStruct[M]](r *Registry, table *schema.Table, columns columnSource) P {
	p := P(new(M))
	b := bound(p)
	d := &declaration{registry: r, ptr: p}
	d.mapper = mapping.NewMapper(b.entityType(), table, b.memory())
	d.mapper.Ready = r.Configure
	d.table = &Table{d: d}
	b.bind(d, expr.NewEntityRef(d.mapper, table))
	f := &filler{d: d, entity: b.entityType(), seen: map[string]bool{}, columns: columns}
	if err := f.fill(reflect.ValueOf(p).Elem()); err != nil {
		panic(err)
	}
	if err := f.complete(reflect.TypeFor[M]()); err != nil {
		panic(err)
	}
	r.declared = append(r.declared, d)
	r.catalogue.Mappers = append(r.catalogue.Mappers, d.mapper)
	return p
}

// addColumn makes the column: its type, its name and whether it may be NULL follow from the Go type.
func addColumn(t *schema.Table, f reflect.StructField, c expr.Attachable) (*schema.Column, error) {
	typ, nullable, err := columnType(f.Type, c)
	if err != nil {
		if _, unreadable := rowplan.NewField(f.Type, 0, nil); unreadable != nil {
			return nil, err
		}
		typ = nil // the definition says it, or the registry's configuration that nobody did
	}
	return t.AddColumn(&schema.Column{ColumnRef: expr.ColumnRef{Name: expr.Snake(f.Name), Type: typ}, Nullable: nullable}), nil
}

func columnType(t reflect.Type, c expr.Attachable) (types.Type, bool, error) {
	if d, ok := c.(interface{ DefaultType() types.Type }); ok {
		return d.DefaultType(), t.Kind() == reflect.Pointer, nil
	}
	return types.Infer(t)
}

func findColumn(t *schema.Table, f reflect.StructField, _ expr.Attachable) (*schema.Column, error) {
	if c := t.Column(expr.Snake(f.Name)); c != nil {
		return c, nil
	}
	return nil, fmt.Errorf("table %s has no column %s (add it, or say %s orm.Unmapped)", t.Name, expr.Snake(f.Name), f.Name)
}

// filler fills a mapping struct by the names of its fields.
type filler struct {
	d       *declaration
	entity  reflect.Type
	seen    map[string]bool
	columns columnSource
	alias   expr.FromElement // nil for the declaration itself
}

var ormPath = reflect.TypeFor[Registry]().PkgPath()

func (f *filler) fill(v reflect.Value) error {
	for i := range v.NumField() {
		sf := v.Type().Field(i)
		switch {
		case sf.Anonymous && sf.Type.Kind() == reflect.Struct:
			if sf.Type.PkgPath() == ormPath && strings.HasPrefix(sf.Type.Name(), "Entity[") {
				continue
			}
			if err := f.fill(v.Field(i)); err != nil { // a mixin
				return err
			}
		case sf.IsExported():
			if err := f.attribute(v.Type(), sf, v.Field(i)); err != nil {
				return err
			}
		}
	}
	return nil
}

func (f *filler) misfit(m reflect.Type, field, format string, a ...any) error {
	return &mapping.ConfigError{Type: m.String(), Field: field, Reason: fmt.Sprintf(format, a...)}
}

// attribute fills one attribute: a column, a relation, or Unmapped.
func (f *filler) attribute(m reflect.Type, sf reflect.StructField, v reflect.Value) error {
	ef, ok := f.entity.FieldByName(sf.Name)
	if !ok {
		return f.misfit(m, sf.Name, "%s has no such field (it has %s)", f.entity, fieldNames(f.entity))
	}
	f.seen[sf.Name] = true
	switch c := v.Addr().Interface().(type) {
	case expr.Attachable:
		if err := f.sameType(m, sf, ef, expr.GoType(c)); err != nil {
			return err
		}
		return f.column(m, ef, c)
	case relationAttribute:
		if err := f.sameType(m, sf, ef, c.fieldType()); err != nil {
			return err
		}
		return f.relation(ef, c)
	case *Unmapped:
		return nil
	}
	return f.misfit(m, sf.Name, "a %s is neither a column nor a relation (use a type of package col, orm.Many, orm.One or orm.Unmapped)", sf.Type)
}

func (f *filler) sameType(m reflect.Type, sf, ef reflect.StructField, want reflect.Type) error {
	if ef.Type == want {
		return nil
	}
	return f.misfit(m, sf.Name, "a %s maps a %s, but %s.%s is a %s%s", sf.Type, want, f.entity, ef.Name, ef.Type, suggest(ef.Type))
}

// attributeName is the name of col's type for a kind: Int64 for int64.
func attributeName(kind string) string { return strings.ToUpper(kind[:1]) + kind[1:] }

// suggest is the attribute type to write for a field type.
func suggest(t reflect.Type) string {
	null := ""
	if t.Kind() == reflect.Pointer {
		null, t = "Null", t.Elem()
	}
	switch t.Kind() {
	case reflect.String, reflect.Bool, reflect.Int, reflect.Int16, reflect.Int32, reflect.Int64, reflect.Float32, reflect.Float64:
		if t.PkgPath() == "" {
			return fmt.Sprintf(" (write col.%s%s)", null, attributeName(t.Kind().String()))
		}
		return fmt.Sprintf(" (write col.Of[%s])", t)
	case reflect.Slice:
		if t.Elem().Kind() == reflect.Pointer {
			return " (write orm.Many)"
		}
	case reflect.Struct:
		if null != "" && t.PkgPath() != "time" {
			return " (write orm.One)"
		}
	}
	return ""
}

// column attaches the attribute to its column: a new one, or that of the alias.
func (f *filler) column(m reflect.Type, ef reflect.StructField, c expr.Attachable) error {
	if f.alias != nil {
		return f.aliasColumn(ef, c)
	}
	column, err := f.columns(f.d.mapper.Table, ef, c)
	if err != nil {
		return f.misfit(m, ef.Name, "%v", err)
	}
	if err := f.d.mapper.AddProperty(ef, offsetOf(f.entity, ef), column); err != nil {
		return err
	}
	expr.Attach(c, &column.ColumnRef)
	return nil
}

func (f *filler) aliasColumn(ef reflect.StructField, c expr.Attachable) error {
	for _, p := range f.d.mapper.Properties {
		if p.Name != ef.Name {
			continue
		}
		ref := expr.Corresponding(f.alias, &p.Column.ColumnRef)
		if ref == nil {
			ref = p.Column.ColumnRef.On(f.alias)
		}
		expr.Attach(c, ref)
	}
	return nil
}

func (f *filler) relation(ef reflect.StructField, c relationAttribute) error {
	if f.alias != nil {
		for _, r := range f.d.mapper.Relationships {
			if r.Name == ef.Name {
				c.attachRelation(r, f.alias)
			}
		}
		return nil
	}
	r := mapping.NewRelationship(f.d.mapper, ef, offsetOf(f.entity, ef), c.targetType())
	c.attachRelation(r, f.d.mapper.Table)
	return nil
}

// offsetOf is the offset of a field that may be promoted from an embedded struct.
func offsetOf(t reflect.Type, f reflect.StructField) uintptr {
	var off uintptr
	for _, i := range f.Index {
		x := t.Field(i)
		off += x.Offset
		t = x.Type
	}
	return off
}

// complete checks that every exported field of the entity has its attribute.
func (f *filler) complete(m reflect.Type) error {
	for _, ef := range reflect.VisibleFields(f.entity) {
		if ef.IsExported() && !ef.Anonymous && !f.seen[ef.Name] {
			return f.misfit(f.entity, ef.Name, "the field has no attribute in %s (add one%s, or say %s orm.Unmapped)", m, suggest(ef.Type), ef.Name)
		}
	}
	return nil
}

func fieldNames(t reflect.Type) string {
	var out []string
	for _, f := range reflect.VisibleFields(t) {
		if f.IsExported() && !f.Anonymous {
			out = append(out, f.Name)
		}
	}
	return strings.Join(out, ", ")
}

// Define says what the mapping's types do not: keys, constraints, defaults, relationships. The function runs when the registry is
// configured, so it may name any mapping of any package. Call it in init, several times if need be:
//
//	func init() {
//		orm.Define(Users, func(t *orm.Table, u *UserMap) { t.PrimaryKey(u.ID) })
//	}
//
// SQLAlchemy: __table_args__, mapped_column arguments, relationship.
func Define[M any, P MappingStruct[M]](p P, define func(t *Table, m P)) {
	d := bound(p).declaration()
	if d.registry.used {
		panic(fmt.Errorf("orm: Define(%s) after the registry was used (call it in init)", d.mapper.Table.Name))
	}
	d.define = append(d.define, func(t *Table) { define(t, p) })
}

// Mixin is Define for every mapping struct that embeds an X. SQLAlchemy: mixin classes.
func Mixin[X any](r *Registry, define func(t *Table, x *X)) {
	r.mixins = append(r.mixins, func(d *declaration) {
		if x := embedded[X](reflect.ValueOf(d.ptr).Elem()); x != nil {
			define(d.table, x)
		}
	})
}

// embedded finds the X that v embeds, or is.
func embedded[X any](v reflect.Value) *X {
	if v.Type() == reflect.TypeFor[X]() {
		return (*X)(unsafe.Pointer(v.UnsafeAddr()))
	}
	for i := range v.NumField() {
		if f := v.Type().Field(i); f.Anonymous && f.Type.Kind() == reflect.Struct {
			if x := embedded[X](v.Field(i)); x != nil {
				return x
			}
		}
	}
	return nil
}

// Alias is p under another name in FROM; without a name it is anonymous: users_1. SQLAlchemy: aliased.
func Alias[M any, P MappingStruct[M]](p P, name string) P {
	return aliasOn[M, P](p, expr.NewAlias(bound(p).declaration().mapper.Table, name))
}

// AliasOf is p read from a subquery that selects its columns. SQLAlchemy: aliased(entity, subquery).
func AliasOf[M any, P MappingStruct[M]](p P, from expr.Derived) P {
	return aliasOn[M, P](p, expr.FromOf(from))
}

func aliasOn[M any, P MappingStruct[M]](p P, from expr.FromElement) P {
	a := P(new(M))
	d := bound(p).declaration()
	bound(a).bind(d, expr.NewEntityRef(d.mapper, from))
	f := &filler{d: d, entity: d.mapper.Type, seen: map[string]bool{}, alias: from}
	if err := f.fill(reflect.ValueOf(a).Elem()); err != nil {
		panic(err)
	}
	return a
}
