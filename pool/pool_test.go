package pool

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"log/slog"
	"slices"
	"strings"
	"sync"
	"sync/atomic"
	"testing"
	"testing/synctest"
	"time"
)

// server opens numbered connections and remembers what became of them.
type server struct {
	mu         sync.Mutex
	opened     int
	open       map[int]bool
	pings      int
	resets     int
	dead       map[int]bool
	failReset  bool
	failOpen   error
	resetEnded bool // a Reset was called with an ended ctx
}

func (s *server) options() Options[int] {
	s.open, s.dead = map[int]bool{}, map[int]bool{}
	return Options[int]{Connect: s.connect, Ping: s.ping, Reset: s.reset, Close: s.close, Logger: slog.New(slog.DiscardHandler)}
}

func (s *server) connect(context.Context) (int, error) {
	s.mu.Lock()
	defer s.mu.Unlock()
	if s.failOpen != nil {
		return 0, s.failOpen
	}
	s.opened++
	s.open[s.opened] = true
	return s.opened, nil
}

func (s *server) ping(_ context.Context, c int) error {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.pings++
	if s.dead[c] {
		return errors.New("gone")
	}
	return nil
}

func (s *server) reset(ctx context.Context, _ int) error {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.resets++
	s.resetEnded = s.resetEnded || ctx.Err() != nil
	if s.failReset {
		return errors.New("cannot roll back")
	}
	return nil
}

func (s *server) close(c int) error {
	s.mu.Lock()
	defer s.mu.Unlock()
	if !s.open[c] {
		panic(fmt.Sprintf("connection %d closed twice", c))
	}
	delete(s.open, c)
	return nil
}

func take(t *testing.T, p Pool[int]) *Lease[int] {
	t.Helper()
	l, err := p.Checkout(context.Background())
	if err != nil {
		t.Fatal(err)
	}
	return l
}

func takeAll(t *testing.T, p Pool[int], n int) []*Lease[int] {
	t.Helper()
	leases := make([]*Lease[int], n)
	for i := range leases {
		leases[i] = take(t, p)
	}
	return leases
}

func releaseAll(leases []*Lease[int]) {
	for _, l := range leases {
		l.Release(context.Background())
	}
}

func wantStats(t *testing.T, p Pool[int], want Stats) {
	t.Helper()
	if got := p.Stats(); got != want {
		t.Errorf("stats %+v, want %+v", got, want)
	}
}

func TestQueueKeepsItsSize(t *testing.T) {
	var s server
	o := s.options()
	o.Size, o.MaxOverflow = 2, 1
	p := NewQueue(o)
	wantStats(t, p, Stats{Size: 2, MaxOverflow: 1})
	leases := takeAll(t, p, 3)
	wantStats(t, p, Stats{Size: 2, MaxOverflow: 1, InUse: 3})
	if got := p.Stats().Overflow(); got != 1 {
		t.Errorf("overflow %d, want 1", got)
	}
	releaseAll(leases)
	releaseAll(leases) // again: nothing happens
	wantStats(t, p, Stats{Size: 2, MaxOverflow: 1, Idle: 2})
	if len(s.open) != 2 || s.opened != 3 || s.resets != 3 {
		t.Errorf("%d open of %d, %d resets", len(s.open), s.opened, s.resets)
	}
	if got := leases[0].Conn(); got != 0 {
		t.Errorf("an ended lease gives connection %d", got)
	}
}

func TestOrder(t *testing.T) {
	for _, lifo := range []bool{false, true} {
		t.Run(fmt.Sprintf("LIFO %v", lifo), func(t *testing.T) {
			var s server
			o := s.options()
			o.Size, o.LIFO = 3, lifo
			p := NewQueue(o)
			releaseAll(takeAll(t, p, 3)) // 1, 2, 3
			var got []int
			for range 4 {
				l := take(t, p)
				got = append(got, l.Conn())
				l.Release(context.Background())
			}
			want := []int{1, 2, 3, 1}
			if lifo {
				want = []int{3, 3, 3, 3}
			}
			if !slices.Equal(got, want) {
				t.Errorf("handed out %v, want %v", got, want)
			}
		})
	}
}

