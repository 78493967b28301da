package loading

import (
	"unsafe"

	"github.com/azoth-orm/azoth/engine"
	"github.com/azoth-orm/azoth/expr"
	"github.com/azoth-orm/azoth/orm/mapping"
	"github.com/azoth-orm/azoth/orm/state"
)

// Context is what loading needs of a session. It belongs to the goroutine that uses the session.
type Context struct {
	Map *state.Map
	// Level is the innermost level of the transaction, which remembers what was loaded in it.
	Level *state.Level
	Conn  *engine.Connection
	// Lowering lowers the statements that loaders send.
	Lowering engine.Lowering
}

// reference makes target the element of a to-one relationship of st, unless the program has edited it.
func (c *Context) reference(st *state.State, rel *mapping.Relationship, target unsafe.Pointer) {
	if c.Map.RelFresh(st, rel.Index) || st.RelChanged(rel.Index) {
		return
	}
	c.toUndo(st, rel.Index)
	if target == nil {
		st.SetElements(rel.Index, nil, c.Map.Epoch)
		return
	}
	st.SetOne(rel.Index, target, c.Map.Epoch)
}

// note takes elems as the loaded value of the i-th relationship of st.
func (c *Context) note(st *state.State, i int, elems []unsafe.Pointer) {
	c.toUndo(st, i)
	st.SetElements(i, elems, c.Map.Epoch)
}

// toUndo remembers that the i-th relationship of st was not loaded before, if the transaction has written: a rollback may take away what
// is loaded now.
func (c *Context) toUndo(st *state.State, i int) {
	if !st.Known(i).Loaded && c.Level != nil && c.Conn.Wrote() {
		c.Level.LoadedRel(st, i)
	}
}

// collection makes elems, the rows of the database, the loaded collection of st: less what was taken out, plus what was put in
// while it was not loaded, each once.
func (c *Context) collection(st *state.State, rel *mapping.Relationship, elems []unsafe.Pointer, partial bool) {
	i := rel.Index
	known := st.Known(i)
	pending := additions(st, i)
	removed := known.Removed
	c.note(st, i, elems)
	r := st.Rel(i)
	r.Partial = partial
	if len(pending) > 0 || len(removed) > 0 {
		now := merged(elems, pending, removed)
		st.Class.References[i].Set(st.Obj, now)
	} else if elems == nil && rel.Many {
		st.Class.References[i].Set(st.Obj, []unsafe.Pointer{})
		st.Class.References[i].CopyTo(st.Snap, st.Obj)
	}
	c.backReferences(st, rel, elems)
}

// additions are the elements that the program put into a collection that is not loaded.
func additions(st *state.State, i int) []unsafe.Pointer {
	if len(st.Elements(i)) == 0 || st.Known(i).Loaded && !st.RelChanged(i) {
		return nil
	}
	known := map[unsafe.Pointer]bool{}
	for _, e := range st.Known(i).Known {
		known[e] = true
	}
	var out []unsafe.Pointer
	for _, e := range st.Elements(i) {
		if !known[e] {
			out = append(out, e)
		}
	}
	return out
}

func merged(rows, added, removed []unsafe.Pointer) []unsafe.Pointer {
	skip := map[unsafe.Pointer]bool{}
	for _, r := range removed {
		skip[r] = true
	}
	out := make([]unsafe.Pointer, 0, len(rows)+len(added))
	for _, list := range [][]unsafe.Pointer{rows, added} {
		for _, e := range list {
			if !skip[e] {
				skip[e] = true
				out = append(out, e)
			}
		}
	}
	return out
}

// backReferences gives children that were loaded through a collection their reference.
func (c *Context) backReferences(parent *state.State, rel *mapping.Relationship, elems []unsafe.Pointer) {
	if rel.Back == nil || rel.Direction != mapping.OneToMany {
		return
	}
	for _, e := range elems {
		if st := c.Map.Find(rel.Target.Class, e); st != nil && st.Status == state.Persistent {
			c.reference(st, rel.Back, parent.Obj)
		}
	}
}

// wants tells whether a loader may fill the i-th relationship of st: it is not loaded, stale, or to be overwritten.
func (c *Context) wants(st *state.State, i int, populate bool) bool {
	return populate || !c.Map.RelFresh(st, i)
}

var _ engine.Lowering = Lowering{}

// query is a SELECT of one entity that a loader sends.
func query(ref *expr.EntityRef, items ...expr.SelectItem) *expr.Query {
	return &expr.Query{Items: append(items, expr.SelectItem{Element: ref})}
}
