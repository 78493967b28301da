package loading

import (
	"context"
	"errors"
	"unsafe"

	"github.com/azoth-orm/azoth/expr"
	"github.com/azoth-orm/azoth/orm/mapping"
	"github.com/azoth-orm/azoth/orm/state"
	"github.com/azoth-orm/azoth/types"
)

// Load loads a relationship on demand: of one parent with SELECT … WHERE ? = foreign_key, of several as SelectIn does. What is loaded
// and fresh is left alone.
//
// SQLAlchemy: the lazy loader.
func (c *Context) Load(ctx context.Context, s *Spec, parents []*state.State) error {
	if len(parents) != 1 {
		return c.SelectIn(ctx, s, parents, false)
	}
	if c.Map.RelFresh(parents[0], s.Rel.Index) {
		return nil
	}
	return c.LoadOne(ctx, s, parents[0])
}

// LoadOne loads a relationship of one parent, whether it is loaded or not.
func (c *Context) LoadOne(ctx context.Context, s *Spec, st *state.State) error {
	if s.Rel.Direction == mapping.ManyToOne {
		return c.selectReferences(ctx, s, []*state.State{st})
	}
	elems, err := c.targets(ctx, s, st)
	if err != nil {
		return err
	}
	c.collectionOrOne(st, s, elems)
	return nil
}

// targets are the rows of a collection.
func (c *Context) targets(ctx context.Context, s *Spec, st *state.State) ([]unsafe.Pointer, error) {
	vs := make([]types.Value, len(s.Rel.Pairs))
	for i, p := range s.Rel.Pairs {
		vs[i] = s.Rel.Parent.Property(&p.Key.ColumnRef).Field.Value(snapshotOr(st))
	}
	q := query(s.Rel.Target.Ref())
	if s.Rel.Secondary != nil {
		q.From = []expr.FromElement{s.Rel.Target.Table, s.Rel.Secondary}
	}
	q.Where = append(conjuncts(s.Rel.Criterion(vs, s.Rel.Target.Table)), s.Where...)
	q.Order = s.order()
	for _, n := range s.Nested {
		q.Options = append(q.Options, n)
	}
	return c.objectsOf(ctx, q)
}

func conjuncts(e expr.Element) []expr.Element {
	if l, ok := e.(*expr.List); ok && l.Op == expr.OpAnd {
		return append([]expr.Element(nil), l.Xs...)
	}
	return []expr.Element{e}
}

// objectsOf runs a SELECT of one entity.
func (c *Context) objectsOf(ctx context.Context, q *expr.Query) (out []unsafe.Pointer, err error) {
	rows, err := c.open(ctx, q)
	if err != nil {
		return nil, err
	}
	defer func() { err = errors.Join(err, rows.Close()) }()
	for {
		var p unsafe.Pointer
		n, err := rows.Next(unsafe.Pointer(&p), unsafe.Sizeof(p), 1)
		if err != nil {
			return nil, err
		}
		if n == 0 {
			return out, rows.Complete(ctx)
		}
		out = append(out, p)
	}
}

// foreignValues are the values of the foreign key of a many-to-one; ok is false if one is NULL.
func foreignValues(obj unsafe.Pointer, rel *mapping.Relationship) (vs []types.Value, ok bool) {
	for _, p := range rel.ForeignProperties() {
		if p == nil {
			return nil, false
		}
		v := p.Field.Value(obj)
		if v.IsNull() {
			return nil, false
		}
		vs = append(vs, v)
	}
	return vs, true
}

// selectReferences loads a many-to-one: targets that the session holds fresh are taken from it, the rest with one SELECT.
func (c *Context) selectReferences(ctx context.Context, s *Spec, parents []*state.State) error {
	rel := s.Rel
	var ask []*state.State
	var values []types.Value
	asked := map[state.Key]bool{}
	for _, p := range parents {
		vs, ok := foreignValues(p.Obj, rel)
		if !ok {
			c.note(p, rel.Index, nil)
			continue
		}
		if held := c.Held(p, rel); held != nil && c.Map.Fresh(held) && len(s.Where) == 0 {
			c.note(p, rel.Index, []unsafe.Pointer{held.Obj})
			continue
		}
		ask = append(ask, p)
		if k, ok := rel.Target.Class.KeyOfValues(vs); ok && !asked[k] {
			asked[k] = true
			values = append(values, vs...)
		}
	}
	if len(ask) == 0 {
		return c.nested(ctx, s, parents, false)
	}
	if err := c.fetchReferences(ctx, s, values, ask); err != nil {
		return err
	}
	return c.nested(ctx, s, parents, false)
}

func (c *Context) fetchReferences(ctx context.Context, s *Spec, values []types.Value, ask []*state.State) error {
	rel := s.Rel
	if len(ask) == 1 { // the database says which row the key finds: it may write it in another way
		found, err := c.referred(ctx, s, conjuncts(rel.Criterion(values, rel.Target.Table)))
		if err == nil {
			c.note(ask[0], rel.Index, found[:min(len(found), 1)])
		}
		return err
	}
	var columns []expr.Element
	for _, p := range rel.Pairs {
		columns = append(columns, &p.Key.ColumnRef)
	}
	found, err := c.referred(ctx, s, []expr.Element{c.inList(columns, values)})
	if err != nil {
		return err
	}
	byKey := map[state.Key]unsafe.Pointer{}
	for _, obj := range found {
		byKey[c.referredKey(rel, obj)] = obj
	}
	certain := exact(rel.KeyProperties())
	for _, p := range ask {
		vs, _ := foreignValues(p.Obj, rel)
		k, _ := rel.Target.Class.KeyOfValues(vs)
		obj := byKey[k]
		switch {
		case obj != nil:
			c.note(p, rel.Index, []unsafe.Pointer{obj})
		case certain:
			c.note(p, rel.Index, nil)
		default: // written in another way than the key of its row, if there is one
			if err := c.fetchReferences(ctx, s, vs, []*state.State{p}); err != nil {
				return err
			}
		}
	}
	return nil
}

// referred are the targets of a many-to-one that a condition finds.
func (c *Context) referred(ctx context.Context, s *Spec, where []expr.Element) ([]unsafe.Pointer, error) {
	q := query(s.Rel.Target.Ref())
	q.Where = append(where, s.Where...)
	return c.objectsOf(ctx, q)
}

// referredKey is the key of obj by the columns that rel's foreign key refers to.
func (c *Context) referredKey(rel *mapping.Relationship, obj unsafe.Pointer) state.Key {
	vs := make([]types.Value, len(rel.Pairs))
	for i, p := range rel.KeyProperties() {
		vs[i] = p.Field.Value(obj)
	}
	k, _ := rel.Target.Class.KeyOfValues(vs)
	return k
}
