package chaosproxy

import (
	"errors"
	"fmt"
	"math/rand/v2"
	"net"
	"net/url"
	"strconv"
	"sync"
	"testing"
	"time"
)

// Direction is where bytes go.
type Direction int

// The two directions.
const (
	ToServer Direction = iota
	ToClient
)

// Proxy stands between clients and one server. A new one passes everything on.
type Proxy struct {
	upstream string
	protocol Protocol
	port     int

	mu       sync.Mutex
	listener net.Listener // nil while connections are refused
	closed   bool
	links    map[*link]struct{}
	lines    [2]*line
	limits   [2]int64 // bytes after which new connections are cut, -1 is never
	faults   []*injected
	watchers []watcher
	stats    Stats
	running  sync.WaitGroup
}

// Stats counts what went through a proxy.
type Stats struct {
	// Accepted are the connections so far, Open those that are open, Cut those that a fault ended.
	Accepted, Open, Cut int
	// Requests are the messages or groups of messages that want a reply, Statements those that ran a statement, Commits those that ran COMMIT.
	Requests, Statements, Commits int
	// Replies are those that were waited for: one for several requests that were sent together.
	Replies int
	// Faults are the faults that struck.
	Faults int
	// Bytes are those passed on, by direction.
	Bytes [2]int64
}

// New starts a proxy in front of the server at upstream, a host:port. The caller closes it.
func New(protocol Protocol, upstream string) (*Proxy, error) {
	p := &Proxy{
		upstream: upstream, protocol: protocol, links: map[*link]struct{}{},
		lines: [2]*line{newLine(), newLine()}, limits: [2]int64{-1, -1},
	}
	if err := p.listen(); err != nil {
		return nil, err
	}
	return p, nil
}

// Start is New for a test: the proxy is closed when the test ends.
func Start(t testing.TB, protocol Protocol, upstream string) *Proxy {
	t.Helper()
	p, err := New(protocol, upstream)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() {
		if err := p.Close(); err != nil {
			t.Error(err)
		}
	})
	return p
}

// listen takes a port, or the one that it had before. It is below those of outgoing connections: a client that dials while connections
// are refused could otherwise be connected with itself.
func (p *Proxy) listen() error {
	var l net.Listener
	var err error
	for range 200 {
		port := p.port
		if port == 0 {
			port = 20000 + rand.IntN(12000)
		}
		if l, err = net.Listen("tcp", net.JoinHostPort("127.0.0.1", strconv.Itoa(port))); err == nil {
			if p.port == 0 {
				p.port = port
			}
			p.listener = l
			p.running.Go(func() { p.accept(l) })
			return nil
		}
		if p.port != 0 {
			time.Sleep(5 * time.Millisecond)
		}
	}
	return fmt.Errorf("chaosproxy: listen: %w", err)
}

func (p *Proxy) accept(l net.Listener) {
	for {
		c, err := l.Accept()
		if err != nil {
			return // closed by Close or Refuse
		}
		p.running.Go(func() { p.serve(c) })
	}
}

// serve dials the server and passes bytes until either side, or a fault, ends it.
func (p *Proxy) serve(client net.Conn) {
	server, err := net.DialTimeout("tcp", p.upstream, 10*time.Second)
	if err != nil {
		abort(client) // as the server would have refused it
		return
	}
	k := &link{
		proxy: p, ends: [2]net.Conn{ToServer: server, ToClient: client}, dialogue: p.protocol.dialogue(),
		armed: map[int]*struck{}, gone: make(chan struct{}),
	}
	if !p.enrol(k) {
		abort(client)
		abort(server)
		return
	}
	k.run()
	p.mu.Lock()
	defer p.mu.Unlock()
	delete(p.links, k)
}

func (p *Proxy) enrol(k *link) bool {
	p.mu.Lock()
	defer p.mu.Unlock()
	if p.closed || p.listener == nil {
		return false
	}
	p.links[k] = struct{}{}
	p.stats.Accepted++
	k.left = p.limits
	return true
}

// Addr is where clients connect to, a host:port.
func (p *Proxy) Addr() string { return net.JoinHostPort("127.0.0.1", strconv.Itoa(p.port)) }

// URL is a database's URL with the proxy in the place of the server. It panics if server is not a URL: that is the test's mistake.
func (p *Proxy) URL(server string) string {
	u, err := url.Parse(server)
	if err != nil || u.Host == "" {
		panic("chaosproxy: URL wants the URL of a server, scheme://host:port/…")
	}
	u.Host = p.Addr()
	return u.String()
}

// Stats are the counts so far.
func (p *Proxy) Stats() Stats {
	p.mu.Lock()
	defer p.mu.Unlock()
	s := p.stats
	s.Open = len(p.links)
	return s
}

// Refuse makes the system refuse new connections, or accept them again on the same port. Open ones stay.
func (p *Proxy) Refuse(refuse bool) error {
	p.mu.Lock()
	defer p.mu.Unlock()
	switch {
	case p.closed:
		return net.ErrClosed
	case refuse && p.listener != nil:
		l := p.listener
		p.listener = nil
		return l.Close()
	case !refuse && p.listener == nil:
		return p.listen()
	}
	return nil
}

// Cut ends the open connections in order: both sides read an end of file.
func (p *Proxy) Cut() { p.endAll((*link).close) }

// Reset ends the open connections with a reset: both sides get an error.
func (p *Proxy) Reset() { p.endAll((*link).reset) }

func (p *Proxy) endAll(end func(*link) bool) {
	p.mu.Lock()
	links := make([]*link, 0, len(p.links))
	for k := range p.links {
		links = append(links, k)
	}
	p.mu.Unlock()
	for _, k := range links {
		if end(k) {
			p.countCut()
		}
	}
}

func (p *Proxy) countCut() {
	p.mu.Lock()
	defer p.mu.Unlock()
	p.stats.Cut++
}

// Close ends all connections and the proxy. Closing twice is not an error.
func (p *Proxy) Close() error {
	err := p.Refuse(true)
	p.mu.Lock()
	p.closed = true
	p.mu.Unlock()
	p.endAll((*link).reset)
	p.running.Wait()
	if errors.Is(err, net.ErrClosed) {
		return nil
	}
	return err
}
