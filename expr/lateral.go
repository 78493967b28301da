package expr

// Lateral makes s a FROM element that sees the elements to its left: LATERAL (s). Without a name it is anonymous: anon_1.
// SQLAlchemy: lateral.
func (s Select[R]) Lateral(name string) Derived {
	return Derived{&Subquery{Query: s.q, Name: name, Lateral: true}}
}
