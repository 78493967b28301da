package dialecttest

import (
	"context"
	"testing"
	"time"

	"github.com/azoth-orm/azoth"
	"github.com/azoth-orm/azoth/driver"
	"github.com/azoth-orm/azoth/engine"
	"github.com/azoth-orm/azoth/expr"
	"github.com/azoth-orm/azoth/schema"
)

// Config is what the suite runs on.
type Config struct {
	// Open gives an engine on a fresh, empty database. What it opens it also cleans up, when its test ends.
	Open func(t testing.TB) *engine.Engine
	// Requirements are what the database can do.
	Requirements Requirements
}

// Run runs the suite, a subtest for each area and in it one for each case.
//
// SQLAlchemy: sqlalchemy.testing.suite.
func Run(t *testing.T, c Config) {
	s := &suite{config: c, engine: c.Open(t), world: newWorld(), created: map[*schema.MetaData]bool{}}
	s.prepare(t, &area{meta: s.world.meta, fill: s.world.fill})
	for _, build := range areas {
		a := build(s)
		t.Run(a.name, func(t *testing.T) { s.area(t, a) })
	}
}

// areas are the subjects, in the order in which they run: what others build on comes first.
var areas = []func(*suite) *area{
	whereArea, inArea, likeArea, orderArea, setArea, joinArea, cteArea, windowArea, functionArea, aggregateArea, clauseArea, sourceArea, operatorArea, writingArea,
	expressionArea, insertArea, upsertArea, defaultsArea, returningArea, updateArea, resultArea, typeArea, temporalArea, decoratedArea, jsonArea, identifierArea,
	transactionArea, isolationArea, errorArea, connectionArea, eventArea, ddlArea, reflectionArea, sequenceArea, statementArea,
}

// suite is one run.
type suite struct {
	config Config
	engine *engine.Engine
	world  *world
	// created are the tables of cases that are there.
	created map[*schema.MetaData]bool
}

// area is a subject: its tables with their rows, and its cases.
type area struct {
	name string
	// meta holds the tables, which are created once. It may be nil.
	meta *schema.MetaData
	// fill puts rows into the tables, which every case sees. It may be nil.
	fill func(t *T)
	// cases are the cases.
	cases []testCase
}

// testCase is one thing that must hold.
type testCase struct {
	name string
	// needs are fields of Requirements, separated by spaces; one with ! in front must not be there.
	needs string
	// apart says that the case opens its own connections. Otherwise it has one, whose transaction is rolled back.
	apart bool
	// meta are tables of the case beside those of its area, which it may share with other cases; nil for none.
	meta *schema.MetaData
	run  func(t *T)
}

// caseTimeout ends a case that hangs.
const caseTimeout = time.Minute

// area runs the cases of an area.
func (s *suite) area(t *testing.T, a *area) {
	s.prepare(t, a)
	for _, c := range a.cases {
		t.Run(c.name, func(t *testing.T) { s.run(t, c) })
	}
}

// prepare creates the tables of an area and fills them.
func (s *suite) prepare(t *testing.T, a *area) {
	t.Helper()
	setup := s.newT(t)
	if a.meta != nil {
		setup.ok(a.meta.CreateAll(setup.ctx, s.engine))
	}
	if a.fill == nil {
		return
	}
	setup.ok(s.engine.Begin(setup.ctx, func(c *engine.Connection) error {
		setup.conn = c
		a.fill(setup)
		return nil
	}))
}

// run runs a case.
func (s *suite) run(t *testing.T, c testCase) {
	if why := s.config.Requirements.missing(c.needs); why != "" {
		t.Skip(why)
	}
	x := s.newT(t)
	if c.meta != nil && !s.created[c.meta] {
		x.ok(c.meta.CreateAll(x.ctx, s.engine))
		s.created[c.meta] = true
	}
	if !c.apart {
		x.conn = x.connect()
	}
	c.run(x)
}

// T is a case that runs.
type T struct {
	*testing.T
	Requirements
	// ctx ends with the case.
	ctx context.Context
	// engine is the suite's.
	engine *engine.Engine
	// conn is a connection whose transaction is rolled back; nil for a case apart.
	conn *engine.Connection
	// config is the suite's.
	config Config
}

func (s *suite) newT(t *testing.T) *T {
	ctx, cancel := context.WithTimeout(context.Background(), caseTimeout)
	t.Cleanup(cancel)
	return &T{T: t, Requirements: s.config.Requirements, ctx: ctx, engine: s.engine, config: s.config}
}

// connect takes a connection for the time of the case.
func (t *T) connect() *engine.Connection {
	t.Helper()
	return t.connectTo(t.engine)
}

func (t *T) connectTo(e *engine.Engine) *engine.Connection {
	t.Helper()
	c, err := e.Connect(t.ctx)
	t.ok(err)
	t.Cleanup(func() {
		if err := c.Close(); err != nil {
			t.Errorf("closing the connection: %v", err)
		}
	})
	return c
}

// watch opens the connection of a case apart. What it sends is noted: the SQL of statements, BEGIN, COMMIT and the like.
func (t *T) watch() *[]string {
	t.Helper()
	sent := &[]string{}
	noted := t.engine.With(engine.Listen(engine.Hooks{
		Statement:   func(_ context.Context, e *engine.StatementEvent) { *sent = append(*sent, e.SQL) },
		Transaction: func(_ context.Context, e engine.TransactionEvent) { *sent = append(*sent, e.Kind.String()) },
	}))
	t.conn = t.connectTo(noted)
	return sent
}

// create creates tables of a case that cannot be undone by a rollback, and drops them when the case ends.
func (t *T) create(meta *schema.MetaData) {
	t.Helper()
	t.ok(meta.CreateAll(t.ctx, t.engine))
	t.Cleanup(func() {
		if err := meta.DropAll(context.Background(), t.engine); err != nil {
			t.Errorf("dropping the tables: %v", err)
		}
	})
}

// insert inserts a row.
func (t *T) insert(into expr.From, as ...expr.Assignment) {
	t.Helper()
	n, err := azoth.InsertInto(into).Values(as...).Exec(t.ctx, t.conn)
	t.ok(err)
	t.equal(n, int64(1))
}

// sql runs statements that are the database's own.
func (t *T) sql(on expr.Executor, statements ...string) {
	t.Helper()
	for _, s := range statements {
		_, err := azoth.Text[int64](s).Exec(t.ctx, on)
		t.ok(err)
	}
}

// template is a compiled statement that runs with other values each time.
func (t *T) template(key string, st expr.Statement) *engine.Entry {
	t.Helper()
	e, err := t.conn.Template([]byte("dialecttest "+key), func() (expr.Element, error) { return st, nil })
	t.ok(err)
	return e
}

// exec runs a statement with its values and gives what the driver tells of it.
func (t *T) exec(key string, st expr.Statement) driver.Result {
	t.Helper()
	var k expr.Key
	st.AppendKey(&k)
	r, err := t.conn.ExecEntry(t.ctx, t.template(key, st), k.Values())
	t.ok(err)
	return r
}
