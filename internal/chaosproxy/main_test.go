package chaosproxy

import (
	"context"
	"errors"
	"io"
	"net"
	"testing"
	"time"

	"github.com/azoth-orm/azoth/internal/dbfleet"
)

func TestMain(m *testing.M) { dbfleet.Main(m) }

func testContext(t testing.TB) context.Context {
	t.Helper()
	ctx, cancel := context.WithTimeout(context.Background(), 30*time.Second)
	t.Cleanup(cancel)
	return ctx
}

// echo starts a server that sends back what it gets, and a proxy in front of it.
func echo(t *testing.T) *Proxy {
	t.Helper()
	l, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = l.Close() })
	go func() {
		for {
			c, err := l.Accept()
			if err != nil {
				return
			}
			go func() {
				_, _ = io.Copy(c, c)
				_ = c.Close()
			}()
		}
	}()
	return Start(t, Plain, l.Addr().String())
}

// client is a connection through the proxy.
type client struct {
	t *testing.T
	net.Conn
}

func dial(t *testing.T, p *Proxy) client {
	t.Helper()
	c, err := net.DialTimeout("tcp", p.Addr(), 5*time.Second)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = c.Close() })
	return client{t, c}
}

func (c client) send(s string) {
	c.t.Helper()
	if _, err := c.Write([]byte(s)); err != nil {
		c.t.Fatal(err)
	}
}

// want reads exactly s.
func (c client) want(s string) {
	c.t.Helper()
	got, err := c.read(len(s), 5*time.Second)
	if got != s || err != nil {
		c.t.Fatalf("read %q, %v, want %q", got, err, s)
	}
}

// read reads up to n bytes.
func (c client) read(n int, patience time.Duration) (string, error) {
	c.t.Helper()
	_ = c.SetReadDeadline(time.Now().Add(patience))
	buf := make([]byte, n)
	got, err := io.ReadFull(c, buf)
	return string(buf[:got]), err
}

// wantSilence wants nothing to come for a while.
func (c client) wantSilence() {
	c.t.Helper()
	var timeout net.Error
	if got, err := c.read(1, 50*time.Millisecond); got != "" || !errors.As(err, &timeout) || !timeout.Timeout() {
		c.t.Fatalf("read %q, %v, want silence", got, err)
	}
}

// wantEnd wants s, then the end: a reset or an end of file.
func (c client) wantEnd(s string, reset bool) {
	c.t.Helper()
	got, err := c.read(len(s)+1, 5*time.Second)
	if got != s {
		c.t.Errorf("read %q before the end, want %q", got, s)
	}
	if isReset := errors.Is(err, errReset); isReset != reset || err == nil || errors.Is(err, context.DeadlineExceeded) {
		c.t.Errorf("ended with %v, want a reset: %v", err, reset)
	}
}
