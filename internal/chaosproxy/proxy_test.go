package chaosproxy

import (
	"bytes"
	"errors"
	"net"
	"strings"
	"syscall"
	"testing"
	"time"
)

const errReset = syscall.ECONNRESET

func TestPasses(t *testing.T) {
	p := echo(t)
	a, b := dial(t, p), dial(t, p)
	for range 3 {
		a.send("hello")
		b.send("world")
		a.want("hello")
		b.want("world")
	}
	s := p.Stats()
	if s.Accepted != 2 || s.Open != 2 || s.Cut != 0 || s.Bytes != [2]int64{30, 30} || s.Requests != 6 {
		t.Errorf("%+v", s)
	}
	_ = a.Close()
	for deadline := time.Now().Add(5 * time.Second); p.Stats().Open != 1; time.Sleep(time.Millisecond) {
		if time.Now().After(deadline) {
			t.Fatalf("%+v", p.Stats())
		}
	}
}

// TestLarge passes more than any buffer holds.
func TestLarge(t *testing.T) {
	c := dial(t, echo(t))
	sent := strings.Repeat("0123456789abcdef", 1<<16)
	go func() { _, _ = c.Write([]byte(sent)) }()
	if got, err := c.read(len(sent), 10*time.Second); err != nil || got != sent {
		t.Errorf("%d bytes, %v", len(got), err)
	}
}

func TestHold(t *testing.T) {
	for _, d := range []Direction{ToServer, ToClient} {
		p := echo(t)
		c := dial(t, p)
		p.Hold(d)
		p.Hold(d)
		c.send("a")
		c.wantSilence()
		if got := p.Stats().Bytes[ToServer]; got != int64(d) {
			t.Errorf("%d bytes have reached the server, want %d", got, d)
		}
		later := dial(t, p)
		later.send("b")
		later.wantSilence()
		p.Release(d)
		p.Release(d)
		c.want("a")
		later.want("b")
	}
}

func TestDelay(t *testing.T) {
	p := echo(t)
	c := dial(t, p)
	p.Delay(ToServer, 60*time.Millisecond)
	p.Delay(ToClient, 60*time.Millisecond)
	start := time.Now()
	c.send("a")
	c.want("a")
	if took := time.Since(start); took < 120*time.Millisecond {
		t.Errorf("took %v", took)
	}
	p.Delay(ToServer, 0)
	p.Delay(ToClient, 0)
	c.send("a")
	c.want("a")
}

func TestThrottle(t *testing.T) {
	p := echo(t)
	c := dial(t, p)
	p.Throttle(ToClient, 10_000)
	start := time.Now()
	c.send(strings.Repeat("x", 2000))
	c.want(strings.Repeat("x", 2000))
	if took := time.Since(start); took < 190*time.Millisecond {
		t.Errorf("2,000 bytes took %v", took)
	}
}

func TestCutAfter(t *testing.T) {
	for _, d := range []Direction{ToServer, ToClient} {
		p := echo(t)
		open := dial(t, p)
		open.send("12345")
		open.want("12345")
		p.CutAfter(d, 7)
		open.send("abcdef")
		open.want("abcdef")
		open.send("ghi")
		if d == ToClient {
			open.wantEnd("g", false)
		} else if got, _ := open.read(3, time.Second); len(got) > 1 {
			t.Errorf("%q after the cut", got)
		}
		p.CutAfter(d, -1)
		later := dial(t, p)
		later.send("0123456789")
		later.want("0123456789")
		if s := p.Stats(); s.Cut != 1 {
			t.Errorf("%+v", s)
		}
	}
}

func TestCutAndReset(t *testing.T) {
	p := echo(t)
	a, b := dial(t, p), dial(t, p)
	for _, c := range []client{a, b} {
		c.send("x")
		c.want("x")
	}
	p.Reset()
	a.wantEnd("", true)
	b.wantEnd("", true)
	c := dial(t, p)
	c.send("x")
	c.want("x")
	p.Cut()
	c.wantEnd("", false)
	if s := p.Stats(); s.Cut != 3 {
		t.Errorf("%+v", s)
	}
}

func TestRefuse(t *testing.T) {
	p := echo(t)
	c := dial(t, p)
	c.send("x")
	c.want("x")
	for range 3 {
		if err := errors.Join(p.Refuse(true), p.Refuse(true)); err != nil {
			t.Fatal(err)
		}
		if _, err := net.DialTimeout("tcp", p.Addr(), time.Second); !errors.Is(err, syscall.ECONNREFUSED) {
			t.Errorf("dial: %v, want a refusal", err)
		}
		c.send("y")
		c.want("y")
		if err := errors.Join(p.Refuse(false), p.Refuse(false)); err != nil {
			t.Fatal(err)
		}
		d := dial(t, p)
		d.send("z")
		d.want("z")
	}
}

