package schema

import (
	"context"

	"github.com/azoth-orm/azoth/expr"
)

// Moment is when a [DDLHook] is called.
type Moment uint8

// The moments. Those of a catalogue are before the first table that CreateAll or DropAll creates or drops and after the last, also if
// there is none; those of a table around its own CREATE and DROP, with its indexes and comments.
//
// SQLAlchemy: before_create, after_create, before_drop, after_drop.
const (
	BeforeCreate Moment = iota
	AfterCreate
	BeforeDrop
	AfterDrop
)

// DDLEvent is what a [DDLHook] is told.
//
// SQLAlchemy: DDLEvents.
type DDLEvent struct {
	Moment Moment
	// Table is the table, nil for an event of the catalogue.
	Table *Table
	// MetaData is the catalogue. Tables are, for its events, the tables that are created or dropped.
	MetaData *MetaData
	Tables   []*Table
	// Conn is the connection, in its transaction.
	Conn DDLConn
}

// DDLHook is called when tables are created or dropped. An error ends it, and rolls back where the database can.
//
// SQLAlchemy: event.listen(table, "after_create", ...).
type DDLHook func(ctx context.Context, e DDLEvent) error

// Listen calls hook at a moment of every CREATE or DROP of t. SQLAlchemy: event.listen.
func (t *Table) Listen(m Moment, hook DDLHook) { t.hooks[m] = append(t.hooks[m], hook) }

// Listen calls hook at a moment of every CreateAll or DropAll. SQLAlchemy: event.listen.
func (m *MetaData) Listen(at Moment, hook DDLHook) { m.hooks[at] = append(m.hooks[at], hook) }

type hooks [AfterDrop + 1][]DDLHook

func (h *hooks) call(ctx context.Context, e DDLEvent) error {
	for _, f := range h[e.Moment] {
		if err := f(ctx, e); err != nil {
			return err
		}
	}
	return nil
}

// Run is a hook that runs a statement: [DDL] of the table, or any other.
//
//	users.Listen(schema.AfterCreate, schema.Run(schema.DDL(`ALTER TABLE %(fullname)s SET (fillfactor = 70)`).On("postgresql")))
//
// SQLAlchemy: event.listen(table, "after_create", DDL(...)).
func Run(st expr.Statement) DDLHook {
	return func(ctx context.Context, e DDLEvent) error {
		if d, ok := st.(*CustomDDL); ok {
			if !d.When.Holds(e.Conn.Abilities().Dialects...) {
				return nil
			}
			if e.Table != nil && d.Table == nil {
				st := *d
				st.Table = e.Table
				return (&creator{c: e.Conn}).run(ctx, &st)
			}
		}
		return (&creator{c: e.Conn}).run(ctx, st)
	}
}

// CustomDDL is a statement of DDL as text. See [DDL].
type CustomDDL struct {
	ddl
	// Text is the SQL. Table is the table of its tokens, which [Run] fills in.
	Text  string
	Table *Table
	// Context are tokens of the program's own: SQL, which is not quoted.
	Context map[string]string
	// When says for which databases it is meant; [Run] passes over the others.
	When When
}

// DDL is a statement as text, in which %(table)s, %(schema)s and %(fullname)s are the names of a table as SQL, in quotes where they need them;
// %% is a %. Without a table there are no tokens but those of Context. Values cannot be bound.
//
// SQLAlchemy: DDL.
func DDL(text string) *CustomDDL { return &CustomDDL{Text: text} }

// Of is the statement for a table.
func (d *CustomDDL) Of(t *Table) *CustomDDL {
	c := *d
	c.Table = t
	return &c
}

// On is the statement for some dialects only, when it is a hook. SQLAlchemy: execute_if(dialect=...).
func (d *CustomDDL) On(dialects ...string) *CustomDDL {
	c := *d
	c.When.Dialects = dialects
	return &c
}

// If is the statement under a condition, when it is a hook. SQLAlchemy: execute_if(callable_=...).
func (d *CustomDDL) If(f func(dialect string) bool) *CustomDDL {
	c := *d
	c.When.If = f
	return &c
}

// With is the statement with tokens of the program's own; their values are SQL. SQLAlchemy: DDL(context=...).
func (d *CustomDDL) With(context map[string]string) *CustomDDL {
	c := *d
	c.Context = context
	return &c
}

// AppendKey writes the text, the table and the tokens.
func (d *CustomDDL) AppendKey(k *expr.Key) {
	appendDDL(k, kindCustom, d.Table)
	k.Bool(d.Table != nil)
	k.String(d.Text)
	keys := sortedKeys(d.Context)
	k.Uint(uint64(len(keys)))
	for _, name := range keys {
		k.String(name)
		k.String(d.Context[name])
	}
}

// Expand is the text with its tokens replaced: name writes a name as SQL.
func (d *CustomDDL) Expand(table, schema, fullname string) (string, error) {
	return expand(d.Text, func(token string) (string, error) {
		if s, ok := d.Context[token]; ok {
			return s, nil
		}
		if d.Table != nil {
			switch token {
			case "table":
				return table, nil
			case "schema":
				return schema, nil
			case "fullname":
				return fullname, nil
			}
		}
		return "", errorf("DDL %q: there is no token %%(%s)s (it has table, schema and fullname of a table, and those of With; a %% is written %%%%)", d.Text, token)
	})
}
