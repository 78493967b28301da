// Package compiler turns the trees of package expr into SQL.
//
// [Compile] walks a statement once. Which text an element becomes is said by a [Rule] that a [Grammar] holds for the element's Go
// type; a dialect is the default grammar with some rules, operators, functions and clauses put in another way. A node without a rule
// is an [UnsupportedError]. An application adds its own node by embedding expr.Custom and registering a rule:
//
//	compiler.On(grammar, func(c *compiler.Compiler, g *Greatest) {
//		c.Write("greatest(")
//		c.List(g.Args)
//		c.Write(")")
//	})
//
// The result is text, one [BindRef] a placeholder, and the columns that a row has. Bound values are not part of it: a BindRef says
// where in the statement's key (expr.Key) its value is, so that a compiled statement serves every statement of the same structure.
//
// Three things exist once, and nothing goes round them: identifiers are quoted by [Quoting], literals are written by
// [Compiler.Literal], SQL text of the program is read by the scanner of scan.go.
//
// The text is SQLAlchemy's, blank for blank. The package knows neither drivers nor engines: it never talks to a database.
package compiler
