package loading

import (
	"context"
	"errors"
	"slices"
	"unsafe"

	"github.com/azoth-orm/azoth/driver"
	"github.com/azoth-orm/azoth/expr"
	"github.com/azoth-orm/azoth/orm/mapping"
	"github.com/azoth-orm/azoth/orm/state"
	"github.com/azoth-orm/azoth/rowplan"
	"github.com/azoth-orm/azoth/types"
)

// batchSize is the number of parents that one SELECT … IN serves.
const batchSize = 500

// SelectIn loads a relationship of many parents: one SELECT … WHERE key IN (…) per 500 of them. Parents whose relationship is
// loaded and fresh are left alone, unless populate is said.
//
// SQLAlchemy: selectinload.
func (c *Context) SelectIn(ctx context.Context, s *Spec, parents []*state.State, populate bool) error {
	parents = unique(parents)
	var loaded []*state.State // of parents that are left alone: for nested options
	want := slices.DeleteFunc(slices.Clone(parents), func(st *state.State) bool {
		skip := !c.wants(st, s.Rel.Index, populate)
		if skip {
			loaded = append(loaded, st)
		}
		return skip
	})
	for chunk := range slices.Chunk(want, batchSize) {
		if err := c.selectChunk(ctx, s, chunk); err != nil {
			return err
		}
	}
	return c.nested(ctx, s, loaded, populate)
}

func unique(states []*state.State) []*state.State {
	seen := make(map[*state.State]bool, len(states))
	out := states[:0:0]
	for _, st := range states {
		if !seen[st] {
			seen[st] = true
			out = append(out, st)
		}
	}
	return out
}

// nested runs the options below s for targets that were loaded before.
func (c *Context) nested(ctx context.Context, s *Spec, parents []*state.State, populate bool) error {
	if len(s.Nested) == 0 || len(parents) == 0 {
		return nil
	}
	var targets []*state.State
	for _, p := range parents {
		for _, e := range p.Elements(s.Rel.Index) {
			if st := c.Map.Find(s.Rel.Target.Class, e); st != nil {
				targets = append(targets, st)
			}
		}
	}
	for _, n := range s.Nested {
		if n.Rel != nil && (n.Strategy == SelectIn || n.Strategy == Joined) {
			if err := c.SelectIn(ctx, n, targets, populate); err != nil {
				return err
			}
		}
	}
	return nil
}

func (c *Context) selectChunk(ctx context.Context, s *Spec, parents []*state.State) error {
	if s.Rel.Direction == mapping.ManyToOne {
		return c.selectReferences(ctx, s, parents)
	}
	l := &collector{c: c, s: s, parents: parents}
	return l.run(ctx)
}

// collector loads collections for parents.
type collector struct {
	c       *Context
	s       *Spec
	parents []*state.State
	// elems are the targets by the key that they name; places say where those of a key and of a parent are.
	elems   [][]unsafe.Pointer
	places  map[state.Key]int
	parent  []int
	last    state.Key // of the target before
	current int       // its place, -1 if there is none
}

func (l *collector) run(ctx context.Context) error {
	values := l.values()
	if len(values) > 0 {
		q, key := l.query(values)
		if err := l.c.grouped(ctx, q, key, l.add); err != nil {
			return err
		}
	}
	for i, p := range l.parents {
		l.c.collectionOrOne(p, l.s, l.elems[l.parent[i]])
	}
	return nil
}

func (c *Context) collectionOrOne(p *state.State, s *Spec, elems []unsafe.Pointer) {
	if s.Rel.Many {
		c.collection(p, s.Rel, elems, len(s.Where) > 0)
		return
	}
	c.note(p, s.Rel.Index, elems[:min(len(elems), 1)])
	c.backReferences(p, s.Rel, elems)
}

// add adds a target to those of its key. Rows of one key often follow each other.
func (l *collector) add(k state.Key, target unsafe.Pointer) {
	if l.current < 0 || k != l.last {
		at, ok := l.places[k]
		if !ok {
			return
		}
		l.start(k, at)
	}
	l.elems[l.current] = append(l.elems[l.current], target)
}

