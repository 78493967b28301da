package unitofwork

import (
	"context"
	"fmt"
	"unsafe"

	"github.com/azoth-orm/azoth/orm/mapping"
	"github.com/azoth-orm/azoth/orm/state"
)

// One child, one parent
//
// A foreign key can be edited in three places: in the parent's collection, in the child's reference, in the child's field. What
// changed against the snapshot decides, in this order: a parent that is newly named, by a collection that the child came into or by
// its reference; a changed foreign key field; no parent, if the child left its collection or its reference became nil. A parent
// named twice is one claim; two different parents are a conflict, and nothing is sent.
//
// Both relationships of a foreign key share one verdict: they are one link.

// childLink is a child and a foreign key of it.
type childLink struct {
	link  *mapping.Relationship
	child *state.State
}

// verdict is what is known of the parent of a child by one link, and what follows.
type verdict struct {
	claims []claim
	// first is room for the only claim that there nearly always is.
	first [1]claim
	// left says that the child left a collection, or that its reference was cleared.
	left bool

	// parent is the new parent; clear says that there is none. Neither: the foreign key field decides.
	parent *state.State
	clear  bool
	// old is the parent before, if the session holds it.
	old *state.State
}

// claim is a parent that is newly named.
type claim struct {
	parent *state.State
	by     *mapping.Relationship
}

// linkOf is the relationship that stands for a foreign key: the collection, if there is one.
func linkOf(rel *mapping.Relationship) *mapping.Relationship {
	if rel.Direction == mapping.ManyToOne && rel.Back != nil {
		return rel.Back
	}
	return rel
}

// sides are the collection side and the reference side of a link; one may be nil.
func sides(link *mapping.Relationship) (collection, reference *mapping.Relationship) {
	if link.Direction == mapping.ManyToOne {
		return nil, link
	}
	return link, link.Back
}

func (w *Work) verdict(link *mapping.Relationship, child *state.State) *verdict {
	k := childLink{link, child}
	v := w.verdicts[k]
	if v == nil {
		if w.verdicts == nil {
			w.verdicts = map[childLink]*verdict{}
		}
		v = w.newVerdict()
		w.verdicts[k] = v
		w.order = append(w.order, k)
	}
	return v
}

// newVerdict is a verdict out of a slab.
func (w *Work) newVerdict() *verdict {
	if len(w.verdictRoom) == 0 {
		w.verdictRoom = make([]verdict, max(1, min(len(w.verdicts), 256)))
	}
	v := &w.verdictRoom[0]
	w.verdictRoom = w.verdictRoom[1:]
	v.claims = v.first[:0]
	return v
}

// claims reads every changed relationship of changed and new objects.
func (w *Work) claims(ctx context.Context) error {
	for _, list := range [][]*state.State{w.touched, w.s.Pending()} {
		for _, st := range list {
			for _, rel := range mapping.Of(st).Relationships {
				if rel.ViewOnly {
					continue
				}
				if err := w.claim(st, rel); err != nil {
					return err
				}
			}
			w.foreignKeys(st)
		}
	}
	return w.existing(ctx)
}

// claim reads one relationship of one object.
func (w *Work) claim(st *state.State, rel *mapping.Relationship) error {
	added, removed, err := diff(st, rel)
	if err != nil {
		return err
	}
	switch rel.Direction {
	case mapping.OneToMany:
		for _, e := range added {
			v := w.verdict(linkOf(rel), w.find(rel.Target, e))
			v.claims = append(v.claims, claim{st, rel})
		}
		for _, e := range removed {
			if child := w.find(rel.Target, e); child != nil {
				w.verdict(linkOf(rel), child).left = true
				w.touch(child)
			}
		}
	case mapping.ManyToOne:
		w.claimReference(st, rel, added)
	case mapping.ManyToMany:
		w.claimPairs(st, rel, added, removed)
	}
	for _, e := range added {
		w.touch(w.find(rel.Target, e))
	}
	return nil
}

func (w *Work) claimReference(st *state.State, rel *mapping.Relationship, added []unsafe.Pointer) {
	v := func() *verdict { return w.verdict(linkOf(rel), st) }
	switch {
	case len(added) > 0:
		x := v()
		x.claims = append(x.claims, claim{w.find(rel.Target, added[0]), rel})
	case st.RelChanged(rel.Index):
		v().left = true
	}
}

func (w *Work) find(m *mapping.Mapper, obj unsafe.Pointer) *state.State {
	return w.m.Find(m.Class, obj)
}

// foreignKeys asks for a verdict on every foreign key that a program may have set by its field, and on those of new objects.
func (w *Work) foreignKeys(st *state.State) {
	m := mapping.Of(st)
	for _, link := range m.Links() {
		if st.Status == state.Pending || foreignKeyChanged(st, link) {
			w.verdict(link, st)
		}
	}
}

// foreignKeyChanged tells whether the program edited a field of the link's foreign key.
func foreignKeyChanged(st *state.State, link *mapping.Relationship) bool {
	for _, p := range link.ForeignProperties() {
		if p != nil && st.Snap != nil && st.ColumnChanged(p.Index) {
			return true
		}
	}
	return false
}

func conflict(child *state.State, a, b claim) error {
	return fmt.Errorf("%w: %s: %s by %s, %s by %s (name one of them)", ErrConflict, describe(child), describe(a.parent), a.by, describe(b.parent), b.by)
}
