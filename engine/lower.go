package engine

import (
	"context"
	"fmt"
	"reflect"
	"strings"
	"time"

	"github.com/azoth-orm/azoth/compiler"
	"github.com/azoth-orm/azoth/driver"
	"github.com/azoth-orm/azoth/expr"
	"github.com/azoth-orm/azoth/rowplan"
)

// Lowering is what a layer above makes of statements before they are compiled: entities with loader options become columns and joins.
// It runs on a cache miss only; its Go type is part of the cache key.
type Lowering interface {
	// AppendKey writes what else of the layer changes the SQL or the plan.
	AppendKey(k *expr.Key)
	// Lower is st in the form that is compiled. plan, which may be nil, makes the plan of the compiled statement.
	Lower(st expr.Statement) (lowered expr.Element, plan func(*compiler.Compiled) (any, error), err error)
}

// Key spaces: the first byte tells statements from templates, whose keys other packages write.
const (
	keyStatement expr.Tag = 'S'
	keyLowered   expr.Tag = 'L'
	keyTemplate           = 'T'
	// keyTranslated comes in front of the others: the schemas that replace those of the tables.
	keyTranslated expr.Tag = 'M'
)

// writeKey writes the cache key of st.
func writeKey(k *expr.Key, st expr.Element, l Lowering) {
	if l == nil {
		k.Tag(keyStatement)
	} else {
		k.Tag(keyLowered)
		k.Type(reflect.TypeOf(l))
		l.AppendKey(k)
	}
	st.AppendKey(k)
}

// lookup finds or makes the entry of st. The values of st are k's from then on.
func (c *Connection) lookup(k *expr.Key, st expr.Statement, l Lowering) (*Entry, bool, error) {
	k.Reset()
	if c.schemas != nil {
		k.Tag(keyTranslated)
		k.String(c.translated)
	}
	writeKey(k, st, l)
	if err := k.Err(); err != nil {
		return nil, false, err
	}
	if e := c.engine.cache.get(k.Bytes()); e != nil {
		return e, true, nil
	}
	e, err := c.compile(st, l)
	if err != nil {
		return nil, false, err
	}
	if e.source == NoKey {
		return e, false, nil
	}
	return c.engine.cache.put(k.Bytes(), e), false, nil
}

// keyed is lookup for one run of st: functions of the program have given their values.
func (c *Connection) keyed(ctx context.Context, k *expr.Key, st expr.Statement, l Lowering) (*Entry, error) {
	e, _, err := c.lookup(k, st, l)
	if err == nil && k.Computes() {
		err = k.Compute(ctx, k.Values())
	}
	return e, err
}

// compile makes the entry of st.
func (c *Connection) compile(st expr.Statement, l Lowering) (*Entry, error) {
	began := time.Now()
	st = expr.Unprepared(st)
	var k expr.Key
	k.Trace()
	k.TakeParams(true) // lookup has refused them where they are a mistake
	writeKey(&k, st, l)
	lowered, plan, err := expr.Element(st), (func(*compiler.Compiled) (any, error))(nil), error(nil)
	if l != nil {
		if lowered, plan, err = l.Lower(st); err != nil {
			return nil, err
		}
	}
	e, err := c.newEntry(lowered, &k)
	if err != nil {
		return nil, err
	}
	if isDDL(st) {
		e.source = NoKey
	}
	if plan != nil {
		if e.Plan, err = plan(e.Compiled); err != nil {
			return nil, err
		}
	} else if e.read, err = newReadPlan(lowered, e.Compiled); err != nil {
		return nil, err
	}
	e.took = time.Since(began)
	return e, nil
}

// isDDL tells whether st is DDL, by the tag that it writes: it runs once, and a cached text would only be in the way.
func isDDL(st expr.Element) bool {
	var k expr.Key
	st.AppendKey(&k)
	return len(k.Bytes()) > 0 && expr.Tag(k.Bytes()[0]) == expr.TagDDL
}

