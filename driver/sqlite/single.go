package sqlite

import "github.com/azoth-orm/azoth/driver"

var _ driver.SingleConnector = (*connector)(nil)

// SingleConnection tells whether the database is in memory. One that is shared between connections (cache=shared) is meant as well:
// it lasts as long as one of them is open.
func (k *connector) SingleConnection() bool { return k.settings.inMemory() }
