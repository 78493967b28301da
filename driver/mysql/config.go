package mysql

import (
	"crypto/tls"
	"crypto/x509"
	"net"
	"os"
	"slices"
	"strconv"
	"strings"
	"time"

	gomysql "github.com/go-sql-driver/mysql"

	"github.com/azoth-orm/azoth/driver"
)

// defaultConnectTimeout limits the making of a connection, from the first packet to the session's settings.
const defaultConnectTimeout = 10 * time.Second

// defaultCollation is what texts are compared by that come from no column. It exists on every server.
const defaultCollation = "utf8mb4_general_ci"

// settings is a checked configuration.
type settings struct {
	user, password, database string
	network, address         string
	host                     string // for the certificate
	connectTimeout           time.Duration
	collation                string
	rejectReadOnly           bool
	tls                      tlsSettings
}

// tlsSettings is how the connection is encrypted.
type tlsSettings struct {
	mode          string // "" is off
	ca, cert, key string
	serverName    string
}

// option is one option of the URL: how it changes the settings, or why it cannot.
type option struct {
	name  string
	apply func(s *settings, value string) (wrong string)
}

// options lists the options in the order in which they are named to the user.
func options() []option {
	return []option{
		{"unix_socket", applySocket},
		{"connect_timeout", applyConnectTimeout},
		{"charset", applyCharset},
		{"collation", applyCollation},
		{"reject_read_only", applyRejectReadOnly},
		{"tls", applyTLS},
		{"tls_ca", func(s *settings, v string) string { s.tls.ca = v; return "" }},
		{"tls_cert", func(s *settings, v string) string { s.tls.cert = v; return "" }},
		{"tls_key", func(s *settings, v string) string { s.tls.key = v; return "" }},
		{"tls_server_name", func(s *settings, v string) string { s.tls.serverName = v; return "" }},
	}
}

func parseConfig(c driver.Config) (settings, error) {
	s := settings{
		user: c.User, password: c.Password, database: c.Database, host: c.Host,
		connectTimeout: defaultConnectTimeout, collation: defaultCollation,
	}
	known := options()
	for given := range c.Query {
		if !slices.ContainsFunc(known, func(o option) bool { return o.name == given }) {
			return s, wrongOption(strconv.Quote(given), "unknown (known: "+optionNames(known)+")")
		}
	}
	for _, o := range known {
		values := c.Query[o.name]
		if len(values) == 0 {
			continue
		}
		if len(values) > 1 {
			return s, wrongOption(o.name, "given more than once")
		}
		if wrong := o.apply(&s, values[0]); wrong != "" {
			return s, wrongOption(o.name, wrong)
		}
	}
	return s.complete(c.Port)
}

// complete fills in what no option said, and checks what several say together.
func (s settings) complete(port int) (settings, error) {
	if s.network == "unix" {
		if s.host != "" && s.host != "localhost" || port != 0 {
			return s, wrongOption("unix_socket", "the URL names a host as well (leave host and port out)")
		}
		return s, s.checkTLS()
	}
	if s.host == "" {
		s.host = "127.0.0.1"
	}
	if port == 0 {
		port = 3306
	}
	s.network, s.address = "tcp", net.JoinHostPort(s.host, strconv.Itoa(port))
	return s, s.checkTLS()
}

func (s settings) checkTLS() error {
	t := s.tls
	if (t.cert == "") != (t.key == "") {
		return wrongOption("tls_cert", "tls_cert and tls_key go together")
	}
	if t.mode == "" && (t.ca != "" || t.cert != "" || t.serverName != "") {
		return wrongOption("tls", "the other tls options need tls=on")
	}
	if t.ca != "" && t.mode != "on" {
		return wrongOption("tls_ca", "tls="+t.mode+" checks no certificate (say tls=on)")
	}
	return nil
}

func wrongOption(option, reason string) error {
	return &driver.ConfigError{Driver: name, Option: option, Reason: reason}
}

func optionNames(known []option) string {
	names := make([]string, len(known))
	for i, o := range known {
		names[i] = o.name
	}
	return strings.Join(names, ", ")
}

func applySocket(s *settings, value string) string {
	if value == "" {
		return "the path is empty"
	}
	s.network, s.address = "unix", value
	return ""
}

