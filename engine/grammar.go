package engine

import (
	"github.com/azoth-orm/azoth/compiler"
	"github.com/azoth-orm/azoth/dialect"
)

// WithGrammar gives the engine rules of its own for nodes and types of the program, or other rules for those that there are:
//
//	engine.WithGrammar(func(g *compiler.Grammar) {
//		compiler.OnType(g, func(Money) string { return "DECIMAL(19, 4)" })
//	})
//
// Other engines keep theirs. Said again it adds rules. It is for Open; [Engine.With] shares the compiled statements of its engine, and has
// its rules. change may be called more than once, for the dialects among which the server's version decides.
//
// SQLAlchemy: compiles.
func WithGrammar(change func(g *compiler.Grammar)) Option {
	return func(o *options) { o.grammar = append(o.grammar, change) }
}

// ownDialect is d with the rules of the options.
func (o *options) ownDialect(d *dialect.Dialect) *dialect.Dialect {
	for _, change := range o.grammar {
		d = d.With(change)
	}
	return d
}
