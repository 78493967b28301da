package orm_test

import (
	"context"
	"errors"
	"fmt"
	"regexp"
	"slices"
	"strings"
	"testing"

	"github.com/azoth-orm/azoth"
	_ "github.com/azoth-orm/azoth/driver/sqlite"
	"github.com/azoth-orm/azoth/engine"
	"github.com/azoth-orm/azoth/orm"
	"github.com/azoth-orm/azoth/types"
)

// world is a database in memory with a session, and everything that the session has sent since the last look.
type world struct {
	t      *testing.T
	ctx    context.Context
	engine *engine.Engine
	db     *orm.DB
	s      *orm.Session
	sent   []string
	quiet  bool
	// events counts the statements that sent has the rows of; before is called before each of them.
	events int
	before func()
}

// newWorld makes the tables of r and the rows of the seed in a database in memory.
func newWorld(t *testing.T, r *orm.Registry, seed []string, o ...orm.Option) *world {
	t.Helper()
	return seeded(t, "sqlite://", r, seed, o...)
}

// seeded is newWorld on another database.
func seeded(t *testing.T, url string, r *orm.Registry, seed []string, o ...orm.Option) *world {
	t.Helper()
	w := newWorldOn(t, url, r, o...)
	w.quiet = true
	for _, sql := range seed {
		w.outside(sql)
	}
	if len(seed) > 0 && strings.HasPrefix(url, "postgresql:") {
		w.countOn(r)
	}
	w.quiet = false
	return w
}

// countOn lets the sequences of PostgreSQL go on behind the keys that a seed gave.
func (w *world) countOn(r *orm.Registry) {
	for _, table := range r.MetaData().Tables() {
		if c := table.AutoincrementColumn(); c != nil {
			w.outside(fmt.Sprintf("SELECT setval(pg_get_serial_sequence('%s', '%s'), coalesce(max(%[2]s), 0) + 1, false) FROM %[1]s", table.Name, c.Name))
		}
	}
}

// newWorldOn is newWorld on another database, without a seed.
func newWorldOn(t *testing.T, url string, r *orm.Registry, o ...orm.Option) *world {
	t.Helper()
	w := &world{t: t, ctx: context.Background()}
	e, err := azoth.Open(url, engine.Listen(engine.Hooks{Statement: w.statement, Transaction: w.transaction}))
	if err != nil {
		t.Fatal(err)
	}
	w.engine, w.quiet = e, true
	w.ok(r.MetaData().CreateAll(w.ctx, e))
	w.quiet = false
	w.db = orm.New(e, r, o...)
	w.s = w.db.Session()
	t.Cleanup(func() {
		if err := errors.Join(w.s.Close(), e.Close()); err != nil {
			t.Error(err)
		}
	})
	return w
}

func (w *world) statement(_ context.Context, e *engine.StatementEvent) {
	if w.quiet {
		return
	}
	if len(e.Args) == 0 {
		w.sent = append(w.sent, normal(e.SQL)+" -- ()")
	}
	for _, row := range e.Args {
		w.sent = append(w.sent, normal(e.SQL)+" -- "+tuple(row))
	}
	w.events++
	if w.before != nil {
		w.before()
	}
}

// transaction records COMMIT; savepoints are statements.
func (w *world) transaction(_ context.Context, e engine.TransactionEvent) {
	if e.Kind == engine.Commit && !w.quiet {
		w.sent = append(w.sent, "COMMIT")
	}
}

var (
	space     = regexp.MustCompile(`\s+`)
	label     = regexp.MustCompile(`(\w+)\.(\w+) AS (\w+)`)
	returnsID = regexp.MustCompile(`^(INSERT .*) RETURNING id$`)
)

// normal takes out what the scenarios leave open: white space, labels t.c AS t_c, and how a generated key comes back.
func normal(sql string) string {
	sql = strings.TrimSpace(space.ReplaceAllString(sql, " "))
	sql = label.ReplaceAllStringFunc(sql, func(s string) string {
		p := label.FindStringSubmatch(s)
		if p[3] == p[1]+"_"+p[2] {
			return p[1] + "." + p[2]
		}
		return s
	})
	return returnsID.ReplaceAllString(sql, "$1")
}

