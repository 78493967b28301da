package compiler

import (
	"maps"
	"reflect"
	"slices"

	"github.com/azoth-orm/azoth/expr"
	"github.com/azoth-orm/azoth/types"
)

// Rule renders one kind of element: it writes to c, and reports to c.Fail what it cannot write.
type Rule func(c *Compiler, e expr.Element)

// FunctionRule renders a SQL function whose name means something else, or nothing, in a database.
type FunctionRule func(c *Compiler, f *expr.Function)

// Grammar is how a database writes SQL: a table of rules, and the answers to a few questions. A dialect takes [NewGrammar] and puts
// some entries in another way. A grammar is written while the program starts, in init functions, and only read after that.
//
// SQLAlchemy: the compiler classes of a dialect.
type Grammar struct {
	// Name is the dialect's name, for messages.
	Name string
	// Finer is the name of the dialect where Name is that of the one that it is a kind of: mariadb beside mysql.
	Finer string
	// Placeholder is how bound values are marked.
	Placeholder Placeholder
	// Quoting quotes identifiers.
	Quoting Quoting
	// Literals writes values as text, for DDL and display.
	Literals Literals
	// Text is how SQL text of the program is read.
	Text TextSyntax
	// Features are the answers to small questions.
	Features Features
	// Operators tell how operators are spelled and how strongly they bind.
	Operators map[expr.Op]Operator
	// Functions are the functions that are written in another way, by their name in lower case.
	Functions map[string]FunctionRule
	// SetWords are the words of set operations, with the blanks around them.
	SetWords map[expr.SetOp]string
	// Limit writes LIMIT and OFFSET, of which at least one is there.
	Limit func(c *Compiler, l Limits)
	// FromHint writes a FROM element with a hint of the program; nil leaves hints out.
	FromHint FromHint
	// Lock writes FOR UPDATE; nil where a database locks otherwise.
	Lock func(c *Compiler, f *expr.ForUpdate)
	// Upsert writes the ON CONFLICT clause of an INSERT.
	Upsert func(c *Compiler, s *expr.InsertStatement)
	// CastName is the name of a type in CAST; "" leaves the CAST out. Nil is the name that DDL uses.
	CastName func(g *Grammar, t types.Type) (string, error)
	// UnnestedName is the name of a type as the element of an array parameter whose elements become rows; "" for a type that cannot be
	// bound so. Nil says that the database has no such rows.
	UnnestedName func(g *Grammar, t types.Type) (string, error)
	// Select are the clauses of a SELECT, in order.
	Select Clauses[*SelectState]

	rules     map[reflect.Type]Rule
	typeNames map[reflect.Type]func(*Grammar, types.Type) (string, error)
}

