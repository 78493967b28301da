package pgx

import (
	"fmt"
	"net"
	"os"
	"os/user"
	"slices"
	"strconv"
	"strings"

	"github.com/azoth-orm/azoth/driver"
	"github.com/jackc/pgx/v5/pgconn"
)

// The URL says where to go. The environment variables of libpq (PGHOST, PGPORT, PGUSER, PGDATABASE, PGSERVICE, PGOPTIONS …) do not: a
// variable that somebody set for psql must not lead a program to another database. What proves who we are, and who the server is, may come
// from the environment, since that is where secrets and certificates are kept: PGPASSWORD and the password file, PGSSLMODE,
// PGSSLCERT, PGSSLKEY, PGSSLROOTCERT.

// settings is a checked configuration.
type settings struct {
	// words are the keywords of libpq that pgconn is configured with.
	words map[string]string
	// session are the settings with which sessions start.
	session map[string]string
	pooler  bool
}

// option is one option of the URL: how it changes the settings, or why it cannot.
type option struct {
	name  string
	apply func(s *settings, values []string) (wrong string)
}

// options lists the options in the order in which they are named to the user.
func options() []option {
	list := []option{
		{"host", applyHost},
		{"port", applyPort},
		{"connect_timeout", applySeconds},
		{"target_session_attrs", word("target_session_attrs", "any", "read-write", "read-only", "primary", "standby", "prefer-standby")},
		{"sslmode", word("sslmode", "disable", "allow", "prefer", "require", "verify-ca", "verify-full")},
		{"sslrootcert", word("sslrootcert")},
		{"sslcert", word("sslcert")},
		{"sslkey", word("sslkey")},
		{"sslpassword", word("sslpassword")},
		{"sslsni", word("sslsni", "0", "1")},
		{"sslnegotiation", word("sslnegotiation", "postgres", "direct")},
		{"passfile", word("passfile")},
		{"pgbouncer", applyPooler},
		{"pooler", applyPooler},
		{"client_encoding", applyEncoding},
	}
	for _, name := range sessionSettings {
		list = append(list, option{name, setting(name)})
	}
	return list
}

// sessionSettings are settings of PostgreSQL that a session can start with. There are hundreds: "options" takes all of them.
var sessionSettings = []string{
	"application_name", "options", "search_path", "timezone", "role", "statement_timeout", "lock_timeout",
	"idle_in_transaction_session_timeout", "idle_session_timeout", "default_transaction_isolation", "default_transaction_read_only",
	"default_transaction_deferrable", "synchronous_commit", "client_min_messages", "work_mem", "maintenance_work_mem", "temp_buffers",
	"jit", "plan_cache_mode", "row_security", "log_statement", "log_min_duration_statement", "tcp_keepalives_idle",
	"tcp_keepalives_interval", "tcp_keepalives_count", "tcp_user_timeout", "extra_float_digits", "lc_messages",
}

func parseConfig(c driver.Config) (*settings, error) {
	s := &settings{words: map[string]string{
		"host": c.Host, "user": c.User, "database": c.Database,
		// An empty keyword keeps the environment out.
		"port": "", "connect_timeout": "0", "target_session_attrs": "any",
	}, session: map[string]string{
		"client_encoding": "UTF8", "datestyle": "ISO, MDY", "timezone": "UTC",
	}}
	if c.Port != 0 {
		s.words["port"] = strconv.Itoa(c.Port)
		if c.Port < 0 || c.Port > 65535 {
			return nil, misconfigured("port", s.words["port"]+" is not a port")
		}
	}
	if c.Password != "" {
		s.words["password"] = c.Password
	}
	if err := s.applyOptions(c.Query); err != nil {
		return nil, err
	}
	return s, s.complete()
}

func (s *settings) applyOptions(query map[string][]string) error {
	known := options()
	for name := range query {
		if !slices.ContainsFunc(known, func(o option) bool { return o.name == name }) {
			return misconfigured(strconv.Quote(name), "unknown (known: "+optionNames(known)+"; other settings of the session go into options=-c name=value)")
		}
	}
	for _, o := range known {
		values := query[o.name]
		if len(values) == 0 {
			continue
		}
		if len(values) > 1 && o.name != "host" {
			return misconfigured(o.name, "given more than once")
		}
		if wrong := o.apply(s, values); wrong != "" {
			return misconfigured(o.name, wrong)
		}
	}
	return nil
}

// complete fills in what nothing said, and refuses what cannot be sent.
func (s *settings) complete() error {
	if s.words["host"] == "" {
		s.words["host"] = localHost()
	}
	if s.words["port"] == "" {
		s.words["port"] = "5432"
	}
	if s.words["user"] == "" {
		u, err := user.Current()
		if err != nil {
			return misconfigured("user", "the URL names none, and the system does not tell its own: "+err.Error())
		}
		s.words["user"] = u.Username
	}
	for _, all := range []map[string]string{s.words, s.session} {
		for name, value := range all {
			if strings.IndexByte(value, 0) >= 0 {
				return misconfigured(name, "it holds a NUL byte")
			}
		}
	}
	return nil
}

