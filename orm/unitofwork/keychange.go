package unitofwork

import (
	"github.com/azoth-orm/azoth/orm/mapping"
	"github.com/azoth-orm/azoth/orm/state"
)

// A natural key that changes takes the foreign keys that refer to it along: the database does it (ON UPDATE CASCADE), without it the
// UPDATE has failed. What remains is memory: the children that the session holds.
//
// SQLAlchemy: passive_updates.

// followKey lets the children of st, whose key has just been written and whose snapshot still has the old one, follow it.
func (w *Work) followKey(st *state.State) error {
	m := mapping.Of(st)
	for _, s := range w.m.Stores() {
		child, _ := s.Class.Owner.(*mapping.Mapper)
		for _, link := range child.Links() {
			if link.Holder() != m {
				continue
			}
			if err := w.followLink(s, link, st); err != nil {
				return err
			}
		}
	}
	return nil
}

func (w *Work) followLink(s *state.Store, link *mapping.Relationship, parent *state.State) error {
	old := holderKey(link, parent)
	for child := range s.All {
		if child.Status != state.Persistent || child == parent {
			continue
		}
		vs, ok := link.ForeignValues(child.Snap)
		if !ok {
			continue
		}
		if k, _ := parent.Class.KeyOfValues(vs); k == old {
			if err := w.followParent(s, link, parent, child); err != nil {
				return err
			}
		}
	}
	return nil
}

// holderKey is the key that the children of parent have in their rows.
func holderKey(link *mapping.Relationship, parent *state.State) state.Key {
	keys := link.KeyProperties()
	vs := parent.Class.KeyValues(parent.Snap)[:0]
	for _, p := range keys {
		vs = append(vs, p.Field.Value(parent.Snap))
	}
	k, _ := parent.Class.KeyOfValues(vs)
	return k
}

// followParent gives one child the new key, in the object unless the program has edited it, and in the snapshot.
func (w *Work) followParent(s *state.Store, link *mapping.Relationship, parent, child *state.State) error {
	w.level.Keep(w.m, child)
	keys, rekeyed := link.KeyProperties(), false
	for i, p := range link.ForeignProperties() {
		if !child.ColumnChanged(p.Index) {
			if err := p.Field.SetValue(child.Obj, keys[i].Field.Value(parent.Obj)); err != nil {
				return err
			}
		}
		rekeyed = rekeyed || isKey(child.Class, p.Index)
	}
	if rekeyed {
		s.Rekey(child)
		if err := w.followKey(child); err != nil {
			return err
		}
	}
	for i, p := range link.ForeignProperties() {
		if err := p.Field.SetValue(child.Snap, keys[i].Field.Value(parent.Obj)); err != nil {
			return err
		}
	}
	return nil
}
