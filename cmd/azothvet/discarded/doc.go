// Package discarded is an analyzer for go vet: it reports statements and conditions that are built and thrown away.
//
// Statements are immutable: q.Where(...) alone changes nothing, what it returns is the statement with the condition. The same
// holds for expressions, and for an Iter over which nobody ranges, which never runs.
package discarded
