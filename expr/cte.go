package expr

// CTE is a common table expression: a SELECT, or an INSERT, UPDATE or DELETE that returns rows.
//
// SQLAlchemy: CTE.
type CTE struct {
	Query Selectable
	Name  string
	// Recursive is WITH RECURSIVE; Next is the part that names the CTE itself, Union how it is joined.
	Recursive bool
	Next      Selectable
	UnionAll  bool
	// Nesting puts WITH in front of the SELECT that names the CTE, and not in front of the whole statement.
	Nesting bool
	// Materialized says whether the database keeps the rows.
	Materialized Materialization
	// Prefixes stand before the parenthesis, Suffixes behind it.
	Prefixes, Suffixes []DialectText
}

// Materialization says whether a database keeps the rows of a CTE or makes it a part of the statement that names it.
type Materialization uint8

// What a database does with the rows; MaterializeDefault leaves it to the database.
const (
	MaterializeDefault Materialization = iota
	MaterializeAlways
	MaterializeNever
)

// CTEOption is an option of a common table expression.
type CTEOption func(*CTE)

// Materialized renders WITH name AS MATERIALIZED (…): the rows are kept. A database that does not know the word does as it likes.
// SQLAlchemy: cte().prefix_with("MATERIALIZED").
func Materialized() CTEOption { return func(c *CTE) { c.Materialized = MaterializeAlways } }

// NotMaterialized renders WITH name AS NOT MATERIALIZED (…): the SELECT is made a part of what names it. A database that does not know the
// words does as it likes. SQLAlchemy: cte().prefix_with("NOT MATERIALIZED").
func NotMaterialized() CTEOption { return func(c *CTE) { c.Materialized = MaterializeNever } }

// Nesting puts WITH in front of the SELECT that names the CTE instead of the whole statement: two may have one name then.
// SQLAlchemy: cte(nesting=True).
func Nesting() CTEOption { return func(c *CTE) { c.Nesting = true } }

// CTEPrefix is SQL text before the parenthesis of a CTE: WITH name AS text (…). The text is not checked: it must not come from outside.
// SQLAlchemy: CTE.prefix_with.
func CTEPrefix(sql string, dialects ...string) CTEOption {
	return func(c *CTE) { c.Prefixes = append(c.Prefixes, DialectText{sql, dialects}) }
}

// CTESuffix is SQL text behind the parenthesis of a CTE, such as SEARCH DEPTH FIRST BY id SET place. The text is not checked: it must not
// come from outside. SQLAlchemy: CTE.suffix_with.
func CTESuffix(sql string, dialects ...string) CTEOption {
	return func(c *CTE) { c.Suffixes = append(c.Suffixes, DialectText{sql, dialects}) }
}

func newCTE(q Selectable, name string, o []CTEOption) Derived {
	c := &CTE{Query: q, Name: name}
	c.set(o)
	return Derived{c}
}

func (c *CTE) set(o []CTEOption) {
	for _, option := range o {
		option(c)
	}
}

// Writing is an INSERT, UPDATE or DELETE.
type Writing interface{ writing() Selectable }

func (i Insert[T]) writing() Selectable   { return i.s }
func (u Update[T]) writing() Selectable   { return u.s }
func (d Delete[T]) writing() Selectable   { return d.s }
func (s Returned[R]) writing() Selectable { return s.s.(Selectable) }

// WriteCTE makes a statement that returns no rows a common table expression, for [With]: WITH name AS (DELETE …). One that returns rows has a
// method CTE. PostgreSQL has it. SQLAlchemy: cte.
func WriteCTE(s Writing, name string, o ...CTEOption) Derived { return newCTE(s.writing(), name, o) }

// FromName is the name of the CTE.
func (c *CTE) FromName() string { return c.Name }

// FromColumns are the columns of its first statement.
func (c *CTE) FromColumns() []*ColumnRef { return derivedColumns(c, c.Query) }

// AppendKey writes the statements once and a reference to them after that.
func (c *CTE) AppendKey(k *Key) {
	if k.Seen(c) {
		return
	}
	k.Tag(TagCTE)
	k.String(c.Name)
	k.Bool(c.Recursive)
	k.Bool(c.UnionAll)
	k.Bool(c.Nesting)
	k.Uint(uint64(c.Materialized))
	appendTexts(k, c.Prefixes)
	appendTexts(k, c.Suffixes)
	c.Query.AppendKey(k)
	if c.Next != nil {
		c.Next.AppendKey(k)
	}
}

// Children shows the statements, which have a FROM of their own.
func (c *CTE) Children(v *Visitor) {
	Inner(v, &c.Query)
	Inner(v, &c.Next)
}

func (c *CTE) sqlFrom() FromElement  { return c }
func (c *CTE) sqlTarget() JoinTarget { return JoinTarget{From: c} }
