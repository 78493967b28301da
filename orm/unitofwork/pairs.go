package unitofwork

import (
	"context"
	"errors"
	"fmt"
	"slices"
	"unsafe"

	"github.com/azoth-orm/azoth/expr"
	"github.com/azoth-orm/azoth/orm/mapping"
	"github.com/azoth-orm/azoth/orm/state"
	"github.com/azoth-orm/azoth/schema"
	"github.com/azoth-orm/azoth/types"
)

// pair is a row of a link table that comes or goes. Whichever side was edited, and however often: a pair is one row.
type pair struct {
	rel           *mapping.Relationship // the side that stands for both
	parent        *state.State
	target        *state.State
	add, remove   bool
	exists        bool // found in the database
	addedUnloaded bool
}

// stays tells whether both ends of the link outlive the flush.
func (p *pair) stays() bool {
	return !p.parent.Doomed && !p.target.Doomed && p.parent.Status != state.Transient && p.target.Status != state.Transient
}

type pairKey struct {
	rel            *mapping.Relationship
	parent, target *state.State
}

// pairOf is the relationship that stands for both directions of a many-to-many.
func pairOf(rel *mapping.Relationship) *mapping.Relationship {
	b := rel.Back
	if b == nil || rel.Parent.Order < b.Parent.Order || rel.Parent == b.Parent && rel.Index < b.Index {
		return rel
	}
	return b
}

// pair is the pair of st and a target of its relationship.
func (w *Work) pair(st *state.State, rel *mapping.Relationship, target *state.State) *pair {
	k := pairKey{pairOf(rel), st, target}
	if k.rel != rel {
		k.parent, k.target = target, st
	}
	p := w.pairs[k]
	if p == nil {
		if w.pairs == nil {
			w.pairs = map[pairKey]*pair{}
		}
		p = &pair{rel: k.rel, parent: k.parent, target: k.target}
		w.pairs[k] = p
		w.pairList = append(w.pairList, p)
	}
	return p
}

// claimPairs reads a many-to-many of one object.
func (w *Work) claimPairs(st *state.State, rel *mapping.Relationship, added, removed []unsafe.Pointer) {
	for _, e := range added {
		target := w.find(rel.Target, e)
		p := w.pair(st, rel, target)
		p.add = true
		if st.Status == state.Persistent && target.Status == state.Persistent && !st.Known(rel.Index).Loaded {
			p.addedUnloaded = true
		}
	}
	for _, e := range removed {
		if target := w.find(rel.Target, e); target != nil {
			w.pair(st, rel, target).remove = true
		}
	}
}

// existing asks which of the pairs that were added to unloaded collections exist: one SELECT per link table.
func (w *Work) existing(ctx context.Context) error {
	byRel := map[*mapping.Relationship][]*pair{}
	var order []*mapping.Relationship
	for _, p := range w.pairList {
		if p.addedUnloaded {
			if byRel[p.rel] == nil {
				order = append(order, p.rel)
			}
			byRel[p.rel] = append(byRel[p.rel], p)
		}
	}
	for _, rel := range order {
		if err := w.ask(ctx, rel, byRel[rel]); err != nil {
			return err
		}
	}
	return nil
}

// ask is SELECT links FROM secondary WHERE parent IN (…) AND target IN (…).
func (w *Work) ask(ctx context.Context, rel *mapping.Relationship, pairs []*pair) (err error) {
	q := &expr.Query{}
	q.Where = []expr.Element{
		membership(rel.Pairs, pairs, func(p *pair) *state.State { return p.parent }),
		membership(rel.TargetPairs, pairs, func(p *pair) *state.State { return p.target }),
	}
	own, far := keyFields(rel.Pairs, rel.Parent), keyFields(rel.TargetPairs, rel.Target)
	for _, c := range slices.Concat(foreignColumns(rel.Pairs), foreignColumns(rel.TargetPairs)) {
		q.Items = append(q.Items, expr.SelectItem{Element: &c.ColumnRef})
	}
	conn, err := w.s.Conn(ctx, false)
	if err != nil {
		return err
	}
	cursor, err := conn.Query(ctx, q, nil)
	if err != nil {
		return err
	}
	defer func() { err = errors.Join(err, cursor.Close()) }()
	found := map[[2]state.Key]bool{}
	read := func(c *mapping.Mapper, ps []*mapping.Property, from int) (state.Key, error) {
		scratch, _ := c.EntityMemory().Make(1)
		vs := make([]types.Value, len(ps))
		for i, p := range ps {
			if err := readColumn(cursor, p, from+i, scratch); err != nil {
				return state.Key{}, err
			}
			vs[i] = p.Field.Value(scratch)
		}
		k, _ := c.Class.KeyOfValues(vs)
		return k, nil
	}
	for {
		more, err := cursor.Step()
		if err != nil {
			return err
		}
		if !more {
			break
		}
		a, err := read(rel.Parent, own, 0)
		if err != nil {
			return err
		}
		b, err := read(rel.Target, far, len(own))
		if err != nil {
			return err
		}
		found[[2]state.Key{a, b}] = true
	}
	for _, p := range pairs {
		p.exists = found[[2]state.Key{p.parent.Key(), p.target.Key()}]
	}
	return nil
}

