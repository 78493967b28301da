package unitofwork

import (
	"context"
	"slices"

	"github.com/azoth-orm/azoth/orm/mapping"
	"github.com/azoth-orm/azoth/orm/state"
)

// cascadeDeletes runs the delete cascades of every doomed object. Collections that are not loaded, or stale, are loaded: their rows
// must be deleted, or lose their foreign key.
func (w *Work) cascadeDeletes(ctx context.Context) error {
	if w.handled == nil && len(w.s.Doomed()) > 0 {
		w.handled = map[*state.State]bool{}
	}
	for i := 0; i < len(w.s.Doomed()); i++ { // grows while it is walked
		st := w.s.Doomed()[i]
		if w.handled[st] {
			continue
		}
		w.handled[st] = true
		for _, rel := range mapping.Of(st).Relationships {
			if rel.ViewOnly {
				continue
			}
			if err := w.cascadeDelete(ctx, st, rel); err != nil {
				return err
			}
		}
	}
	return nil
}

func (w *Work) cascadeDelete(ctx context.Context, st *state.State, rel *mapping.Relationship) error {
	if !w.mustKnow(rel) {
		return nil
	}
	if !w.m.RelFresh(st, rel.Index) && rel.PassiveDeletes == mapping.PassiveNone {
		if err := w.s.Load(ctx, rel, st); err != nil {
			return err
		}
	}
	for _, e := range slices.Clone(st.Known(rel.Index).Known) {
		target := w.find(rel.Target, e)
		if target == nil {
			continue
		}
		w.parentDeleted(st, rel, target)
	}
	return nil
}

// mustKnow tells whether the deletion of an object touches what the relationship refers to.
func (w *Work) mustKnow(rel *mapping.Relationship) bool {
	if rel.Direction == mapping.ManyToOne {
		return rel.Has(mapping.CascadeDelete)
	}
	return rel.PassiveDeletes != mapping.PassiveAll
}

// parentDeleted is what the deletion of st means for one object that it refers to.
func (w *Work) parentDeleted(st *state.State, rel *mapping.Relationship, target *state.State) {
	switch rel.Direction {
	case mapping.ManyToMany:
		w.pair(st, rel, target).remove = true
	case mapping.OneToMany:
		v := w.verdict(linkOf(rel), target)
		if len(v.claims) > 0 || target.Doomed || foreignKeyChanged(target, rel) {
			return
		}
		v.left = true
		w.touch(target)
	}
	if rel.Has(mapping.CascadeDelete) && !target.Doomed {
		w.s.Doom(target)
	}
}
