package engine

import (
	"sync"
	"sync/atomic"
	"time"

	"github.com/azoth-orm/azoth/compiler"
	"github.com/azoth-orm/azoth/types"
)

// The cache of compiled statements. Its key is the structure of a statement as exact bytes (see expr.Key), not a hash of them; a map
// that is indexed with string(bytes) looks up without an allocation. One lock guards it: a lookup holds it for some tens of nanoseconds,
// far less than any statement takes, and a least-recently-used order needs to write on every hit whatever the shape of the locks.

// Entry is a compiled statement with everything that is planned once: SQL, binds, and how rows become results. It is shared by all
// connections of the engine; only the row count of its last run changes.
type Entry struct {
	// ID numbers the entries of an engine: connections keep prepared statements by it.
	ID uint64
	// Compiled is the SQL with its binds and columns.
	Compiled *compiler.Compiled
	// Plan is what the [Lowering] made of it, frozen; nil if there was none.
	Plan any

	// describes is the query that describes the columns that rows are copied into; "" where the statement does not copy.
	describes string

	binds  []bindPlan
	params []types.Type // of the placeholders, as far as they are known
	read   *readPlan    // how the engine itself reads rows; nil where it does not
	source Source
	writes bool // it may change the database
	sets   bool // it is text that may set the isolation level behind the engine's back
	rows   atomic.Int64
	used   atomic.Bool // a listener has seen it run
	named  atomic.Pointer[namedPlan]
	// rewritten is the entry with the text that a listener has made of it last.
	rewritten atomic.Pointer[Entry]
	made      time.Time
	took      time.Duration

	key          string
	older, newer *Entry
}

// SQL is the text of the statement.
func (e *Entry) SQL() string { return e.Compiled.SQL }

// CacheStats counts what the cache of compiled statements did.
type CacheStats struct {
	// Entries is the number of statements in the cache, Size how many it can hold.
	Entries, Size int
	// Hits, Misses and Evictions count since the engine was opened.
	Hits, Misses, Evictions uint64
}

// cache is a least-recently-used map. It is safe for concurrent use.
type cache struct {
	mu      sync.Mutex
	entries map[string]*Entry
	ring    Entry // the sentinel: newer is the oldest entry, older the newest
	size    int
	stats   CacheStats
	lastID  atomic.Uint64
}

func newCache(size int) *cache {
	c := &cache{entries: map[string]*Entry{}, size: size}
	c.ring.older, c.ring.newer = &c.ring, &c.ring
	return c
}

// newID is the number of a new entry.
func (c *cache) newID() uint64 { return c.lastID.Add(1) }

// get finds the entry of a key.
func (c *cache) get(key []byte) *Entry {
	c.mu.Lock()
	e := c.entries[string(key)] // does not allocate
	if e == nil {
		c.stats.Misses++
		c.mu.Unlock()
		return nil
	}
	c.stats.Hits++
	if c.ring.older != e {
		e.unlink()
		c.link(e)
	}
	c.mu.Unlock()
	return e
}

// put stores e under a key. If another goroutine was faster, its entry stays and is returned, so that all share one.
func (c *cache) put(key []byte, e *Entry) *Entry {
	if c.size <= 0 {
		return e
	}
	c.mu.Lock()
	defer c.mu.Unlock()
	if first := c.entries[string(key)]; first != nil {
		return first
	}
	if len(c.entries) >= c.size {
		oldest := c.ring.newer
		oldest.unlink()
		delete(c.entries, oldest.key)
		c.stats.Evictions++
	}
	e.key = string(key)
	c.entries[e.key] = e
	c.link(e)
	return e
}

func (c *cache) link(e *Entry) {
	e.older, e.newer = c.ring.older, &c.ring
	e.older.newer, c.ring.older = e, e
}

func (e *Entry) unlink() {
	e.older.newer, e.newer.older = e.newer, e.older
	e.older, e.newer = nil, nil
}

func (c *cache) snapshot() CacheStats {
	c.mu.Lock()
	defer c.mu.Unlock()
	s := c.stats
	s.Entries, s.Size = len(c.entries), c.size
	return s
}

func (c *cache) clear() {
	c.mu.Lock()
	defer c.mu.Unlock()
	clear(c.entries)
	c.ring.older, c.ring.newer = &c.ring, &c.ring
}
