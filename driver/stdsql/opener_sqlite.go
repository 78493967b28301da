package stdsql

import (
	"net/url"
	"slices"
	"sort"
	"strconv"
	"strings"

	"github.com/azoth-orm/azoth/driver"
)

// liteOptions is what the URL of an SQLite database says.
type liteOptions struct {
	file string     // as the path of a URI
	uri  url.Values // SQLite's own options
	// pragmas are set on every connection.
	pragmas map[string]string
}

// lite reads the configuration: the same options as those of package driver/sqlite.
func lite(c driver.Config) (liteOptions, error) {
	o := liteOptions{uri: url.Values{}, pragmas: map[string]string{"busy_timeout": "5000", "foreign_keys": "1"}}
	if c.Host != "" || c.Port != 0 || c.User != "" || c.Password != "" {
		return o, configError("host", "SQLite has no server: no user, password, host or port "+
			"(a relative file is sqlite:///file.db, an absolute one sqlite:////dir/file.db)")
	}
	o.file = c.Database
	if o.file == "" {
		o.file = ":memory:"
	}
	names := make([]string, 0, len(c.Query))
	for k := range c.Query {
		names = append(names, k)
	}
	sort.Strings(names)
	for _, k := range names {
		if len(c.Query[k]) != 1 {
			return o, configError(k, "given more than once")
		}
		if wrong := o.set(k, c.Query[k][0]); wrong != "" {
			return o, configError(k, wrong)
		}
	}
	return o, nil
}

// set sets one option, or says what is wrong with it.
func (o *liteOptions) set(option, value string) (wrong string) {
	allowed := map[string][]string{
		"mode":         {"ro", "rw", "rwc", "memory"},
		"cache":        {"shared", "private"},
		"foreign_keys": {"on", "off", "1", "0", "true", "false", "yes", "no"},
		"journal_mode": {"delete", "truncate", "persist", "memory", "wal", "off"},
	}
	if option == "busy_timeout" {
		if _, err := strconv.ParseUint(value, 10, 31); err != nil {
			return strconv.Quote(value) + " is not a number of milliseconds"
		}
		o.pragmas[option] = value
		return ""
	}
	values := allowed[option]
	if values == nil {
		return "unknown (known: mode, cache, busy_timeout, foreign_keys, journal_mode, driver)"
	}
	if !slices.Contains(values, strings.ToLower(value)) {
		return strconv.Quote(value) + " is not one of " + strings.Join(values, ", ")
	}
	if option == "mode" || option == "cache" {
		o.uri.Set(option, value)
		return ""
	}
	o.pragmas[option] = strings.ToLower(value)
	return ""
}

// dsn is a URI with SQLite's options and the driver's.
func (o *liteOptions) dsn() string {
	path := strings.NewReplacer("%", "%25", "?", "%3f", "#", "%23").Replace(o.file)
	return "file:" + path + "?" + o.uri.Encode()
}

func moderncDSN(c driver.Config) (string, error) {
	o, err := lite(c)
	for k, v := range o.pragmas {
		o.uri.Add("_pragma", k+"("+v+")")
	}
	return o.dsn(), err
}

func mattnDSN(c driver.Config) (string, error) {
	o, err := lite(c)
	for k, v := range o.pragmas {
		o.uri.Set("_"+k, v)
	}
	return o.dsn(), err
}
