package faults_test

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"math/rand/v2"
	"strings"
	"sync"
	"sync/atomic"
	"testing"
	"time"

	"github.com/azoth-orm/azoth"
	"github.com/azoth-orm/azoth/dialect"
	"github.com/azoth-orm/azoth/engine"
	"github.com/azoth-orm/azoth/expr"
	"github.com/azoth-orm/azoth/internal/dbfleet"
	"github.com/azoth-orm/azoth/orm"
)

// PgBouncer in transaction mode gives each transaction whatever session is free: eight of them for sixteen clients. Every query asks for a
// token that nobody else has, and every result must carry it.

// pooledClients is the number of clients.
const pooledClients = 16

func TestPgBouncer(t *testing.T) { pgBouncer(t, 3000) }

func TestSoakPgBouncer(t *testing.T) {
	soak(t)
	pgBouncer(t, 20_000)
}

func pgBouncer(t *testing.T, queries int64) {
	pooled, direct := dbfleet.PgBouncer(t)
	noGoroutines(t)
	made(t, direct)
	b := newBouncing(t, pooled+"?pgbouncer=true")
	b.run(queries)
	t.Logf("%d queries, %d errors, %d wrong results", b.queries.Load(), b.failed.Load(), b.wrong.Load())
	for _, err := range b.errors {
		t.Error(err)
	}
	o := postgresql().observe(t, direct)
	for _, row := range asked(t, o, "SELECT token, count(*) FROM entries GROUP BY token HAVING count(*) > 1") {
		t.Errorf("%s was written %s times", row[0], row[1])
	}
	if n := number(t, o, "SELECT count(*) FROM pg_prepared_statements"); n != 0 {
		t.Errorf("%d prepared statements", n)
	}
	if wrote := number(t, o, "SELECT count(*) FROM entries"); int64(wrote) != b.wrote.Load() {
		t.Errorf("%d entries, want %d", wrote, b.wrote.Load())
	}
}

// bouncing is what sixteen clients do at the same time.
type bouncing struct {
	db      *orm.DB
	queries atomic.Int64
	tokens  atomic.Int64
	wrote   atomic.Int64
	wrong   atomic.Int64
	failed  atomic.Int64

	mu     sync.Mutex
	errors []error // the first of them
}

func newBouncing(t *testing.T, url string) *bouncing {
	b := &bouncing{}
	count := engine.Hooks{Statement: func(context.Context, *engine.StatementEvent) { b.queries.Add(1) }}
	e := open(t, url, engine.PoolSize(pooledClients), engine.Listen(count))
	b.db = orm.New(e, registry, orm.Retries(0))
	return b
}

// errWrong is a result of somebody else.
var errWrong = errors.New("a wrong result")

// expect compares a result with what was asked for.
func expect[V comparable](got, want V, err error) error {
	if err == nil && got != want {
		return fmt.Errorf("%w: %v, want %v", errWrong, got, want)
	}
	return err
}

func (b *bouncing) run(queries int64) {
	var running sync.WaitGroup
	for n := range pooledClients {
		running.Go(func() {
			draw := rand.New(rand.NewPCG(uint64(n), 9))
			ways := []func(context.Context, string, *rand.Rand) error{b.values, b.values, b.texts, b.returning, b.transaction, b.session}
			for b.queries.Load() < queries {
				token := fmt.Sprintf("token-%d", b.tokens.Add(1))
				c, cancel := context.WithTimeout(ctx, 30*time.Second)
				b.note(ways[draw.IntN(len(ways))](c, token, draw))
				cancel()
			}
		})
	}
	running.Wait()
}

func (b *bouncing) note(err error) {
	if err == nil {
		return
	}
	if errors.Is(err, errWrong) {
		b.wrong.Add(1)
	} else {
		b.failed.Add(1)
	}
	b.mu.Lock()
	defer b.mu.Unlock()
	if len(b.errors) < 10 {
		b.errors = append(b.errors, err)
	}
}

