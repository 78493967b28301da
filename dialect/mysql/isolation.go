package mysql

// setIsolation sets the level for the transactions that follow on the connection.
func setIsolation(level string) []string {
	return []string{"SET SESSION TRANSACTION ISOLATION LEVEL " + level}
}
