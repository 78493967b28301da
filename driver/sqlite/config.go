package sqlite

import (
	"net/url"
	"slices"
	"strconv"
	"strings"
	"time"

	"github.com/azoth-orm/azoth/driver"
	zs "zombiezen.com/go/sqlite"
)

// defaultBusyTimeout is how long a statement waits for a lock of another connection unless the URL says otherwise.
const defaultBusyTimeout = 5 * time.Second

// memoryName is SQLite's own name for a private database in memory.
const memoryName = ":memory:"

// settings is a checked configuration.
type settings struct {
	path        string
	flags       zs.OpenFlags
	busy        time.Duration
	foreignKeys bool
	journal     string // lower case; "" leaves the database as it is
}

// option is one option of the URL: how it changes the settings, or why it cannot.
type option struct {
	name  string
	apply func(s *settings, value string) (wrong string)
}

// options lists the options in the order in which they are named to the user.
func options() []option {
	return []option{
		{"mode", applyMode},
		{"cache", applyCache},
		{"busy_timeout", applyBusyTimeout},
		{"foreign_keys", applyForeignKeys},
		{"journal_mode", applyJournal},
		{"uri", applyURI},
	}
}

func parseConfig(c driver.Config) (settings, error) {
	s := settings{path: c.Database, busy: defaultBusyTimeout, foreignKeys: true}
	if c.Host != "" || c.Port != 0 || c.User != "" || c.Password != "" {
		return s, &driver.ConfigError{Driver: name, Option: "host", Reason: "SQLite has no server: no user, password, host or port " +
			"(a relative file is sqlite:///file.db, an absolute one sqlite:////dir/file.db)"}
	}
	if strings.IndexByte(c.Database, 0) >= 0 {
		return s, &driver.ConfigError{Driver: name, Option: "database", Reason: "the file name holds a NUL byte"}
	}
	known := options()
	for name := range c.Query {
		if !slices.ContainsFunc(known, func(o option) bool { return o.name == name }) {
			return s, &driver.ConfigError{Driver: name, Option: strconv.Quote(name), Reason: "unknown (known: " + optionNames(known) + ")"}
		}
	}
	for _, o := range known {
		values := c.Query[o.name]
		if len(values) == 0 {
			continue
		}
		if len(values) > 1 {
			return s, &driver.ConfigError{Driver: name, Option: o.name, Reason: "given more than once"}
		}
		if wrong := o.apply(&s, values[0]); wrong != "" {
			return s, &driver.ConfigError{Driver: name, Option: o.name, Reason: wrong}
		}
	}
	return s.complete()
}

// complete fills in what no option said.
func (s settings) complete() (settings, error) {
	if s.flags&(zs.OpenReadOnly|zs.OpenReadWrite) == 0 {
		s.flags |= zs.OpenReadWrite | zs.OpenCreate
	}
	if s.flags&zs.OpenURI != 0 && !strings.HasPrefix(s.path, "file:") {
		return s, &driver.ConfigError{Driver: name, Option: "uri", Reason: `the database must begin with "file:"`}
	}
	// An empty name would be a temporary file on disk.
	if s.path == "" {
		s.path = memoryName
	}
	// A database in memory has a name that others can share only if it is opened by a URI.
	if s.flags&zs.OpenMemory != 0 || s.path == memoryName && s.flags&zs.OpenSharedCache != 0 {
		s.path = "file:" + url.PathEscape(s.path)
		s.flags |= zs.OpenURI | zs.OpenMemory
	}
	return s, nil
}

func (s settings) inMemory() bool { return s.path == memoryName || s.flags&zs.OpenMemory != 0 }

func optionNames(known []option) string {
	names := make([]string, len(known))
	for i, o := range known {
		names[i] = o.name
	}
	return strings.Join(names, ", ")
}

func applyMode(s *settings, value string) string {
	switch value {
	case "ro":
		s.flags |= zs.OpenReadOnly
	case "rw":
		s.flags |= zs.OpenReadWrite
	case "rwc":
		s.flags |= zs.OpenReadWrite | zs.OpenCreate
	case "memory":
		s.flags |= zs.OpenReadWrite | zs.OpenCreate | zs.OpenMemory
	default:
		return oneOf(value, "ro", "rw", "rwc", "memory")
	}
	return ""
}

func applyCache(s *settings, value string) string {
	switch value {
	case "shared":
		s.flags |= zs.OpenSharedCache
	case "private":
		s.flags |= zs.OpenPrivateCache
	default:
		return oneOf(value, "shared", "private")
	}
	return ""
}

func applyBusyTimeout(s *settings, value string) string {
	// SQLite counts milliseconds in 32 bits.
	ms, err := strconv.ParseUint(value, 10, 31)
	if err != nil {
		return strconv.Quote(value) + " is not a number of milliseconds"
	}
	s.busy = time.Duration(ms) * time.Millisecond
	return ""
}

func applyForeignKeys(s *settings, value string) string {
	on, wrong := onOff(value)
	s.foreignKeys = on
	return wrong
}

func applyJournal(s *settings, value string) string {
	modes := []string{"delete", "truncate", "persist", "memory", "wal", "off"}
	mode := strings.ToLower(value)
	if !slices.Contains(modes, mode) {
		return oneOf(value, modes...)
	}
	s.journal = mode
	return ""
}

func applyURI(s *settings, value string) string {
	on, wrong := onOff(value)
	if on {
		s.flags |= zs.OpenURI
	}
	return wrong
}

func onOff(value string) (on bool, wrong string) {
	switch strings.ToLower(value) {
	case "on", "true", "1", "yes":
		return true, ""
	case "off", "false", "0", "no":
		return false, ""
	}
	return false, oneOf(value, "on", "off")
}

func oneOf(value string, allowed ...string) string {
	return strconv.Quote(value) + " is not one of " + strings.Join(allowed, ", ")
}
