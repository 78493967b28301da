package types

import (
	"fmt"
	"slices"
	"strings"
)

// Wrapper is a type that is another one in the database: a [DecoratedType], a type whose values are wrapped in SQL. Its name in DDL, and
// whatever else is not said of it, is that of the other one.
//
// SQLAlchemy: TypeDecorator.
type Wrapper interface {
	Type
	// Implementation is the type in the database.
	Implementation() Type
	// Rewrap is the same around another type.
	Rewrap(impl Type) Type
	// Identity tells wrappers apart that are printed alike: it is part of the key under which a compiled statement is kept.
	Identity() uintptr
}

// VariantType is a type that is another one in some databases. Make it with [Variant]. Variants are comparable, and == if they were made
// alike.
//
// SQLAlchemy: TypeEngine.with_variant.
type VariantType struct {
	// Base is the type in all other databases, or a VariantType with more of them.
	Base Type
	// Of is the type in the databases that Dialects names, with commas in between.
	Of       Type
	Dialects string
}

// Variant is base, but t in the databases of the dialects: Variant(Numeric(20, 0), BigInteger(), "sqlite", "mysql"). DDL, bound values,
// results and literals follow the type of the database that a statement is for. The name mysql means MariaDB as well, unless there is one for
// mariadb. Variant of a VariantType adds to it. It panics without a dialect, and if a dialect is said twice: the program is wrong then.
//
// SQLAlchemy: TypeEngine.with_variant.
func Variant(base, t Type, dialects ...string) VariantType {
	if len(dialects) == 0 {
		panic("types: Variant without a dialect (name those that have the other type)")
	}
	known := variantDialects(base)
	for i, d := range dialects {
		if d == "" || strings.Contains(d, ",") {
			panic(fmt.Sprintf("types: Variant: %q is no dialect", d))
		}
		if slices.Contains(known, d) || slices.Contains(dialects[:i], d) {
			panic(fmt.Sprintf("types: Variant: there is a type for %s already", d))
		}
	}
	return VariantType{Base: base, Of: t, Dialects: strings.Join(dialects, ",")}
}

// variantDialects are the dialects for which t has another type.
func variantDialects(t Type) []string {
	v, ok := t.(VariantType)
	if !ok {
		return nil
	}
	return append(variantDialects(v.Base), strings.Split(v.Dialects, ",")...)
}

// SQLType is the type, and what it is elsewhere.
func (t VariantType) SQLType() string {
	return t.Base.SQLType() + " (" + t.Of.SQLType() + " for " + strings.ReplaceAll(t.Dialects, ",", ", ") + ")"
}

// in is the type in a database: dialects are its names, the most exact one first.
func (t VariantType) in(dialects []string) Type {
	for _, d := range dialects {
		for v, ok := t, true; ok; v, ok = v.Base.(VariantType) {
			if slices.Contains(strings.Split(v.Dialects, ","), d) {
				return v.Of
			}
		}
	}
	return variantBase(t)
}

// variantBase is t without its variants.
func variantBase(t Type) Type {
	for {
		v, ok := t.(VariantType)
		if !ok {
			return t
		}
		t = v.Base
	}
}

// For is t in a database, with no variants in it: dialects are the names of the database's dialect, the most exact one first. Without a name
// it is the type of all databases of which nothing else is said.
//
// SQLAlchemy: TypeEngine.dialect_impl, TypeDecorator.load_dialect_impl.
func For(t Type, dialects ...string) Type {
	switch x := t.(type) {
	case VariantType:
		return For(x.in(dialects), dialects...)
	case ArrayType:
		if of := For(x.Element, dialects...); of != x.Element {
			return ArrayType{of}
		}
	case Wrapper:
		if impl := For(x.Implementation(), dialects...); impl != x.Implementation() {
			return x.Rewrap(impl)
		}
	}
	return t
}

// Storage is the type that t is in a database: without what a program wrapped around it, and without variants, for which see [For].
//
// SQLAlchemy: TypeDecorator.impl, TypeEngine._type_affinity.
func Storage(t Type) Type {
	for {
		switch x := t.(type) {
		case VariantType:
			t = variantBase(x)
		case Wrapper:
			t = x.Implementation()
		default:
			return t
		}
	}
}
