package dbfleet

import (
	"context"
	"fmt"
	"net/url"
	"os"
	"path/filepath"
	"strings"
	"syscall"
)

func pgbouncer() *product {
	return &product{
		name:       "pgbouncer",
		pkg:        "pgbouncer",
		programs:   []string{"pgbouncer"},
		dirs:       []string{"/usr/sbin", "/usr/bin", "/usr/local/bin"},
		users:      []string{"postgres", "nobody"},
		database:   database{create: pgCreate, drop: pgDrop},
		initialise: func(context.Context, *Server) error { return nil },
		arguments:  pgbouncerArguments,
		identify:   pgbouncerIdentify,
		restart:    syscall.SIGTERM,
		stop:       syscall.SIGTERM,
	}
}

// StartPgBouncer starts PgBouncer in transaction mode in front of a PostgreSQL server: any database of it, under the URL's role.
func StartPgBouncer(ctx context.Context, server string) (*Server, error) {
	u, err := parseURL(server)
	if err != nil {
		return nil, err
	}
	return launch(ctx, &Server{kind: kindPgBouncer, upstream: u})
}

// pgbouncerArguments writes the settings, which hold the port, and names their file. What is not there is PgBouncer's default: a driver must
// get along with it.
func pgbouncerArguments(s *Server) []string {
	port := s.upstream.Port()
	if port == "" {
		port = "5432"
	}
	password, _ := s.upstream.User.Password()
	users := fmt.Sprintf("%s %s\n", pgbouncerQuote(s.upstream.User.Username()), pgbouncerQuote(password))
	settings := fmt.Sprintf(`[databases]
* = host=%s port=%s
[pgbouncer]
listen_addr = %s
listen_port = %d
unix_socket_dir =
auth_type = trust
auth_file = %s
pool_mode = transaction
max_client_conn = 500
default_pool_size = 8
autodb_idle_timeout = 10
log_connections = 0
log_disconnections = 0
admin_users = %s
`, s.upstream.Hostname(), port, loopback, s.port, filepath.Join(s.dir, "users.txt"), s.upstream.User.Username())
	// A file that cannot be written shows as a server that ends at once and says that it cannot be read.
	_ = s.account.writeFile(filepath.Join(s.dir, "users.txt"), users)
	_ = s.account.writeFile(s.settings(), settings)
	return []string{s.settings()}
}

func (s *Server) settings() string { return filepath.Join(s.dir, "pgbouncer.ini") }

func pgbouncerQuote(s string) string { return `"` + strings.ReplaceAll(s, `"`, `""`) + `"` }

// pgbouncerIdentify asks for the file of settings, which lies in the folder.
func pgbouncerIdentify(ctx context.Context, s *Server) (string, error) {
	admin := &url.URL{Scheme: "postgresql", User: url.User(s.upstream.User.Username()), Host: s.Addr(), Path: "/pgbouncer"}
	var folder string
	values, err := pgRows(ctx, admin, "SHOW CONFIG")
	for _, row := range values {
		if row[0] == "conffile" {
			folder = filepath.Join(filepath.Dir(row[1]), "data")
		}
	}
	if err == nil && folder == "" {
		_, err = os.Stat(s.settings())
	}
	return folder, err
}
