// Package golden reads the golden files of testdata/golden: what SQLAlchemy compiles for the cases of tools/oracle.
//
// A file holds one construct. Its sections are named case/dialect and hold statements, each with its binds as a JSON array. The
// tests of this package build the same statements with the public API of this module and compare, byte for byte. Both directions
// are checked: a Go case without a golden fails, and so does a golden without a Go case, unless a table says why there is none.
//
// The files are made by tools/oracle and never edited by hand.
package golden
