package chaosproxy

import (
	"sync"
	"time"
)

// line is the state of one direction, for all connections.
type line struct {
	mu    sync.Mutex
	open  chan struct{} // closed while bytes pass
	delay time.Duration
	speed int // bytes a second, 0 is as fast as it goes
}

func newLine() *line {
	l := &line{open: make(chan struct{})}
	close(l.open)
	return l
}

// Hold lets nothing pass in the direction until Release: the connections stay open and are silent.
func (p *Proxy) Hold(d Direction) {
	l := p.lines[d]
	l.mu.Lock()
	defer l.mu.Unlock()
	select {
	case <-l.open:
		l.open = make(chan struct{})
	default: // held already
	}
}

// Release lets bytes pass again, those first that were held.
func (p *Proxy) Release(d Direction) {
	l := p.lines[d]
	l.mu.Lock()
	defer l.mu.Unlock()
	select {
	case <-l.open:
	default:
		close(l.open)
	}
}

// Delay makes whatever arrives at once that much late; 0 ends it.
func (p *Proxy) Delay(d Direction, by time.Duration) {
	l := p.lines[d]
	l.mu.Lock()
	defer l.mu.Unlock()
	l.delay = by
}

// Throttle lets so many bytes a second pass on each connection; 0 ends it.
func (p *Proxy) Throttle(d Direction, bytesPerSecond int) {
	l := p.lines[d]
	l.mu.Lock()
	defer l.mu.Unlock()
	l.speed = bytesPerSecond
}

// CutAfter cuts each connection, open or new, when n more bytes have passed in the direction; -1 ends it.
func (p *Proxy) CutAfter(d Direction, n int64) {
	p.mu.Lock()
	defer p.mu.Unlock()
	p.limits[d] = n
	for k := range p.links {
		k.mu.Lock()
		k.left[d] = n
		k.mu.Unlock()
	}
}

func (l *line) state() (open <-chan struct{}, delay time.Duration, speed int) {
	l.mu.Lock()
	defer l.mu.Unlock()
	return l.open, l.delay, l.speed
}

// pass writes b to out as the line allows. It returns false if the link has ended meanwhile.
func (k *link) pass(d Direction, b []byte) bool {
	l, gone := k.proxy.lines[d], k.gone
	_, delay, speed := l.state()
	if delay > 0 && !sleep(delay, gone) {
		return false
	}
	piece := len(b)
	if speed > 0 {
		piece = max(1, speed/100)
	}
	for len(b) > 0 {
		n := min(piece, len(b))
		if speed > 0 && !sleep(time.Duration(n)*time.Second/time.Duration(speed), gone) {
			return false
		}
		if !l.wait(gone) {
			return false
		}
		k.count(d, n) // before the other side can know
		if _, err := k.ends[d].Write(b[:n]); err != nil {
			return false
		}
		b = b[n:]
	}
	return true
}

// wait waits while the line is held.
func (l *line) wait(gone <-chan struct{}) bool {
	open, _, _ := l.state()
	select {
	case <-open:
		return true
	default:
	}
	select {
	case <-open:
		return true
	case <-gone:
		return false
	}
}

func sleep(d time.Duration, gone <-chan struct{}) bool {
	t := time.NewTimer(d)
	defer t.Stop()
	select {
	case <-t.C:
		return true
	case <-gone:
		return false
	}
}
