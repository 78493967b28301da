package state

// room is memory for many small values that live as long as the session: it is made for several at once, for more each time, and
// never used again. The zero room is empty.
type room[T any] struct {
	free  []T
	grown int
}

// cut is room for n values.
func (r *room[T]) cut(n int) []T {
	if len(r.free) < n {
		if n > maxSlab/4 {
			return make([]T, n)
		}
		r.grown = max(n, min(2*r.grown, maxSlab))
		r.free = make([]T, r.grown)
	}
	out := r.free[:n:n]
	r.free = r.free[n:]
	return out
}
