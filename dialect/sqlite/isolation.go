package sqlite

// setIsolation sets the level by the only switch that SQLite has: every transaction is serializable, unless it may read what others
// on the same shared cache have not committed.
func setIsolation(level string) []string {
	if level == "READ UNCOMMITTED" {
		return []string{"PRAGMA read_uncommitted = 1"}
	}
	return []string{"PRAGMA read_uncommitted = 0"}
}