// newEntry compiles el, whose binds k knows.
func (c *Connection) newEntry(el expr.Element, k *expr.Key) (*Entry, error) {
	compiled, err := compiler.CompileWith(el, c.engine.Dialect().Grammar, compiler.Settings{Key: k, Schemas: c.schemas})
	if err != nil {
		return nil, err
	}
	for _, b := range compiled.Binds {
		if b.Out {
			return nil, &compiler.UnsupportedError{Dialect: c.engine.Dialect().Name, Node: el, Reason: "its rows come back in placeholders, " +
				"which no driver receives (leave RETURNING out, and select the row in a statement of its own)"}
		}
	}
	if limit := c.MaxParams(); limit > 0 && len(compiled.Binds) > limit {
		return nil, &ParamLimitError{Params: len(compiled.Binds), Limit: limit}
	}
	e := &Entry{Compiled: compiled, binds: planBinds(compiled.Binds), params: paramTypes(compiled.Binds), writes: !reads(el) || compiled.Writes, sets: sets(el, compiled.SQL), made: time.Now()}
	if c.engine.cache.size > 0 { // without a cache every run has an entry of its own: prepared statements go by their text
		e.ID = c.engine.cache.lastID.Add(1)
	}
	return e, nil
}

// MaxParams is the largest number of parameters that a statement on this connection may have; 0 is no limit.
func (c *Connection) MaxParams() int {
	if l, ok := c.link.conn.(driver.ParamLimiter); ok {
		return l.MaxParams()
	}
	return c.engine.Dialect().MaxParams
}

// reads tells whether el by itself changes nothing. Of text nothing is known.
func reads(el expr.Element) bool {
	switch el.(type) {
	case *expr.Query, *expr.CompoundQuery:
		return true
	}
	return false
}

// sets tells whether el is text that begins with SET.
func sets(el expr.Element, sql string) bool {
	_, text := el.(*expr.TextQuery)
	sql = strings.TrimSpace(sql)
	return text && len(sql) > 3 && strings.EqualFold(sql[:3], "set")
}

// readPlan is how the engine reads the rows of a statement by itself.
type readPlan struct {
	plan *rowplan.Plan // nil for text, whose columns are known when it runs
	text *expr.TextQuery
}

// newReadPlan is the plan of a statement that yields rows, nil for others.
func newReadPlan(el expr.Element, compiled *compiler.Compiled) (*readPlan, error) {
	var spec rowplan.Spec
	switch st := el.(type) {
	case *expr.TextQuery:
		if st.Result == nil {
			return nil, nil
		}
		return &readPlan{text: st}, nil
	case *expr.Query:
		spec.Items, spec.Result = st.Items, st.Result
		spec.MayRepeat = MayRepeat(st)
	case *expr.CompoundQuery:
		spec.Items, spec.Result, spec.MayRepeat = st.Items, st.Result, true
	case *expr.InsertStatement:
		spec.Items, spec.Result = st.Returning, st.Result
	case *expr.UpdateStatement:
		spec.Items, spec.Result = st.Returning, st.Result
	case *expr.DeleteStatement:
		spec.Items, spec.Result = st.Returning, st.Result
	case expr.Statement: // of the program, whose columns are known when it runs
		if r := st.ResultType(); r != nil {
			return &readPlan{text: &expr.TextQuery{Result: r}}, nil
		}
	}
	if spec.Result == nil {
		return nil, nil
	}
	spec.Dialects = compiled.Dialects
	if rowplan.IsRecord(spec.Result) {
		return recordPlan(compiled)
	}
	if err := addColumns(&spec, compiled.Columns); err != nil {
		return nil, err
	}
	p, err := rowplan.NewPlan(spec)
	if err != nil {
		return nil, err
	}
	return &readPlan{plan: p}, nil
}

// MayRepeat tells whether two rows can hold the same entity: whenever there is more than one FROM element.
func MayRepeat(q *expr.Query) bool {
	if len(q.Items) != 1 || len(q.Joins) > 0 || len(q.From) > 0 || len(q.Group) > 0 {
		return true
	}
	ref, ok := q.Items[0].Element.(*expr.EntityRef)
	if !ok {
		return false
	}
	other := false
	var visit func(expr.Element)
	visit = func(e expr.Element) {
		switch c := e.(type) {
		case *expr.ColumnRef:
			other = other || c.From != ref.From
		case *expr.ValuedColumn:
			other = true
		}
		expr.ChildrenOf(e, visit)
	}
	for _, list := range [][]expr.Element{q.Where, q.Order, q.Having} {
		for _, e := range list {
			visit(e)
		}
	}
	return other
}

