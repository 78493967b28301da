package sqlite

import (
	"github.com/azoth-orm/azoth/compiler"
	"github.com/azoth-orm/azoth/expr"
)

// isNull writes x IS NULL or x IS NOT NULL. A place of a document is NULL if the document does not have it; read as a document it would be
// the text null.
func isNull(text string) func(c *compiler.Compiler, b *expr.Binary) {
	return func(c *compiler.Compiler, b *expr.Binary) {
		_, null := b.Right.(*expr.Null)
		j, place := b.Left.(*expr.JSONAccess)
		if !null || !place || j.As != expr.JSONAsDocument {
			c.Infix(b, text)
			return
		}
		c.Write("JSON_TYPE(")
		c.JSONPlace(j)
		c.Write(")" + text + "NULL")
	}
}