func TestTimeout(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		var s server
		o := s.options()
		o.Size, o.MaxOverflow, o.Stacks = 1, 1, true
		p := NewQueue(o)
		first := take(t, p)
		time.Sleep(7 * time.Second)
		second := take(t, p)
		_, err := p.Checkout(context.Background())
		var timeout *TimeoutError
		if !errors.As(err, &timeout) || !errors.Is(err, ErrTimeout) || errors.Is(err, context.DeadlineExceeded) {
			t.Fatalf("error %v", err)
		}
		if timeout.Waited != DefaultTimeout || len(timeout.Holders) != 2 || timeout.Holders[0].Age != 37*time.Second || timeout.Holders[1].Age != 30*time.Second {
			t.Errorf("%+v", timeout)
		}
		for _, want := range []string{"within 30s", "size 1 and overflow 1", "held for 37s", "pool.TestTimeout", "pool_test.go:"} {
			if !strings.Contains(err.Error(), want) {
				t.Errorf("no %q in %q", want, err)
			}
		}
		wantStats(t, p, Stats{Size: 1, MaxOverflow: 1, InUse: 2})
		releaseAll([]*Lease[int]{first, second})
		take(t, p).Release(context.Background())
	})
}

func TestTimeoutWithoutStacks(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		var s server
		p := NewStatic(s.options())
		defer take(t, p).Release(context.Background())
		_, err := p.Checkout(context.Background())
		if err == nil || !strings.Contains(err.Error(), "the only one is in use") || !strings.Contains(err.Error(), "let the pool record stacks") {
			t.Errorf("error %v", err)
		}
	})
}

func TestCallersDeadline(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		var s server
		o := s.options()
		o.Timeout = -1
		p := NewStatic(o)
		l := take(t, p)
		ctx, cancel := context.WithTimeout(context.Background(), time.Hour)
		defer cancel()
		_, err := p.Checkout(ctx)
		if !errors.Is(err, context.DeadlineExceeded) || errors.Is(err, ErrTimeout) {
			t.Errorf("error %v, want the caller's deadline", err)
		}
		if _, err := p.Checkout(ctx); !errors.Is(err, context.DeadlineExceeded) {
			t.Errorf("with an ended ctx: %v", err)
		}
		l.Release(ctx) // the ctx has ended, the connection is reset all the same
		if s.resets != 1 || s.resetEnded {
			t.Errorf("%d resets, with an ended ctx: %v", s.resets, s.resetEnded)
		}
		take(t, p).Release(context.Background())
		if s.opened != 1 {
			t.Errorf("%d connections were opened, want 1", s.opened)
		}
	})
}

func TestWaitersAreServedInTurn(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		var s server
		p := NewStatic(s.options())
		held := take(t, p)
		var order []int
		for i := range 3 {
			go func() {
				l := take(t, p)
				order = append(order, i)
				l.Release(context.Background())
			}()
			synctest.Wait()
		}
		wantStats(t, p, Stats{Size: 1, InUse: 1, Waiting: 3})
		held.Release(context.Background())
		synctest.Wait()
		if !slices.Equal(order, []int{0, 1, 2}) {
			t.Errorf("served in order %v", order)
		}
	})
}

func TestDiscardServesAWaiter(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		var s server
		p := NewStatic(s.options())
		held := take(t, p)
		got := 0
		go func() {
			l := take(t, p)
			got = l.Conn()
			l.Release(context.Background())
		}()
		synctest.Wait()
		held.Discard()
		held.Release(context.Background())
		synctest.Wait()
		if got != 2 || s.open[1] {
			t.Errorf("the waiter got connection %d, the old one is open: %v", got, s.open[1])
		}
	})
}

func TestRecycle(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		var s server
		o := s.options()
		o.Recycle = time.Minute
		p := NewQueue(o)
		for i, want := range []int{1, 1, 2} {
			l := take(t, p)
			if got := l.Conn(); got != want {
				t.Errorf("checkout %d got connection %d, want %d", i, got, want)
			}
			l.Release(context.Background())
			time.Sleep(40 * time.Second)
		}
		if len(s.open) != 1 {
			t.Errorf("%d open, want 1", len(s.open))
		}
	})
}

