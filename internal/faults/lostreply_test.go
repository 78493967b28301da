package faults_test

import (
	"context"
	"errors"
	"fmt"
	"maps"
	"math/rand/v2"
	"sort"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/azoth-orm/azoth"
	"github.com/azoth-orm/azoth/dialect"
	"github.com/azoth-orm/azoth/engine"
	"github.com/azoth-orm/azoth/expr"
	"github.com/azoth-orm/azoth/internal/chaosproxy"
	"github.com/azoth-orm/azoth/orm"
)

// Lost replies. Units of work write rows with a token of their own through a proxy that cuts the connection before a statement reached the
// server, before its reply, or in it. What the unit was told is compared with what an observer finds in the tables.

// lostReplies is the number of units of each campaign on each database.
const lostReplies = 2000

// work is a way to write.
type work struct {
	name string
	// parts is how many rows it writes.
	parts int
	// decider is the statement whose reply tells that the rows are kept: COMMIT, or the only statement.
	decider string
	// undone says that it takes back what it writes.
	undone bool
	// mayBegin says that the only statement stands in a transaction if its connection was idle for long.
	mayBegin bool
	run      func(c context.Context, db *orm.DB, token string) error
}

func works() []work {
	return []work{
		{name: "exec", parts: 2, decider: "COMMIT", run: execWork},
		{name: "returning", parts: 1, decider: "COMMIT", run: returningWork},
		{name: "flush", parts: 3, decider: "COMMIT", run: flushWork},
		{name: "orm transact", parts: 3, decider: "COMMIT", run: ormTransactWork},
		{name: "engine transact", parts: 1, decider: "COMMIT", run: engineTransactWork},
		{name: "savepoint", parts: 2, decider: "COMMIT", run: savepointWork},
		{name: "session's statement", parts: 1, decider: "COMMIT", run: dbExecWork},
		{name: "rollback", parts: 1, undone: true, run: rollbackWork},
		{name: "single", parts: 1, decider: "INSERT", run: singleWork},
		{name: "single returning", parts: 1, decider: "INSERT", run: singleReturningWork},
		{name: "alone", parts: 1, decider: "INSERT", mayBegin: true, run: aloneWork},
		{name: "autocommit", parts: 1, decider: "INSERT", run: autocommitWork},
	}
}

func insertion(token string, part int) expr.Insert[Entry] {
	return azoth.Insert(entries).Values(entries.Token.Set(token), entries.Part.Set(part))
}

func insert(c context.Context, ex azoth.Executor, token string, part int) error {
	n, err := insertion(token, part).Exec(c, ex)
	if err == nil && n != 1 {
		return fmt.Errorf("%d rows inserted", n)
	}
	return err
}

func insertReturning(c context.Context, ex azoth.Executor, token string, part int) error {
	row, err := azoth.Returning2(insertion(token, part), entries.ID, entries.Token).One(c, ex)
	if err == nil && (row.V1 == 0 || row.V2 != token) {
		return fmt.Errorf("token %s got the row %v", token, row)
	}
	return err
}

func execWork(c context.Context, db *orm.DB, token string) error {
	return db.Engine().Begin(c, func(k *engine.Connection) error {
		if err := insert(c, k, token, 1); err != nil {
			return err
		}
		return insert(c, k, token, 2)
	})
}

func returningWork(c context.Context, db *orm.DB, token string) (err error) {
	k, err := db.Engine().Connect(c)
	if err != nil {
		return err
	}
	defer func() { err = errors.Join(err, k.Close()) }()
	if err := insertReturning(c, k, token, 1); err != nil {
		return err
	}
	return k.Commit(c)
}

// family is an entry with two details.
func family(token string) *Entry {
	return &Entry{Token: token, Part: 1, Details: []*Detail{{Token: token, Part: 2}, {Token: token, Part: 3}}}
}

func flushWork(c context.Context, db *orm.DB, token string) (err error) {
	s := db.Session()
	defer func() { err = errors.Join(err, s.Close()) }()
	s.Add(family(token))
	if err := s.Flush(c); err != nil {
		return err
	}
	return s.Commit(c)
}

