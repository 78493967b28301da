package dbfleet

import (
	"context"
	"errors"
	"fmt"
	"net"
	"net/url"
	"os"
	"path/filepath"
	"strconv"
	"sync"
	"syscall"
	"time"
)

// Kind is a product that Start starts.
type Kind int

// The products.
const (
	KindPostgreSQL Kind = iota
	KindMariaDB
	kindPgBouncer // needs a server: StartPgBouncer
)

// String is the product's name.
func (k Kind) String() string { return k.product().name }

// product is what differs between the servers.
type product struct {
	name     string
	pkg      string   // Debian's package
	programs []string // the server's first, then what makes its data folder
	dirs     []string // where they are looked for besides PATH; patterns
	users    []string // whom to run as if we are root: the first that exists
	database database

	// initialise fills the folder once.
	initialise func(ctx context.Context, s *Server) error
	// arguments are those of the server's program.
	arguments func(s *Server) []string
	// identify connects and returns what ties the answer to this server's folder: whoever has taken the port in between answers as well.
	identify func(ctx context.Context, s *Server) (folder string, err error)
	// restart ends the server in order; stop need not be orderly, its data is thrown away.
	restart, stop syscall.Signal
}

func (k Kind) product() *product {
	switch k {
	case KindMariaDB:
		return mariadb()
	case kindPgBouncer:
		return pgbouncer()
	}
	return postgresql()
}

// Server is a running server with an empty database "azoth". Its methods may be called by any goroutine, one at a time takes effect.
type Server struct {
	kind     Kind
	product  *product
	programs []string
	account  account
	dir      string
	port     int
	upstream *url.URL // what PgBouncer is in front of

	mu       sync.Mutex
	proc     *child
	watchdog *watchdog
	stopped  bool
}

// errStopped is returned by Restart and Kill of a server that Stop has ended.
var errStopped = errors.New("dbfleet: the server was stopped and its data removed (start another)")

// Start starts a server in a new temporary folder on a free port. The caller stops it; if the process dies, a watchdog does.
func Start(ctx context.Context, kind Kind) (*Server, error) {
	if kind != KindPostgreSQL && kind != KindMariaDB {
		return nil, fmt.Errorf("dbfleet: kind %d is not a server (use KindPostgreSQL or KindMariaDB)", kind)
	}
	s, err := launch(ctx, &Server{kind: kind})
	if err != nil {
		return nil, err
	}
	if err := s.product.database.create(ctx, withDatabase(s.address(), s.product.name), defaultDatabase); err != nil {
		return nil, errors.Join(fmt.Errorf("dbfleet: %s: create database %s: %w", kind, defaultDatabase, err), s.Stop())
	}
	return s, nil
}

const defaultDatabase = "azoth"

// launch makes the folder and starts the server, on another port if somebody was faster to take the first.
func launch(ctx context.Context, s *Server) (*Server, error) {
	s.product = s.kind.product()
	var err error
	if s.programs, err = s.product.find(ctx); err != nil {
		return nil, err
	}
	if s.account, err = accountOf(s.product.users); err != nil {
		return nil, err
	}
	if s.dir, err = newFolder(s.account); err != nil {
		return nil, err
	}
	if s.watchdog, err = startWatchdog(s.dir); err != nil {
		return nil, errors.Join(err, os.RemoveAll(s.dir))
	}
	if err := s.product.initialise(ctx, s); err != nil {
		return nil, errors.Join(fmt.Errorf("dbfleet: %s: make the data folder: %w", s.kind, err), s.Stop())
	}
	for range 3 {
		if s.port, err = freePort(); err != nil {
			break
		}
		if err = s.start(ctx); err == nil {
			return s, nil
		}
	}
	return nil, errors.Join(err, s.Stop())
}

// start runs the program and waits until it answers.
func (s *Server) start(ctx context.Context) error {
	proc, err := s.spawn(s.programs[0], s.product.arguments(s)...)
	if err != nil {
		return fmt.Errorf("dbfleet: %s: start: %w", s.kind, err)
	}
	s.proc = proc
	if err := s.waitReady(ctx); err != nil {
		proc.end(syscall.SIGKILL)
		return fmt.Errorf("dbfleet: %s: start: %w%s", s.kind, err, s.logTail())
	}
	return nil
}

func (s *Server) waitReady(ctx context.Context) error {
	ctx, cancel := context.WithTimeout(ctx, patience)
	defer cancel()
	for {
		folder, err := s.product.identify(ctx, s)
		if err == nil && filepath.Clean(folder) == s.data() {
			return nil
		}
		select {
		case <-s.proc.done:
			return fmt.Errorf("the server ended: %s", s.proc.state())
		case <-ctx.Done():
			return errors.Join(ctx.Err(), err)
		case <-time.After(20 * time.Millisecond):
		}
	}
}

// data is the server's own folder of data; beside it lie its log, its socket and its settings.
func (s *Server) data() string { return filepath.Join(s.dir, "data") }

// Addr is the server's host:port.
func (s *Server) Addr() string { return net.JoinHostPort(loopback, strconv.Itoa(s.port)) }

// Dir is the server's temporary folder, with its log in server.log.
func (s *Server) Dir() string { return s.dir }

// PID is the process id of the server, 0 if it does not run.
func (s *Server) PID() int {
	s.mu.Lock()
	defer s.mu.Unlock()
	if s.proc == nil || s.proc.ended() {
		return 0
	}
	return s.proc.pid()
}

// URL is the URL of the server's database "azoth" as Azoth writes it, for a role that may do everything. It stays the same when the
// server is restarted.
func (s *Server) URL() string {
	if s.upstream != nil {
		u := *s.upstream
		u.User, u.Host = url.User(u.User.Username()), s.Addr()
		return u.String()
	}
	return withDatabase(s.address(), defaultDatabase).String()
}

// address is the server's URL without a database.
func (s *Server) address() *url.URL {
	u := &url.URL{Scheme: "postgresql", User: url.User(pgRole), Host: s.Addr()}
	if s.kind == KindMariaDB {
		u.Scheme, u.User = "mysql", url.User(myRole)
	}
	return u
}

// Restart ends the server in order, if it runs, and starts it again with its data on the same port.
func (s *Server) Restart(ctx context.Context) error {
	s.mu.Lock()
	defer s.mu.Unlock()
	if s.stopped {
		return errStopped
	}
	s.proc.end(s.product.restart)
	return s.start(ctx)
}

// Kill ends the server at once with all its processes, as a power cut does. Restart starts it again.
func (s *Server) Kill() error {
	s.mu.Lock()
	defer s.mu.Unlock()
	if s.stopped {
		return errStopped
	}
	s.proc.kill()
	return nil
}

// Stop ends the server and removes its folder. Stopping twice is not an error.
func (s *Server) Stop() error {
	s.mu.Lock()
	defer s.mu.Unlock()
	if s.stopped {
		return nil
	}
	s.stopped = true
	if s.proc != nil {
		s.proc.end(s.product.stop)
	}
	err := os.RemoveAll(s.dir)
	s.watchdog.dismiss()
	if err != nil {
		return fmt.Errorf("dbfleet: %s: remove the folder: %w", s.kind, err)
	}
	return nil
}