func TestPrePing(t *testing.T) {
	t.Run("replaces all", func(t *testing.T) {
		var s server
		o := s.options()
		o.PrePing = true
		p := NewQueue(o)
		releaseAll(takeAll(t, p, 3))
		s.dead[1] = true
		leases := takeAll(t, p, 3)
		if got := []int{leases[0].Conn(), leases[1].Conn(), leases[2].Conn()}; !slices.Equal(got, []int{4, 5, 6}) {
			t.Errorf("connections %v, want all new", got)
		}
		if s.pings != 1 {
			t.Errorf("%d pings, want one: it speaks for all", s.pings)
		}
		releaseAll(leases)
	})
	t.Run("ctx ended during the ping", func(t *testing.T) {
		var s server
		o := s.options()
		ctx, cancel := context.WithCancel(context.Background())
		o.PrePing = true
		o.Ping = func(ctx context.Context, _ int) error { cancel(); return ctx.Err() }
		p := NewQueue(o)
		releaseAll(takeAll(t, p, 2))
		if _, err := p.Checkout(ctx); !errors.Is(err, context.Canceled) {
			t.Errorf("error %v", err)
		}
		wantStats(t, p, Stats{Size: 5, Idle: 1}) // only that one is in doubt
	})
	t.Run("the server stays away", func(t *testing.T) {
		var s server
		o := s.options()
		o.PrePing = true
		p := NewQueue(o)
		releaseAll(takeAll(t, p, 1))
		s.dead[1], s.failOpen = true, errors.New("refused")
		if _, err := p.Checkout(context.Background()); !errors.Is(err, s.failOpen) {
			t.Errorf("error %v", err)
		}
		wantStats(t, p, Stats{Size: 5})
	})
}

func TestAliveIsAskedAtCheckout(t *testing.T) {
	s := &server{}
	o := s.options()
	o.Alive = func(c int) bool { return !s.dead[c] }
	p := NewQueue(o)
	take(t, p).Release(context.Background())
	s.dead[1] = true
	l := take(t, p)
	if l.Conn() != 2 || s.pings != 0 || s.open[1] {
		t.Errorf("got connection %d after %d pings, open %v", l.Conn(), s.pings, s.open)
	}
	l.Release(context.Background())
}

func TestPingAfterIdleness(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		s := &server{}
		o := s.options()
		o.PingAfter = time.Minute
		p := NewQueue(o)
		for _, c := range []struct {
			idle  time.Duration
			pings int
		}{{0, 0}, {time.Second, 0}, {time.Minute, 1}, {time.Second, 1}} {
			time.Sleep(c.idle)
			take(t, p).Release(context.Background())
			if s.pings != c.pings {
				t.Errorf("after %v idle: %d pings, want %d", c.idle, s.pings, c.pings)
			}
		}
	})
}

func TestInvalidate(t *testing.T) {
	var s server
	p := NewQueue(s.options())
	leases := takeAll(t, p, 3)
	leases[0].Release(context.Background())
	p.Invalidate()
	if len(s.open) != 3 {
		t.Error("Invalidate closes nothing by itself")
	}
	l := take(t, p) // the idle one, replaced
	if got := l.Conn(); got != 4 {
		t.Errorf("connection %d, want a new one", got)
	}
	leases[1].Release(context.Background()) // of an older generation: closed, not reset
	wantStats(t, p, Stats{Size: 5, InUse: 2})
	if s.resets != 1 {
		t.Errorf("%d resets, want 1", s.resets)
	}
	l.Release(context.Background())
	leases[2].Discard()
	wantStats(t, p, Stats{Size: 5, Idle: 1})
	if len(s.open) != 1 || !s.open[4] {
		t.Errorf("open: %v, want 4 only", s.open)
	}
}

func TestInvalidateWhileConnecting(t *testing.T) {
	var s server
	o := s.options()
	var p Pool[int]
	o.Connect = func(ctx context.Context) (int, error) {
		c, err := s.connect(ctx)
		if c == 1 {
			p.Invalidate()
		}
		return c, err
	}
	p = NewQueue(o)
	take(t, p).Release(context.Background())
	if l := take(t, p); l.Conn() != 2 {
		t.Error("a connection opened before Invalidate was kept")
	}
}

func TestFailedResetCloses(t *testing.T) {
	var s server
	p := NewQueue(s.options())
	s.failReset = true
	take(t, p).Release(context.Background())
	wantStats(t, p, Stats{Size: 5})
	if len(s.open) != 0 {
		t.Errorf("open: %v", s.open)
	}
}

func TestFailedConnectFreesTheSlot(t *testing.T) {
	var s server
	o := s.options()
	p := NewStatic(o)
	s.failOpen = errors.New("refused")
	for range 3 {
		if _, err := p.Checkout(context.Background()); !errors.Is(err, s.failOpen) {
			t.Fatal(err)
		}
	}
	s.failOpen = nil
	take(t, p).Release(context.Background())

	o.Connect = func(context.Context) (int, error) { panic("boom") }
	p = NewStatic(o)
	for range 2 {
		func() {
			defer func() { _ = recover() }()
			_, _ = p.Checkout(context.Background())
		}()
		wantStats(t, p, Stats{Size: 1})
	}
}