// Features are the answers that rules need of a database. They are facts: no rule asks for a dialect's name.
type Features struct {
	// NativeBoolean says that a boolean column is a condition; otherwise it is compared with 1 or 0.
	NativeBoolean bool
	// StrictConditions says that it must be compared in CASE, too.
	StrictConditions bool
	// TupleInValues says that the tuples of IN are listed behind VALUES.
	TupleInValues bool
	// EmptySet is the set of no rows of n columns, for IN without values; nil where IN (NULL) AND (1 != 1) is better.
	EmptySet func(n int) string
	// EmptyTextSet is the set of no rows of n columns for a list without values in SQL text; nil is a SELECT of NULL of the type of the list.
	EmptyTextSet func(n int) string
	// ILike says that there is an ILIKE; otherwise both sides of LIKE are folded by lower.
	ILike bool
	// ConcatFunction says that strings are joined by concat(a, b).
	ConcatFunction bool
	// InnerJoin is the keyword of an inner join.
	InnerJoin string
	// EmptyFrom is the FROM clause of a SELECT that has conditions and nothing to select from; EmptyFromAlways says that one without
	// conditions has it, too.
	EmptyFrom       string
	EmptyFromAlways bool
	// AliasWord stands between a FROM element and its alias.
	AliasWord string
	// RecursiveWord says that WITH RECURSIVE begins the common table expressions of which one is recursive; otherwise WITH does.
	RecursiveWord bool
	// Nulls says how ORDER BY says NULLS FIRST and NULLS LAST.
	Nulls NullsOrder
	// OrderByLabel says that ORDER BY names a column by its label; otherwise the expression stands there again.
	OrderByLabel bool
	// SubqueryOrder says that a SELECT in another one may have ORDER BY without a limit; otherwise it is left out, for it means nothing there.
	SubqueryOrder bool
	// NestedWith says that WITH may stand inside of a statement; WithReads that it stands in front of a SELECT only.
	NestedWith, WithReads bool
	// CTEFollowsInsert says that WITH stands behind INSERT INTO t (...) instead of in front.
	CTEFollowsInsert bool
	// DistinctOn says that there is SELECT DISTINCT ON (...).
	DistinctOn bool
	// Returning says that INSERT and DELETE can return rows, UpdateReturning that UPDATE can.
	Returning, UpdateReturning bool
	// ReturningStyle says how they do.
	ReturningStyle ReturningStyle
	// ReturningPlainNames says that RETURNING names columns without their table.
	ReturningPlainNames bool
	// DefaultRow says how INSERT inserts a row of defaults.
	DefaultRow DefaultRow
	// OneRow says that the VALUES of an INSERT are those of one row.
	OneRow bool
	// UpdateFrom says how UPDATE names further tables.
	UpdateFrom UpdateFrom
	// DeleteUsing says how DELETE names further tables.
	DeleteUsing DeleteUsing
	// ValuesFunction says that the row that an upsert wanted to insert is VALUES(column); otherwise it is excluded.column.
	ValuesFunction bool
	// LiteralConstants says that no placeholder may stand in the frame of a window or for the separator of an aggregate.
	LiteralConstants bool
	// TryCast says that there is TRY_CAST, which makes NULL of what cannot be cast.
	TryCast bool
	// PlainCollations says that the name of a collation never stands in quotes.
	PlainCollations bool
	// ConflictConstraint says that ON CONFLICT can name a constraint.
	ConflictConstraint bool
	// WriteLimit says that UPDATE and DELETE have a LIMIT.
	WriteLimit bool
	// BetweenSymmetric says that there is BETWEEN SYMMETRIC.
	BetweenSymmetric bool
	// BitXor says that the database has an operator for exclusive or.
	BitXor bool
	// SetOperandParentheses says that a SELECT with ORDER BY or LIMIT of its own, or another set operation, may stand in a set operation, in
	// parentheses. Otherwise it is SELECT * FROM (...).
	SetOperandParentheses bool
	// SetOperandOrder says that a SELECT in such parentheses may have ORDER BY; otherwise a SELECT is put around it.
	SetOperandOrder bool
	// SchemaParts says that a schema may be one of another database: database.schema.
	SchemaParts bool
	// NoSetOperationAll says that there are no INTERSECT ALL and EXCEPT ALL.
	NoSetOperationAll bool
	// Fetch is what the database has of FETCH FIRST.
	Fetch Fetching
	// Lateral says that a subquery in FROM can see the elements to its left.
	Lateral bool
	// TableFunctions is what functions in FROM can do, TableSample says that a part of a table's rows can be taken.
	TableFunctions TableFunctions
	TableSample    bool
	// Values is how rows of values stand in FROM.
	Values ValuesForm
	// ScalarValues says that VALUES may stand for a value or a list; otherwise a SELECT for each row does.
	ScalarValues bool
	// WriteCTE says that INSERT, UPDATE and DELETE may be common table expressions; Materialized that these can be MATERIALIZED.
	WriteCTE, Materialized bool
	// Aggregates is what aggregate functions can do.
	Aggregates Aggregates
	// FrameRange says that the frame of a window may count in RANGE: 5 PRECEDING.
	FrameRange bool
	// FrameGroups and FrameExclude say that the frame of a window counts in GROUPS, and that it can EXCLUDE rows.
	FrameGroups, FrameExclude bool
	// AnyArray and AnyQuery say that values are compared with ANY and ALL of an array, and of a SELECT.
	AnyArray, AnyQuery bool
	// DDL are the answers that the rules of DDL need.
	DDL DDLFeatures
}

// NewGrammar is the default grammar under a name: standard SQL, as a dialect's starting point and for display.
func NewGrammar(name string) *Grammar {
	g := &Grammar{
		Name:        name,
		Placeholder: Named,
		Quoting:     Quoting{Open: `"`, Close: `"`, Reserved: standardWords},
		Literals:    Literals{True: "true", False: "false", Bytes: HexBytes},
		Features: Features{
			InnerJoin: " JOIN ", AliasWord: " AS ", RecursiveWord: true, OrderByLabel: true, SubqueryOrder: true,
			Returning: true, UpdateReturning: true, BitXor: true, SetOperandParentheses: true,
			Fetch: Fetching{First: true, Ties: true, Percent: true}, Lateral: true, TableSample: true,
			TableFunctions: TableFunctions{InFrom: true, Ordinality: true, Columns: true, Types: true, Row: true, NameIsColumn: true},
			WriteCTE:       true, Materialized: true, NestedWith: true, ScalarValues: true, SetOperandOrder: true, FrameRange: true,
			Aggregates: Aggregates{Filter: true, OrderedSet: true}, FrameGroups: true, FrameExclude: true,
			DDL: DDLFeatures{IndexNulls: true},
		},
		Operators: standardOperators(),
		Functions: standardFunctions(),
		SetWords:  standardSetWords(),
		Limit:     StandardLimit,
		Lock:      StandardLock,
		Upsert:    OnConflict,
		Select:    selectClauses(),
		rules:     map[reflect.Type]Rule{},
		typeNames: map[reflect.Type]func(*Grammar, types.Type) (string, error){},
	}
	registerRules(g)
	return g
}

