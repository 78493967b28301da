package engine

import (
	"context"
	"fmt"
	"slices"
	"time"

	"github.com/azoth-orm/azoth/driver"
	"github.com/azoth-orm/azoth/types"
)

// StatementEvent is a statement that is about to be sent. A hook may change SQL and Args: for a comment that says who asks, a hint, a
// value. There must be as many placeholders as before, and for each of them a value in each of Args; rows must come back with the
// columns that were asked for.
//
// A changed text is prepared for one run when it is met first, and kept when it comes again: a hook that writes the same every time
// costs little, one that writes something else every time, a number of a trace, costs the preparation.
//
// SQLAlchemy: before_cursor_execute, with retval.
type StatementEvent struct {
	// SQL is the text as the database gets it.
	SQL string
	// Args are the bound values, in the form that the database gets: one list, or, if Many, one for each run.
	Args [][]types.Value
	// Many says that the statement runs once for each of Args, or has them as rows that are bound as arrays. SQLAlchemy: executemany.
	Many bool
	// Source is where the text came from.
	Source Source
	// Took is how long the compilation took, Age how old a cached text is.
	Took, Age time.Duration
	// Connection is where the statement runs; it must not be used.
	Connection *Connection

	notes map[any]any
}

// Source is where the SQL of a statement came from.
type Source uint8

const (
	// Generated says that the statement was compiled for this run.
	Generated Source = iota
	// Cached says that the compiled statement was in the cache.
	Cached
	// NoKey says that statements of this kind are not cached: DDL, savepoints.
	NoKey
	// RawSQL says that the text is the engine's own.
	RawSQL
)

// Cached tells whether the compiled statement was in the cache.
func (e *StatementEvent) Cached() bool { return e.Source == Cached }

// Note keeps a value until the statement has ended: a hook notes in Statement what it needs in AfterStatement, such as the span of a
// trace. As with context.WithValue the key should be of a type of the hook's own.
func (e *StatementEvent) Note(key, value any) {
	if e.notes == nil {
		e.notes = map[any]any{}
	}
	e.notes[key] = value
}

// Noted is what was noted under the key, or nil.
func (e *StatementEvent) Noted(key any) any { return e.notes[key] }

// Values are the bound values as Go values: a list, or, if Many, a list of lists.
func (e *StatementEvent) Values() []any {
	if !e.Many {
		if len(e.Args) == 0 {
			return []any{}
		}
		return goValues(e.Args[0])
	}
	out := make([]any, len(e.Args))
	for i, row := range e.Args {
		out[i] = goValues(row)
	}
	return out
}

func goValues(vs []types.Value) []any {
	out := make([]any, len(vs))
	for i, v := range vs {
		out[i] = v.Any()
	}
	return out
}

// StatementDone is a statement that has ended.
//
// SQLAlchemy: after_cursor_execute.
type StatementDone struct {
	*StatementEvent
	// Reply is how long the database took to answer: until the first row could be read, or the statement had run. Duration is how long it
	// took until the rows were closed; without rows it is Reply.
	Reply, Duration time.Duration
	// Rows is the number of rows that were read, Affected of those that were written, as far as the database has told.
	Rows     int
	Affected int64
	// Err is why the statement failed, as its caller gets it. Rows that were closed before the last was read are no failure.
	Err error
}

// hearing is one run of a statement that listeners hear of. A nil one has none.
type hearing struct {
	ctx   context.Context
	event *StatementEvent
	began time.Time
	reply time.Duration
	err   error
	ended bool
}

// hear tells the listeners of a statement of the engine's own, and gives the text as they leave it. h is nil if there are none.
func (c *Connection) hear(ctx context.Context, source Source, sql string, args ...types.Value) (h *hearing, _ string, _ []types.Value) {
	if !c.listening() {
		return nil, sql, args
	}
	h = &hearing{ctx: ctx, event: &StatementEvent{SQL: sql, Source: source, Connection: c}}
	if len(args) > 0 {
		h.event.Args = [][]types.Value{args}
	}
	h.tell()
	if len(h.event.Args) > 0 {
		args = h.event.Args[0]
	}
	return h, h.event.SQL, args
}

