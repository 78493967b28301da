package state

import (
	"slices"
	"unsafe"

	"github.com/azoth-orm/azoth/rowplan"
)

// Map is the identity map of a session.
//
// SQLAlchemy: IdentityMap, with the states of Session.
type Map struct {
	// Epoch grows when everything becomes stale.
	Epoch  uint32
	list   []*Store
	stores map[*Class]*Store // of list, if that is long
	order  uint32
	levels uint32
}

// NewMap is an empty map.
func NewMap() *Map { return &Map{Epoch: 1} }

// few is the length up to which a list is searched from end to end: a map costs more to make.
const few = 8

// Empty is a map without objects for the same session: its levels go on.
func (m *Map) Empty() *Map {
	e := NewMap()
	e.levels = m.levels
	return e
}

// Store is the store of a class.
func (m *Map) Store(c *Class) *Store {
	s := m.find(c)
	if s == nil {
		s = &Store{Class: c, owner: m}
		m.add(s)
	}
	return s
}

// find is the store of a class, or nil.
func (m *Map) find(c *Class) *Store {
	if m.stores != nil {
		return m.stores[c]
	}
	for _, s := range m.list {
		if s.Class == c {
			return s
		}
	}
	return nil
}

func (m *Map) add(s *Store) {
	m.list = append(m.list, s)
	if m.stores != nil {
		m.stores[s.Class] = s
	} else if len(m.list) > few {
		m.stores = map[*Class]*Store{}
		for _, x := range m.list {
			m.stores[x.Class] = x
		}
	}
}

// Stores are the stores in the order in which they were first needed.
func (m *Map) Stores() []*Store { return m.list }

// Fresh tells whether st was read since everything last became stale.
func (m *Map) Fresh(st *State) bool { return st.Epoch == m.Epoch }

// RelFresh tells whether the i-th relationship of st is loaded and was read since everything last became stale.
func (m *Map) RelFresh(st *State, i int) bool {
	r := st.Known(i)
	return r.Loaded && r.Epoch == m.Epoch
}

// Find is the state of an object of class c, or nil.
func (m *Map) Find(c *Class, obj unsafe.Pointer) *State {
	if s := m.find(c); s != nil {
		return s.Find(obj)
	}
	return nil
}

// Store holds the states of one class.
//
// Objects that were loaded lie in slabs and are found by their address; objects that the program made are in a list, and, if they are
// many, in a map. The index by primary key is built at the first lookup: a session that only loads never pays for it.
type Store struct {
	Class *Class
	owner *Map
	// slabs are in the order of their making, byAddress in that of their memory.
	slabs, byAddress []*slab
	others           []*State                  // states of objects that the program made, in the order of their coming
	made             map[unsafe.Pointer]*State // of others, if that is long
	left             int                       // how many of others are no longer there
	fresh            room[State]               // for objects that the program makes
	rels             room[Rel]                 // of all objects
	ones             room[unsafe.Pointer]      // what references hold
	rooms            unsafe.Pointer
	roomsLeft, grown int
	indexed          bool
	forced           bool // one of the objects has columns that are to be written as they are
	ints             map[int64]*State
	texts            map[string]*State
	held             int
}

// slab is a run of objects with their snapshots and states.
type slab struct {
	objs, snaps unsafe.Pointer
	states      []State
	used        int
	settled     int // how many of them have their snapshot
}

const maxSlab = 256

// Len is the number of persistent objects held.
func (s *Store) Len() int { return s.held }

// grow makes room for loaded objects: 1, 1, 2, 4 … 256, or at once for n.
func (s *Store) grow(n int) *slab {
	if len(s.slabs) > 1 {
		n = max(n, min(2*len(s.slabs[len(s.slabs)-1].states), maxSlab))
	}
	n = max(1, min(n, maxSlab))
	objs, _ := s.Class.Memory.Make(n)
	snaps, _ := s.Class.Memory.Make(n)
	b := &slab{objs: objs, snaps: snaps, states: make([]State, n)}
	s.slabs = append(s.slabs, b)
	at, _ := slices.BinarySearchFunc(s.byAddress, uintptr(objs), func(x *slab, a uintptr) int {
		return compareAddress(uintptr(x.objs), a)
	})
	s.byAddress = slices.Insert(s.byAddress, at, b)
	return b
}