// values asks for bound values of several types, in statements of three forms.
func (b *bouncing) values(c context.Context, token string, draw *rand.Rand) error {
	n, f := draw.Int64(), float64(draw.Int32())/8
	at := time.UnixMicro(draw.Int64N(1 << 50)).UTC()
	e := b.db.Engine()
	switch draw.IntN(3) {
	case 0:
		row, err := azoth.Select3(azoth.Lit(token), azoth.Lit(n), azoth.Lit(f)).One(c, e)
		return expect(row, azoth.Triple(token, n, f), err)
	case 1:
		row, err := azoth.Select3(azoth.Lit(at), azoth.Lit(n%2 == 0), azoth.Lit(token)).One(c, e)
		return expect(row, azoth.Triple(at, n%2 == 0, token), err)
	}
	row, err := azoth.Select2(azoth.Lit([]byte(token)), azoth.Lit(n)).One(c, e)
	if err == nil && (!bytes.Equal(row.V1, []byte(token)) || row.V2 != n) {
		return errWrong
	}
	return err
}

// texts are statements in SQL, of as many forms as there are tokens in a hundred.
func (b *bouncing) texts(c context.Context, token string, draw *rand.Rand) error {
	n := draw.IntN(100)
	sql := fmt.Sprintf("SELECT CAST(:token AS text) || '-%d' FROM generate_series(1, :rows)", n)
	got, err := azoth.Text[string](sql).Bind("token", token).Bind("rows", 1+n%5).All(c, b.db.Engine())
	if err != nil {
		return err
	}
	return expect(strings.Join(got, " "), strings.TrimSpace(strings.Repeat(fmt.Sprintf("%s-%d ", token, n), 1+n%5)), nil)
}

func (b *bouncing) returning(c context.Context, token string, draw *rand.Rand) error {
	part := draw.IntN(1000)
	row, err := azoth.Returning2(insertion(token, part), entries.Token, entries.Part).One(c, b.db.Engine())
	if err == nil {
		b.wrote.Add(1)
	}
	return expect(row, azoth.Pair(token, part), err)
}

// transaction has several statements, which must all meet the same session.
func (b *bouncing) transaction(c context.Context, token string, draw *rand.Rand) error {
	keep := draw.IntN(4) > 0
	undo := errors.New("undo")
	err := b.db.Engine().Begin(c, func(k *engine.Connection) error {
		if err := insert(c, k, token, 1); err != nil {
			return err
		}
		n, err := azoth.Update(entries).Set(entries.Part.Set(2)).Where(entries.Token.Eq(token)).Exec(c, k)
		if err := expect(n, 1, err); err != nil {
			return err
		}
		part, err := azoth.Select(expr.Item[int](entries.Part)).Where(entries.Token.Eq(token)).One(c, k)
		if err := expect(part, 2, err); err != nil {
			return err
		}
		if !keep {
			return undo
		}
		return nil
	})
	if err == nil {
		b.wrote.Add(1)
	}
	if errors.Is(err, undo) {
		return nil
	}
	return err
}

func (b *bouncing) session(c context.Context, token string, _ *rand.Rand) (err error) {
	s := b.db.Session()
	defer func() { err = errors.Join(err, s.Close()) }()
	s.Add(family(token))
	if err := s.Commit(c); err != nil {
		return err
	}
	b.wrote.Add(1)
	s.Clear()
	e, err := azoth.Select(entries).Options(orm.SelectIn(entries.Details)).Where(entries.Token.Eq(token)).One(c, s)
	if err != nil {
		return err
	}
	if len(e.Details) != 2 || e.Details[1].Token != token {
		return fmt.Errorf("%w: %d details", errWrong, len(e.Details))
	}
	e.Part = 7
	return s.Commit(c)
}

// TestPgBouncerWithoutSayingSo: the option was forgotten. Statements fail then, as they must, since a prepared statement is in another
// session; what matters is that no result is wrong, and that the error says what to do.
func TestPgBouncerWithoutSayingSo(t *testing.T) {
	pooled, direct := dbfleet.PgBouncer(t)
	noGoroutines(t)
	made(t, direct)
	b := newBouncing(t, pooled)
	b.run(2000)
	t.Logf("%d queries, %d errors, %d wrong results", b.queries.Load(), b.failed.Load(), b.wrong.Load())
	if b.wrong.Load() > 0 {
		t.Errorf("%d wrong results", b.wrong.Load())
	}
	if b.failed.Load() == 0 {
		t.Error("nothing failed: is PgBouncer in transaction mode?")
	}
	for _, err := range b.errors {
		if !strings.Contains(err.Error(), "pgbouncer=true") {
			t.Errorf("the error does not say what to do: %v", err)
		}
		isNot(t, err, dialect.ErrDisconnect)
	}
}