// recordPlan is the plan of rows that are read by the names of their columns.
func recordPlan(compiled *compiler.Compiled) (*readPlan, error) {
	names, elements := make([]string, len(compiled.Columns)), make([]expr.Element, len(compiled.Columns))
	for i, c := range compiled.Columns {
		names[i], elements[i] = c.Name, c.Element
	}
	p, err := rowplan.NewRecordPlan(names, elements, compiled.Dialects...)
	return &readPlan{plan: p}, err
}

// addColumns tells which column each item begins with.
func addColumns(s *rowplan.Spec, columns []compiler.ResultColumn) error {
	s.First = make([]int, len(s.Items))
	for i := range s.First {
		s.First[i] = -1
	}
	s.Names = make([]string, len(columns))
	for i, c := range columns {
		s.Names[i] = c.Name
		if c.Item >= 0 && c.Item < len(s.First) && s.First[c.Item] < 0 {
			s.First[c.Item] = i
		}
	}
	for i, first := range s.First {
		if first < 0 {
			return fmt.Errorf("engine: item %d of the statement has no column", i+1)
		}
	}
	return nil
}

// Template finds or makes the entry of a statement under a key that the caller writes: a kind, numbers of tables and columns. build is
// called on a miss only. The values that [Connection.ExecEntry] and its like take are in the order in which a walk over the statement
// meets its binds.
func (c *Connection) Template(key []byte, build func() (expr.Element, error)) (*Entry, error) {
	return c.template(key, func() (*Entry, error) {
		el, err := build()
		if err != nil {
			return nil, err
		}
		var k expr.Key
		k.Trace()
		el.AppendKey(&k)
		if err := k.Err(); err != nil {
			return nil, err
		}
		return c.newEntry(el, &k)
	})
}

// LoweredTemplate is Template of a statement that l lowers.
func (c *Connection) LoweredTemplate(key []byte, l Lowering, build func() expr.Statement) (*Entry, error) {
	return c.template(key, func() (*Entry, error) { return c.compile(build(), l) })
}

func (c *Connection) template(key []byte, compile func() (*Entry, error)) (*Entry, error) {
	if err := c.enter(); err != nil {
		return nil, err
	}
	defer c.leave()
	c.link.template = append(append(c.prefix(c.link.template[:0]), keyTemplate), key...)
	if e := c.engine.cache.get(c.link.template); e != nil {
		return e, nil
	}
	began := time.Now()
	e, err := compile()
	if err != nil {
		return nil, err
	}
	e.took = time.Since(began)
	return c.engine.cache.put(c.link.template, e), nil
}

// namedPlan is the plan of a text for the columns that it had when it ran last.
type namedPlan struct {
	columns []string
	plan    *rowplan.Plan
}

// planText is the plan of a text, matched by the names of its columns.
func (e *Entry) planText(columns []driver.Column) (*rowplan.Plan, error) {
	if n := e.named.Load(); n != nil && sameColumns(n.columns, columns) {
		return n.plan, nil
	}
	names := make([]string, len(columns))
	for i, c := range columns {
		names[i] = c.Name
	}
	t := e.read.text
	var entity expr.Entity
	if t.Entity != nil {
		entity = t.Entity.Entity
	}
	p, err := rowplan.NewNamedPlan(t.Result, entity, names, e.Compiled.Dialects...)
	if err != nil {
		return nil, err
	}
	e.named.Store(&namedPlan{names, p})
	return p, nil
}

func sameColumns(names []string, columns []driver.Column) bool {
	if len(names) != len(columns) {
		return false
	}
	for i, n := range names {
		if columns[i].Name != n {
			return false
		}
	}
	return true
}
