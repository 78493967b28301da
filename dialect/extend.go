package dialect

import "github.com/azoth-orm/azoth/compiler"

// Extend is a dialect that begins as d is and has rules of the program's own: f puts them into its grammar, by compiler.On, compiler.OnFor,
// compiler.OnType and the fields of the grammar. d stays what it is. engine.Extend does so for an engine.
//
// SQLAlchemy: the compiler extension.
func Extend(d *Dialect, f func(g *compiler.Grammar)) *Dialect {
	c := *d
	c.Grammar = d.Grammar.Clone()
	f(c.Grammar)
	if d.Refine != nil {
		c.Refine = func(version string) *Dialect {
			finer := d.Refine(version)
			if finer == nil {
				return nil
			}
			return Extend(finer, f)
		}
	}
	return &c
}