// aloneWork is a flush of one statement, which needs no BEGIN and no COMMIT.
func aloneWork(c context.Context, db *orm.DB, token string) (err error) {
	s := db.Session()
	defer func() { err = errors.Join(err, s.Close()) }()
	s.Add(&Entry{Token: token, Part: 1})
	return s.Commit(c)
}

func ormTransactWork(c context.Context, db *orm.DB, token string) error {
	return db.Transact(c, func(s *orm.Session) error {
		s.Add(family(token))
		return nil
	})
}

func engineTransactWork(c context.Context, db *orm.DB, token string) error {
	return db.Engine().Transact(c, 3, func(k *engine.Connection) error { return insert(c, k, token, 1) })
}

func savepointWork(c context.Context, db *orm.DB, token string) error {
	return db.Engine().Begin(c, func(k *engine.Connection) error {
		if err := insert(c, k, token, 1); err != nil {
			return err
		}
		nested, err := k.BeginNested(c)
		if err != nil {
			return err
		}
		if err := insert(c, k, token, 2); err != nil {
			return err
		}
		return nested.Commit(c)
	})
}

func dbExecWork(c context.Context, db *orm.DB, token string) error { return insert(c, db, token, 1) }

func rollbackWork(c context.Context, db *orm.DB, token string) (err error) {
	k, err := db.Engine().Connect(c)
	if err != nil {
		return err
	}
	defer func() { err = errors.Join(err, k.Close()) }()
	if err := insert(c, k, token, 1); err != nil {
		return err
	}
	return k.Rollback(c)
}

func singleWork(c context.Context, db *orm.DB, token string) error {
	return insert(c, db.Engine(), token, 1)
}

func singleReturningWork(c context.Context, db *orm.DB, token string) error {
	return insertReturning(c, db.Engine(), token, 1)
}

func autocommitWork(c context.Context, db *orm.DB, token string) (err error) {
	k, err := db.Engine().Connect(c)
	if err != nil {
		return err
	}
	defer func() { err = errors.Join(err, k.Close()) }()
	if err := k.SetIsolation(engine.Autocommit); err != nil {
		return err
	}
	return insert(c, k, token, 1)
}

// unit is one run of a work, and what was done to it.
type unit struct {
	work
	token string
	// where is the statement that was aimed at: decider, inside, begin, rollback, any, or none; at is when. struck says that it was hit.
	where  string
	at     chaosproxy.Point
	struck bool
	err    error
}

// outcome is what the program was told.
func (u *unit) outcome() string {
	switch {
	case u.err == nil:
		return "acknowledged"
	case errors.Is(u.err, engine.ErrCommitUnknown):
		return "unknown"
	}
	return "refused"
}

var points = []chaosproxy.Point{chaosproxy.BeforeRequest, chaosproxy.BeforeReply, chaosproxy.InReply}

// aim draws what happens to the unit.
func (u *unit) aim(draw *rand.Rand) (f chaosproxy.Fault) {
	u.at = points[draw.IntN(len(points))]
	f = chaosproxy.Fault{At: u.at, Reset: draw.IntN(2) == 0, Times: 1, Seed: draw.Uint64()}
	switch n := draw.IntN(100); {
	case n < 25:
		u.where, f.Match = "none", func(string) bool { return false }
	case n < 70 && !u.undone:
		u.where, f.Match = "decider", chaosproxy.First(u.decider)
	case n < 70:
		u.where, f.Match = "rollback", chaosproxy.First("ROLLBACK")
	case n < 80 && u.decider != "INSERT":
		u.where, f.Match = "inside", chaosproxy.First("INSERT")
	case n < 90 && u.decider != "INSERT":
		u.where, f.Match = "begin", chaosproxy.First("BEGIN")
	default:
		u.where, f.Probability = "any", 0.3
	}
	return f
}

// judge compares what the program was told with the parts that are in the tables.
func (u *unit) judge(parts []string) error {
	sort.Strings(parts)
	found := strings.Join(parts, " ")
	all := strings.Join(strings.Fields("1 2 3")[:u.parts], " ")
	outcome := u.outcome()
	if u.undone {
		all = ""
	}
	switch {
	case found != "" && found != all:
		return fmt.Errorf("parts %q were kept, want all (%q) or none", found, all)
	case outcome == "acknowledged" && found != all:
		return errors.New("it was acknowledged and is missing")
	case outcome == "refused" && found != "":
		return errors.New("it was refused and is kept")
	}
	if !u.struck {
		if u.where != "any" && u.err != nil {
			return errors.New("it failed, and nothing had been done to it")
		}
		return nil
	}
	return u.judgeStruck(found != "")
}

