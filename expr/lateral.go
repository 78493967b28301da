package expr

// Lateral makes s a FROM element that sees the elements to its left: LATERAL (s). Without a name it is anonymous: anon_1.
// SQLAlchemy: lateral.
func (s Select[R]) Lateral(name string) Derived {
	return Derived{&Subquery{Query: s.q, Name: name, Lateral: true}}
}

// LateralOf makes any statement that yields rows a FROM element that sees the elements to its left: a set operation. SQLAlchemy: lateral.
func LateralOf[R any](s Rowset[R], name string) Derived {
	return Derived{&Subquery{Query: s.selectable(), Name: name, Lateral: true}}
}