// Names are the dialect's name, and that of the one that it is a kind of: what a program says of either is meant for it.
func (g *Grammar) Names() []string {
	if g.Finer == "" {
		return []string{g.Name}
	}
	return []string{g.Finer, g.Name}
}

// On makes rule the rule of g for elements of the Go type E. It replaces one that was there. It is called before g compiles anything: in the
// function of engine.Extend or dialect.Extend, whose grammar is the program's own, or in init functions.
//
// SQLAlchemy: compiles.
func On[E expr.Element](g *Grammar, rule func(c *Compiler, e E)) {
	g.rules[reflect.TypeFor[E]()] = func(c *Compiler, e expr.Element) { rule(c, e.(E)) }
}

// OnFor is [On] for a grammar that has one of the given names, as Names tells them; other grammars keep the rule that they have:
//
//	engine.Extend(func(g *compiler.Grammar) {
//		compiler.On(g, writeGreatest)
//		compiler.OnFor(g, writeMax, "sqlite")
//	})
//
// SQLAlchemy: compiles(Element, "sqlite").
func OnFor[E expr.Element](g *Grammar, rule func(c *Compiler, e E), dialects ...string) {
	for _, name := range g.Names() {
		if slices.Contains(dialects, name) {
			On(g, rule)
			return
		}
	}
}

// Default is the rule that g has for elements of the Go type E: a rule that takes its place asks for it before, and writes something around
// what it writes.
//
// SQLAlchemy: Compiler.visit_select and its like, called by a function of compiles.
func Default[E expr.Element](g *Grammar) func(c *Compiler, e E) {
	rule := g.rules[reflect.TypeFor[E]()]
	return func(c *Compiler, e E) {
		if rule == nil {
			c.Fail(&UnsupportedError{Dialect: g.Name, Node: e})
			return
		}
		rule(c, e)
	}
}

// rule is the rule for e's Go type, or nil.
func (g *Grammar) rule(e expr.Element) Rule { return g.rules[reflect.TypeOf(e)] }

// Clone is a grammar of its own that begins as g is: for rules that only one engine of a program shall have.
func (g *Grammar) Clone() *Grammar {
	c := *g
	c.Operators = maps.Clone(g.Operators)
	c.SetWords = maps.Clone(g.SetWords)
	c.Functions = maps.Clone(g.Functions)
	c.Select = slices.Clone(g.Select)
	c.rules = maps.Clone(g.rules)
	c.typeNames = maps.Clone(g.typeNames)
	c.Quoting.Reserved = maps.Clone(g.Quoting.Reserved)
	c.Quoting.Functions = maps.Clone(g.Quoting.Functions)
	return &c
}

// Clause is one clause of a statement.
type Clause[S any] struct {
	// Name is the clause's name, by which dialects replace it and by which expr.Extension names the place behind it.
	Name string
	// Write appends the clause, with the blank or line break in front of it, or nothing.
	Write func(c *Compiler, s S)
}

// Clauses are the clauses of a statement in their order.
type Clauses[S any] []Clause[S]

// Behind is cs with one more clause behind that of a name, under a name of its own. It panics if there is none of that name: the grammar's
// own source is wrong then.
func (cs Clauses[S]) Behind(name string, more Clause[S]) Clauses[S] {
	for i := range cs {
		if cs[i].Name == name {
			return slices.Insert(slices.Clone(cs), i+1, more)
		}
	}
	panic("compiler: there is no clause " + name)
}

// Replace puts write in the place of the clause of that name. It panics if there is none: the grammar's own source is wrong then.
func (cs Clauses[S]) Replace(name string, write func(c *Compiler, s S)) {
	for i := range cs {
		if cs[i].Name == name {
			cs[i].Write = write
			return
		}
	}
	panic("compiler: there is no clause " + name)
}
