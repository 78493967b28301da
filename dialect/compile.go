package dialect

import (
	"context"

	"github.com/azoth-orm/azoth/compiler"
	"github.com/azoth-orm/azoth/expr"
	"github.com/azoth-orm/azoth/types"
)

var (
	_ expr.Dialect = (*Dialect)(nil)
	_ expr.Dialect = Rendering{}
)

// CompileElement renders e as the database takes it, with its values, and needs no connection.
//
// SQLAlchemy: ClauseElement.compile.
func (d *Dialect) CompileElement(e expr.Element) (expr.Compiled, error) {
	return Rendering{d: d}.CompileElement(e)
}

// Rendering is a dialect with settings, for the Compile of a statement. It is immutable.
//
// SQLAlchemy: compile_kwargs.
type Rendering struct {
	d        *Dialect
	literals bool
	schemas  compiler.SchemaMap
}

// Literal is d with values written as literals instead of placeholders, for people and for tools: q.Compile(dialect.Literal(sqlite.Dialect)). A
// value that has no literal is a [*compiler.LiteralError].
//
// SQLAlchemy: literal_binds.
func Literal(d *Dialect) Rendering { return Rendering{d: d, literals: true} }

// InSchemas is d with other schemas in the place of those that tables name: q.Compile(dialect.InSchemas(postgresql.Dialect, m)).
//
// SQLAlchemy: schema_translate_map.
func InSchemas(d *Dialect, m compiler.SchemaMap) Rendering { return Rendering{d: d, schemas: m} }

// InSchemas is r with other schemas in the place of those that tables name.
//
// SQLAlchemy: schema_translate_map.
func (r Rendering) InSchemas(m compiler.SchemaMap) Rendering {
	r.schemas = m
	return r
}

// CompileElement renders e as r says.
func (r Rendering) CompileElement(e expr.Element) (expr.Compiled, error) {
	var k expr.Key
	k.Trace()
	e.AppendKey(&k)
	c, err := compiler.CompileWith(e, r.d.Grammar, compiler.Settings{Key: &k, Schemas: r.schemas, Literals: r.literals})
	if err != nil {
		return expr.Compiled{}, err
	}
	out := expr.Compiled{SQL: c.SQL}
	if err := k.ComputeParams(context.Background()); err != nil {
		return expr.Compiled{}, err
	}
	values := k.Values()
	for _, b := range c.Binds {
		v := b.Const
		if b.Index >= 0 {
			v = values[b.Index]
		}
		if v, err = types.Encode(b.Type, v, r.d.Native); err != nil {
			return expr.Compiled{}, err
		}
		out.Args, out.Names = append(out.Args, v), append(out.Names, b.Name)
	}
	return out, nil
}
