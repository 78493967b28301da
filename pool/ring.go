package pool

// ring is a queue of limited length that can be read from both ends.
type ring[T any] struct {
	slots []T // its length is the limit
	head  int // the oldest
	len   int
}

// push adds v as the newest and tells whether there was room.
func (r *ring[T]) push(v T) bool {
	if r.len == len(r.slots) {
		return false
	}
	r.slots[(r.head+r.len)%len(r.slots)] = v
	r.len++
	return true
}

// pop takes the newest or the oldest.
func (r *ring[T]) pop(newest bool) (T, bool) {
	var none T
	if r.len == 0 {
		return none, false
	}
	at := r.head
	if newest {
		at = (r.head + r.len - 1) % len(r.slots)
	} else {
		r.head = (r.head + 1) % len(r.slots)
	}
	v := r.slots[at]
	r.slots[at] = none
	r.len--
	return v, true
}
