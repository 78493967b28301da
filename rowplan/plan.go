package rowplan

import (
	"fmt"
	"reflect"
	"unsafe"

	"github.com/azoth-orm/azoth/driver"
	"github.com/azoth-orm/azoth/expr"
	"github.com/azoth-orm/azoth/types"
)

// Plan says how a row becomes a result: which column goes to which place. It is made once per compiled statement and result type,
// and is immutable.
type Plan struct {
	scalars  []scalarPart
	entities []entityPart
	result   reflect.Type
	record   *recordPart // rows that are read as they are, nil for others
}

// scalarPart is an item of one column.
type scalarPart struct {
	field *Field
	at    int
	name  string
}

// entityPart is an item that is an object: the result holds a pointer to it.
type entityPart struct {
	entity Entity
	fields []*Field
	at     []int // columns of the fields
	key    []int
	intKey bool
	memory Memory
	offset uintptr
	typ    reflect.Type
	// repeats says that two rows may hold the same object, and that an outer join may leave it out.
	repeats bool
}

// Spec is what a Plan is made of.
type Spec struct {
	// Items are the items of the SELECT list.
	Items []expr.SelectItem
	// First is the first column of each item; an entity takes as many as it has columns.
	First []int
	// Names are the names of the columns, for messages.
	Names []string
	// Result is the Go type of a row.
	Result reflect.Type
	// MayRepeat says that several rows can hold the same object: there are joins, or more than one entity.
	MayRepeat bool
	// Dialects are the names of the dialect of the database: types may be others there.
	Dialects []string
}

// NewPlan makes the plan of a SELECT or of RETURNING.
func NewPlan(s Spec) (*Plan, error) {
	p := &Plan{result: s.Result}
	for i, item := range s.Items {
		if ref, ok := item.Element.(*expr.EntityRef); ok {
			e, err := newEntityPart(ref.Entity, item, consecutive(s.First[i], len(ref.Entity.EntityColumns())), s.Dialects)
			if err != nil {
				return nil, err
			}
			e.repeats = s.MayRepeat
			p.entities = append(p.entities, e)
			continue
		}
		f, err := NewField(item.Type, item.Offset, types.For(expr.TypeOf(item.Element), s.Dialects...))
		if err != nil {
			return nil, err
		}
		p.scalars = append(p.scalars, scalarPart{field: f, at: s.First[i], name: nameOf(s.Names, s.First[i])})
	}
	return p, nil
}

func nameOf(names []string, i int) string {
	if i < len(names) {
		return names[i]
	}
	return ""
}

func consecutive(first, n int) []int {
	out := make([]int, n)
	for i := range out {
		out[i] = first + i
	}
	return out
}

func newEntityPart(x expr.Entity, item expr.SelectItem, at []int, dialects []string) (entityPart, error) {
	e, ok := x.(Entity)
	if !ok {
		return entityPart{}, fmt.Errorf("rowplan: %s cannot be read: nothing tells its fields (declare it with orm.Declare)", x.EntityName())
	}
	if item.Type == nil || item.Type.Kind() != reflect.Pointer {
		return entityPart{}, fmt.Errorf("rowplan: %s is read as a %v, which is no pointer to it", x.EntityName(), item.Type)
	}
	fields, err := InAll(e.EntityFields(), dialects...)
	if err != nil {
		return entityPart{}, err
	}
	part := entityPart{
		entity: e, fields: fields, at: at, key: e.EntityKey(), memory: e.EntityMemory(),
		offset: item.Offset, typ: item.Type.Elem(),
	}
	if len(part.fields) != len(at) {
		return entityPart{}, fmt.Errorf("rowplan: %s has %d fields and %d columns", x.EntityName(), len(part.fields), len(at))
	}
	part.intKey = len(part.key) == 1 && part.fields[part.key[0]].isInteger()
	return part, nil
}

func (f *Field) isInteger() bool {
	switch f.kind {
	case viaCodec, kindBool, kindFloat64, kindFloat32, kindString, kindBytes, kindTime:
		return false
	}
	return f.wrap == plain && !f.allowNull
}

// Reader decodes the rows of one result. It belongs to one goroutine and is not copied once it is in use.
type Reader struct {
	plan *Plan
	runs []run
	one  [1]run // of most results
}

// run is what a Reader keeps of one entity: the slab that objects are made in, and the objects by their keys.
type run struct {
	*entityPart
	first  unsafe.Pointer
	size   uintptr
	used   int
	made   int
	byInt  map[int64]unsafe.Pointer
	byText map[string]unsafe.Pointer
}

// NewReader starts reading a result.
func (p *Plan) NewReader() *Reader {
	r := &Reader{}
	r.Start(p)
	return r
}

