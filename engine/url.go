package engine

import (
	"encoding/json"
	"fmt"
	"io"
	"log/slog"
	"maps"
	"net/url"
	"slices"
	"strconv"
	"strings"

	"github.com/azoth-orm/azoth/driver"
)

// URL says which database, by which driver:
//
//	dialect[+driver]://user:password@host:port/database?option=value
//
// For SQLite: sqlite:// and sqlite:///:memory: are databases in memory, sqlite:///rel.db is a relative and sqlite:////dir/abs.db an absolute
// file. A URL is immutable. However it is printed, logged or encoded, its password shows as ***; only [URL.Render] tells it.
//
// SQLAlchemy: URL.
type URL struct{ p URLParts }

// URLParts are the parts of a [URL], decoded.
type URLParts struct {
	// Dialect and Driver are the name in front of ://; Driver is "" for the dialect's default.
	Dialect, Driver string
	User, Password  string
	// Host is a name or an address, an IPv6 address without brackets. Port 0 is none.
	Host string
	Port int
	// Database is the database's name or file.
	Database string
	// Query are the options behind the question mark.
	Query map[string][]string

	hasUser, hasPassword, hasDatabase bool
}

// MakeURL is the URL of its parts. Nothing in them needs to be escaped.
//
// SQLAlchemy: URL.create.
func MakeURL(p URLParts) URL {
	p.Query = cloneQuery(p.Query)
	p.hasUser = p.hasUser || p.User != "" || p.Password != ""
	p.hasPassword = p.hasPassword || p.Password != ""
	p.hasDatabase = p.hasDatabase || p.Database != ""
	return URL{p}
}

func cloneQuery(q map[string][]string) map[string][]string {
	if q == nil {
		return nil
	}
	c := make(map[string][]string, len(q))
	for k, vs := range q {
		c[k] = slices.Clone(vs)
	}
	return c
}

// Parts are the parts of u, the password among them.
func (u URL) Parts() URLParts {
	p := u.p
	p.Query = cloneQuery(p.Query)
	return p
}

// Dialect is the name of the dialect: sqlite.
func (u URL) Dialect() string { return u.p.Dialect }

// Driver is the name of the driver, "" for the dialect's default.
func (u URL) Driver() string { return u.p.Driver }

// Database is the database's name or file.
func (u URL) Database() string { return u.p.Database }

// config is what drivers take.
func (u URL) config() driver.Config {
	p := u.Parts()
	return driver.Config{User: p.User, Password: p.Password, Host: p.Host, Port: p.Port, Database: p.Database, Query: p.Query}
}

const masked = "***"

// String is the URL with *** instead of the password.
func (u URL) String() string { return u.render(masked) }

// Render is the URL with its password. What it gives must not be printed.
//
// SQLAlchemy: URL.render_as_string(hide_password=False).
func (u URL) Render() string { return u.render(escape(u.p.Password, "")) }

func (u URL) render(password string) string {
	var b strings.Builder
	b.WriteString(u.p.Dialect)
	if u.p.Driver != "" {
		b.WriteString("+" + u.p.Driver)
	}
	b.WriteString("://")
	if u.p.hasUser {
		b.WriteString(escape(u.p.User, ""))
		if u.p.hasPassword {
			b.WriteString(":" + password)
		}
		b.WriteByte('@')
	}
	if strings.Contains(u.p.Host, ":") {
		b.WriteString("[" + u.p.Host + "]")
	} else {
		b.WriteString(escape(u.p.Host, ""))
	}
	if u.p.Port != 0 {
		b.WriteString(":" + strconv.Itoa(u.p.Port))
	}
	if u.p.hasDatabase {
		b.WriteString("/" + escape(u.p.Database, "/:"))
	}
	u.writeQuery(&b, password == masked)
	return b.String()
}

// secretOptions are options of drivers that hold a password.
var secretOptions = []string{"password", "passwd", "pwd", "sslpassword", "token", "secret"}

func (u URL) writeQuery(b *strings.Builder, hide bool) {
	separator := byte('?')
	for _, k := range slices.Sorted(maps.Keys(u.p.Query)) {
		for _, v := range u.p.Query[k] {
			b.WriteByte(separator)
			if v = url.QueryEscape(v); hide && slices.Contains(secretOptions, strings.ToLower(k)) {
				v = masked
			}
			b.WriteString(url.QueryEscape(k) + "=" + v)
			separator = '&'
		}
	}
}

// escape percent-encodes what could be taken for another part of the URL.
func escape(s, safe string) string {
	const hex = "0123456789ABCDEF"
	var b strings.Builder
	for i := range len(s) {
		c := s[i]
		if c >= 'a' && c <= 'z' || c >= 'A' && c <= 'Z' || c >= '0' && c <= '9' || strings.IndexByte("-._~+ "+safe, c) >= 0 {
			b.WriteByte(c)
			continue
		}
		b.WriteByte('%')
		b.WriteByte(hex[c>>4])
		b.WriteByte(hex[c&15])
	}
	return b.String()
}

// Format prints the URL without its password, whatever the verb.
func (u URL) Format(f fmt.State, verb rune) { formatSafely(f, verb, u.String()) }

// formatSafely prints s for any verb, so that none shows the fields behind it.
func formatSafely(f fmt.State, verb rune, s string) {
	if verb == 'q' || verb == 'v' && f.Flag('#') {
		s = strconv.Quote(s)
	}
	_, _ = io.WriteString(f, s)
}

// MarshalText is the URL without its password.
func (u URL) MarshalText() ([]byte, error) { return []byte(u.String()), nil }

// MarshalJSON is the URL without its password, as a string.
func (u URL) MarshalJSON() ([]byte, error) { return json.Marshal(u.String()) }

// LogValue is the URL without its password.
func (u URL) LogValue() slog.Value { return slog.StringValue(u.String()) }

// Format prints the parts as their URL, without the password.
func (p URLParts) Format(f fmt.State, verb rune) { MakeURL(p).Format(f, verb) }

// MarshalJSON is the URL of the parts without the password, as a string.
func (p URLParts) MarshalJSON() ([]byte, error) { return MakeURL(p).MarshalJSON() }

// LogValue is the URL of the parts without the password.
func (p URLParts) LogValue() slog.Value { return MakeURL(p).LogValue() }
