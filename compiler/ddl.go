package compiler

import (
	"strings"

	"github.com/azoth-orm/azoth/expr"
	"github.com/azoth-orm/azoth/schema"
)

// DDLFeatures are the answers that rules of DDL need of a database.
type DDLFeatures struct {
	// DefaultInParentheses says that a DEFAULT that is an expression stands in parentheses.
	DefaultInParentheses bool
	// Identity says that there are identity columns; otherwise only a column that counts up by the database's own means is one.
	Identity bool
	// Computed says how columns are computed.
	Computed ComputedFeatures
	// Sequences says how there are sequences.
	Sequences SequenceStyle
	// SequencesOptional says that the database counts columns up without them: an optional sequence is not made, nor used.
	SequencesOptional bool
	// CounterOrder says that sequences can be told to keep to an order, as Oracle has it, which also writes NOCYCLE in one word.
	CounterOrder bool
	// NoCycleWord says that NO CYCLE is one word.
	NoCycleWord bool
	// BooleanCheck says that a boolean column keeps any number, if no CHECK forbids it.
	BooleanCheck bool
	// EnumTypes says that enumerations are types of their own, with a name.
	EnumTypes bool
	// InlineEnums says that a column can be an enumeration that is no type of its own: ENUM('a', 'b').
	InlineEnums bool
	// Comments says where comments stand.
	Comments CommentStyle
	// ConstraintComments says that constraints have comments: COMMENT ON CONSTRAINT.
	ConstraintComments bool
	// EmptyComment says that a comment that is empty is none; otherwise one that is NULL is.
	EmptyComment bool
	// NoIfNotExists says that CREATE has no IF NOT EXISTS.
	NoIfNotExists bool
	// NoTemporary says what there is instead of temporary tables and views; "" where there are some.
	NoTemporary string
	// OrAlter says that a view is replaced by CREATE OR ALTER, and not by CREATE OR REPLACE.
	OrAlter bool
	// MaterializedViews says that there are views that keep their rows.
	MaterializedViews bool
	// Constraints says what constraints can say.
	Constraints ConstraintFeatures
	// PartialIndex says that an index may have a condition.
	PartialIndex bool
	// IndexUsing says where the method of an index stands.
	IndexUsing IndexUsing
	// IndexKinds are the methods that are kinds of their own: CREATE FULLTEXT INDEX. They are in upper case.
	IndexKinds []string
	// WholeIndex is the one of IndexKinds that an index without columns may have: it is of the whole table.
	WholeIndex string
	// IndexInSchema says that CREATE INDEX has the schema of the table in front of the name of the index.
	IndexInSchema bool
	// IndexInclude says that an index can carry columns. They make it faster and mean nothing else: a database without leaves them out.
	IndexInclude bool
	// IndexColumnsOnly says that an index is of columns alone.
	IndexColumnsOnly bool
	// IndexExpressionParentheses says that an indexed expression stands in parentheses of its own, IndexFunctionParentheses that a
	// function does, too.
	IndexExpressionParentheses, IndexFunctionParentheses bool
	// IndexNulls says that an index can say NULLS FIRST and NULLS LAST.
	IndexNulls bool
	// DropIndexOnTable says that DROP INDEX names the table.
	DropIndexOnTable bool
	// LocalNames says that indexes and foreign keys name a table without its schema, which the index has in front of its own name;
	// foreign keys into other schemas are left out.
	LocalNames bool
	// MaxName is the greatest length of a name; longer ones that were made for an index are cut. 0 is no limit.
	MaxName int
}

// ComputedFeatures say how a database computes columns.
type ComputedFeatures struct {
	// Virtual says that the result need not be kept; otherwise every computed column is STORED.
	Virtual bool
	// NeverStored says that the result cannot be kept.
	NeverStored bool
	// NoNullability says that a computed column is neither NULL nor NOT NULL: what it is follows from its expression.
	NoNullability bool
}