// judgeStruck checks what must have come of a cut at a certain statement.
func (u *unit) judgeStruck(kept bool) error {
	outcome := u.outcome()
	switch u.where {
	case "decider":
		if u.mayBegin && outcome == "refused" && !kept {
			return nil
		}
		if outcome != "unknown" {
			return errors.New("the reply that decides was cut, and that was not reported as ErrCommitUnknown")
		}
		if reached := u.at != chaosproxy.BeforeRequest; kept != reached {
			return fmt.Errorf("the statement reached the server: %v, but kept is %v", reached, kept)
		}
	case "inside":
		if outcome == "acknowledged" {
			return nil // BEGIN was sent with it, so it could run on another connection
		}
		if outcome != "refused" || !errors.Is(u.err, dialect.ErrDisconnect) {
			return errors.New("a statement of the transaction was cut, and that was not reported as ErrDisconnect")
		}
	case "begin":
		if outcome != "acknowledged" {
			return errors.New("BEGIN was cut, and the pool had other connections")
		}
	}
	return nil
}

// lostWorker runs units one after the other by a proxy of its own, so that each fault belongs to a unit.
type lostWorker struct {
	proxy *chaosproxy.Proxy
	db    *orm.DB
	draw  *rand.Rand
}

func (w *lostWorker) run(t *testing.T, u *unit) {
	before := w.proxy.Stats().Faults
	remove := w.proxy.Inject(u.aim(w.draw))
	c, cancel := context.WithTimeout(ctx, 20*time.Second)
	u.err = u.work.run(c, w.db, u.token)
	cancel()
	remove()
	u.struck = w.proxy.Stats().Faults > before
	if n := w.db.Engine().PoolStats().InUse; n != 0 {
		t.Errorf("%s: %d connections were not given back", u.name, n)
	}
}

// TestLostReplies cuts replies of known statements and knows what must come of each.
func TestLostReplies(t *testing.T) {
	onServers(t, func(t *testing.T, s server) {
		direct := s.database(t)
		noGoroutines(t)
		made(t, direct)
		const workers = 8
		units := make([]*unit, lostReplies)
		all := works()
		for i := range units {
			units[i] = &unit{work: all[i%len(all)], token: fmt.Sprintf("unit-%d", i)}
		}
		var running sync.WaitGroup
		for n := range workers {
			p, url := proxied(t, s, direct)
			w := &lostWorker{p, orm.New(open(t, url, engine.PoolSize(2)), registry), rand.New(rand.NewPCG(uint64(n), 1))}
			running.Go(func() {
				for i := n; i < len(units); i += workers {
					w.run(t, units[i])
				}
			})
		}
		running.Wait()
		judgeAll(t, s.observe(t, direct), units)
		demand(t, units)
	})
}

// judgeAll compares every unit with the tables, and prints how often what happened.
func judgeAll(t *testing.T, o observer, units []*unit) {
	t.Helper()
	parts := map[string][]string{}
	for _, row := range asked(t, o, "SELECT token, part FROM entries UNION ALL SELECT token, part FROM details") {
		parts[row[0]] = append(parts[row[0]], row[1])
	}
	wrong := 0
	for _, u := range units {
		if err := u.judge(parts[u.token]); err != nil {
			if wrong++; wrong <= 10 {
				t.Errorf("%s (%s), cut at %s (%d, struck %v), %s: %v\n%v", u.token, u.name, u.where, u.at, u.struck, u.outcome(), err, u.err)
			}
		}
	}
	kept := len(parts)
	acknowledged, unknown, refused := count(units, "acknowledged"), count(units, "unknown"), count(units, "refused")
	t.Logf("%d units: %d acknowledged, %d unknown, %d refused, %d kept, %d wrong", len(units), acknowledged, unknown, refused, kept, wrong)
}

