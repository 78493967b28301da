// Package archtest holds tests of the tree itself: which package imports which, what the front door may contain, that exported
// names are documented, that one place quotes, that files and functions stay small, and that docs/capabilities.csv is true.
//
// The tests parse the source; they build nothing.
package archtest
