package engine

import (
	"context"
	"encoding/binary"
	"fmt"
	"maps"

	"github.com/azoth-orm/azoth/compiler"
	"github.com/azoth-orm/azoth/expr"
	"github.com/azoth-orm/azoth/schema"
)

// SchemaMap says in which schema tables are found that a program declares in another: {"": "tenant_1"} leads tables without a schema to
// tenant_1, {"app": ""} those of app to the default schema. SQL text is left as it is.
//
// SQLAlchemy: schema_translate_map.
type SchemaMap = compiler.SchemaMap

// TranslateSchemas replaces the schemas of tables, in all that runs: statements, CreateAll, the flush of a session. With
// [Engine.With] it gives an engine for one tenant that shares the pool of the others.
//
// SQLAlchemy: execution_options(schema_translate_map=...).
func TranslateSchemas(m SchemaMap) Option {
	m = maps.Clone(m)
	return func(o *options) { o.schemas = m }
}

// TranslateSchemas replaces the schemas of tables in what runs on c from now on, instead of what was said before; nil replaces none.
//
// SQLAlchemy: Connection.execution_options(schema_translate_map=...).
func (c *Connection) TranslateSchemas(m SchemaMap) {
	c.translate(maps.Clone(m))
}

func (c *Connection) translate(m SchemaMap) {
	if len(m) == 0 {
		c.schemas, c.translated = nil, ""
		return
	}
	var k expr.Key
	m.AppendKey(&k)
	c.schemas, c.translated = m, string(k.Bytes())
}

// prefix begins the key of a template with the schemas, as that of a statement does.
func (c *Connection) prefix(key []byte) []byte {
	if c.schemas == nil {
		return key
	}
	key = binary.AppendUvarint(append(key, byte(keyTranslated)), uint64(len(c.translated)))
	return append(key, c.translated...)
}

// SchemaOf is where c finds what is declared in a schema.
func (c *Connection) SchemaOf(name string) string { return c.schemas.Of(name) }

// InSchemas is an Engine or a Connection with other schemas in the place of those that tables name, for single statements:
//
//	users, err := azoth.Select(Users).All(ctx, azoth.InSchemas(conn, azoth.SchemaMap{"": "tenant_1"}))
//
// SQLAlchemy: Executable.execution_options(schema_translate_map=...).
func InSchemas(ex expr.Executor, m SchemaMap) expr.Executor {
	if e, ok := ex.(*Engine); ok {
		return e.With(TranslateSchemas(m))
	}
	return inSchemas{ex, maps.Clone(m)}
}

// inSchemas is a connection that translates.
type inSchemas struct {
	ex expr.Executor
	m  SchemaMap
}

// Execute runs one statement.
func (s inSchemas) Execute(ctx context.Context, st expr.Statement) (rows expr.Rows, err error) {
	err = s.translating(func(c *Connection) error {
		rows, err = c.executeEntered(ctx, st, nil)
		return err
	})
	return rows, err
}

// RunDDL runs f with the schemas translated.
func (s inSchemas) RunDDL(ctx context.Context, f func(schema.DDLConn) error) error {
	c, ok := s.ex.(*Connection)
	if !ok {
		return s.refused()
	}
	before := c.schemas
	c.translate(s.m)
	defer c.translate(before)
	return c.RunDDL(ctx, f)
}

// translating runs f, which must not enter the connection again.
func (s inSchemas) translating(f func(*Connection) error) error {
	c, ok := s.ex.(*Connection)
	if !ok {
		return s.refused()
	}
	if err := c.enter(); err != nil {
		return err
	}
	defer c.leave()
	before := c.schemas
	c.translate(s.m)
	defer c.translate(before)
	return f(c)
}

func (s inSchemas) refused() error {
	return fmt.Errorf("engine: a %T cannot run single statements in other schemas (give an Engine or a Connection, or a session an Engine with TranslateSchemas)", s.ex)
}
