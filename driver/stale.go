package driver

// Expiring is a [Stmt] that may be out of date: its tables were changed, or the database has forgotten it. Whoever keeps statements asks
// it, and prepares the text again.
type Expiring interface {
	// Stale tells whether the statement should be prepared again.
	Stale() bool
}

func isStale(s Stmt) bool {
	e, ok := s.(Expiring)
	return ok && e.Stale()
}