// ConstraintFeatures say what constraints of a database can say.
type ConstraintFeatures struct {
	// DeferrableKeys says that foreign keys can be checked at COMMIT, DeferrableUnique that unique constraints can.
	DeferrableKeys, DeferrableUnique bool
	// Match says that foreign keys can say MATCH.
	Match bool
	// NoOnUpdate says that foreign keys cannot say ON UPDATE: keys that are referenced do not change.
	NoOnUpdate bool
	// NullsNotDistinct says that a unique constraint or index can take NULL for a value like others, NullsEqual that it always does.
	NullsNotDistinct, NullsEqual bool
}

// CommentStyle is where comments on tables and columns stand.
type CommentStyle uint8

// Where comments stand: nowhere, in CREATE TABLE, or in statements of their own.
const (
	CommentNever CommentStyle = iota
	CommentInline
	CommentStatement
)

// spec is embedded by the parts of DDL statements that have a rule of their own, so that a dialect can write them in another way.
// They exist only while a statement is rendered.
type spec struct{}

// AppendKey writes nothing: the statement around writes what matters.
func (spec) AppendKey(*expr.Key) {}

// Children shows nothing.
func (spec) Children(*expr.Visitor) {}

// ColumnSpec is a column in CREATE TABLE: name, type, default, NOT NULL. Dialects have a rule for it where they count columns up by
// their own means.
type ColumnSpec struct {
	spec
	Column *schema.Column
}

// ConstraintSpec is a constraint in CREATE TABLE or ALTER TABLE.
type ConstraintSpec struct {
	spec
	Constraint schema.Constraint
}

// TableSuffix is what follows the closing parenthesis of CREATE TABLE.
type TableSuffix struct {
	spec
	Table *schema.Table
}

// IndexTarget is what stands behind ON in CREATE INDEX.
type IndexTarget struct {
	spec
	Index *schema.Index
}

// registerDDL puts the rules of DDL into g.
func registerDDL(g *Grammar) {
	standardTypes(g)
	On(g, writeCreateTable)
	On(g, writeDropTable)
	On(g, writeColumnSpec)
	On(g, func(c *Compiler, s *schema.CreateColumn) { c.Element(&ColumnSpec{Column: s.Column}) })
	On(g, writeConstraintSpec)
	On(g, writeTableSuffix)
	On(g, writeCreateIndex)
	On(g, writeDropIndex)
	On(g, writeIndexTarget)
	On(g, writeAddConstraint)
	On(g, writeDropConstraint)
	On(g, writeCreateSchema)
	On(g, writeDropSchema)
	registerSequences(g)
	registerEnumTypes(g)
	registerComments(g)
	registerViews(g)
	On(g, writeCustomDDL)
	On(g, writeCreateTableAs)
}

func writeDropTable(c *Compiler, d *schema.DropTable) {
	c.Write("\nDROP TABLE ")
	c.writeIf(d.IfExists, "IF EXISTS ")
	c.Table(d.Table)
}

func writeAddConstraint(c *Compiler, a *schema.AddConstraint) {
	c.Write("ALTER TABLE ")
	c.Table(a.Constraint.On())
	c.Write(" ADD ")
	c.Element(&ConstraintSpec{Constraint: a.Constraint})
}

func writeDropConstraint(c *Compiler, d *schema.DropConstraint) {
	c.DropConstraint(d, "CONSTRAINT")
}

// DropConstraint appends ALTER TABLE ... DROP what name. Rules of databases that have a word for each kind of constraint call it.
func (c *Compiler) DropConstraint(d *schema.DropConstraint, what string) {
	c.Write("ALTER TABLE ")
	c.Table(d.Constraint.On())
	c.Write(" DROP " + what + " ")
	c.nameOf(d.Constraint)
	c.writeIf(d.Cascade, " CASCADE")
}

// nameOf appends the name of a constraint that a statement is about: it must have one.
func (c *Compiler) nameOf(k schema.Constraint) {
	name, made, err := schema.NameOf(k)
	switch {
	case err != nil:
		c.Fail(err)
	case name == "":
		c.failf("a constraint of %s has no name to call it by (give it one)", k.On())
	default:
		c.madeName(name, made)
	}
}

