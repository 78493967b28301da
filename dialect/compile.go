package dialect

import (
	"github.com/azoth-orm/azoth/compiler"
	"github.com/azoth-orm/azoth/expr"
	"github.com/azoth-orm/azoth/types"
)

var (
	_ expr.Dialect = (*Dialect)(nil)
	_ expr.Dialect = literal{}
)

// CompileElement renders e as the database takes it, with its values, and needs no connection.
//
// SQLAlchemy: ClauseElement.compile.
func (d *Dialect) CompileElement(e expr.Element) (expr.Compiled, error) {
	var k expr.Key
	k.Trace()
	e.AppendKey(&k)
	c, err := compiler.Compile(e, d.Grammar, &k)
	if err != nil {
		return expr.Compiled{}, err
	}
	out := expr.Compiled{SQL: c.SQL}
	values := k.Values()
	for _, b := range c.Binds {
		v := b.Const
		if b.Index >= 0 {
			v = values[b.Index]
		}
		if v, err = types.Encode(b.Type, v, d.Native); err != nil {
			return expr.Compiled{}, err
		}
		out.Args, out.Names = append(out.Args, v), append(out.Names, b.Name)
	}
	return out, nil
}

// Literal is d with values written as literals instead of placeholders, for people and for tools: q.Compile(dialect.Literal(sqlite.Dialect)). A
// value that has no literal is a [*compiler.LiteralError].
//
// SQLAlchemy: literal_binds.
func Literal(d *Dialect) expr.Dialect { return literal{d} }

type literal struct{ d *Dialect }

// CompileElement renders e with its values in it.
func (l literal) CompileElement(e expr.Element) (expr.Compiled, error) {
	sql, err := compiler.Inline(e, l.d.Grammar)
	return expr.Compiled{SQL: sql}, err
}