// Start makes a zero Reader, which may be part of a larger struct, read a result by p.
func (r *Reader) Start(p *Plan) {
	r.plan = p
	if r.runs = r.one[:]; len(p.entities) > 1 {
		r.runs = make([]run, len(p.entities))
	}
	r.runs = r.runs[:len(p.entities)]
	for i := range p.entities {
		r.runs[i].entityPart = &p.entities[i]
	}
}

// Started tells whether Start was called.
func (r *Reader) Started() bool { return r.plan != nil }

// Read decodes the current row into the result at slot. expected is how many more rows are expected, this one included: objects are
// allocated several at once. Rows that hold the same object get the same pointer.
func (r *Reader) Read(rows driver.Rows, slot unsafe.Pointer, expected int) error {
	if r.plan.record != nil {
		return r.plan.record.read(rows, slot)
	}
	for i := range r.plan.scalars {
		s := &r.plan.scalars[i]
		if err := s.field.Read(rows, s.at, slot); err != nil {
			return at(err, "", fieldAt(r.plan.result, s.field.offset), s.name)
		}
	}
	for i := range r.runs {
		u := &r.runs[i]
		obj, err := u.object(rows, expected)
		if err != nil {
			return err
		}
		*(*unsafe.Pointer)(unsafe.Add(slot, u.offset)) = obj
	}
	return nil
}

// object is the object of the row, or nil where an outer join found none.
func (u *run) object(rows driver.Rows, expected int) (unsafe.Pointer, error) {
	obj := u.place(expected)
	if !u.repeats || len(u.key) == 0 {
		if err := u.fill(rows, obj); err != nil {
			return nil, err
		}
		u.used++
		return obj, nil
	}
	for _, k := range u.key {
		if rows.IsNull(u.at[k]) {
			return nil, nil
		}
		if err := u.fields[k].Read(rows, u.at[k], obj); err != nil {
			return nil, u.explain(k, err)
		}
	}
	if held := u.find(obj); held != nil {
		for _, k := range u.key {
			u.fields[k].Clear(obj)
		}
		return held, nil
	}
	if err := u.fill(rows, obj); err != nil {
		return nil, err
	}
	u.used++
	return obj, nil
}

func (u *run) fill(rows driver.Rows, obj unsafe.Pointer) error {
	for i, f := range u.fields {
		if err := f.Read(rows, u.at[i], obj); err != nil {
			return u.explain(i, err)
		}
	}
	return nil
}

func (u *run) explain(i int, err error) error {
	return at(err, u.entity.EntityName(), fieldAt(u.typ, u.fields[i].offset), u.entity.EntityColumns()[i].Name)
}

// maxSlab is the number of objects that are allocated at once. A program that keeps one of them keeps its neighbours.
const maxSlab = 256

// place is where the next object goes.
func (u *run) place(expected int) unsafe.Pointer {
	if u.used == u.made {
		u.made = min(max(expected, min(u.made*2, maxSlab), 1), maxSlab)
		u.used = 0
		u.first, u.size = u.memory.Make(u.made)
	}
	return unsafe.Add(u.first, uintptr(u.used)*u.size)
}

// find is the object with the key that was read into obj; if there is none, obj is it from now on.
func (u *run) find(obj unsafe.Pointer) unsafe.Pointer {
	if u.intKey {
		f := u.fields[u.key[0]]
		n := f.loadInt(unsafe.Add(obj, f.offset))
		held := u.byInt[n]
		if held == nil {
			if u.byInt == nil {
				u.byInt = map[int64]unsafe.Pointer{}
			}
			u.byInt[n] = obj
		}
		return held
	}
	var buf [64]byte
	b := buf[:0]
	for _, k := range u.key {
		b = AppendKey(b, u.fields[k].Value(obj), u.fields[k].sql)
	}
	held := u.byText[string(b)]
	if held == nil {
		if u.byText == nil {
			u.byText = map[string]unsafe.Pointer{}
		}
		u.byText[string(b)] = obj
	}
	return held
}

// fieldAt is the name of the field of t at an offset, "" if there is none.
func fieldAt(t reflect.Type, offset uintptr) string {
	if t == nil || t.Kind() != reflect.Struct {
		return ""
	}
	for i := range t.NumField() {
		f := t.Field(i)
		if offset < f.Offset || offset >= f.Offset+max(f.Type.Size(), 1) {
			continue
		}
		if inner := fieldAt(f.Type, offset-f.Offset); inner != "" && f.Type.Kind() == reflect.Struct && f.Type != timeType && f.Type.PkgPath() != "database/sql" {
			if f.Anonymous {
				return inner
			}
			return f.Name + "." + inner
		}
		return f.Name
	}
	return ""
}
