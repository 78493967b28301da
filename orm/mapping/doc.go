// Package mapping ties Go structs to tables: a [Mapper] per struct, a [Relationship] per reference field, the join conditions that
// follow from foreign keys, and the order in which tables depend on each other.
//
// Everything here is built when a registry is configured, then frozen and shared between goroutines. Package orm offers the
// typed face of it; programs seldom name this package but for [ConfigError].
package mapping