func misconfigured(option, reason string) error {
	return &driver.ConfigError{Driver: name, Option: option, Reason: reason}
}

func optionNames(known []option) string {
	names := make([]string, len(known))
	for i, o := range known {
		names[i] = o.name
	}
	return strings.Join(names, ", ")
}

// localHost is where a server on this machine listens: the folder of its socket, or the loopback address.
func localHost() string {
	for _, dir := range []string{"/var/run/postgresql", "/tmp"} {
		if sockets, err := os.ReadDir(dir); err == nil && slices.ContainsFunc(sockets, isSocket) {
			return dir
		}
	}
	return "localhost"
}

func isSocket(e os.DirEntry) bool {
	return e.Type()&os.ModeSocket != 0 && strings.HasPrefix(e.Name(), ".s.PGSQL.")
}

// applyHost takes names, addresses and folders of sockets, one behind the other or with commas, each with a port of its own if need be.
func applyHost(s *settings, values []string) string {
	if s.words["host"] != "" {
		return "the URL names a host already"
	}
	var hosts, ports []string
	for _, h := range strings.Split(strings.Join(values, ","), ",") {
		host, port := h, ""
		if !strings.HasPrefix(h, "/") && strings.Count(h, ":") == 1 || strings.HasPrefix(h, "[") {
			var err error
			if host, port, err = net.SplitHostPort(h); err != nil {
				return strconv.Quote(h) + " is not host:port"
			}
		}
		hosts, ports = append(hosts, host), append(ports, port)
	}
	s.words["host"] = strings.Join(hosts, ",")
	if strings.Join(ports, "") == "" {
		return ""
	}
	for i, p := range ports {
		if p == "" {
			ports[i] = "5432"
		}
	}
	if s.words["port"] != "" {
		return "a port is given here and in the URL"
	}
	s.words["port"] = strings.Join(ports, ",")
	return ""
}

func applyPort(s *settings, values []string) string {
	if s.words["port"] != "" {
		return "the URL names a port already"
	}
	if n, err := strconv.ParseUint(values[0], 10, 16); err != nil || n == 0 {
		return strconv.Quote(values[0]) + " is not a port"
	}
	s.words["port"] = values[0]
	return ""
}

func applySeconds(s *settings, values []string) string {
	if _, err := strconv.ParseUint(values[0], 10, 31); err != nil {
		return strconv.Quote(values[0]) + " is not a number of seconds"
	}
	s.words["connect_timeout"] = values[0]
	return ""
}

func applyPooler(s *settings, values []string) string {
	switch strings.ToLower(values[0]) {
	case "on", "true", "1", "yes":
		s.pooler = true
	case "off", "false", "0", "no":
		s.pooler = false
	default:
		return oneOf(values[0], "true", "false")
	}
	return ""
}

func applyEncoding(_ *settings, values []string) string {
	switch strings.ToUpper(strings.ReplaceAll(values[0], "-", "")) {
	case "UTF8", "UNICODE":
		return ""
	}
	return "Go's text is UTF-8, and so is what is sent (leave it out: the server converts for databases of another encoding)"
}

// word is an option that pgconn knows.
func word(name string, allowed ...string) func(*settings, []string) string {
	return func(s *settings, values []string) string {
		if len(allowed) > 0 && !slices.Contains(allowed, values[0]) {
			return oneOf(values[0], allowed...)
		}
		s.words[name] = values[0]
		return ""
	}
}

// setting is an option that the session starts with.
func setting(name string) func(*settings, []string) string {
	return func(s *settings, values []string) string {
		s.session[name] = values[0]
		return ""
	}
}

func oneOf(value string, allowed ...string) string {
	return strconv.Quote(value) + " is not one of " + strings.Join(allowed, ", ")
}

// config is the configuration of pgconn.
func (s *settings) config() (*pgconn.Config, error) {
	var text strings.Builder
	for k, v := range s.words {
		fmt.Fprintf(&text, "%s='%s' ", k, escaper.Replace(v))
	}
	cfg, err := pgconn.ParseConfig(strings.TrimSuffix(text.String(), " "))
	switch {
	case err == nil:
	case os.Getenv("PGSERVICE") != "":
		return nil, misconfigured("PGSERVICE", reasonOf(err)+" (unset the variable: the URL says where to go)")
	default: // all else was checked
		return nil, misconfigured("TLS", reasonOf(err))
	}
	cfg.RuntimeParams = s.session
	cfg.OnPgError = surviving
	return cfg, nil
}

// escaper writes a value between the quotes of a connection string.
var escaper = strings.NewReplacer(`\`, `\\`, `'`, `\'`)

// surviving tells whether the connection survives an error. The word FATAL is translated, its copy is not.
func surviving(_ *pgconn.PgConn, e *pgconn.PgError) bool {
	severity := e.SeverityUnlocalized
	if severity == "" {
		severity = e.Severity
	}
	return severity != "FATAL" && severity != "PANIC"
}
