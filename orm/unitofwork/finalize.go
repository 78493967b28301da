package unitofwork

import (
	"slices"
	"unsafe"

	"github.com/azoth-orm/azoth/orm/mapping"
	"github.com/azoth-orm/azoth/orm/state"
)

// finalize brings memory in step with what was written: references follow their foreign keys, loaded collections of old and new
// parents are corrected, deleted objects leave both, and what is known of every relationship that changed is what it holds now.
func (w *Work) finalize() {
	for _, k := range w.order {
		if k.child.Status == state.Persistent && !k.child.Doomed {
			w.settleChild(k.link, k.child, w.verdicts[k])
		}
	}
	for _, p := range w.pairList {
		w.finalizePair(p)
	}
	for _, st := range w.deletes {
		w.withdraw(st)
	}
	for _, st := range w.touched {
		w.noteAll(st)
	}
	for _, st := range w.saved() {
		w.noteAll(st)
	}
}

// settleChild corrects the memory around a child whose parent was decided.
func (w *Work) settleChild(link *mapping.Relationship, child *state.State, v *verdict) {
	parent := v.parent
	if parent == nil && !v.clear {
		if parent = w.parentIn(link, child, false); parent == nil && v.old == nil {
			return
		}
	}
	collection, reference := sides(link)
	if reference != nil {
		w.setReference(child, reference, parent, v.clear)
	}
	if collection == nil {
		return
	}
	if v.old != nil && v.old != parent {
		w.takeOut(v.old, collection, child.Obj)
	}
	if parent != nil {
		w.putIn(parent, collection, child.Obj)
	}
}

// setReference makes the child's reference its parent; not loaded if the session does not hold it.
func (w *Work) setReference(child *state.State, rel *mapping.Relationship, parent *state.State, none bool) {
	now := child.Elements(rel.Index)
	switch {
	case parent != nil && len(now) == 1 && now[0] == parent.Obj:
		return
	case parent == nil && len(now) == 0 && (none || !child.Known(rel.Index).Loaded):
		return
	}
	w.level.Keep(w.m, child)
	switch {
	case parent != nil:
		child.SetOne(rel.Index, parent.Obj, w.m.Epoch)
	case none:
		child.SetElements(rel.Index, nil, w.m.Epoch)
	default:
		child.Forget(rel.Index)
	}
}

// takeOut removes an object from a collection, or a one-to-one, of st.
func (w *Work) takeOut(st *state.State, rel *mapping.Relationship, obj unsafe.Pointer) {
	now := st.Elements(rel.Index)
	if !slices.Contains(now, obj) && !slices.Contains(st.Known(rel.Index).Known, obj) {
		return
	}
	w.level.Keep(w.m, st)
	w.replace(st, rel, slices.DeleteFunc(slices.Clone(now), func(e unsafe.Pointer) bool { return e == obj }))
}

// putIn adds an object to a loaded collection of st.
func (w *Work) putIn(st *state.State, rel *mapping.Relationship, obj unsafe.Pointer) {
	now := st.Elements(rel.Index)
	if slices.Contains(now, obj) || !st.Known(rel.Index).Loaded {
		return
	}
	w.level.Keep(w.m, st)
	if !rel.Many {
		now = nil
	}
	w.replace(st, rel, append(slices.Clone(now), obj))
}

// replace sets the elements of a relationship and keeps what is known of its being loaded.
func (w *Work) replace(st *state.State, rel *mapping.Relationship, elems []unsafe.Pointer) {
	if elems == nil && rel.Many {
		elems = []unsafe.Pointer{}
	}
	st.Class.References[rel.Index].Set(st.Obj, elems)
	if st.Snap != nil {
		st.Class.References[rel.Index].CopyTo(st.Snap, st.Obj)
	}
	st.Rel(rel.Index).Known = slices.Clone(elems)
}

// finalizePair brings both sides of a link in step. A deleted object keeps what it had.
func (w *Work) finalizePair(p *pair) {
	w.finalizeSide(p, p.parent, p.rel, p.target)
	if p.rel.Back != nil {
		w.finalizeSide(p, p.target, p.rel.Back, p.parent)
	}
}

func (w *Work) finalizeSide(p *pair, st *state.State, rel *mapping.Relationship, other *state.State) {
	switch {
	case st.Status != state.Persistent:
	case p.add && p.stays():
		w.putIn(st, rel, other.Obj)
	default:
		w.takeOut(st, rel, other.Obj)
	}
}

// withdraw takes a deleted object out of the collections that the mapping leads to: that of its parent, and those that it was put
// into although it was to be deleted.
func (w *Work) withdraw(st *state.State) {
	for _, link := range mapping.Of(st).Links() {
		collection, _ := sides(link)
		if collection == nil {
			continue
		}
		w.withdrawFrom(w.parentIn(link, st, true), collection, st)
		if v := w.verdicts[childLink{link, st}]; v != nil {
			for _, c := range v.claims {
				w.withdrawFrom(c.parent, collection, st)
			}
		}
	}
}

func (w *Work) withdrawFrom(parent *state.State, collection *mapping.Relationship, st *state.State) {
	if parent != nil && parent.Status == state.Persistent {
		w.takeOut(parent, collection, st.Obj)
	}
}

// noteAll takes what the relationships of st hold as what is known of them.
func (w *Work) noteAll(st *state.State) {
	for i, rel := range mapping.Of(st).Relationships {
		now, known := st.Elements(i), st.Known(i)
		if st.Status != state.Persistent {
			continue
		}
		if len(now) == 0 && len(known.Known) == 0 && known.Removed == nil && !known.Replace && st.Class.References[i].IsNil(st.Obj) {
			continue
		}
		if slices.Equal(now, known.Known) && known.Removed == nil && !known.Replace && known.Epoch != 0 {
			continue
		}
		w.level.Keep(w.m, st)
		r := st.Rel(i)
		epoch := r.Epoch
		loaded := r.Loaded || r.Replace || w.known(st, rel)
		if !r.Loaded && loaded {
			epoch = w.m.Epoch
		}
		st.Note(i, distinct(now), epoch)
		st.Rels[i].Loaded, st.Rels[i].Epoch = loaded, epoch
		if loaded && len(st.Rels[i].Known) != len(now) {
			st.Rels[i].Known = slices.Clone(now) // repeated elements are no change next time
		}
	}
}

// known tells whether what the field of a relationship holds after a flush is all there is: a reference that was set, and what a new
// object says.
func (w *Work) known(st *state.State, rel *mapping.Relationship) bool {
	if st.Class.References[rel.Index].IsNil(st.Obj) {
		return st.Saved && !rel.Many
	}
	return st.Saved || !rel.Many
}

// distinct are the elements, each once.
func distinct(es []unsafe.Pointer) []unsafe.Pointer {
	if allDiffer(es) {
		return es
	}
	seen := map[unsafe.Pointer]bool{}
	return slices.DeleteFunc(slices.Clone(es), func(e unsafe.Pointer) bool {
		dup := seen[e]
		seen[e] = true
		return dup
	})
}
