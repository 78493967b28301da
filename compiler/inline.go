package compiler

import (
	"github.com/azoth-orm/azoth/expr"
	"github.com/azoth-orm/azoth/types"
)

// inline makes c write values as literals instead of placeholders.
type inline struct {
	on     bool
	values []types.Value // of the key
}

// Inline is st as SQL in the grammar g with its values as literals. It is for people and for tools; a program binds its values. A value
// that has no literal is a [*LiteralError].
//
// SQLAlchemy: compile_kwargs={"literal_binds": True}.
func Inline(st expr.Element, g *Grammar) (string, error) {
	var k expr.Key
	k.Trace()
	st.AppendKey(&k)
	c, err := compile(st, g, &k, inline{on: true, values: k.Values()}, nil)
	if err != nil {
		return "", err
	}
	return c.SQL, nil
}

// plainPlaceholder writes a placeholder, or the value itself.
func (c *Compiler) plainPlaceholder(ref BindRef) {
	switch {
	case !c.inline.on:
		c.out.placeholder(ref)
	case ref.Index >= 0:
		c.Literal(c.inline.values[ref.Index], ref.Type)
	default:
		c.Literal(ref.Const, ref.Type)
	}
}
