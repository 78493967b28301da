package compiler

import (
	"fmt"
	"reflect"

	"github.com/azoth-orm/azoth/types"
)

// OnType makes rule the name of types of the Go type T in the DDL of g. It is called in init functions.
//
// SQLAlchemy: compiles, for types.
func OnType[T types.Type](g *Grammar, rule func(t T) string) {
	OnTypeErr(g, func(t T) (string, error) { return rule(t), nil })
}

// OnTypeErr is [OnType] for types that need more than they may have: the error says what.
func OnTypeErr[T types.Type](g *Grammar, rule func(t T) (string, error)) {
	OnTypeIn(g, func(_ *Grammar, t T) (string, error) { return rule(t) })
}

// OnTypeIn is [OnType] for types that are made of others: the rule gets the grammar that asks, which may be a clone of g with rules of its
// own for these.
func OnTypeIn[T types.Type](g *Grammar, rule func(g *Grammar, t T) (string, error)) {
	g.typeNames[reflect.TypeFor[T]()] = func(g *Grammar, t types.Type) (string, error) { return rule(g, t.(T)) }
}

// TypeName is the name of t in DDL. A type without a rule that implements types.Named names itself; one that does not is rendered by
// its generic name if it is a type of this module, and is an error otherwise.
//
// SQLAlchemy: TypeCompiler.
func (g *Grammar) TypeName(t types.Type) (string, error) {
	if t = g.inDialect(t); t == nil {
		return "", fmt.Errorf("compiler: a type is missing")
	}
	if rule := g.typeNames[reflect.TypeOf(t)]; rule != nil {
		return rule(g, t)
	}
	if n, ok := t.(types.Named); ok {
		return n.DDL(g.Name), nil
	}
	if w, ok := t.(types.Wrapper); ok {
		return g.TypeName(w.Implementation())
	}
	if reflect.TypeOf(t).PkgPath() == reflect.TypeFor[types.IntegerType]().PkgPath() {
		return t.SQLType(), nil
	}
	return "", fmt.Errorf("compiler: %s has no name for the type %s (register one with compiler.OnType, or implement types.Named)", g.Name, t.SQLType())
}
