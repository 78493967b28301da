package unitofwork

import (
	"fmt"

	"github.com/azoth-orm/azoth/orm/mapping"
	"github.com/azoth-orm/azoth/orm/state"
)

// judge decides every link of every child that anything is known of. It may doom orphans, and is repeated after cascades.
func (w *Work) judge() error {
	for i := 0; i < len(w.order); i++ {
		k := w.order[i]
		if err := w.decide(k.link, k.child, w.verdicts[k]); err != nil {
			return err
		}
	}
	return nil
}

func (w *Work) decide(link *mapping.Relationship, child *state.State, v *verdict) error {
	if child.Doomed || child.Status == state.Transient || child.Status == state.Deleted {
		return nil
	}
	v.old = w.parentBySnapshot(link, child)
	for i := 1; i < len(v.claims); i++ {
		if v.claims[i].parent != v.claims[0].parent {
			return conflict(child, v.claims[0], v.claims[i])
		}
	}
	switch {
	case len(v.claims) > 0:
		v.parent, v.clear = v.claims[0].parent, false
	case w.decidedByField(link, child):
		v.parent, v.clear = nil, false
	case child.Status == state.Pending:
		w.judgePending(link, child, v)
	case v.left:
		w.judgeLeft(link, child, v)
	}
	return nil
}

// decidedByField tells whether the program set the foreign key by its field.
func (w *Work) decidedByField(link *mapping.Relationship, child *state.State) bool {
	if child.Status != state.Pending {
		return foreignKeyChanged(child, link)
	}
	for _, p := range link.ForeignProperties() {
		if p == nil || p.Field.IsZero(child.Obj) || child.WasWritten(p.Index) {
			return false
		}
	}
	return true
}

// judgePending: a new object that came by a collection which deletes orphans, and is in it no more, is transient again. A reference
// that Add wrote, because the object was in a collection then, goes with that.
func (w *Work) judgePending(link *mapping.Relationship, child *state.State, v *verdict) {
	collection, reference := sides(link)
	if reference != nil && len(child.Known(reference.Index).Known) > 0 && !child.RelChanged(reference.Index) {
		child.SetElements(reference.Index, nil, w.m.Epoch)
		v.left = true
	}
	if collection != nil && collection.Has(mapping.CascadeDeleteOrphan) && w.s.AdoptedThrough(child) == collection {
		w.s.Unpend(child)
		return
	}
	v.clear = v.left
}

// judgeLeft: a child without a parent is deleted, or stays without one.
func (w *Work) judgeLeft(link *mapping.Relationship, child *state.State, v *verdict) {
	collection, reference := sides(link)
	if collection != nil && collection.Has(mapping.CascadeDeleteOrphan) || reference != nil && reference.Has(mapping.CascadeDeleteOrphan) {
		w.s.Doom(child)
		return
	}
	v.clear = true
}

// judgeDoomed refuses children that were given a parent which is being deleted and leaves them.
func (w *Work) judgeDoomed() error {
	if len(w.s.Doomed()) == 0 {
		return nil
	}
	for _, k := range w.order {
		if k.child.Doomed || k.child.Status != state.Pending && k.child.Status != state.Persistent {
			continue
		}
		if parent, by := w.given(k.link, k.child); parent != nil && parent.Doomed {
			return fmt.Errorf("%w: %s was given %s by %s, which is being deleted (give it another parent, or delete it too)",
				ErrConflict, describe(k.child), describe(parent), by())
		}
	}
	return nil
}

// given is the parent that the program gave a child, and by what: a relationship, or the foreign key field.
func (w *Work) given(link *mapping.Relationship, child *state.State) (parent *state.State, by func() string) {
	v := w.verdicts[childLink{link, child}]
	switch {
	case v.parent != nil:
		return v.parent, v.claims[0].by.String
	case !v.clear && w.decidedByField(link, child):
		return w.parentIn(link, child, false), func() string { return link.ForeignProperties()[0].Name }
	}
	return nil, nil
}

// parentBySnapshot is the parent that the child's row has, if the session holds it.
func (w *Work) parentBySnapshot(link *mapping.Relationship, child *state.State) *state.State {
	if child.Snap == nil || child.Status != state.Persistent {
		return nil
	}
	return w.parentIn(link, child, true)
}

// parentIn is the held parent that the foreign key of the snapshot, or of the object, says.
func (w *Work) parentIn(link *mapping.Relationship, child *state.State, snapshot bool) *state.State {
	if !link.RefersToKey() {
		return nil
	}
	obj := child.Obj
	if snapshot {
		obj = child.Snap
	}
	vs, ok := link.ForeignValues(obj)
	if !ok {
		return nil
	}
	k, ok := link.Holder().Class.KeyOfValues(vs)
	if !ok {
		return nil
	}
	return w.m.Store(link.Holder().Class).Lookup(k)
}