// TestNoServer wants a connection to end as one to the server would.
func TestNoServer(t *testing.T) {
	p := Start(t, Plain, "127.0.0.1:1")
	c, err := net.DialTimeout("tcp", p.Addr(), 5*time.Second)
	if errors.Is(err, errReset) {
		return // before the dialler had it
	}
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = c.Close() })
	client{t, c}.wantEnd("", true)
}

func TestClose(t *testing.T) {
	p := echo(t)
	c := dial(t, p)
	c.send("x")
	c.want("x")
	p.Hold(ToClient)
	c.send("y")
	if err := errors.Join(p.Close(), p.Close()); err != nil {
		t.Error(err)
	}
	c.wantEnd("", true)
	if err := p.Refuse(false); !errors.Is(err, net.ErrClosed) {
		t.Errorf("Refuse after Close: %v", err)
	}
}

func TestFaults(t *testing.T) {
	for name, c := range map[string]struct {
		fault Fault
		want  string // of the reply "0123456789"
	}{
		"before the request": {Fault{At: BeforeRequest}, ""},
		"before the reply":   {Fault{At: BeforeReply}, ""},
		"in the reply":       {Fault{At: InReply, Seed: 1}, "0123456789"},
		"reset":              {Fault{At: BeforeReply, Reset: true}, ""},
	} {
		t.Run(name, func(t *testing.T) {
			p := echo(t)
			remove := p.Inject(c.fault)
			a := dial(t, p)
			a.send("0123456789")
			got, err := a.read(10, 5*time.Second)
			if err == nil || !strings.HasPrefix(c.want, got) || (got == "") != (c.want == "") || errors.Is(err, errReset) != c.fault.Reset {
				t.Errorf("read %q, %v", got, err)
			}
			reached := int64(10)
			if c.fault.At == BeforeRequest {
				reached = 0
			}
			if s := p.Stats(); s.Bytes[ToServer] != reached || s.Faults != 1 || s.Cut != 1 {
				t.Errorf("%+v, want %d bytes to the server", s, reached)
			}
			remove()
			b := dial(t, p)
			b.send("x")
			b.want("x")
		})
	}
}

func TestSilence(t *testing.T) {
	p := echo(t)
	p.Inject(Fault{At: Silence, Times: 1})
	a := dial(t, p)
	a.send("x")
	a.wantSilence()
	b := dial(t, p)
	b.send("y")
	b.want("y")
	a.send("z") // nothing comes any more
	a.wantSilence()
}

// TestProbability wants as many faults as were asked for, and the same ones for the same seed.
func TestProbability(t *testing.T) {
	run := func(seed uint64) []byte {
		p := echo(t)
		p.Inject(Fault{Points: []Point{BeforeRequest, BeforeReply, InReply}, Probability: 0.3, Seed: seed})
		var out bytes.Buffer
		for range 100 {
			c := dial(t, p)
			c.send("0123456789")
			got, _ := c.read(10, 5*time.Second)
			out.WriteByte('0' + byte(len(got)/2))
			_ = c.Close()
		}
		if n := p.Stats().Faults; n < 15 || n > 45 {
			t.Errorf("%d faults of 100 at 0.3", n)
		}
		return out.Bytes()
	}
	a, b, c := run(1), run(1), run(2)
	if !bytes.Equal(a, b) || bytes.Equal(a, c) {
		t.Errorf("seeds 1, 1, 2:\n%s\n%s\n%s", a, b, c)
	}
}

func TestURL(t *testing.T) {
	p := echo(t)
	if got, want := p.URL("mysql://a:b@host:1/c?d=e"), "mysql://a:b@"+p.Addr()+"/c?d=e"; got != want {
		t.Errorf("%s, want %s", got, want)
	}
}

func TestIsCommit(t *testing.T) {
	for sql, want := range map[string]bool{
		"COMMIT": true, " commit;": true, "COMMIT PREPARED 'x'": true, "end": true, "commit and chain": true,
		"": false, "COMMITS": false, "SELECT 'COMMIT'": false, "ROLLBACK": false,
	} {
		if IsCommit(sql) != want {
			t.Errorf("IsCommit(%q) = %v", sql, !want)
		}
	}
}