func count(units []*unit, outcome string) (n int) {
	for _, u := range units {
		if u.outcome() == outcome {
			n++
		}
	}
	return n
}

// demand wants that enough has happened: for every work, cuts of the reply that decides at each point; and of other statements.
func demand(t *testing.T, units []*unit) {
	t.Helper()
	hits := map[string]int{}
	for _, u := range units {
		if u.struck {
			hits[u.where]++
			hits[fmt.Sprint(u.name, " ", u.where, " ", u.at)]++
		}
	}
	t.Logf("cut: decider %d, inside %d, begin %d, rollback %d, any %d", hits["decider"], hits["inside"], hits["begin"], hits["rollback"], hits["any"])
	for where, least := range map[string]int{"decider": len(units) / 4, "inside": len(units) / 50, "begin": len(units) / 50, "rollback": len(units) / 50, "any": len(units) / 50} {
		if hits[where] < least {
			t.Errorf("%d units were cut at %s, want %d", hits[where], where, least)
		}
	}
	for _, w := range works() {
		for _, at := range points {
			if name := fmt.Sprint(w.name, " decider ", at); !w.undone && hits[name] < 5 {
				t.Errorf("%s: %d hits", name, hits[name])
			}
		}
	}
}

// strikes draws which statements of a shared pool are cut, and counts them by their first word.
type strikes struct {
	mu   sync.Mutex
	draw *rand.Rand
	hit  map[string]int
}

func (s *strikes) match(word string, probability float64) func(string) bool {
	isWord := chaosproxy.First(word)
	return func(sql string) bool {
		if !isWord(sql) {
			return false
		}
		s.mu.Lock()
		defer s.mu.Unlock()
		if s.draw.Float64() >= probability {
			return false
		}
		s.hit[word]++
		return true
	}
}

// counts are the hits so far. The proxy's goroutines may still be about to end.
func (s *strikes) counts() map[string]int {
	s.mu.Lock()
	defer s.mu.Unlock()
	return maps.Clone(s.hit)
}

// TestLostRepliesOfASharedPool lets many workers share a pool: what is cut for one invalidates the connections of all. Here nobody knows
// which unit was cut, but how many COMMITs were, the proxy does.
func TestLostRepliesOfASharedPool(t *testing.T) {
	onServers(t, func(t *testing.T, s server) {
		direct := s.database(t)
		noGoroutines(t)
		made(t, direct)
		p, url := proxied(t, s, direct)
		db := orm.New(open(t, url, engine.PoolSize(8)), registry)
		struck := &strikes{draw: rand.New(rand.NewPCG(7, 7)), hit: map[string]int{}}
		for word, probability := range map[string]float64{"COMMIT": 0.2, "INSERT": 0.04} {
			for i, at := range points {
				p.Inject(chaosproxy.Fault{Match: struck.match(word, probability/3), At: at, Reset: i == 1, Seed: 3})
			}
		}
		units := sharedUnits(t, db)
		judgeAll(t, s.observe(t, direct), units)
		unknown := count(units, "unknown")
		cut := struck.counts()
		t.Logf("cut: %v", cut)
		if cut["COMMIT"] < len(units)/10 || cut["INSERT"] < len(units)/50 {
			t.Errorf("cut: %v of %d units", cut, len(units))
		}
		if unknown != cut["COMMIT"] {
			t.Errorf("%d units are of unknown outcome, and %d COMMITs were cut", unknown, cut["COMMIT"])
		}
	})
}

// sharedUnits runs the works that end with a COMMIT, by eight workers.
func sharedUnits(t *testing.T, db *orm.DB) []*unit {
	var committing []work
	for _, w := range works() {
		if w.decider == "COMMIT" {
			committing = append(committing, w)
		}
	}
	units := make([]*unit, lostReplies)
	const workers = 8
	var running sync.WaitGroup
	for n := range workers {
		running.Go(func() {
			for i := n; i < len(units); i += workers {
				c, cancel := context.WithTimeout(ctx, 20*time.Second)
				u := &unit{work: committing[i%len(committing)], token: fmt.Sprintf("shared-%d", i), where: "any"}
				u.err = u.work.run(c, db, u.token)
				units[i] = u
				cancel()
			}
		})
	}
	running.Wait()
	return units
}
