package unitofwork

import (
	"context"
	"fmt"
	"unsafe"

	"github.com/azoth-orm/azoth/engine"
	"github.com/azoth-orm/azoth/orm/mapping"
	"github.com/azoth-orm/azoth/orm/state"
	"github.com/azoth-orm/azoth/types"
)

// Session is what a flush needs of the session that it belongs to.
type Session interface {
	// Pending are the new objects, in the order of Add; Doomed are those that Delete has marked.
	Pending() []*state.State
	Doomed() []*state.State
	// Doom marks an object that a cascade deletes.
	Doom(st *state.State)
	// Adopt makes an object that a new link leads to pending.
	Adopt(m *mapping.Mapper, obj unsafe.Pointer, through *mapping.Relationship) (*state.State, error)
	// AdoptedThrough is the relationship by which a new object came, or nil.
	AdoptedThrough(st *state.State) *mapping.Relationship
	// Unpend makes a new object transient again.
	Unpend(st *state.State)
	// Written says that a new object has its row now.
	Written(st *state.State)
	// Load loads a relationship that is not loaded. LoadKnown does, and leaves the field as the program set it.
	Load(ctx context.Context, rel *mapping.Relationship, st *state.State) error
	LoadKnown(ctx context.Context, rel *mapping.Relationship, st *state.State) error
	// Reread reads stale objects that were edited.
	Reread(ctx context.Context, m *mapping.Mapper, states []*state.State) error
	// Conn is the connection of the transaction. alone says that the flush is one statement that needs no other around it.
	Conn(ctx context.Context, alone bool) (*engine.Connection, error)
}

// Work is one flush. It belongs to the goroutine of its session and is thrown away after.
//
// SQLAlchemy: UOWTransaction.
type Work struct {
	s     Session
	m     *state.Map
	level *state.Level
	conn  *engine.Connection

	touched     []*state.State // persistent objects that changed
	verdicts    map[childLink]*verdict
	verdictRoom []verdict
	order       []childLink
	pairs       map[pairKey]*pair
	pairList    []*pair
	deletes     []*state.State
	before      int                   // how many new objects of the level had their row before
	handled     map[*state.State]bool // doomed objects whose cascades have run
	switched    map[*state.State]*state.State
}

// New is a flush of the objects in m; level remembers how to undo it.
func New(s Session, m *state.Map, level *state.Level) *Work {
	return &Work{s: s, m: m, level: level, before: len(level.Inserted)}
}

// saved are the new objects that have their row now.
func (w *Work) saved() []*state.State { return w.level.Inserted[w.before:] }

// Flush writes everything. After an error the transaction must be rolled back.
func (w *Work) Flush(ctx context.Context) (err error) {
	defer w.unmark()
	if err := w.gather(ctx); err != nil {
		return err
	}
	if w.idle() {
		return nil
	}
	if err := w.settle(ctx); err != nil {
		return err
	}
	if w.conn, err = w.s.Conn(ctx, w.alone()); err != nil {
		return err
	}
	if err := w.check(); err != nil {
		return err
	}
	if err := w.save(ctx); err != nil {
		return err
	}
	if err := w.postUpdate(ctx); err != nil {
		return err
	}
	if err := w.writePairs(ctx); err != nil {
		return err
	}
	if err := w.cutDoomed(ctx); err != nil {
		return err
	}
	if err := w.deleteAll(ctx); err != nil {
		return err
	}
	w.finalize()
	return nil
}

// unmark takes back the marks of this flush.
func (w *Work) unmark() {
	for _, st := range w.touched {
		st.Touched = false
	}
	for _, st := range w.saved() {
		st.Saved = false
	}
}

// idle tells whether there is nothing to write.
func (w *Work) idle() bool {
	return len(w.touched) == 0 && len(w.s.Pending()) == 0 && len(w.s.Doomed()) == 0
}

// settle repeats claims and cascades until nothing more is doomed.
func (w *Work) settle(ctx context.Context) error {
	if err := w.claims(ctx); err != nil {
		return err
	}
	for {
		before := len(w.s.Doomed())
		if err := w.cascadeDeletes(ctx); err != nil {
			return err
		}
		if err := w.judge(); err != nil {
			return err
		}
		if len(w.s.Doomed()) == before {
			return w.judgeDoomed()
		}
	}
}

// touch notes a persistent object that the flush may have to write.
func (w *Work) touch(st *state.State) {
	if st.Status == state.Persistent && !st.Touched {
		st.Touched = true
		w.touched = append(w.touched, st)
	}
}

// describe names an object for messages: User 1.
func describe(st *state.State) string {
	return fmt.Sprintf("%s %s", st.Class.Name, keyText(st))
}

// keyText is an object's key for messages.
func keyText(st *state.State) string {
	obj := st.Obj
	if st.Snap != nil && !st.Unwatched {
		obj = st.Snap
	}
	var out []any
	for _, v := range st.Class.KeyValues(obj) {
		out = append(out, v.Any())
	}
	if len(out) == 1 {
		if st.Status == state.Pending && types.ValueOfAny(out[0]).Int64() == 0 {
			return "(new)"
		}
		return fmt.Sprint(out[0])
	}
	return fmt.Sprint(out)
}