func applyConnectTimeout(s *settings, value string) string {
	d, err := time.ParseDuration(value)
	if seconds, numErr := strconv.ParseUint(value, 10, 31); numErr == nil {
		d, err = time.Duration(seconds)*time.Second, nil
	}
	if err != nil || d <= 0 {
		return strconv.Quote(value) + ` is not a time (seconds, or "500ms")`
	}
	s.connectTimeout = d
	return ""
}

// applyCharset accepts the only one, which URLs written for other programs often name.
func applyCharset(_ *settings, value string) string {
	if value != "utf8mb4" {
		return oneOf(value, "utf8mb4") + " (another one cannot keep all characters)"
	}
	return ""
}

func applyCollation(s *settings, value string) string {
	if !strings.HasPrefix(value, "utf8mb4_") || strings.Trim(value, "abcdefghijklmnopqrstuvwxyz0123456789_") != "" {
		return strconv.Quote(value) + " is not a collation of utf8mb4, such as utf8mb4_bin"
	}
	s.collation = value
	return ""
}

func applyRejectReadOnly(s *settings, value string) string {
	on, wrong := onOff(value)
	s.rejectReadOnly = on
	return wrong
}

func applyTLS(s *settings, value string) string {
	switch value {
	case "skip-verify", "preferred":
		s.tls.mode = value
		return ""
	}
	on, wrong := onOff(value)
	if wrong != "" {
		return oneOf(value, "on", "off", "skip-verify", "preferred")
	}
	if on {
		s.tls.mode = "on"
	}
	return ""
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

// config is the client library's form of it.
func (s settings) config() (*gomysql.Config, error) {
	c := gomysql.NewConfig()
	c.User, c.Passwd, c.DBName = s.user, s.password, s.database
	c.Net, c.Addr = s.network, s.address
	c.Logger = &gomysql.NopLogger{}
	c.ClientFoundRows = true
	c.CheckConnLiveness = false // Alive does it
	c.Params = s.session()
	t, err := s.tlsConfig()
	if err != nil {
		return nil, err
	}
	c.TLS, c.AllowFallbackToPlaintext = t, s.tls.mode == "preferred"
	return c, nil
}

// session is what every connection is set to, in one statement. The character sets are set by the handshake already, unless the
// server was told to ignore it. Messages are read for the names in them, so they are asked for in English.
func (s settings) session() map[string]string {
	mode := "@@sql_mode"
	for _, m := range strippedModes {
		mode = "REPLACE(" + mode + ", '" + m + "', '')"
	}
	return map[string]string{
		"time_zone":             "'+00:00'",
		"sql_mode":              "CONCAT(" + mode + ", '," + neededModes + "')",
		"character_set_client":  "utf8mb4",
		"character_set_results": "utf8mb4",
		"collation_connection":  s.collation,
		"lc_messages":           "'en_US'",
		"autocommit":            "1",
	}
}

// neededModes make a value that does not fit an error, and a table of the engine that was asked for or none.
const neededModes = "STRICT_TRANS_TABLES,NO_ENGINE_SUBSTITUTION"

// strippedModes are those under which statements mean something else than the dialect writes. No name is part of another mode's.
var strippedModes = []string{"NO_BACKSLASH_ESCAPES", "HIGH_NOT_PRECEDENCE", "EMPTY_STRING_IS_NULL", "PAD_CHAR_TO_FULL_LENGTH", "ORACLE"}

// tlsConfig is nil without TLS.
func (s settings) tlsConfig() (*tls.Config, error) {
	if s.tls.mode == "" {
		return nil, nil
	}
	serverName := s.tls.serverName
	if serverName == "" {
		serverName = s.host
	}
	c := &tls.Config{ServerName: serverName, InsecureSkipVerify: s.tls.mode != "on", MinVersion: tls.VersionTLS12}
	if s.tls.ca != "" {
		pem, err := os.ReadFile(s.tls.ca)
		if err != nil {
			return nil, wrongOption("tls_ca", err.Error())
		}
		c.RootCAs = x509.NewCertPool()
		if !c.RootCAs.AppendCertsFromPEM(pem) {
			return nil, wrongOption("tls_ca", "the file holds no PEM certificate")
		}
	}
	if s.tls.cert != "" {
		pair, err := tls.LoadX509KeyPair(s.tls.cert, s.tls.key)
		if err != nil {
			return nil, wrongOption("tls_cert", err.Error())
		}
		c.Certificates = []tls.Certificate{pair}
	}
	return c, nil
}
