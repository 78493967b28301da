package loading

import (
	"context"
	"slices"
	"unsafe"

	"github.com/azoth-orm/azoth/driver"
	"github.com/azoth-orm/azoth/engine"
	"github.com/azoth-orm/azoth/expr"
	"github.com/azoth-orm/azoth/orm/state"
	"github.com/azoth-orm/azoth/rowplan"
)

// How a row becomes an object
//
// The entity's key decides. A session that holds no object of the class, reading rows that cannot repeat, does not even look: every
// row is decoded straight into the next place of a slab. Otherwise the key columns are decoded there first; if the identity map
// has the object, the place is given back and the row meets that object: a fresh one is left alone but for columns it lacks, a
// stale one is refreshed. Snapshots are taken for a whole batch in one copy.

// Rows is the result of a SELECT of entities in a session.
type Rows struct {
	Context
	cursor  *engine.Cursor
	plan    *Plan
	runs    []run
	pending bool // the driver stands on a row that was not used yet
	done    bool
	counted int
}

// run is the state of one entity of the plan during one execution.
type run struct {
	*Entity
	store *state.Store
	// look says that the identity map must be asked.
	look    bool
	scratch unsafe.Pointer // a row that meets an object that is there
	// parents are the objects whose relationships are loaded after the rows.
	parents []*state.State
	seen    map[*state.State]bool
	last    *state.State
	// found is the object that was last asked for in the identity map.
	found    *state.State
	foundKey state.Key
	// collections are the elements of joined collections.
	collections map[*state.State]*collected
	// parent is the last one whose collection was added to, and collection that.
	parent     *state.State
	collection *collected
	// current are the objects of the row.
	current *state.State
	obj     unsafe.Pointer
}

// collected is a joined collection that is being read.
type collected struct {
	elems []unsafe.Pointer
	seen  map[unsafe.Pointer]bool // of elems, if they are many
}

// fewElements is the length up to which a collection is searched from end to end.
const fewElements = 16

// add adds an element, unless it is there.
func (c *collected) add(obj unsafe.Pointer) {
	if c.seen == nil && slices.Contains(c.elems, obj) || c.seen[obj] {
		return
	}
	c.elems = append(c.elems, obj)
	switch {
	case c.seen != nil:
		c.seen[obj] = true
	case len(c.elems) > fewElements:
		c.seen = make(map[unsafe.Pointer]bool, 4*fewElements)
		for _, e := range c.elems {
			c.seen[e] = true
		}
	}
}

// NewRows reads the cursor of a statement that was lowered.
func NewRows(c Context, cursor *engine.Cursor) *Rows {
	return newRows(c, cursor, cursor.Entry.Plan.(*Plan))
}

func newRows(c Context, cursor *engine.Cursor, plan *Plan) *Rows {
	r := &Rows{Context: c, cursor: cursor, plan: plan}
	r.runs = make([]run, len(r.plan.Entities))
	for i, e := range r.plan.Entities {
		s := c.Map.Store(e.Mapper.Class)
		r.runs[i] = run{Entity: e, store: s, look: e.MayRepeat || s.Len() > 0}
	}
	return r
}

// Next decodes up to n results.
func (r *Rows) Next(first expr.Slot, size uintptr, n int) (int, error) {
	defer r.settle()
	got := 0
	for !r.done {
		if !r.pending {
			more, err := r.cursor.Step()
			if err != nil {
				return got, err
			}
			if !more {
				r.done = true
				break
			}
		}
		r.pending = false
		if err := r.objects(r.cursor.Rows); err != nil {
			return got, err
		}
		repeated := r.plan.Collects && r.repeats()
		if !repeated && got == n {
			r.pending = true
			break
		}
		r.link()
		if repeated {
			continue
		}
		if err := r.result(rowplan.At(first, size, got)); err != nil {
			return got, err
		}
		got++
		if got == n && !r.plan.Collects {
			break
		}
	}
	return got, nil
}

