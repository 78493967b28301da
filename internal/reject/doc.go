// Package reject tests that misuse does not compile: the programs of testdata/reject each hold a mistake that the Go compiler must
// find, and the message is part of the test.
//
// A program belongs to one package with testdata/reject/model.go, which holds the mapping and must compile. A comment
// /* ERROR "regexp" */ stands on the line of the error.
package reject
