package rowplan

import (
	"fmt"
	"reflect"
	"strings"

	"github.com/azoth-orm/azoth/expr"
	"github.com/azoth-orm/azoth/types"
)

// NewNamedPlan makes the plan of a statement in SQL text, whose columns are known when it runs. They are matched by name: with the
// columns of an entity, if there is one; with the fields of a struct in snake case, those of nested structs with the name of the
// field and _ in front, those of embedded structs without; a result that is one value takes the only column. A column that nothing
// matches is ignored, a field without a column is an error.
func NewNamedPlan(result reflect.Type, entity expr.Entity, columns []string, dialects ...string) (*Plan, error) {
	if IsRecord(result) {
		return NewRecordPlan(columns, nil, dialects...)
	}
	n := &namer{columns: columns, dialects: dialects, plan: &Plan{result: result}}
	switch {
	case entity != nil:
		return n.entity(entity)
	case IsValue(result):
		return n.value()
	}
	if err := n.fields(result, 0, "", ""); err != nil {
		return nil, err
	}
	if len(n.missing) > 0 {
		return nil, fmt.Errorf("rowplan: the statement has no column for %s of %s: it has %s (add AS with the column's name, or take the field out)",
			strings.Join(n.missing, ", "), result, n.offered())
	}
	return n.plan, nil
}

// IsValue tells whether a t holds the value of one column, as opposed to a struct that takes several.
func IsValue(t reflect.Type) bool {
	v, _ := unwrap(t)
	return v.Kind() != reflect.Struct || v == timeType || hasMethods(v) || isTextual(v, nil)
}

// namer matches columns by name.
type namer struct {
	columns []string
	// dialects are the names of the dialect of the database.
	dialects []string
	plan     *Plan
	missing  []string
}

// find is the column of that name. Databases differ in what they make of upper case, so that an exact match comes first only.
func (n *namer) find(name string) int {
	for i, c := range n.columns {
		if c == name {
			return i
		}
	}
	for i, c := range n.columns {
		if strings.EqualFold(c, name) {
			return i
		}
	}
	return -1
}

func (n *namer) offered() string {
	if len(n.columns) == 0 {
		return "none"
	}
	return strings.Join(n.columns, ", ")
}

func (n *namer) entity(entity expr.Entity) (*Plan, error) {
	cs := entity.EntityColumns()
	at := make([]int, len(cs))
	for i, c := range cs {
		if at[i] = n.find(c.Name); at[i] < 0 {
			n.missing = append(n.missing, c.Name)
		}
	}
	if len(n.missing) > 0 {
		return nil, fmt.Errorf("rowplan: the statement lacks columns of %s: %s (it has %s)",
			entity.EntityName(), strings.Join(n.missing, ", "), n.offered())
	}
	e, err := newEntityPart(entity, expr.SelectItem{Type: n.plan.result}, at, n.dialects)
	if err != nil {
		return nil, err
	}
	e.repeats = true // nobody knows what the text joins
	n.plan.entities = []entityPart{e}
	return n.plan, nil
}

func (n *namer) value() (*Plan, error) {
	if len(n.columns) != 1 {
		return nil, fmt.Errorf("rowplan: a %s takes one column, the statement has %d: %s (select one, or read a struct)",
			n.plan.result, len(n.columns), n.offered())
	}
	if err := n.add(n.plan.result, 0, 0); err != nil {
		return nil, err
	}
	return n.plan, nil
}

// fields matches the fields of a struct that lies at an offset. path names it for messages.
func (n *namer) fields(t reflect.Type, offset uintptr, prefix, path string) error {
	for i := range t.NumField() {
		f := t.Field(i)
		embedded := f.Anonymous && f.Type.Kind() == reflect.Struct && !IsValue(f.Type)
		if !f.IsExported() && !embedded {
			continue
		}
		var err error
		switch name := prefix + expr.Snake(f.Name); {
		case embedded:
			err = n.fields(f.Type, offset+f.Offset, prefix, path)
		case f.Type.Kind() == reflect.Struct && !IsValue(f.Type) && n.find(name) < 0:
			err = n.fields(f.Type, offset+f.Offset, name+"_", path+f.Name+".")
		default:
			err = n.field(f, offset+f.Offset, name, path)
		}
		if err != nil {
			return err
		}
	}
	return nil
}

func (n *namer) field(f reflect.StructField, offset uintptr, name, path string) error {
	at := n.find(name)
	if at < 0 {
		n.missing = append(n.missing, path+f.Name+" ("+name+")")
		return nil
	}
	return n.add(f.Type, offset, at)
}

// add makes the field of a type at an offset the place of a column. What no SQL type follows from is a JSON document.
func (n *namer) add(t reflect.Type, offset uintptr, at int) error {
	sql, _, err := types.Infer(t)
	if err != nil {
		sql = nil
	}
	f, err := NewField(t, offset, sql)
	if err != nil {
		if f, err = NewField(t, offset, types.JSON()); err != nil {
			return err
		}
	}
	n.plan.scalars = append(n.plan.scalars, scalarPart{field: f, at: at, name: n.columns[at]})
	return nil
}
