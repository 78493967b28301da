package golden_test

import (
	"context"
	"reflect"
	"slices"
	"unsafe"

	"github.com/azoth-orm/azoth"
	"github.com/azoth-orm/azoth/compiler"
	"github.com/azoth-orm/azoth/schema"
	"github.com/azoth-orm/azoth/types"
)

// world is what the statements of a case name, and what has to be there before they can run.
type world struct {
	tables    []*schema.Table
	sequences []*schema.Sequence
	enums     []types.EnumType
	views     []*schema.View
	schemas   []string
	// translation is what a case has in the place of its schemas.
	translation compiler.SchemaMap
	// made are tables, sequences … that the case itself creates.
	made map[any]bool
	// undo takes back what comes with a table and is what the case is about.
	undo []any
	ddl  bool
	seen map[unsafe.Pointer]bool
}

// worldOf looks for tables in all that statements consist of. Handles and nodes keep them in fields that are not exported, too.
func worldOf(statements list) *world {
	w := &world{made: map[any]bool{}, seen: map[unsafe.Pointer]bool{}}
	for _, st := range statements {
		if in, ok := st.(translated); ok {
			for _, to := range in.schemas {
				w.addSchema(to)
			}
			st, w.translation = in.statement, in.schemas
		}
		w.creates(st)
		w.look(reflect.ValueOf(st), 0)
	}
	return w
}

// creates notes what a statement creates itself.
func (w *world) creates(st any) {
	switch s := st.(type) {
	case *schema.CreateTable:
		w.made[s.Table] = true
	case *schema.CreateSequence:
		w.made[s.Sequence] = true
	case *schema.CreateEnumType:
		w.made[s.Type] = true
	case *schema.CreateView:
		w.made[s.View] = true
	case *schema.CreateSchema:
		w.made[s.Name] = true
	case *schema.CreateIndex:
		if !w.made[s.Index.Table] {
			w.undo = append(w.undo, &schema.DropIndex{Index: s.Index})
		}
	case *schema.AddConstraint:
		if !w.made[s.Constraint.On()] {
			w.undo = append(w.undo, &schema.DropConstraint{Constraint: s.Constraint})
		}
	}
	if t := reflect.TypeOf(st); t != nil && t.Kind() == reflect.Pointer && t.Elem().PkgPath() == reflect.TypeFor[schema.Table]().PkgPath() {
		w.ddl = true
	}
}

const deepest = 60

// look walks over a value and whatever it points to.
func (w *world) look(v reflect.Value, depth int) {
	if !v.IsValid() || depth > deepest {
		return
	}
	switch v.Kind() {
	case reflect.Pointer:
		if v.IsNil() || w.seen[v.UnsafePointer()] {
			return
		}
		w.seen[v.UnsafePointer()] = true
		if !w.found(v) {
			w.look(v.Elem(), depth+1)
		}
	case reflect.Interface:
		w.look(v.Elem(), depth+1)
	case reflect.Struct:
		if v.Type() == reflect.TypeFor[types.EnumType]() && v.CanInterface() {
			w.enums = append(w.enums, v.Interface().(types.EnumType))
		}
		for i := range v.NumField() {
			w.look(v.Field(i), depth+1)
		}
	case reflect.Slice, reflect.Array:
		for i := range v.Len() {
			w.look(v.Index(i), depth+1)
		}
	case reflect.Map:
		for i := v.MapRange(); i.Next(); {
			w.look(i.Value(), depth+1)
		}
	}
}

// found notes what v points to, and tells whether that is all of it.
func (w *world) found(v reflect.Value) bool {
	switch v.Type() {
	case reflect.TypeFor[*schema.MetaData]():
		return true
	case reflect.TypeFor[*schema.Table]():
		t := (*schema.Table)(v.UnsafePointer())
		if !slices.Contains(w.tables, t) {
			w.tables = append(w.tables, t)
			w.addSchema(t.Schema)
			for _, f := range t.ForeignKeys {
				if refs, err := f.References(); err == nil {
					for _, c := range refs {
						w.found(reflect.ValueOf(c.Table))
					}
				}
			}
		}
	case reflect.TypeFor[*schema.Sequence]():
		s := (*schema.Sequence)(v.UnsafePointer())
		w.sequences = append(w.sequences, s)
		w.addSchema(s.Schema)
	case reflect.TypeFor[*schema.View]():
		s := (*schema.View)(v.UnsafePointer())
		w.views = append(w.views, s)
	}
	return false
}

func (w *world) addSchema(name string) {
	if name != "" && !slices.Contains(w.schemas, name) {
		w.schemas = append(w.schemas, name)
	}
}

// plain says that the tables of the registry are all that is needed.
func (w *world) plain() bool {
	return !w.ddl && len(w.sequences)+len(w.views)+len(w.schemas) == 0 && !slices.ContainsFunc(w.tables, func(t *schema.Table) bool {
		return t.MetaData != base.MetaData()
	})
}

// build creates what the case needs and does not create itself.
func (w *world) build(ctx context.Context, c *azoth.Connection, dialect string, in compiler.SchemaMap) error {
	ex := azoth.InSchemas(c, in)
	for _, s := range w.sequences {
		if !w.made[s] && dialect != "sqlite" {
			if err := s.Create(ctx, ex); err != nil {
				return err
			}
		}
	}
	if err := w.buildTables(ctx, c, in, dialect); err != nil {
		return err
	}
	for _, v := range w.views {
		if !w.made[v] {
			if err := v.Create(ctx, ex); err != nil {
				return err
			}
		}
	}
	for _, st := range w.undo {
		if err := executeIn(ctx, c, st, in); err != nil {
			return err
		}
	}
	return nil
}

// buildTables creates the tables; of two that have one name the first, for the other one is a copy.
func (w *world) buildTables(ctx context.Context, c *azoth.Connection, in compiler.SchemaMap, dialect string) error {
	var tables []*schema.Table
	names := map[string]bool{}
	for t := range w.made {
		if t, ok := t.(*schema.Table); ok {
			names[t.String()] = true
		}
	}
	for _, t := range w.tables {
		if !w.made[t] && !names[t.String()] {
			names[t.String()] = true
			tables = append(tables, t)
		}
	}
	if len(tables) > 0 {
		if err := schema.CreateTables(ctx, azoth.InSchemas(c, in), tables...); err != nil {
			return err
		}
	}
	if dialect != "postgresql" {
		return nil
	}
	there := worldOf(list{tables}).enums
	for _, t := range w.enums {
		if t.Name == "" || t.Varchar || w.made[t] || slices.Contains(there, t) {
			continue
		}
		there = append(there, t)
		if err := execute(ctx, c, &schema.CreateEnumType{Type: t}); err != nil {
			return err
		}
	}
	return nil
}
