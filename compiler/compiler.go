package compiler

import (
	"fmt"

	"github.com/azoth-orm/azoth/expr"
	"github.com/azoth-orm/azoth/types"
)

// Compiled is a statement as a database takes it. It is immutable, and shared by all statements of one structure.
//
// SQLAlchemy: Compiled.
type Compiled struct {
	// SQL is the text, with the placeholders of the dialect.
	SQL string
	// Binds tell what goes into the placeholders: one each, in the order of the parameters.
	Binds []BindRef
	// Writes says that the statement contains an INSERT, UPDATE or DELETE, or text that may be one.
	Writes bool
	// Columns are the columns of a row of a SELECT or of RETURNING, in order; nil for other statements and for text.
	Columns []ResultColumn
	// Dialects are the names of the dialect that the text is for, the most exact one first.
	Dialects []string
}

// BindRef is where the value of a placeholder comes from.
type BindRef struct {
	// Index is the value's position in expr.Key.Values; -1 says that it is Const.
	Index int
	// Const is a value that is part of the text's meaning, such as the OFFSET 0 that SQLite needs beside a LIMIT.
	Const types.Value
	// Type is the SQL type of the value: its own, or that of what it is compared with or assigned to; nil if neither is known.
	Type types.Type
	// Name is the name that the placeholder has where placeholders have names: name_1.
	Name string
	// Assigned says that a column gets the value, which is not only compared.
	Assigned bool
	// Out says that the placeholder receives a value: that of the column of Compiled.Columns that stands at its place among those that do.
	Out bool
}

// ResultColumn is a column of a row.
type ResultColumn struct {
	// Name is the name under which the database returns the column.
	Name string
	// Element is what is selected.
	Element expr.Element
	// Item is the index into Query.Items of the item that the column belongs to: an entity has several columns.
	Item int
}

// Compiler is the state of one walk over a statement: what rules write to. It belongs to one goroutine and to one Compile.
//
// SQLAlchemy: SQLCompiler.
type Compiler struct {
	grammar *Grammar
	key     *expr.Key
	schemas SchemaMap
	// literals says that values are written as literals instead of placeholders.
	literals bool
	out      *fragment
	columns  []ResultColumn
	names    names
	scopes   []*scope
	ctes     []*cteText
	known    map[expr.Selectable][]labelled
	joins    map[*expr.JoinFrom]*join
	writes   bool
	creates  *created
	context
	err error
}

// context is what a rule's surroundings say to it. It is saved and restored around the parts of a statement.
type context struct {
	// plainNames leaves the table off columns: RETURNING on SQLite, ORDER BY of a set operation.
	plainNames bool
	// fixed says that values are constants of the text.
	fixed bool
	// place is where the next SELECT stands.
	place place
	// member says that the next SELECT is a part of a set operation or of an INSERT: WITH stands in front of these.
	member bool
	// hints are those of the SELECT whose FROM clause renders.
	hints []expr.HintClause
	// typed says that what renders was made by a type: its values are constants.
	typed bool
	// adapted are the replacements of columns in force, innermost last.
	adapted []*expr.Adapted
}

// place is where a SELECT stands: it decides about labels, correlation and parentheses.
type place uint8

const (
	// asStatement is a statement of its own, or one in an expression, which correlates with the statement around it.
	asStatement place = iota
	// asFrom is a SELECT in FROM or in WITH: every column has a label, nothing correlates by itself.
	asFrom
	// asLateral is a SELECT in FROM that sees the elements to its left.
	asLateral
)

func newCompiler(g *Grammar, s Settings) *Compiler {
	return &Compiler{
		grammar: g, key: s.Key, schemas: s.Schemas, literals: s.Literals,
		out: &fragment{}, names: newNames(&g.Quoting.Names), known: map[expr.Selectable][]labelled{},
	}
}

// Grammar is the grammar that c writes. Rules ask it about features, never about its name.
func (c *Compiler) Grammar() *Grammar { return c.grammar }

// Write appends SQL. It is the rule's own text: names go through [Compiler.Name], values through [Compiler.Bind] or [Compiler.Literal].
func (c *Compiler) Write(sql string) {
	c.out.text = append(c.out.text, sql...)
}

// Name appends an identifier, quoted if it must be. A name that the database cannot have is a [*NameError].
func (c *Compiler) Name(name string) {
	c.names.give(name)
	c.nameAs(objectName, name)
}

// nameAs is Name for any kind of name, also for one that was made.
func (c *Compiler) nameAs(kind nameKind, name string) {
	if c.allowed(kind, name) {
		c.Write(c.grammar.Quoting.Quote(name))
	}
}

// allowed tells whether the database can have a name, and reports it if not.
func (c *Compiler) allowed(kind nameKind, name string) bool {
	if reason := c.grammar.Quoting.Names.refuses(kind, name); reason != "" {
		c.Fail(&NameError{Dialect: c.grammar.Name, Name: name, Reason: reason})
		return false
	}
	return true
}

// Fail reports that the statement cannot be rendered. The first report stays; what is written after it does not matter.
func (c *Compiler) Fail(err error) {
	if c.err == nil {
		c.err = err
	}
}

// Failed tells whether anything was reported, so that a rule may stop early.
func (c *Compiler) Failed() bool { return c.err != nil }

// failf is Fail with a text of this package.
func (c *Compiler) failf(format string, args ...any) {
	c.Fail(fmt.Errorf("compiler: "+format, args...))
}

// Element appends e by the rule for its Go type.
func (c *Compiler) Element(e expr.Element) {
	if c.err != nil {
		return
	}
	e = c.resolve(e)
	if e == nil {
		c.failf("a part of the statement is missing (a column handle that no table was declared with, or a nil expression)")
		return
	}
	rule := c.grammar.rule(e)
	if rule == nil {
		c.Fail(&UnsupportedError{Dialect: c.grammar.Name, Node: e})
		return
	}
	rule(c, e)
}

// List appends es, with commas between them.
func (c *Compiler) List(es []expr.Element) {
	for i, e := range es {
		if i > 0 {
			c.Write(", ")
		}
		c.Operand(e, expr.OpComma)
	}
}

// Parenthesized appends what f writes in parentheses.
func (c *Compiler) Parenthesized(f func()) {
	c.Write("(")
	f()
	c.Write(")")
}

// within runs f with a changed context and restores the old one.
func (c *Compiler) within(change func(*context), f func()) {
	saved := c.context
	change(&c.context)
	f()
	c.context = saved
}

// capture runs f and returns what it wrote, which is not part of the output.
func (c *Compiler) capture(f func()) *fragment {
	saved := c.out
	c.out = &fragment{}
	f()
	got := c.out
	c.out = saved
	return got
}

// top tells whether no statement is being rendered yet: the next one is the whole.
func (c *Compiler) top() bool { return len(c.scopes) == 0 }

// finish puts WITH in front and numbers the placeholders.
func (c *Compiler) finish() (*Compiled, error) {
	if c.err != nil {
		return nil, c.err
	}
	if with := c.withClause(); with != nil {
		c.out = with.append(c.out)
	}
	sql, binds := c.out.assemble(c.grammar.Placeholder)
	return &Compiled{SQL: sql, Binds: binds, Columns: c.columns, Writes: c.writes, Dialects: c.grammar.Names()}, nil
}
