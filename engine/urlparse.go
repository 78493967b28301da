package engine

import (
	"net/url"
	"strconv"
	"strings"
)

// URLError says that a text is no database URL. Its message holds nothing of the text but the dialect's name: any other part may be a
// password in the wrong place.
type URLError struct {
	// Dialect is the name in front of ://, if it is there.
	Dialect string
	// Reason says what is wrong and what would be right.
	Reason string
}

// Error names the dialect and the reason.
func (e *URLError) Error() string {
	where := ""
	if e.Dialect != "" {
		where = " of " + e.Dialect
	}
	return "engine: malformed URL" + where + ": " + e.Reason
}

// ParseURL reads dialect[+driver]://user:password@host:port/database?option=value. User, password and database may have percent-escapes;
// @, :, / and ? in them must be escaped, as %40, %3A, %2F and %3F. It fails with a [*URLError], which does not show the text.
//
// SQLAlchemy: make_url.
func ParseURL(s string) (URL, error) {
	name, rest, ok := strings.Cut(s, "://")
	if !ok || !isName(name) {
		return URL{}, &URLError{Reason: "it does not begin with dialect:// or dialect+driver:// (write sqlite:///file.db, sqlite:///:memory: or postgresql://user:password@host/database)"}
	}
	var p URLParts
	p.Dialect, p.Driver, _ = strings.Cut(name, "+")
	parse := urlParser{parts: &p}
	rest = parse.query(rest)
	rest = parse.user(rest)
	rest = parse.database(rest)
	parse.host(rest)
	if parse.wrong != "" {
		return URL{}, &URLError{Dialect: p.Dialect, Reason: parse.wrong}
	}
	return URL{p}, nil
}

// isName tells whether s can be the name of a dialect, with a driver or without.
func isName(s string) bool {
	dialect, driver, plus := strings.Cut(s, "+")
	if dialect == "" || plus && driver == "" {
		return false
	}
	for i := range len(s) {
		c := s[i]
		if !(c >= 'a' && c <= 'z' || c >= 'A' && c <= 'Z' || c >= '0' && c <= '9' || c == '_' || c == '+') {
			return false
		}
	}
	return !strings.Contains(driver, "+")
}

// urlParser takes what is behind :// apart, from both ends. It keeps the first thing that is wrong.
type urlParser struct {
	parts *URLParts
	wrong string
}

func (u *urlParser) fail(reason string) {
	if u.wrong == "" {
		u.wrong = reason
	}
}

func (u *urlParser) unescape(part, s string) string {
	out, err := url.PathUnescape(s)
	if err != nil {
		u.fail("the " + part + " has a % that no two hexadecimal digits follow (write a percent sign as %25)")
	}
	return out
}

// query takes the options off the end.
func (u *urlParser) query(s string) string {
	at := u.afterUser(s)
	i := strings.IndexByte(s[at:], '?')
	if i < 0 {
		return s
	}
	values, err := url.ParseQuery(s[at+i+1:])
	if err != nil {
		u.fail("the options behind ? are not name=value joined by & (escape other characters)")
	}
	u.parts.Query = values
	return s[:at+i]
}

// afterUser is where user and password end in s: a ? in a password that was not escaped is still part of it.
func (u *urlParser) afterUser(s string) int {
	i := strings.IndexAny(s, ":/@?")
	if i < 0 || s[i] == '/' || s[i] == '?' {
		return 0
	}
	if s[i] == '@' {
		return i + 1
	}
	// Behind the colon is a password if an @ follows, unless it is a port: then the @ belongs to something else.
	end := strings.IndexByte(s, '@')
	if end < 0 {
		return 0
	}
	if stop := strings.IndexAny(s[i+1:end], "/?"); stop >= 0 && isDigits(s[i+1:i+1+stop]) {
		return 0
	}
	return end + 1
}

func isDigits(s string) bool { return s != "" && strings.Trim(s, "0123456789") == "" }

// user takes user and password off the front.
func (u *urlParser) user(s string) string {
	at := u.afterUser(s)
	if at == 0 {
		return s
	}
	user, password, has := strings.Cut(s[:at-1], ":")
	u.parts.User, u.parts.hasUser = u.unescape("user", user), true
	u.parts.Password, u.parts.hasPassword = u.unescape("password", password), has
	return s[at:]
}

// database takes the database off the end.
func (u *urlParser) database(s string) string {
	host, db, has := strings.Cut(s, "/")
	u.parts.Database, u.parts.hasDatabase = u.unescape("database", db), has
	return host
}

// host reads host and port.
func (u *urlParser) host(s string) {
	if strings.Contains(s, "@") {
		u.fail("there is more than one @ (write an @ in user or password as %40)")
		return
	}
	port := ""
	if inner, ok := strings.CutPrefix(s, "["); ok {
		host, after, closed := strings.Cut(inner, "]")
		if !closed || host == "" || after != "" && after[0] != ':' {
			u.fail("an IPv6 address is written in brackets: [::1]:5432")
			return
		}
		u.parts.Host, port = host, strings.TrimPrefix(after, ":")
	} else {
		s, port, _ = strings.Cut(s, ":")
		u.parts.Host = u.unescape("host", s)
	}
	if port == "" {
		return
	}
	n, err := strconv.ParseUint(port, 10, 16)
	if err != nil || n == 0 {
		u.fail("the port is not a number from 1 to 65535 (write a : in user or password as %3A)")
		return
	}
	u.parts.Port = int(n)
}
