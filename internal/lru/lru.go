package lru

// Map keeps at most a fixed number of entries. The zero Map is not usable; see [New].
//
// Entries live in one slice and are linked by index, so that a hit allocates nothing and a full map of values without pointers
// gives the garbage collector nothing to follow.
type Map[K comparable, V any] struct {
	index   map[K]int32
	entries []entry[K, V] // entries[0] is the ring's sentinel: next is the newest, prev the oldest
	free    []int32
	size    int
	onEvict func(K, V)
}

type entry[K comparable, V any] struct {
	key        K
	value      V
	prev, next int32
}

// New returns a Map that holds up to size entries; a size below one counts as one. onEvict, which may be nil, is called with
// every entry that is pushed out by a newer one, not with those that are removed or replaced by name. It must not use the map.
func New[K comparable, V any](size int, onEvict func(K, V)) *Map[K, V] {
	return &Map[K, V]{
		index:   make(map[K]int32),
		entries: make([]entry[K, V], 1),
		size:    max(size, 1),
		onEvict: onEvict,
	}
}

// Len is the number of entries.
func (m *Map[K, V]) Len() int { return len(m.index) }

// Get finds the value of key and marks it as the newest.
func (m *Map[K, V]) Get(key K) (V, bool) {
	i, ok := m.index[key]
	if !ok {
		var none V
		return none, false
	}
	m.touch(i)
	return m.entries[i].value, true
}

// Peek finds the value of key and leaves its age alone.
func (m *Map[K, V]) Peek(key K) (V, bool) {
	i, ok := m.index[key]
	if !ok {
		var none V
		return none, false
	}
	return m.entries[i].value, true
}

// Put stores value under key as the newest entry. It replaces an older value of the same key silently; otherwise, if the map
// is full, the oldest entry is pushed out first.
func (m *Map[K, V]) Put(key K, value V) {
	if i, ok := m.index[key]; ok {
		m.entries[i].value = value
		m.touch(i)
		return
	}
	if len(m.index) >= m.size {
		m.evictOldest()
	}
	i := m.slot()
	m.entries[i].key, m.entries[i].value = key, value
	m.index[key] = i
	m.linkNewest(i)
}

// Remove takes key out and returns its value.
func (m *Map[K, V]) Remove(key K) (V, bool) {
	i, ok := m.index[key]
	if !ok {
		var none V
		return none, false
	}
	value := m.entries[i].value
	m.drop(i)
	return value, true
}

// Clear takes every entry out, the oldest first, and hands each to visit, which may be nil.
func (m *Map[K, V]) Clear(visit func(K, V)) {
	for len(m.index) > 0 {
		i := m.entries[0].prev
		key, value := m.entries[i].key, m.entries[i].value
		m.drop(i)
		if visit != nil {
			visit(key, value)
		}
	}
}

// All calls yield for each entry, the newest first, until it returns false. The map must not be changed meanwhile.
func (m *Map[K, V]) All(yield func(K, V) bool) {
	for i := m.entries[0].next; i != 0; i = m.entries[i].next {
		if !yield(m.entries[i].key, m.entries[i].value) {
			return
		}
	}
}

func (m *Map[K, V]) evictOldest() {
	i := m.entries[0].prev
	key, value := m.entries[i].key, m.entries[i].value
	m.drop(i)
	if m.onEvict != nil {
		m.onEvict(key, value)
	}
}

// slot finds room for one entry: a freed one, or a new one at the end.
func (m *Map[K, V]) slot() int32 {
	if n := len(m.free); n > 0 {
		i := m.free[n-1]
		m.free = m.free[:n-1]
		return i
	}
	m.entries = append(m.entries, entry[K, V]{})
	return int32(len(m.entries) - 1)
}

// drop forgets entry i; it clears key and value so that they can be collected.
func (m *Map[K, V]) drop(i int32) {
	delete(m.index, m.entries[i].key)
	m.unlink(i)
	m.entries[i] = entry[K, V]{}
	m.free = append(m.free, i)
}

func (m *Map[K, V]) touch(i int32) {
	if m.entries[0].next == i {
		return
	}
	m.unlink(i)
	m.linkNewest(i)
}

func (m *Map[K, V]) unlink(i int32) {
	e := &m.entries[i]
	m.entries[e.prev].next = e.next
	m.entries[e.next].prev = e.prev
}

func (m *Map[K, V]) linkNewest(i int32) {
	first := m.entries[0].next
	m.entries[i].prev, m.entries[i].next = 0, first
	m.entries[first].prev = i
	m.entries[0].next = i
}
