package mysql

import (
	"errors"
	"fmt"
	"strings"
	"testing"
	"time"

	"github.com/azoth-orm/azoth/driver"
)

func TestConfig(t *testing.T) {
	for _, w := range []struct {
		c    driver.Config
		want settings
	}{
		{
			driver.Config{},
			settings{network: "tcp", address: "127.0.0.1:3306", host: "127.0.0.1"},
		},
		{
			driver.Config{User: "u", Password: "p", Host: "::1", Port: 3307, Database: "d"},
			settings{user: "u", password: "p", database: "d", network: "tcp", address: "[::1]:3307", host: "::1"},
		},
		{
			driver.Config{Host: "localhost", Query: option1("unix_socket", "/run/x.sock")},
			settings{network: "unix", address: "/run/x.sock", host: "localhost"},
		},
		{
			driver.Config{Query: option1("connect_timeout", "3")},
			settings{network: "tcp", address: "127.0.0.1:3306", host: "127.0.0.1", connectTimeout: 3 * time.Second},
		},
		{
			driver.Config{Query: option1("reject_read_only", "on")},
			settings{network: "tcp", address: "127.0.0.1:3306", host: "127.0.0.1", rejectReadOnly: true},
		},
		{
			driver.Config{Query: option1("tls", "yes")},
			settings{network: "tcp", address: "127.0.0.1:3306", host: "127.0.0.1", tls: tlsSettings{mode: "on"}},
		},
		{
			driver.Config{Query: option1("charset", "utf8mb4")},
			settings{network: "tcp", address: "127.0.0.1:3306", host: "127.0.0.1"},
		},
	} {
		if w.want.connectTimeout == 0 {
			w.want.connectTimeout = defaultConnectTimeout
		}
		w.want.collation = defaultCollation
		if got, err := parseConfig(w.c); err != nil || got != w.want {
			t.Errorf("%+v:\ngot  %+v, %v\nwant %+v", w.c, got, err, w.want)
		}
	}
}

func option1(name, value string) map[string][]string { return map[string][]string{name: {value}} }

func TestConfigErrors(t *testing.T) {
	for _, w := range []struct {
		query map[string][]string
		want  string
	}{
		{option1("sslmode", "on"), `option "sslmode": unknown (known: unix_socket, connect_timeout, charset`},
		{option1("charset", "latin1"), "not one of utf8mb4"},
		{option1("collation", "utf8mb4_bin; DROP TABLE x"), "not a collation of utf8mb4"},
		{option1("collation", "latin1_swedish_ci"), "not a collation of utf8mb4"},
		{option1("connect_timeout", "soon"), "is not a time"},
		{option1("connect_timeout", "-1s"), "is not a time"},
		{option1("reject_read_only", "maybe"), "not one of on, off"},
		{option1("tls", "maybe"), "not one of on, off, skip-verify, preferred"},
		{option1("tls_ca", "/x"), "need tls=on"},
		{option1("unix_socket", ""), "the path is empty"},
		{map[string][]string{"charset": {"utf8mb4", "utf8mb4"}}, "given more than once"},
		{map[string][]string{"tls": {"on"}, "tls_cert": {"/x"}}, "go together"},
		{map[string][]string{"tls": {"on"}, "tls_ca": {"/missing.pem"}}, "missing.pem"},
		{map[string][]string{"tls": {"skip-verify"}, "tls_ca": {"/x"}}, "checks no certificate"},
	} {
		_, err := Open(driver.Config{Password: "secret", Query: w.query})
		var e *driver.ConfigError
		if !errors.As(err, &e) || !strings.Contains(err.Error(), w.want) || !strings.HasPrefix(err.Error(), "mysql: ") {
			t.Errorf("%v: got %v, want %q", w.query, err, w.want)
		}
		if strings.Contains(fmt.Sprintf("%v %+v", err, err), "secret") {
			t.Errorf("%v: the password is told: %v", w.query, err)
		}
	}
	_, err := Open(driver.Config{Host: "db", Query: option1("unix_socket", "/x")})
	if err == nil || !strings.Contains(err.Error(), "names a host as well") {
		t.Errorf("host and socket: %v", err)
	}
}
