package expr

// IfSet is f(*p), or no condition if p is nil.
func IfSet[V any](p *V, f func(V) Bool) Bool {
	if p == nil {
		return Bool{}
	}
	return f(*p)
}

// IfNonZero is f(v), or no condition if v is zero.
func IfNonZero[V comparable](v V, f func(V) Bool) Bool {
	if v == *new(V) {
		return Bool{}
	}
	return f(v)
}

// IfAny is f(vs...), or no condition if vs is empty.
func IfAny[V any](vs []V, f func(...V) Bool) Bool {
	if len(vs) == 0 {
		return Bool{}
	}
	return f(vs...)
}
