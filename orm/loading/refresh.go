package loading

import (
	"unsafe"

	"github.com/azoth-orm/azoth/orm/mapping"
	"github.com/azoth-orm/azoth/orm/state"
)

// Refresh lets row, a struct whose columns were just read, update the object of st. Columns that the program has edited keep their
// value, unless overwrite is said; the snapshot takes the row's. References follow their foreign keys.
func (c *Context) Refresh(st *state.State, row unsafe.Pointer, columns []int, overwrite bool) {
	stale := overwrite || !c.Map.Fresh(st)
	for _, i := range columns {
		c.refreshColumn(st, row, i, stale, overwrite)
	}
	if !stale {
		return
	}
	if len(columns) == len(st.Class.Fields) {
		st.Epoch = c.Map.Epoch
	}
	c.followKeys(st)
	if overwrite {
		c.dropEdits(st)
	}
}

func (c *Context) refreshColumn(st *state.State, row unsafe.Pointer, i int, stale, overwrite bool) {
	f := st.Class.Fields[i]
	absent := st.Missing.Has(i)
	if !stale && !absent {
		return
	}
	edited := st.ColumnChanged(i) && !overwrite
	f.Copy(st.Snap, row)
	if !edited {
		f.Copy(st.Obj, row)
	}
	if absent {
		st.Missing = st.Missing.Without(i)
	}
	if overwrite {
		st.Forced = st.Forced.Without(i)
	}
}

// followKeys makes references that no longer fit their foreign key follow it: to the object that the session holds, or to not
// loaded.
func (c *Context) followKeys(st *state.State) {
	for _, rel := range mapping.Of(st).Relationships {
		if rel.Direction != mapping.ManyToOne || !st.Known(rel.Index).Loaded || st.RelChanged(rel.Index) {
			continue
		}
		target := c.held(st.Snap, rel) // an edited foreign key is the flush's business
		known := st.Known(rel.Index).Known
		switch {
		case len(known) == 1 && target != nil && known[0] == target.Obj:
		case target != nil:
			st.SetOne(rel.Index, target.Obj, st.Known(rel.Index).Epoch)
		case len(known) > 0:
			st.Forget(rel.Index)
		}
	}
}

// Held is the object that the foreign key of a many-to-one says, if the session holds it.
func (c *Context) Held(st *state.State, rel *mapping.Relationship) *state.State {
	return c.held(st.Obj, rel)
}

// held is Held by the foreign key in obj's fields: an object, or a snapshot.
func (c *Context) held(obj unsafe.Pointer, rel *mapping.Relationship) *state.State {
	if !rel.RefersToKey() {
		return nil
	}
	vs, ok := foreignValues(obj, rel)
	if !ok {
		return nil
	}
	k, ok := rel.Target.Class.KeyOfValues(vs)
	if !ok {
		return nil
	}
	return c.Map.Store(rel.Target.Class).Lookup(k)
}

// dropEdits undoes what the program did to the relationships of st.
func (c *Context) dropEdits(st *state.State) {
	for i, r := range st.Class.References {
		if !st.RelChanged(i) {
			continue
		}
		if known := st.Known(i); known.Loaded {
			r.Set(st.Obj, known.Known)
			r.CopyTo(st.Snap, st.Obj)
			st.Rels[i].Removed, st.Rels[i].Replace = nil, false
		} else {
			st.Forget(i)
		}
	}
}
