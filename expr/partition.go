package expr

import "iter"

// Partitions gives the rows of a stream in slices of size, the last one shorter: for rows, err := range Partitions(q.Iter(ctx, ex), 1000).
// After an error it ends. A slice is the caller's.
//
// SQLAlchemy: Result.partitions.
func Partitions[R any](rows iter.Seq2[R, error], size int) iter.Seq2[[]R, error] {
	return func(yield func([]R, error) bool) {
		page := make([]R, 0, max(size, 1))
		for r, err := range rows {
			if err != nil {
				yield(nil, err)
				return
			}
			if page = append(page, r); len(page) < size {
				continue
			}
			if !yield(page, nil) {
				return
			}
			page = make([]R, 0, max(size, 1))
		}
		if len(page) > 0 {
			yield(page, nil)
		}
	}
}