func compareAddress(a, b uintptr) int {
	switch {
	case a < b:
		return -1
	case a > b:
		return 1
	}
	return 0
}

// Next is a place for an object that is about to be loaded: zero memory in a slab. It is not in the session before Loaded; until
// then Next gives the same place again. want is how many are expected.
func (s *Store) Next(want int) *State {
	var b *slab
	if n := len(s.slabs); n > 0 {
		b = s.slabs[n-1]
	}
	if b == nil || b.used == len(b.states) {
		s.Settle()
		b = s.grow(want)
	}
	st := &b.states[b.used]
	st.Obj = rowplan.At(b.objs, s.Class.size, b.used)
	st.Snap = rowplan.At(b.snaps, s.Class.size, b.used)
	st.Class, st.store = s.Class, s
	return st
}

// Settle takes the snapshots of the objects that were loaded since the last call: many in one copy. A loader calls it after
// every batch; before that a loaded object has a snapshot of zero values.
func (s *Store) Settle() {
	if len(s.slabs) == 0 {
		return
	}
	b := s.slabs[len(s.slabs)-1]
	if n := b.used - b.settled; n > 0 {
		s.Class.Snapshot(rowplan.At(b.snaps, s.Class.size, b.settled), rowplan.At(b.objs, s.Class.size, b.settled), n)
		b.settled = b.used
	}
}

// Loaded makes the place that Next gave a persistent object. Settle takes its snapshot.
func (s *Store) Loaded(st *State) {
	b := s.slabs[len(s.slabs)-1]
	b.used++
	st.Status, st.Epoch, st.Order = Persistent, s.owner.Epoch, s.owner.next()
	s.held++
	if s.indexed {
		s.put(s.Class.KeyOf(st.Obj), st)
	}
}

func (m *Map) next() uint32 {
	m.order++
	return m.order
}

// Adopt is the state of an object that the program made; a new one if the object is unknown.
func (s *Store) Adopt(obj unsafe.Pointer) *State {
	if st := s.Find(obj); st != nil {
		return st
	}
	st := &s.fresh.cut(1)[0]
	st.Obj, st.Class, st.store, st.Order = obj, s.Class, s, s.owner.next()
	s.others = append(s.others, st)
	switch {
	case s.made != nil:
		s.made[obj] = st
	case len(s.others) > few:
		s.made = make(map[unsafe.Pointer]*State, 4*few)
		for _, x := range s.others {
			if !x.gone {
				s.made[x.Obj] = x
			}
		}
	}
	return st
}

// madeState is the state of an object that the program made, or nil.
func (s *Store) madeState(obj unsafe.Pointer) *State {
	if s.made != nil {
		return s.made[obj]
	}
	for _, st := range s.others {
		if st.Obj == obj && !st.gone {
			return st
		}
	}
	return nil
}

// room is memory for a copy of one object: cut from a slab, which grows like those of loaded objects.
func (s *Store) room() unsafe.Pointer {
	if s.roomsLeft == 0 {
		s.grown = max(1, min(2*s.grown, maxSlab))
		s.rooms, _ = s.Class.Memory.Make(s.grown)
		s.roomsLeft = s.grown
	}
	s.roomsLeft--
	return rowplan.At(s.rooms, s.Class.size, s.roomsLeft)
}

// Find is the state of an object, or nil if the session does not know it.
func (s *Store) Find(obj unsafe.Pointer) *State {
	if st := s.madeState(obj); st != nil {
		return st
	}
	a := uintptr(obj)
	at, exact := slices.BinarySearchFunc(s.byAddress, a, func(x *slab, a uintptr) int {
		return compareAddress(uintptr(x.objs), a)
	})
	if !exact {
		at--
	}
	if at < 0 {
		return nil
	}
	b := s.byAddress[at]
	i := int((a - uintptr(b.objs)) / s.Class.size)
	if i >= b.used || b.states[i].Obj != obj || b.states[i].Status == Transient {
		return nil
	}
	return &b.states[i]
}

