// Package lru is a map of limited size that forgets what was used longest ago.
//
// It serves the per-connection cache of prepared statements and the engine's cache of compiled statements. A [Map] is not safe
// for concurrent use: its owner locks, or belongs to one goroutine.
package lru
