package driver

// SingleConnector is implemented by a [Connector] whose database may live and die with one connection, as a database in memory does.
// Whoever pools its connections asks it, and keeps one for everybody.
type SingleConnector interface {
	// SingleConnection tells whether a second connection would see another database.
	SingleConnection() bool
}
