package compiler

import "github.com/azoth-orm/azoth/expr"

// Inline is st as SQL in the grammar g with its values as literals. It is for people and for tools; a program binds its values. A value
// that has no literal is a [*LiteralError].
//
// SQLAlchemy: compile_kwargs={"literal_binds": True}.
func Inline(st expr.Element, g *Grammar) (string, error) {
	c, err := CompileWith(st, g, Settings{Literals: true})
	if err != nil {
		return "", err
	}
	return c.SQL, nil
}

// plainPlaceholder writes a placeholder, or the value itself.
func (c *Compiler) plainPlaceholder(ref BindRef) {
	switch {
	case !c.literals:
		c.out.placeholder(ref)
	case ref.Index >= 0:
		c.Literal(c.key.Values()[ref.Index], ref.Type)
	default:
		c.Literal(ref.Const, ref.Type)
	}
}