func (r *Rows) settle() {
	for i := range r.runs {
		r.runs[i].store.Settle()
	}
}

// objects finds or makes the object of every entity of the row.
func (r *Rows) objects(rows driver.Rows) error {
	for i := range r.runs {
		u := &r.runs[i]
		u.current, u.obj = nil, nil
		if u.Parent >= 0 && r.runs[u.Parent].obj == nil {
			continue
		}
		if err := r.object(u, rows); err != nil {
			return err
		}
	}
	return nil
}

func (r *Rows) object(u *run, rows driver.Rows) error {
	for _, k := range u.KeyAt {
		if rows.IsNull(k) {
			return nil
		}
	}
	if u.Untracked {
		return r.untracked(u, rows)
	}
	place := u.store.Next(r.expected())
	fields := u.Fields
	if u.look {
		for i, k := range u.Key {
			if err := fields[u.Columns[k]].Read(rows, u.KeyAt[i], place.Obj); err != nil {
				return r.explain(u, k, err)
			}
		}
		if held := u.held(u.store.Class.KeyOf(place.Obj)); held != nil {
			for _, k := range u.Key {
				fields[u.Columns[k]].Clear(place.Obj)
			}
			u.current, u.obj = held, held.Obj
			return r.meet(u, held, rows)
		}
	}
	for i, at := range u.At {
		if err := fields[u.Columns[i]].Read(rows, at, place.Obj); err != nil {
			return r.explain(u, i, err)
		}
	}
	u.store.Loaded(place)
	place.Unwatched = u.WithoutSnapshot
	if u.Partial {
		place.Missing = missing(u.Entity)
	}
	u.current, u.obj = place, place.Obj
	return nil
}

// held is the object of the session that has a key. It often is the one of the row before.
func (u *run) held(k state.Key) *state.State {
	if u.found == nil || u.found.Status != state.Persistent || k != u.foundKey {
		u.found, u.foundKey = u.store.Lookup(k), k
	}
	return u.found
}

func (r *Rows) expected() int { return max(r.cursor.Hint()-r.counted, 1) }

func (r *Rows) explain(u *run, column int, err error) error {
	return engine.DecodeError(u.Mapper.Name, u.Mapper.Properties[u.Columns[column]].Name, u.Mapper.Properties[u.Columns[column]].Column.Name, err)
}

// missing are the columns that e does not read.
func missing(e *Entity) *state.Bits {
	var b *state.Bits
	read := map[int]bool{}
	for _, c := range e.Columns {
		read[c] = true
	}
	for i := range e.Mapper.Properties {
		if !read[i] {
			b = b.With(i)
		}
	}
	return b
}

// untracked makes a plain struct that the session does not know.
func (r *Rows) untracked(u *run, rows driver.Rows) error {
	obj, _ := u.Mapper.EntityMemory().Make(1)
	for i, at := range u.At {
		if err := u.Fields[u.Columns[i]].Read(rows, at, obj); err != nil {
			return r.explain(u, i, err)
		}
	}
	u.obj = obj
	return nil
}

// meet lets a row refresh an object that the session holds, as far as it is stale or lacks columns.
func (r *Rows) meet(u *run, held *state.State, rows driver.Rows) error {
	if u.last == held || u.seen[held] {
		return nil
	}
	u.note(held)
	if r.Map.Fresh(held) && held.Missing == nil && !u.Populate {
		return nil
	}
	if u.scratch == nil {
		u.scratch, _ = u.Mapper.EntityMemory().Make(1)
	}
	for i, at := range u.At {
		if err := u.Fields[u.Columns[i]].Read(rows, at, u.scratch); err != nil {
			return r.explain(u, i, err)
		}
	}
	r.Refresh(held, u.scratch, u.Columns, u.Populate)
	return nil
}

// note remembers that this result has met st.
func (u *run) note(st *state.State) {
	if u.MayRepeat {
		if u.seen == nil {
			u.seen = map[*state.State]bool{}
		}
		u.seen[st] = true
	}
	u.last = st
}

