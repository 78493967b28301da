package postgresql

// beginIsolated begins a transaction of a level. The level is said by BEGIN and not by a setting of the session: nothing has to be put
// back, no round trip is added, and a pooler may give the next transaction another session.
func beginIsolated(level string) string { return "BEGIN ISOLATION LEVEL " + level }