// Persist makes an inserted or attached object persistent: its fields are what the row holds. The object that had its key so
// far, if any, is returned.
func (s *Store) Persist(st *State) (displaced *State) {
	if st.Snap == nil {
		st.Snap = s.room()
	}
	s.Class.Snapshot(st.Snap, st.Obj, 1)
	if st.Status != Persistent {
		s.held++
	}
	st.Status, st.Epoch = Persistent, s.owner.Epoch
	if s.indexed {
		k := s.Class.KeyOf(st.Snap)
		displaced = s.get(k)
		s.put(k, st)
	}
	if displaced == st {
		return nil
	}
	return displaced
}

// Rekey moves a persistent object to the key in its fields, before its snapshot is taken.
func (s *Store) Rekey(st *State) {
	if !s.indexed {
		return
	}
	old := s.Class.KeyOf(st.Snap)
	if s.get(old) == st {
		s.remove(old)
	}
	s.put(s.Class.KeyOf(st.Obj), st)
}

// Leave takes an object out of the identity map, as a status says: Deleted keeps its state, Transient forgets it.
func (s *Store) Leave(st *State, as Status) {
	if st.Status == Persistent {
		s.held--
		if s.indexed && st.Snap != nil {
			if k := s.Class.KeyOf(st.Snap); s.get(k) == st {
				s.remove(k)
			}
		}
	}
	st.Status = as
	if as != Transient {
		return
	}
	if s.madeState(st.Obj) == st {
		delete(s.made, st.Obj)
		st.gone = true
		if s.left++; s.left > len(s.others)/2 {
			s.others = slices.DeleteFunc(s.others, func(x *State) bool { return x.gone })
			s.left = 0
		}
	}
	st.Doomed, st.Rels, st.Missing, st.Forced = false, nil, nil, nil
}

// Return makes a deleted object persistent again.
func (s *Store) Return(st *State) {
	st.Status, st.Doomed = Persistent, false
	s.held++
	if s.indexed {
		s.put(s.Class.KeyOf(st.Snap), st)
	}
}

// Lookup is the persistent object with that key, or nil. The first call builds the index.
func (s *Store) Lookup(k Key) *State {
	s.index()
	return s.get(k)
}

func (s *Store) index() {
	if s.indexed {
		return
	}
	s.Settle()
	s.indexed = true
	if s.Class.intKey {
		s.ints = make(map[int64]*State, s.held)
	} else {
		s.texts = make(map[string]*State, s.held)
	}
	var displaced []*State
	for st := range s.All {
		if st.Status != Persistent {
			continue
		}
		k := s.Class.KeyOf(st.Snap)
		if old := s.get(k); old != nil { // the database has given its key again
			displaced = append(displaced, old)
		}
		s.put(k, st)
	}
	for _, st := range displaced {
		s.Leave(st, Transient)
	}
}

func (s *Store) get(k Key) *State {
	if s.Class.intKey {
		return s.ints[k.num]
	}
	return s.texts[k.text]
}

func (s *Store) put(k Key, st *State) {
	if s.Class.intKey {
		s.ints[k.num] = st
		return
	}
	s.texts[k.text] = st
}

func (s *Store) remove(k Key) {
	if s.Class.intKey {
		delete(s.ints, k.num)
		return
	}
	delete(s.texts, k.text)
}

// All yields every state that is not transient: loaded ones, then those that the program made.
func (s *Store) All(yield func(*State) bool) {
	for _, b := range s.slabs {
		for i := range b.used {
			if st := &b.states[i]; st.Status != Transient && !yield(st) {
				return
			}
		}
	}
	for _, st := range s.others {
		if !st.gone && !yield(st) {
			return
		}
	}
}