// start makes a key the current one. Collections are often of about the same size.
func (l *collector) start(k state.Key, at int) {
	if l.current >= 0 && l.elems[at] == nil {
		l.elems[at] = make([]unsafe.Pointer, 0, len(l.elems[l.current]))
	}
	l.last, l.current = k, at
}

// place is where the targets of a key are.
func (l *collector) place(k state.Key) int {
	at, ok := l.places[k]
	if !ok {
		at = len(l.elems)
		l.places[k] = at
		l.elems = append(l.elems, nil)
	}
	return at
}

// values are the parents' key values, row by row.
func (l *collector) values() []types.Value {
	n := len(l.parents)
	l.elems, l.places, l.parent, l.current = make([][]unsafe.Pointer, 0, n), make(map[state.Key]int, n), make([]int, n), -1
	props := l.parentProperties()
	out := make([]types.Value, 0, n*len(props))
	for i, p := range l.parents {
		for _, prop := range props {
			out = append(out, prop.Field.Value(snapshotOr(p)))
		}
		k, _ := l.s.Rel.Parent.Class.KeyOfValues(out[len(out)-len(props):])
		l.parent[i] = l.place(k)
	}
	return out
}

// snapshotOr is the object as the database knows it.
func snapshotOr(st *state.State) unsafe.Pointer {
	if st.Snap != nil && !st.Unwatched {
		return st.Snap
	}
	return st.Obj
}

func (l *collector) parentProperties() []*mapping.Property {
	out := make([]*mapping.Property, len(l.s.Rel.Pairs))
	for i, p := range l.s.Rel.Pairs {
		out[i] = l.s.Rel.Parent.Property(&p.Key.ColumnRef)
	}
	return out
}

// groupKey says where in a row the parent's key is and how to read it.
type groupKey struct {
	at     []int
	fields []*rowplan.Field
	class  *state.Class
	// scratch is an object that fields can be read into, values are those of the row.
	scratch unsafe.Pointer
	values  []types.Value
}

func (g *groupKey) read(rows driver.Rows) (state.Key, error) {
	g.values = g.values[:0]
	for i, f := range g.fields {
		if err := f.Read(rows, g.at[i], g.scratch); err != nil {
			return state.Key{}, err
		}
		g.values = append(g.values, f.Value(g.scratch))
	}
	k, _ := g.class.KeyOfValues(g.values)
	return k, nil
}

// query is the SELECT of the targets of parents with these keys, and where in its rows the key is.
func (l *collector) query(values []types.Value) (*expr.Query, *groupKey) {
	if l.s.Rel.Direction == mapping.ManyToMany || !exact(l.parentProperties()) {
		return l.joinedQuery(values)
	}
	rel := l.s.Rel
	foreign := rel.ForeignProperties()
	view := &mapping.View{Mapper: rel.Target}
	key := &groupKey{class: rel.Parent.Class}
	key.scratch, _ = rel.Target.EntityMemory().Make(1)
	var columns []expr.Element
	for i, p := range foreign {
		view.Columns = append(view.Columns, p.Index)
		key.at = append(key.at, i)
		key.fields = append(key.fields, p.Field)
		columns = append(columns, &p.Column.ColumnRef)
	}
	for i := range rel.Target.Properties {
		if !slices.Contains(view.Columns, i) {
			view.Columns = append(view.Columns, i)
		}
	}
	q := query(expr.NewEntityRef(view, rel.Target.Table))
	q.Where = append([]expr.Element{l.c.inList(columns, values)}, rel.On...)
	return l.finish(q), key
}

