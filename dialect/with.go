package dialect

import "github.com/azoth-orm/azoth/compiler"

// With is d with a grammar of its own, which change gives rules for nodes and types of a program: compiler.On, compiler.OnType. d stays as it
// is. It is for one engine, see engine.WithGrammar, and for texts without one. change is called more than once if the server's version decides
// between dialects.
//
// SQLAlchemy: compiles, for one dialect.
func (d *Dialect) With(change func(g *compiler.Grammar)) *Dialect {
	own := *d
	own.Grammar = d.Grammar.Clone()
	change(own.Grammar)
	if d.Refine != nil {
		own.Refine = func(version string) *Dialect {
			finer := d.Refine(version)
			if finer == nil {
				return nil
			}
			return finer.With(change)
		}
	}
	return &own
}
