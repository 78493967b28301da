package chaosproxy

import (
	"math/rand/v2"
	"strings"
)

// Point is when a fault strikes, seen from the statement.
type Point int

// The points. After BeforeRequest the server has not run the statement; after the others it has.
const (
	// BeforeRequest cuts the connection instead of passing the statement on.
	BeforeRequest Point = iota
	// BeforeReply passes the statement on, waits for the reply to begin, and cuts the connection: none of the reply arrives.
	BeforeReply
	// InReply cuts the connection somewhere within the first part of the reply.
	InReply
	// Silence never lets the reply through. The connection stays open.
	Silence
)

// Fault is something that happens to statements.
type Fault struct {
	// Match tells whether it may strike the statement; nil is every request: statements, and also what prepares or pings.
	Match func(sql string) bool
	// At is when.
	At Point
	// Points, if not empty, is where At is drawn from each time.
	Points []Point
	// Reset ends the connection with a reset instead of an end of file.
	Reset bool
	// Probability of each statement to be struck, 0 is 1.
	Probability float64
	// Seed makes the draws the same in each run, as far as the statements come in the same order.
	Seed uint64
	// Times is how often it strikes, 0 is without end.
	Times int
}

// injected is a fault in force.
type injected struct {
	Fault
	draws *rand.Rand
	left  int
}

// struck is a fault that strikes one request.
type struck struct {
	at    Point
	reset bool
	// share of the reply that arrives before an InReply cut.
	share float64
}

// Inject puts a fault in force; remove takes it back. Where several match, the first put in force strikes.
func (p *Proxy) Inject(f Fault) (remove func()) {
	in := &injected{Fault: f, draws: rand.New(rand.NewPCG(f.Seed, 0)), left: f.Times}
	p.mu.Lock()
	defer p.mu.Unlock()
	p.faults = append(p.faults, in)
	return func() {
		p.mu.Lock()
		defer p.mu.Unlock()
		for i, other := range p.faults {
			if other == in {
				p.faults = append(p.faults[:i:i], p.faults[i+1:]...)
				return
			}
		}
	}
}

// IsCommit tells whether the statement is a COMMIT, of a prepared transaction too.
func IsCommit(sql string) bool { return firstWord(sql) == "COMMIT" || firstWord(sql) == "END" }

// First is a Match for statements that begin with the word.
func First(word string) func(sql string) bool {
	word = strings.ToUpper(word)
	return func(sql string) bool { return firstWord(sql) == word }
}

func firstWord(sql string) string {
	sql = strings.TrimLeft(sql, " \t\r\n;(")
	if i := strings.IndexAny(sql, " \t\r\n;("); i >= 0 {
		sql = sql[:i]
	}
	return strings.ToUpper(sql)
}

type watcher struct {
	match func(sql string) bool
	seen  chan<- string
}

// Seen returns a channel that gets the text of each matching statement just before it is passed on, as far as there is room for n.
func (p *Proxy) Seen(n int, match func(sql string) bool) <-chan string {
	seen := make(chan string, n)
	p.mu.Lock()
	defer p.mu.Unlock()
	p.watchers = append(p.watchers, watcher{match, seen})
	return seen
}

// judge counts a request, and the reply to it if it is the first to ask for that, and says which fault strikes it.
func (p *Proxy) judge(r request, first bool) *struck {
	p.mu.Lock()
	defer p.mu.Unlock()
	p.stats.Requests++
	if first {
		p.stats.Replies++
	}
	if r.sql != "" {
		p.stats.Statements++
	}
	if IsCommit(r.sql) {
		p.stats.Commits++
	}
	for _, w := range p.watchers {
		if r.sql != "" && w.match(r.sql) {
			select {
			case w.seen <- r.sql:
			default:
			}
		}
	}
	for _, in := range p.faults {
		if s := in.strikes(r); s != nil {
			p.stats.Faults++
			return s
		}
	}
	return nil
}

func (in *injected) strikes(r request) *struck {
	if in.Match != nil && (r.sql == "" || !in.Match(r.sql)) {
		return nil
	}
	if in.Times > 0 && in.left == 0 {
		return nil
	}
	if in.Probability > 0 && in.draws.Float64() >= in.Probability {
		return nil
	}
	in.left--
	s := &struck{at: in.At, reset: in.Reset, share: in.draws.Float64()}
	if len(in.Points) > 0 {
		s.at = in.Points[in.draws.IntN(len(in.Points))]
	}
	return s
}