// exact tells whether values of these columns are equal to the database just when they are equal to Go. Text is not: 'DE' may be 'de'.
func exact(props []*mapping.Property) bool {
	for _, p := range props {
		switch t := types.For(p.Column.Type).(type) {
		case types.Wrapper: // only the program knows
			return false
		case types.UUIDType, types.LargeBinaryType, types.BooleanType, types.DateType, types.EnumType:
		default:
			if !types.IsInteger(t) {
				return false
			}
		}
	}
	return true
}

// joinedQuery joins the parent, the link table, if there is one, and the target: its rows carry the parent's own key.
func (l *collector) joinedQuery(values []types.Value) (*expr.Query, *groupKey) {
	rel := l.s.Rel
	parent := expr.NewAlias(rel.Parent.Table, "")
	var link expr.FromElement
	if rel.Secondary != nil {
		link = expr.NewAlias(rel.Secondary, "")
	}
	key := &groupKey{class: rel.Parent.Class}
	key.scratch, _ = rel.Parent.EntityMemory().Make(1)
	var columns []expr.Element
	var items []expr.SelectItem
	for i, p := range l.parentProperties() {
		c := mapping.ColumnOn(p.Column, parent)
		columns = append(columns, c)
		items = append(items, expr.SelectItem{Element: c, Type: p.Field.GoType()})
		key.at = append(key.at, i)
		key.fields = append(key.fields, p.Field)
	}
	q := query(expr.NewEntityRef(rel.Target, rel.Target.Table), items...)
	q.From = []expr.FromElement{parent}
	for _, s := range rel.Steps(parent, rel.Target.Table, link) {
		q.Joins = append(q.Joins, expr.JoinClause{Target: expr.JoinTarget{Path: steadySteps{s}}})
	}
	q.Where = []expr.Element{l.c.inList(columns, values)}
	return l.finish(q), key
}

// finish adds what the option says.
func (l *collector) finish(q *expr.Query) *expr.Query {
	q.Where = append(q.Where, l.s.Where...)
	q.Order = l.s.order()
	for _, n := range l.s.Nested {
		q.Options = append(q.Options, n)
	}
	return q
}

// shortList is the length of a list that is written out, as everywhere.
const shortList = 16

// inList is columns IN (values), or column = ANY (array) of many values: a text for all lengths, and one parameter.
func (c *Context) inList(columns []expr.Element, values []types.Value) expr.Element {
	if len(columns) > 1 {
		return expr.NewTupleIn(columns, values)
	}
	column := columns[0]
	if t := expr.TypeOf(column); len(values) > shortList && types.IsInteger(t) && c.Conn.Unnests(t) {
		array := expr.NewBind(types.ArrayValue(values))
		array.Type = types.Array(t)
		return expr.NewBinary(expr.OpEq, column, expr.NewQuantified(false, array))
	}
	return expr.NewIn(column.(expr.Node), values)
}

// grouped runs a SELECT of one entity and hands every object over with the key that its row has.
func (c *Context) grouped(ctx context.Context, q *expr.Query, key *groupKey, add func(state.Key, unsafe.Pointer)) (err error) {
	rows, err := c.open(ctx, q)
	if err != nil {
		return err
	}
	defer func() { err = errors.Join(err, rows.Close()) }()
	if key.fields, err = rowplan.InAll(key.fields, rows.cursor.Entry.Compiled.Dialects...); err != nil {
		return err
	}
	entity := &rows.runs[0]
	for {
		more, err := rows.cursor.Step()
		if err != nil {
			return err
		}
		if !more {
			break
		}
		if err := rows.objects(rows.cursor.Rows); err != nil {
			return err
		}
		rows.link()
		if entity.obj == nil {
			continue
		}
		k, err := key.read(rows.cursor.Rows)
		if err != nil {
			return err
		}
		add(k, entity.obj)
	}
	rows.settle()
	return rows.Complete(ctx)
}

// open runs a loader's statement.
func (c *Context) open(ctx context.Context, q *expr.Query) (*Rows, error) {
	cursor, err := c.Conn.Query(ctx, q, c.Lowering)
	if err != nil {
		return nil, err
	}
	return NewRows(*c, cursor), nil
}
