package compiler

import "strconv"

// Placeholder is how a database marks the place of a bound value.
type Placeholder uint8

// The styles of placeholders.
const (
	// QuestionMark is ?, by position.
	QuestionMark Placeholder = iota
	// Dollar is $1, by number: a value that is used twice has one number.
	Dollar
	// AtNumber is @p1, by number as Dollar is.
	AtNumber
	// ColonNumber is :1. Every place has a number of its own, for values are bound by their place.
	ColonNumber
	// Named is :name_1. No database takes it; it is for people.
	Named
)

// mark is the character that begins a placeholder of the database's own in text; 0 for [Named].
func (p Placeholder) mark() byte {
	switch p {
	case QuestionMark:
		return '?'
	case Dollar:
		return '$'
	case AtNumber:
		return '@'
	case ColonNumber:
		return ':'
	}
	return 0
}

// fragment is SQL whose placeholders are not written yet. Parts of a statement render in another order than they stand in: WITH
// stands in front and is complete at the end. So placeholders are kept apart, by their place, and numbered when all is joined.
type fragment struct {
	text  []byte
	marks []mark
}

// mark is a placeholder before the byte at.
type mark struct {
	at  int
	ref BindRef
}

// placeholder marks the place behind the text written so far.
func (f *fragment) placeholder(ref BindRef) {
	f.marks = append(f.marks, mark{len(f.text), ref})
}

// append joins g to the end of f and returns f.
func (f *fragment) append(g *fragment) *fragment {
	base := len(f.text)
	f.text = append(f.text, g.text...)
	for _, m := range g.marks {
		f.marks = append(f.marks, mark{base + m.at, m.ref})
	}
	return f
}

// assemble writes the placeholders.
func (f *fragment) assemble(style Placeholder) (string, []BindRef) {
	if len(f.marks) == 0 {
		return string(f.text), nil
	}
	out := make([]byte, 0, len(f.text)+4*len(f.marks))
	binds := make([]BindRef, 0, len(f.marks))
	number := numbering{index: map[int]int{}}
	from := 0
	for _, m := range f.marks {
		out = append(out, f.text[from:m.at]...)
		from = m.at
		switch style {
		case QuestionMark:
			out = append(out, '?')
			binds = append(binds, m.ref)
		case Named:
			out = append(append(out, ':'), m.ref.Name...)
			binds = append(binds, m.ref)
		case ColonNumber:
			binds = append(binds, m.ref)
			out = strconv.AppendInt(append(out, ':'), int64(len(binds)), 10)
		case Dollar:
			var n int
			binds, n = number.of(m.ref, binds)
			out = strconv.AppendInt(append(out, '$'), int64(n), 10)
		case AtNumber:
			var n int
			binds, n = number.of(m.ref, binds)
			out = strconv.AppendInt(append(out, "@p"...), int64(n), 10)
		}
	}
	return string(append(out, f.text[from:]...)), binds
}

// numbering gives a value that is used twice one number.
type numbering struct{ index map[int]int }

// of is the number of a value, and the binds with it. A value that belongs to the text has a number for each place.
func (n numbering) of(ref BindRef, binds []BindRef) ([]BindRef, int) {
	if at, ok := n.index[ref.Index]; ok && ref.Index >= 0 {
		return binds, at
	}
	binds = append(binds, ref)
	n.index[ref.Index] = len(binds)
	return binds, len(binds)
}
