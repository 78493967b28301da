package driver

// Opener makes a Connector from the parts of a database URL. Drivers register one in init; see package dialect.
type Opener interface {
	// Open checks the configuration and opens nothing.
	Open(c Config) (Connector, error)
}

// Config is what a database URL says, decoded.
type Config struct {
	User, Password, Host string
	Port                 int
	// Database is the database's name or file. For SQLite "" and ":memory:" mean a private database in memory.
	Database string
	// Query holds the options behind the question mark.
	Query map[string][]string
}
