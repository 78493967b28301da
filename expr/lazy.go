package expr

import (
	"sync"

	"github.com/azoth-orm/azoth/types"
)

// Lazy is an element that is built when its statement is first used: a condition on a relationship, which is known only when the
// mapping is configured. It renders as what it is built of, without a trace of its own.
type Lazy struct {
	Base
	once  sync.Once
	build func() (Element, error)
	// negate builds the negation, where it is not NOT of the element; nil where it is.
	negate func() (Element, error)
	e      Element
	err    error
}

// NewLazy is the element that build returns. It is called once, at the first use of any statement that contains it.
func NewLazy(build func() (Element, error)) *Lazy {
	n := &Lazy{build: build}
	n.self = n
	return n
}

// NegatedBy says what Not of l is built of, where NOT of the element would mean something else. It is called before l is shared.
func (l *Lazy) NegatedBy(build func() (Element, error)) *Lazy {
	l.negate = build
	return l
}

// Resolve is the element that l stands for.
func (l *Lazy) Resolve() (Element, error) {
	l.once.Do(func() { l.e, l.err = l.build() })
	return l.e, l.err
}

// AppendKey writes the element that l stands for.
func (l *Lazy) AppendKey(k *Key) {
	e, err := l.Resolve()
	if err != nil {
		k.Fail(err)
	}
	k.Element(e)
}

// Children shows the element that l stands for.
func (l *Lazy) Children(v *Visitor) {
	if e, _ := l.Resolve(); e != nil {
		_ = v.put(e, false)
	}
}

// SQLType is the type of the element that l stands for.
func (l *Lazy) SQLType() types.Type {
	e, _ := l.Resolve()
	return TypeOf(e)
}

// Unwrap is what e stands for, if it is a [Lazy]; otherwise e.
func Unwrap(e Element) Element {
	for {
		l, ok := e.(*Lazy)
		if !ok {
			return e
		}
		e, _ = l.Resolve()
	}
}