func writeCreateSchema(c *Compiler, s *schema.CreateSchema) {
	c.Write("CREATE SCHEMA ")
	c.ifNotExists(s, s.IfNotExists)
	c.Name(s.Name)
}

func writeDropSchema(c *Compiler, s *schema.DropSchema) {
	c.Write("DROP SCHEMA ")
	c.writeIf(s.IfExists, "IF EXISTS ")
	c.Name(s.Name)
	c.writeIf(s.Cascade, " CASCADE")
}

// ifNotExists appends IF NOT EXISTS, if it is wanted.
func (c *Compiler) ifNotExists(st expr.Element, wanted bool) {
	if wanted && c.grammar.Features.DDL.NoIfNotExists {
		c.unsupported(st, "its CREATE has no IF NOT EXISTS (leave it out, and create only what the catalogue does not have)")
		return
	}
	c.writeIf(wanted, "IF NOT EXISTS ")
}

// temporary appends TEMPORARY, if it is wanted.
func (c *Compiler) temporary(st expr.Element, wanted bool) {
	if instead := c.grammar.Features.DDL.NoTemporary; wanted && instead != "" {
		c.unsupported(st, instead)
		return
	}
	c.writeIf(wanted, "TEMPORARY ")
}

func (c *Compiler) writeIf(condition bool, sql string) {
	if condition {
		c.Write(sql)
	}
}

// Literally appends what f writes with literals in the place of placeholders, and columns without their tables: DDL takes no
// parameters.
func (c *Compiler) Literally(f func()) {
	c.within(func(x *context) { x.plainNames = true }, func() { c.withLiterals(f) })
}

// withLiterals appends what f writes with literals in the place of placeholders.
func (c *Compiler) withLiterals(f func()) {
	key := c.key
	c.key = nil
	got := c.capture(f)
	c.key = key
	from := 0
	for _, m := range got.marks {
		c.out.text = append(c.out.text, got.text[from:m.at]...)
		from = m.at
		c.Literal(m.ref.Const, m.ref.Type)
	}
	c.out.text = append(c.out.text, got.text[from:]...)
}

// unsupported reports that the database cannot do what a statement asks for.
func (c *Compiler) unsupported(node expr.Element, reason string) {
	c.Fail(&UnsupportedError{Dialect: c.grammar.Name, Node: node, Reason: reason})
}

// inSchema appends a name with its schema, if there is one.
func (c *Compiler) inSchema(schema, name string) {
	c.schemaPrefix(schema)
	c.Name(name)
}

// schemaPrefix appends the name of a schema and a dot, if there is one. Where a schema may be one of another database, both have a name.
func (c *Compiler) schemaPrefix(schema string) {
	if schema = c.schemas.Of(schema); schema == "" {
		return
	}
	parts := []string{schema}
	if c.grammar.Features.SchemaParts {
		parts = schemaParts(schema)
	}
	for _, p := range parts {
		c.Name(p)
		c.Write(".")
	}
}

// schemaParts are the names in database.schema; what stands in brackets is one name.
func schemaParts(schema string) []string {
	var parts []string
	for rest, more := schema, true; more; {
		var part string
		if end := strings.IndexByte(rest, ']'); strings.HasPrefix(rest, "[") && end > 0 {
			part, rest = rest[1:end], rest[end+1:]
			rest, more = strings.CutPrefix(rest, ".")
		} else {
			part, rest, more = strings.Cut(rest, ".")
		}
		parts = append(parts, part)
	}
	return parts
}

// listed appends the names of columns, with commas between them.
func (c *Compiler) listed(cols []*schema.Column) {
	for i, col := range cols {
		c.separate(i)
		c.columnOnly(&col.ColumnRef)
	}
}

// HasSequence tells whether the database has a sequence: it has none, or it does not need an optional one.
func (f *DDLFeatures) HasSequence(s *schema.Sequence) bool {
	return f.Sequences != SequenceNever && !(s.Optional && f.SequencesOptional)
}