// tuple prints values as the scenarios do.
func tuple(row []types.Value) string {
	out := make([]string, len(row))
	for i, v := range row {
		switch v.Kind() {
		case types.KindNull:
			out[i] = "None"
		case types.KindText:
			out[i] = "'" + v.Text() + "'"
		case types.KindBool:
			out[i] = map[bool]string{true: "1", false: "0"}[v.Bool()]
		default:
			out[i] = fmt.Sprint(v.Any())
		}
	}
	if len(out) == 1 {
		return "(" + out[0] + ",)"
	}
	return "(" + strings.Join(out, ", ") + ")"
}

// expected takes a line of the scenarios apart: one entry for each row of binds.
func expected(line string) []string {
	sql, binds, ok := strings.Cut(line, " -- ")
	if !ok {
		return []string{line}
	}
	sql, binds = normal(sql), strings.TrimSpace(binds)
	if !strings.HasPrefix(binds, "[") {
		return []string{sql + " -- " + binds}
	}
	var out []string
	for _, row := range strings.SplitAfter(strings.Trim(binds, "[]"), ")") {
		if row = strings.TrimLeft(row, ", "); row != "" {
			out = append(out, sql+" -- "+row)
		}
	}
	return out
}

// sends checks what was sent since the last call, in order, with binds.
func (w *world) sends(lines ...string) {
	w.t.Helper()
	var want []string
	for _, l := range lines {
		want = append(want, expected(l)...)
	}
	if !slices.Equal(w.sent, want) {
		w.t.Errorf("sent\n\t%s\nwant\n\t%s", strings.Join(w.sent, "\n\t"), strings.Join(want, "\n\t"))
	}
	w.sent = nil
}

// given ends the preparation of a scenario: what it sent does not count.
func (w *world) given() { w.sent, w.events = nil, 0 }

// ok fails the test on an error.
func (w *world) ok(err error) {
	w.t.Helper()
	if err != nil {
		w.t.Fatal(err)
	}
}

// fails checks that err is target, and that its text names all of the words.
func (w *world) fails(err, target error, words ...string) {
	w.t.Helper()
	if !errors.Is(err, target) {
		w.t.Errorf("error is %v, want %v", err, target)
		return
	}
	for _, word := range words {
		if !strings.Contains(err.Error(), word) {
			w.t.Errorf("error %q does not say %q", err, word)
		}
	}
}

// flush must succeed.
func (w *world) flush() {
	w.t.Helper()
	w.ok(w.s.Flush(w.ctx))
}

// is compares the printed forms.
func (w *world) is(what string, got, want any) {
	w.t.Helper()
	if g, x := fmt.Sprint(got), fmt.Sprint(want); g != x {
		w.t.Errorf("%s: %s, want %s", what, g, x)
	}
}

// states checks where objects stand.
func (w *world) states(want orm.ObjectState, objs ...any) {
	w.t.Helper()
	for _, o := range objs {
		if got := orm.StateOf(w.s, o); got != want {
			w.t.Errorf("%T is %v, want %v", o, got, want)
		}
	}
}

// outside runs SQL as somebody else would: in the session's transaction if there is one, for the database has one connection.
func (w *world) outside(sql string) {
	w.t.Helper()
	was := w.quiet
	w.quiet = true
	defer func() { w.quiet = was }()
	if w.s == nil || !w.s.InTransaction() {
		w.ok(w.engine.Begin(w.ctx, func(c *engine.Connection) error {
			_, err := azoth.Text[int64](sql).Exec(w.ctx, c)
			return err
		}))
		return
	}
	c, err := w.s.Connection(w.ctx)
	w.ok(err)
	_, err = azoth.Text[int64](sql).Exec(w.ctx, c)
	w.ok(err)
}

// stored reads the rows of an entity as the session's transaction sees them, without the session.
func stored[T any](w *world, m orm.Mapped[T]) []*T {
	w.t.Helper()
	was := w.quiet
	w.quiet = true
	defer func() { w.quiet = was }()
	var ex azoth.Executor = w.engine
	if w.s.InTransaction() {
		c, err := w.s.Connection(w.ctx)
		w.ok(err)
		ex = c
	}
	out, err := azoth.Select[*T](m).All(w.ctx, ex)
	w.ok(err)
	return out
}

// get must find the object.
func get[T any](w *world, m orm.Mapped[T], key any) *T {
	w.t.Helper()
	p, err := orm.Get(w.ctx, w.s, m, key)
	w.ok(err)
	return p
}

func ptr[T any](v T) *T { return &v }
