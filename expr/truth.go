package expr

// Truth is a condition that is always true, or always false: true, 1 = 1.
//
// SQLAlchemy: true, false.
type Truth struct {
	Base
	True bool
}

// TruthOf is the condition that is always v. Where conditions are joined it does what v does: AND leaves true out, and is false with one
// that is false. SQLAlchemy: true, false.
func TruthOf(v bool) Bool {
	n := &Truth{True: v}
	n.self = n
	return Bool{ops[bool, bool]{&n.Base}}
}

// AppendKey writes which.
func (t *Truth) AppendKey(k *Key) {
	k.Tag(TagTrue)
	k.Bool(t.True)
}

// Children visits nothing.
func (t *Truth) Children(func(Element)) {}