func TestClose(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		var s server
		o := s.options()
		o.Size = 2
		p := NewQueue(o)
		leases := takeAll(t, p, 2)
		waiter := make(chan error, 1)
		go func() {
			_, err := p.Checkout(context.Background())
			waiter <- err
		}()
		synctest.Wait()
		leases[0].Release(context.Background())
		l := leases[1]
		if err := <-waiter; err != nil { // it got what was released
			t.Fatal(err)
		}
		go func() {
			_, err := p.Checkout(context.Background())
			waiter <- err
		}()
		synctest.Wait()
		if err := p.Close(); err != nil {
			t.Error(err)
		}
		if err := <-waiter; !errors.Is(err, ErrClosed) {
			t.Errorf("the waiter got %v", err)
		}
		if _, err := p.Checkout(context.Background()); !errors.Is(err, ErrClosed) {
			t.Errorf("Checkout: %v", err)
		}
		if len(s.open) != 2 {
			t.Error("leased connections were closed")
		}
		l.Release(context.Background())
		if len(s.open) != 1 {
			t.Error("a connection released after Close is open")
		}
		if err := p.Close(); err != nil {
			t.Error(err)
		}
	})
	t.Run("idle ones at once", func(t *testing.T) {
		var s server
		p := NewQueue(s.options())
		releaseAll(takeAll(t, p, 4))
		p.Close()
		if len(s.open) != 0 {
			t.Errorf("open: %v", s.open)
		}
		wantStats(t, p, Stats{Size: 5})
	})
}

func TestUnlimitedOverflow(t *testing.T) {
	var s server
	o := s.options()
	o.Size, o.MaxOverflow = 1, Unlimited
	p := NewQueue(o)
	releaseAll(takeAll(t, p, 50))
	if len(s.open) != 1 {
		t.Errorf("%d open, want 1", len(s.open))
	}
}

func TestStaticKeepsItsConnection(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		var s server
		o := s.options()
		o.Size, o.MaxOverflow, o.Recycle = 9, 9, time.Second
		p := NewStatic(o)
		for range 3 {
			l := take(t, p)
			if l.Conn() != 1 {
				t.Errorf("connection %d, want 1", l.Conn())
			}
			time.Sleep(time.Minute)
			l.Release(context.Background())
		}
		wantStats(t, p, Stats{Size: 1, Idle: 1})
	})
}

func TestNull(t *testing.T) {
	var s server
	p := NewNull(s.options())
	leases := takeAll(t, p, 3)
	wantStats(t, p, Stats{InUse: 3})
	leases[0].Discard()
	releaseAll(leases)
	p.Invalidate()
	wantStats(t, p, Stats{})
	if len(s.open) != 0 || s.opened != 3 {
		t.Errorf("%d open of %d", len(s.open), s.opened)
	}
	s.failOpen = errors.New("refused")
	if _, err := p.Checkout(context.Background()); !errors.Is(err, s.failOpen) {
		t.Error(err)
	}
	p.Close()
	if _, err := p.Checkout(context.Background()); !errors.Is(err, ErrClosed) {
		t.Error(err)
	}
}

func TestManyGoroutines(t *testing.T) {
	var s server
	o := s.options()
	o.Size, o.MaxOverflow, o.Stacks = 3, 2, true
	p := NewQueue(o)
	var holders [1 << 16]atomic.Int32
	var all sync.WaitGroup
	for g := range 32 {
		all.Go(func() {
			for i := range 200 {
				ctx, cancel := context.WithTimeout(context.Background(), time.Duration(g*i%7+1)*time.Millisecond)
				l, err := p.Checkout(ctx)
				if err != nil {
					cancel()
					continue
				}
				c := l.Conn()
				if holders[c].Add(1) != 1 {
					t.Errorf("connection %d is held twice", c)
				}
				holders[c].Add(-1)
				switch (g + i) % 11 {
				case 0:
					l.Discard()
				case 1:
					p.Invalidate()
					fallthrough
				default:
					l.Release(ctx)
				}
				cancel()
			}
		})
	}
	all.Wait()
	st := p.Stats()
	if st.InUse != 0 || st.Waiting != 0 || st.Idle != len(s.open) {
		t.Errorf("%+v with %d open", st, len(s.open))
	}
	p.Close()
	if len(s.open) != 0 {
		t.Errorf("open after Close: %v", s.open)
	}
}

// lines is a log that can be written from any goroutine.
type lines struct {
	mu sync.Mutex
	b  bytes.Buffer
}

func (l *lines) Write(p []byte) (int, error) {
	l.mu.Lock()
	defer l.mu.Unlock()
	return l.b.Write(p)
}

func (l *lines) String() string {
	l.mu.Lock()
	defer l.mu.Unlock()
	return l.b.String()
}
