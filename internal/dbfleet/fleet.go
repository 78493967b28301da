package dbfleet

import (
	"context"
	"errors"
	"fmt"
	"os"
	"slices"
	"sync"
	"testing"
	"time"
)

// The variables that name servers of somebody else: the URL of a role that may create databases.
const (
	EnvPostgreSQL = "AZOTH_TEST_POSTGRESQL"
	EnvMySQL      = "AZOTH_TEST_MYSQL"
	// EnvPgBouncer is a PgBouncer in front of the server of EnvPostgreSQL.
	EnvPgBouncer = "AZOTH_TEST_PGBOUNCER"
)

// patience is how long one step may take, on a machine that is busy with other things.
const patience = 2 * time.Minute

// process holds the servers that tests of this process share. It is the one global: a test asks for a server where it needs one, and
// starting one for each would take seconds.
var process fleet

// fleet is a set of servers, started when they are asked for first.
type fleet struct {
	mu      sync.Mutex
	started []*Server
	answers map[source]answer
}

// source is where a URL comes from: a variable of the environment, and for PgBouncer the server that it is in front of.
type source struct{ env, server string }

// answer is a server's URL, or why it did not start: every later test fails at once, with the same words.
type answer struct {
	url string
	err error
}

// url is the server's URL: the environment's, or that of a server started now.
func (f *fleet) url(from source, start func(ctx context.Context) (*Server, error)) (string, error) {
	if u := os.Getenv(from.env); u != "" {
		return u, nil
	}
	f.mu.Lock()
	defer f.mu.Unlock()
	a, ok := f.answers[from]
	if !ok {
		a = f.startOne(from, start)
		if f.answers == nil {
			f.answers = map[source]answer{}
		}
		f.answers[from] = a
	}
	return a.url, a.err
}

func (f *fleet) startOne(from source, start func(ctx context.Context) (*Server, error)) answer {
	ctx, cancel := context.WithTimeout(context.Background(), patience)
	defer cancel()
	s, err := start(ctx)
	if err != nil {
		return answer{err: fmt.Errorf("%w (or set %s to the URL of a server)", err, from.env)}
	}
	f.started = append(f.started, s)
	return answer{url: s.URL()}
}

// stop stops what runs, the last first: a pooler before the server behind it.
func (f *fleet) stop() error {
	f.mu.Lock()
	defer f.mu.Unlock()
	var failed []error
	for _, s := range slices.Backward(f.started) {
		failed = append(failed, s.Stop())
	}
	f.started, f.answers = nil, nil
	return errors.Join(failed...)
}

func (f *fleet) postgresql() (string, error) {
	return f.url(source{env: EnvPostgreSQL}, func(ctx context.Context) (*Server, error) { return Start(ctx, KindPostgreSQL) })
}

func (f *fleet) mariadb() (string, error) {
	return f.url(source{env: EnvMySQL}, func(ctx context.Context) (*Server, error) { return Start(ctx, KindMariaDB) })
}

func (f *fleet) pgbouncer() (pooled, direct string, err error) {
	if os.Getenv(EnvPgBouncer) != "" && os.Getenv(EnvPostgreSQL) == "" {
		return "", "", fmt.Errorf("dbfleet: %s is set and %s is not (set both: databases are created past the pooler)", EnvPgBouncer, EnvPostgreSQL)
	}
	direct, err = f.postgresql()
	if err != nil {
		return "", "", err
	}
	pooled, err = f.url(source{EnvPgBouncer, direct}, func(ctx context.Context) (*Server, error) { return StartPgBouncer(ctx, direct) })
	return pooled, direct, err
}

// Main runs the tests of a package, stops the servers that they started, and exits.
func Main(m *testing.M) {
	code := m.Run()
	if err := process.stop(); err != nil {
		fmt.Fprintln(os.Stderr, err)
		code = max(code, 1)
	}
	os.Exit(code)
}

// PostgreSQL returns the URL of a new, empty database that is dropped when the test ends, with the connections that are left.
func PostgreSQL(t testing.TB) string {
	t.Helper()
	server, err := process.postgresql()
	if err != nil {
		t.Fatal(err)
	}
	return newDatabase(t, KindPostgreSQL, server)
}

// MariaDB returns the URL of a new, empty database (utf8mb4) that is dropped when the test ends, with the connections that are left.
func MariaDB(t testing.TB) string {
	t.Helper()
	server, err := process.mariadb()
	if err != nil {
		t.Fatal(err)
	}
	return newDatabase(t, KindMariaDB, server)
}

// PgBouncer returns two URLs of one new, empty database: through PgBouncer in transaction mode, and past it.
func PgBouncer(t testing.TB) (pooled, direct string) {
	t.Helper()
	pooler, server, err := process.pgbouncer()
	if err != nil {
		t.Fatal(err)
	}
	direct = newDatabase(t, KindPostgreSQL, server)
	pooled, err = sameDatabase(pooler, direct)
	if err != nil {
		t.Fatal(err)
	}
	return pooled, direct
}

// Own starts a server for one test, to be stopped, killed and restarted at will. It is stopped when the test ends.
func Own(t testing.TB, kind Kind) *Server {
	t.Helper()
	ctx, cancel := context.WithTimeout(context.Background(), patience)
	defer cancel()
	s, err := Start(ctx, kind)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() {
		if err := s.Stop(); err != nil {
			t.Error(err)
		}
	})
	return s
}
