// Package state is what the ORM knows of the objects of one session: who they are, what they were when they were last read or
// written, which of their relationships are loaded, and how to undo what a transaction did to them.
//
// A [Map] holds a [Store] for each mapped class. A Store keeps its [State] values in slabs: parallel arrays of objects, of
// snapshots and of states that grow to 256, so that loading allocates next to nothing per object and a whole slab is compared
// with its snapshots by one comparison of memory. Nothing of this is stored in the objects themselves.
//
// The package knows neither tables nor relationships between classes, only fields and references by offset. It belongs to
// one goroutine, as its session does.
package state
