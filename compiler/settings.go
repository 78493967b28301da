package compiler

import "github.com/azoth-orm/azoth/expr"

// Settings are what a statement is compiled with, beside a grammar. The zero Settings serve display: every bind is constant.
//
// SQLAlchemy: compile_kwargs, schema_translate_map.
type Settings struct {
	// Key is the key that the statement was walked with while its Trace was on: a bind that renders but is not in the key would run with the
	// value of another statement, so it is an error. Without a key every bind is constant.
	Key *expr.Key
	// Schemas are in the place of those that tables name. They are quoted as any name is.
	Schemas SchemaMap
	// Literals writes values as literals instead of placeholders. A value that has no literal is a [*LiteralError].
	Literals bool
}

// Compile renders st, a statement or any other element, in the grammar g, with the key of st, or nil; see [Settings].
//
// SQLAlchemy: ClauseElement.compile.
func Compile(st expr.Element, g *Grammar, k *expr.Key) (*Compiled, error) {
	return CompileWith(st, g, Settings{Key: k})
}

// CompileWith is [Compile] with settings.
//
// SQLAlchemy: ClauseElement.compile.
func CompileWith(st expr.Element, g *Grammar, s Settings) (*Compiled, error) {
	if s.Literals && s.Key == nil {
		s.Key = traced(st)
	}
	if s.Key != nil && s.Key.Err() != nil {
		return nil, s.Key.Err()
	}
	c := newCompiler(g, s)
	c.Element(st)
	if c.err == nil && c.names.clash() {
		given := c.names.given
		c = newCompiler(g, s)
		c.names.avoid = given
		c.Element(st)
	}
	return c.finish()
}

// traced is the key of st, which knows the values of its binds.
func traced(st expr.Element) *expr.Key {
	var k expr.Key
	k.Trace()
	st.AppendKey(&k)
	return &k
}