// repeats tells whether all objects of the result were in the row before.
func (r *Rows) repeats() bool {
	all := true
	for i := range r.runs {
		u := &r.runs[i]
		if !u.Result {
			continue
		}
		if u.current == nil || u.current != u.parent && u.collections[u.current] == nil {
			all = false
		}
	}
	return all && len(r.plan.Scalars) == 0
}

// link notes the row's objects for the relationships between them.
func (r *Rows) link() {
	for i := range r.runs {
		u := &r.runs[i]
		if u.current != nil && r.plan.Collects && u.Result {
			u.collect(u.current)
		}
		if u.current != nil && len(u.SelectIn) > 0 && !containsLast(u.parents, u.current) {
			u.parents = append(u.parents, u.current)
		}
		if u.Parent >= 0 {
			r.linkChild(u, r.runs[u.Parent].current)
		}
	}
}

func containsLast(list []*state.State, st *state.State) bool {
	return len(list) > 0 && list[len(list)-1] == st
}

func (u *run) collect(parent *state.State) *collected {
	if u.parent == parent && u.collection != nil {
		return u.collection
	}
	if u.collections == nil {
		u.collections = map[*state.State]*collected{}
	}
	c := u.collections[parent]
	if c == nil {
		c = &collected{}
		if u.collection != nil { // collections are often of about the same size
			c.elems = make([]unsafe.Pointer, 0, len(u.collection.elems))
		}
		u.collections[parent] = c
	}
	u.parent, u.collection = parent, c
	return c
}

// linkChild adds the joined object to its parent's collection, or makes it the parent's reference.
func (r *Rows) linkChild(u *run, parent *state.State) {
	if parent == nil {
		return
	}
	c := u.collect(parent)
	if u.obj != nil {
		c.add(u.obj)
	}
}

// result stores a row into the caller's memory.
func (r *Rows) result(slot unsafe.Pointer) error {
	for i := range r.runs {
		if u := &r.runs[i]; u.Result {
			*(*unsafe.Pointer)(unsafe.Add(slot, u.Offset)) = u.obj
		}
	}
	for _, s := range r.plan.Scalars {
		if err := s.Field.Read(r.cursor.Rows, s.At, slot); err != nil {
			return err
		}
	}
	r.counted++
	return nil
}

// Complete fills the joined collections of the rows so far and runs what loads after them.
func (r *Rows) Complete(ctx context.Context) error {
	r.fill()
	for i := range r.runs {
		u := &r.runs[i]
		parents := u.parents
		u.parents = nil
		for _, s := range u.SelectIn {
			if err := r.SelectIn(ctx, s, parents, u.Populate); err != nil {
				return err
			}
		}
	}
	return nil
}

// fill hands the joined collections over to their parents.
func (r *Rows) fill() {
	for i := range r.runs {
		u := &r.runs[i]
		if u.Parent < 0 {
			continue
		}
		rel := u.Spec.Rel
		for parent, c := range u.collections {
			if !r.wants(parent, rel.Index, r.runs[u.Parent].Populate) {
				continue
			}
			if rel.Many {
				r.collection(parent, rel, c.elems, len(u.Spec.Where) > 0)
			} else {
				r.note(parent, rel.Index, c.elems)
			}
		}
		u.collections, u.parent, u.collection = nil, nil, nil
	}
}

// Hint is the number of rows of the last complete run.
func (r *Rows) Hint() int { return r.cursor.Hint() }

// Page is the number of objects after which loader strategies run in a stream.
func (r *Rows) Page() int {
	if r.plan.Pages || r.plan.Collects {
		return batchSize
	}
	return 0
}

// Affected is 0: a SELECT writes nothing.
func (r *Rows) Affected() int64 { return 0 }

// Close ends the result.
func (r *Rows) Close() error { return r.cursor.Close() }
