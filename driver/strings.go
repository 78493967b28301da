package driver

import "strings"

// Strings makes the strings of one result. The first ones are allocated one by one; those of a longer result are cut from chunks, which
// saves an allocation a value. A program that keeps one string of such a result keeps its chunk, 16 KiB at most. The zero Strings is
// ready for use.
type Strings struct {
	chunk strings.Builder
	made  int
	size  int
}

const (
	// alone is the number of strings that are allocated one by one: short results pin nothing.
	alone = 64
	// firstChunk and largestChunk are the sizes of chunks; each has twice the size of the one before.
	firstChunk, largestChunk = 1 << 10, 1 << 14
	// longString is a string that is not worth copying into a chunk.
	longString = 512
)

// Make is b as a string of its own.
func (s *Strings) Make(b []byte) string {
	if len(b) > s.chunk.Cap()-s.chunk.Len() {
		return s.more(b)
	}
	from := s.chunk.Len()
	s.chunk.Write(b)
	return s.chunk.String()[from:]
}

// more makes a string that does not fit into the chunk.
func (s *Strings) more(b []byte) string {
	if s.made++; s.made <= alone || len(b) > longString {
		return string(b)
	}
	s.size = min(max(2*s.size, firstChunk), largestChunk)
	s.chunk.Reset()
	s.chunk.Grow(s.size)
	return s.Make(b)
}