func membership(cols []mapping.Pair, pairs []*pair, side func(*pair) *state.State) expr.Element {
	var columns []expr.Element
	var values []types.Value
	for _, c := range cols {
		columns = append(columns, &c.Foreign.ColumnRef)
	}
	seen := map[*state.State]bool{}
	for _, p := range pairs {
		st := side(p)
		if seen[st] {
			continue
		}
		seen[st] = true
		for _, prop := range keyFields(cols, mapping.Of(st)) {
			values = append(values, prop.Field.Value(st.Obj))
		}
	}
	if len(columns) == 1 {
		return expr.NewIn(columns[0].(expr.Node), values)
	}
	return expr.NewTupleIn(columns, values)
}

// keyFields are the properties of m that the link table refers to.
func keyFields(cols []mapping.Pair, m *mapping.Mapper) []*mapping.Property {
	out := make([]*mapping.Property, len(cols))
	for i, c := range cols {
		out[i] = m.Property(&c.Key.ColumnRef)
	}
	return out
}

func foreignColumns(cols []mapping.Pair) []*schema.Column {
	out := make([]*schema.Column, len(cols))
	for i, c := range cols {
		out[i] = c.Foreign
	}
	return out
}

// writePairs deletes and inserts the rows of link tables: first what goes, then what comes.
func (w *Work) writePairs(ctx context.Context) error {
	var rels []*mapping.Relationship
	gone, come := map[*mapping.Relationship][]*pair{}, map[*mapping.Relationship][]*pair{}
	for _, p := range w.pairList {
		if !slices.Contains(rels, p.rel) {
			rels = append(rels, p.rel)
		}
		switch {
		case p.remove && (!p.add || !p.stays()):
			gone[p.rel] = append(gone[p.rel], p)
		case p.add && !p.remove && !p.exists && p.stays():
			come[p.rel] = append(come[p.rel], p)
		}
	}
	for _, rel := range rels {
		if err := w.deletePairs(ctx, rel, gone[rel]); err != nil {
			return err
		}
		if err := w.insertPairs(ctx, rel, come[rel]); err != nil {
			return err
		}
	}
	return nil
}

// pairValues are the values of the link table's columns, those of the parent's side first.
func pairValues(p *pair) []types.Value {
	var out []types.Value
	for _, prop := range keyFields(p.rel.Pairs, p.rel.Parent) {
		out = append(out, prop.Field.Value(p.parent.Obj))
	}
	for _, prop := range keyFields(p.rel.TargetPairs, p.rel.Target) {
		out = append(out, prop.Field.Value(p.target.Obj))
	}
	return out
}

func (w *Work) insertPairs(ctx context.Context, rel *mapping.Relationship, pairs []*pair) error {
	if len(pairs) == 0 {
		return nil
	}
	columns := slices.Concat(foreignColumns(rel.Pairs), foreignColumns(rel.TargetPairs))
	order := tableOrder(columns)
	columns = reorder(columns, order)
	given, inlined := linkDefaults(rel.Secondary, columns)
	var values []types.Value
	for _, p := range pairs {
		values = append(values, reorder(pairValues(p), order)...)
		more, err := linkValues(ctx, columns, given, values[len(values)-len(columns):])
		if err != nil {
			return fmt.Errorf("orm: flush: link %s: %w", rel, err)
		}
		values = append(values, more...)
	}
	columns = append(columns, given...)
	all := &run{states: make([]*state.State, len(pairs)), values: values, width: len(columns)}
	if err := w.sendPairs(ctx, rel.Secondary, columns, inlined, all); err != nil {
		return fmt.Errorf("orm: flush: link %s: %w", rel, err)
	}
	return nil
}

func (w *Work) sendPairs(ctx context.Context, t *schema.Table, columns, inlined []*schema.Column, all *run) error {
	if !w.worthPages(len(all.states)) {
		entry, err := w.insertInto(t, columns, nil, inlined, 1)
		if err == nil {
			_, err = w.conn.ExecMany(ctx, entry, all.rows(), nil)
		}
		return err
	}
	p := w.pagingOf(columns)
	if len(inlined) > 0 {
		p = w.pagingOfLists(len(columns))
	}
	return p.each(len(all.states), func(from, to int) error {
		entry, err := p.insert(t, columns, nil, inlined, to-from)
		if err == nil {
			_, err = p.exec(ctx, entry, all.part(from, to))
		}
		return err
	})
}

func (w *Work) deletePairs(ctx context.Context, rel *mapping.Relationship, pairs []*pair) error {
	if len(pairs) == 0 {
		return nil
	}
	columns := slices.Concat(foreignColumns(rel.Pairs), foreignColumns(rel.TargetPairs))
	order := tableOrder(columns)
	entry, err := w.deleteFrom(rel.Secondary, reorder(columns, order))
	if err != nil {
		return err
	}
	rows := make([][]types.Value, len(pairs))
	for i, p := range pairs {
		rows[i] = reorder(pairValues(p), order)
	}
	matched, err := w.conn.ExecMany(ctx, entry, rows, nil)
	if err != nil {
		return fmt.Errorf("orm: flush: unlink %s: %w", rel, err)
	}
	if matched < int64(len(pairs)) {
		return &StaleDataError{Entity: rel.String(), Key: "link", Expected: int64(len(pairs)), Matched: matched}
	}
	return nil
}

// tableOrder is the order of columns in their table.
func tableOrder(columns []*schema.Column) []int {
	order := make([]int, len(columns))
	for i := range order {
		order[i] = i
	}
	place := func(i int) int { return slices.Index(columns[i].Table.Columns, columns[i]) }
	slices.SortFunc(order, func(a, b int) int { return place(a) - place(b) })
	return order
}

func reorder[T any](xs []T, order []int) []T {
	out := make([]T, len(xs))
	for i, o := range order {
		out[i] = xs[o]
	}
	return out
}
