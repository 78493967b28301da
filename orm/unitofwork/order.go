package unitofwork

import (
	"cmp"
	"context"
	"fmt"
	"slices"
	"strings"

	"github.com/azoth-orm/azoth/orm/mapping"
	"github.com/azoth-orm/azoth/orm/state"
	"github.com/azoth-orm/azoth/types"
)

// In which order rows are written
//
// Mappers come in the order of their foreign keys, which the registry found once. Of each mapper the UPDATEs come before the
// INSERTs, so that a unique value can be handed from an updated row to a new one; all DELETEs come last, in reverse. Only mappers that
// refer to each other, or to themselves, are taken apart: their objects are sorted by levels, first those that wait for no new
// parent, then those that wait for them, and a level is written as a mapper is.

// save writes new and changed objects. The whole order is found before anything is sent: a cycle is an error that leaves the
// database alone.
func (w *Work) save(ctx context.Context) error {
	groups := w.groups()
	for _, g := range groups {
		if err := w.sort(g); err != nil {
			return err
		}
	}
	for _, g := range groups {
		for _, level := range g.levels {
			if err := w.saveLevel(ctx, g.mappers, level); err != nil {
				return err
			}
		}
	}
	return nil
}

// group is a mapper with its objects, or mappers that refer to each other with theirs.
type group struct {
	mappers []*mapping.Mapper
	states  []*state.State
	cyclic  bool
	// levels are the states in the order in which they are written.
	levels [][]*state.State
	// mapper and level are room for the only ones that there nearly always are.
	mapper [1]*mapping.Mapper
	level  [1][]*state.State
}

// groups are the objects to write, by mapper.
func (w *Work) groups() []*group {
	var out []*group
	find := func(m *mapping.Mapper) *group {
		for _, g := range out {
			if g.mappers[0] == m || m.Cyclic && g.cyclic && g.mappers[0].Rank == m.Rank {
				if !slices.Contains(g.mappers, m) {
					g.mappers = append(g.mappers, m)
				}
				return g
			}
		}
		g := &group{cyclic: m.Cyclic}
		g.mappers = append(g.mapper[:0], m)
		out = append(out, g)
		return g
	}
	if pending := w.s.Pending(); len(w.touched) == 0 && len(pending) == 1 { // a state that is pending is not doomed
		find(mapping.Of(pending[0])).states = pending[:1:1]
		return out
	}
	for _, list := range [][]*state.State{w.touched, w.s.Pending()} {
		for _, st := range list {
			if !st.Doomed {
				g := find(mapping.Of(st))
				g.states = append(g.states, st)
			}
		}
	}
	for _, g := range out {
		slices.SortFunc(g.mappers, func(a, b *mapping.Mapper) int { return a.Order - b.Order })
	}
	slices.SortFunc(out, func(a, b *group) int { return a.mappers[0].Order - b.mappers[0].Order })
	return out
}

// sort finds the levels of a group: one, or, if it is cyclic, by what the objects wait for.
func (w *Work) sort(g *group) error {
	if !g.cyclic {
		g.levels = append(g.level[:0], g.states)
		return nil
	}
	waits := map[*state.State][]*state.State{}
	for _, st := range g.states {
		for _, link := range mapping.Of(st).Links() {
			if isPost(link) {
				continue
			}
			if v := w.verdicts[childLink{link, st}]; v != nil && v.parent != nil && v.parent.Status == state.Pending {
				waits[st] = append(waits[st], v.parent)
			}
		}
	}
	levels, rest := byLevels(g.states, waits)
	if len(rest) > 0 {
		return cycleError(rest)
	}
	g.levels = levels
	return nil
}

// byLevels sorts objects so that each comes after those of them that it waits for; what waits in a circle is left over.
func byLevels(states []*state.State, waits map[*state.State][]*state.State) (levels [][]*state.State, rest []*state.State) {
	open := make(map[*state.State]bool, len(states))
	for _, st := range states {
		open[st] = true
	}
	for rest = states; len(rest) > 0; {
		var level, later []*state.State
		for _, st := range rest {
			if slices.ContainsFunc(waits[st], func(p *state.State) bool { return open[p] }) {
				later = append(later, st)
			} else {
				level = append(level, st)
			}
		}
		if len(level) == 0 {
			return levels, rest
		}
		for _, st := range level {
			delete(open, st)
		}
		levels = append(levels, level)
		rest = later
	}
	return levels, nil
}

func cycleError(states []*state.State) error {
	var names []string
	for _, st := range states {
		names = append(names, describe(st))
	}
	return fmt.Errorf("%w: %s (give the relationship PostUpdate)", ErrCycle, strings.Join(names, ", "))
}

// saveLevel writes objects that do not wait for each other.
func (w *Work) saveLevel(ctx context.Context, mappers []*mapping.Mapper, states []*state.State) error {
	for _, m := range mappers {
		changed, added := split(m, states)
		if len(changed)+len(w.switched) > 0 {
			sortByKey(changed)
			if err := w.update(ctx, m, changed, added); err != nil {
				return err
			}
		}
		if err := w.insert(ctx, m, added); err != nil {
			return err
		}
	}
	return nil
}

// split are the objects of a mapper to change, and those to add.
func split(m *mapping.Mapper, states []*state.State) (changed, added []*state.State) {
	if len(states) == 1 && mapping.Of(states[0]) == m && states[0].Status == state.Pending {
		return nil, states
	}
	for _, st := range states {
		switch {
		case mapping.Of(st) != m:
		case st.Status == state.Pending:
			added = append(added, st)
		case st.Status == state.Persistent:
			changed = append(changed, st)
		}
	}
	return changed, added
}

// sortByKey sorts persistent objects by primary key.
func sortByKey(states []*state.State) {
	if !slices.IsSortedFunc(states, compareKeys) {
		slices.SortStableFunc(states, compareKeys)
	}
}

func compareKeys(a, b *state.State) int {
	for _, i := range a.Class.Key {
		f := a.Class.Fields[i]
		if c := compareValues(f.Value(a.Snap), f.Value(b.Snap)); c != 0 {
			return c
		}
	}
	return cmp.Compare(a.Order, b.Order)
}

func compareValues(a, b types.Value) int {
	switch a.Kind() {
	case types.KindInt64, types.KindBool:
		return cmp.Compare(a.Int64(), b.Int64())
	case types.KindText, types.KindBytes:
		return cmp.Compare(a.Text(), b.Text())
	case types.KindTime:
		return a.Time().Compare(b.Time())
	case types.KindFloat64:
		return cmp.Compare(a.Float64(), b.Float64())
	}
	return 0
}
