package pgx

import (
	"strings"

	"github.com/azoth-orm/azoth/driver"
)

var (
	_ driver.SessionTracker = (*conn)(nil)
	_ driver.SessionSettler = (*conn)(nil)
)

// SessionChanged tells whether a statement may have set something that outlives the transaction: a setting, a role, a temporary table, a channel
// to listen to, a statement under a name. There is no way back but closing the connection. What functions do, such as set_config and
// pg_advisory_lock, does not show.
func (c *conn) SessionChanged() bool { return c.changed }

// SettleSession takes the session as it is for how the connection was made. A pool that the connection was borrowed from does not get it back.
func (c *conn) SettleSession() { c.settled, c.changed = c.settled || c.changed, false }

// changesSession tells whether a statement begins like one that changes the session. One that a rollback undoes is taken for one, too.
func changesSession(sql string) bool {
	first := firstWord(sql)
	switch first {
	case "SET", "RESET", "DISCARD", "LISTEN", "UNLISTEN", "LOAD", "PREPARE", "DEALLOCATE", "DECLARE", "CREATE":
	default:
		return false
	}
	rest := skipBlank(sql)[len(first):]
	second := firstWord(rest)
	switch first {
	case "SET": // for the transaction only
		return second != "LOCAL" && second != "TRANSACTION" && second != "CONSTRAINTS"
	case "PREPARE":
		return second != "TRANSACTION"
	case "CREATE":
		if second == "GLOBAL" || second == "LOCAL" {
			second = firstWord(skipBlank(rest)[len(second):])
		}
		return strings.HasPrefix(second, "TEMP")
	}
	return true
}
