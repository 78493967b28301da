package chaosproxy

import (
	"net"
	"sync"
)

// link is one client's connection and ours to the server.
type link struct {
	proxy *Proxy
	ends  [2]net.Conn // by the direction in which they are written

	mu       sync.Mutex
	dialogue dialogue
	armed    map[int]*struck // by the reply that they strike
	asked    int             // the last reply that was asked for
	left     [2]int64        // bytes until the cut, -1 is never

	once sync.Once
	gone chan struct{} // closed when the link has ended
}

// run passes bytes in both directions until the link has ended.
func (k *link) run() {
	var back sync.WaitGroup
	back.Go(func() { k.pump(ToClient) })
	k.pump(ToServer)
	back.Wait()
}

// pump passes bytes in one direction. The end of one direction is the end of both: neither protocol knows half a connection.
func (k *link) pump(d Direction) {
	defer k.close()
	in := k.ends[1-d]
	buf := make([]byte, 32<<10)
	for {
		n, err := in.Read(buf)
		if n > 0 {
			b, end := k.inspect(d, buf[:n])
			if !k.pass(d, b) {
				return
			}
			if end != nil {
				k.strike(end)
				return
			}
		}
		if err != nil {
			return
		}
	}
}

// inspect says how much of b may pass, and what happens then.
func (k *link) inspect(d Direction, b []byte) (pass []byte, then *struck) {
	k.mu.Lock()
	defer k.mu.Unlock()
	if d == ToServer {
		b, then = k.inspectRequests(b)
	} else {
		b, then = k.inspectReplies(b)
	}
	if k.left[d] < 0 {
		return b, then
	}
	if k.left[d] < int64(len(b)) || k.left[d] == int64(len(b)) && then == nil {
		b, then = b[:k.left[d]], &struck{at: BeforeRequest}
	}
	k.left[d] -= int64(len(b))
	return b, then
}

func (k *link) inspectRequests(b []byte) ([]byte, *struck) {
	for _, r := range k.dialogue.requests(b) {
		s := k.proxy.judge(r, r.reply != k.asked)
		k.asked = r.reply
		if s == nil {
			continue
		}
		if s.at == BeforeRequest {
			return b[:r.at], s
		}
		k.armed[r.reply] = s
	}
	return b, nil
}

func (k *link) inspectReplies(b []byte) ([]byte, *struck) {
	for _, r := range k.dialogue.replies(b) {
		s := k.armed[r.reply]
		if s == nil {
			continue
		}
		delete(k.armed, r.reply)
		if s.at == InReply {
			// At least one byte arrives and, if there are more, at least one does not.
			rest := len(b) - r.at
			return b[:r.at+1+int(s.share*float64(rest-1))], s
		}
		return b[:r.at], s
	}
	return b, nil
}

// strike does what a fault does once the bytes before it have passed.
func (k *link) strike(s *struck) {
	if s.at == Silence {
		k.drain()
		return
	}
	k.proxy.countCut()
	if s.reset {
		k.reset()
		return
	}
	k.close()
}

// drain swallows what the server sends until the link has ended.
func (k *link) drain() {
	buf := make([]byte, 32<<10)
	for {
		if _, err := k.ends[ToServer].Read(buf); err != nil {
			return
		}
	}
}

func (k *link) count(d Direction, n int) {
	k.proxy.mu.Lock()
	defer k.proxy.mu.Unlock()
	k.proxy.stats.Bytes[d] += int64(n)
}

// close ends the link: what was written before arrives, then the end of file. It tells whether the link was there.
func (k *link) close() bool { return k.end(func(c net.Conn) { _ = c.Close() }) }

// reset ends the link with a reset.
func (k *link) reset() bool { return k.end(abort) }

func (k *link) end(one func(net.Conn)) (ended bool) {
	k.once.Do(func() {
		ended = true
		close(k.gone)
		one(k.ends[ToClient])
		one(k.ends[ToServer])
	})
	return ended
}

// abort closes a connection with a reset: what was not sent yet is dropped.
func abort(c net.Conn) {
	if t, ok := c.(*net.TCPConn); ok {
		_ = t.SetLinger(0)
	}
	_ = c.Close()
}
