package unitofwork

import (
	"fmt"

	"github.com/azoth-orm/azoth/orm/mapping"
	"github.com/azoth-orm/azoth/orm/state"
	"github.com/azoth-orm/azoth/types"
)

// sync writes the foreign keys of st, whose parents have their keys by now.
func (w *Work) sync(st *state.State) error {
	for _, link := range mapping.Of(st).Links() {
		v := w.verdicts[childLink{link, st}]
		if v == nil {
			continue
		}
		var err error
		switch {
		case isPost(link):
			err = postpone(link, v, st)
		case v.parent != nil:
			err = copyKey(link, v.parent, st)
		case v.clear:
			err = clearKey(link, st)
		}
		if err != nil {
			return fmt.Errorf("orm: flush: %s: %w", describe(st), err)
		}
	}
	return nil
}

func copyKey(link *mapping.Relationship, parent, child *state.State) error {
	keys, foreign := link.KeyProperties(), link.ForeignProperties()
	for i, p := range foreign {
		if p == nil {
			continue
		}
		if err := set(child, p, keys[i].Field.Value(parent.Obj)); err != nil {
			return err
		}
	}
	return nil
}

// set writes a field of an object, and remembers what a new object had there.
func set(st *state.State, p *mapping.Property, v types.Value) error {
	st.Write(p.Index)
	return p.Field.SetValue(st.Obj, v)
}

func clearKey(link *mapping.Relationship, child *state.State) error {
	for _, c := range link.Clearable() {
		p := link.Child().Property(&c.ColumnRef)
		if p == nil {
			continue
		}
		child.Write(p.Index)
		p.Field.Clear(child.Obj)
	}
	return nil
}

// check finds mistakes before anything is sent.
func (w *Work) check() error {
	for _, st := range w.touched {
		if err := w.checkKey(st); err != nil {
			return err
		}
	}
	for _, st := range w.s.Pending() {
		if err := w.checkParents(st); err != nil {
			return err
		}
	}
	w.matchSwitches()
	return nil
}

// checkKey refuses a generated key that was edited.
func (w *Work) checkKey(st *state.State) error {
	m := mapping.Of(st)
	if m.Generated < 0 || st.Doomed || !st.ColumnChanged(m.Generated) {
		return nil
	}
	now := m.Properties[m.Generated].Field.Value(st.Obj)
	return fmt.Errorf("%w: %s -> %v (nothing was sent; undo the edit, or Expire the object)", ErrKeyChanged, describe(st), now.Any())
}

// checkParents refuses a new object whose required parent nobody names.
func (w *Work) checkParents(st *state.State) error {
	for _, link := range mapping.Of(st).Links() {
		if v := w.verdicts[childLink{link, st}]; v != nil && v.parent != nil {
			continue
		}
		for i, p := range link.ForeignProperties() {
			if p == nil || p.Column.Nullable || !w.isNoReference(link, i, st) {
				continue
			}
			return fmt.Errorf("%w: %s: %s is zero and no %s is named (put it into a collection, set its reference, or set %s)",
				ErrNoParent, describe(st), p.Name, link.Holder().Name, p.Name)
		}
	}
	return nil
}

// isNoReference tells whether the i-th foreign key field of a new object is zero and refers to a generated key: then it is no
// reference, for no row has key zero.
func (w *Work) isNoReference(link *mapping.Relationship, i int, st *state.State) bool {
	holder := link.Holder()
	key := link.KeyProperties()[i]
	p := link.ForeignProperties()[i]
	return key != nil && key.Index == holder.Generated && p.Field.IsZero(st.Obj)
}