// announce tells the listeners of a run of e. Values that cannot be encoded end it before anything is sent.
func (c *Connection) announce(ctx context.Context, e *Entry, rows [][]types.Value, encode encodeRow) (*hearing, error) {
	ev := &StatementEvent{SQL: e.Compiled.SQL, Many: len(rows) > 1, Source: e.source, Took: e.took, Connection: c}
	if e.source == Generated && e.used.Swap(true) {
		ev.Source, ev.Age = Cached, time.Since(e.made)
	}
	ev.Args = make([][]types.Value, len(rows))
	for i, r := range rows {
		var err error
		if ev.Args[i], err = encode(e, r, c.engine.Dialect().Native); err != nil {
			return nil, err
		}
	}
	h := &hearing{ctx: ctx, event: ev}
	h.tell()
	return h, nil
}

// tell calls the hooks; the statement runs from now on.
func (h *hearing) tell() {
	c := h.event.Connection
	for hooks := range c.listeners.all() {
		if hooks.Statement != nil {
			hooks.Statement(h.ctx, h.event)
		}
	}
	if c.engine.options.echo != nil {
		c.engine.echoStatement(h.ctx, h.event)
	}
	h.began = time.Now()
}

// check tells whether the values still fit the statement.
func (h *hearing) check(runs, params int) error {
	if len(h.event.Args) != runs {
		return fmt.Errorf("engine: a Statement hook has made %d lists of values of %d", len(h.event.Args), runs)
	}
	for _, row := range h.event.Args {
		if len(row) != params {
			return fmt.Errorf("engine: a Statement hook has left %d values for %d parameters", len(row), params)
		}
	}
	return nil
}

// bind binds the values of one run as the listeners have left them.
func (h *hearing) bind(s driver.Stmt, run int) {
	for i, v := range h.event.Args[run] {
		bindValue(s, i, v)
	}
}

// answered notes that the database has replied, with an error or without.
func (h *hearing) answered(err error) {
	if h == nil {
		return
	}
	h.reply = time.Since(h.began)
	if err != nil {
		h.err = err
	}
}

// failed tells the listeners that the statement has failed, and returns err.
func (h *hearing) failed(err error) error {
	h.finished(0, err)
	return err
}

// finished tells the listeners how a statement without rows has ended.
func (h *hearing) finished(affected int64, err error) {
	if h != nil {
		h.answered(err)
		h.done(StatementDone{Duration: h.reply, Affected: affected})
	}
}

// closed tells the listeners that the rows of a statement are closed.
func (h *hearing) closed(rows int, affected int64) {
	if h != nil {
		h.done(StatementDone{Duration: time.Since(h.began), Rows: rows, Affected: affected})
	}
}

// done tells the listeners that the statement has ended.
func (h *hearing) done(d StatementDone) {
	if h.ended {
		return
	}
	h.ended = true
	d.StatementEvent, d.Reply, d.Err = h.event, h.reply, h.err
	for hooks := range h.event.Connection.listeners.all() {
		if hooks.AfterStatement != nil {
			hooks.AfterStatement(h.ctx, &d)
		}
	}
}

// as is e with the text that a listener has made of it. A text that comes for the second time in a row is worth to be kept prepared.
func (e *Entry) as(sql string, newID func() uint64) *Entry {
	if sql == e.Compiled.SQL {
		return e
	}
	last := e.rewritten.Load()
	if last != nil && last.Compiled.SQL == sql && last.source == e.source {
		return last
	}
	next := e.clone(sql)
	if last == nil || last.Compiled.SQL != sql {
		next.source, next.ID = NoKey, 0
	} else if e.ID > 0 {
		next.ID = newID()
	}
	e.rewritten.Store(next)
	return next
}

// clone is e with another text, without what was counted.
func (e *Entry) clone(sql string) *Entry {
	compiled := *e.Compiled
	compiled.SQL = sql
	return &Entry{
		ID: e.ID, Compiled: &compiled, Plan: e.Plan, describes: e.describes, binds: slices.Clip(e.binds), params: e.params,
		read: e.read, source: e.source, writes: e.writes, sets: e.sets, made: e.made, took: e.took,
	}
}
