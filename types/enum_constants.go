package types

import "fmt"

// EnumNames are the names of constants, as their String method says them, for [Enum]: types.Enum(types.EnumNames(Red, Green)...).
func EnumNames[V fmt.Stringer](constants ...V) []string {
	names := make([]string, len(constants))
	for i, v := range constants {
		names[i] = v.String()
	}
	return names
}

// EnumOf is the enumeration e for constants of the program, such as those of iota: the first constant is kept as the first value of e, and so
// on. Fields and columns have the type of the constants. What is none of them is an error, in both directions; the database orders by its own
// values.
//
//	type Color int
//
//	const (
//		Red Color = iota
//		Green
//	)
//
//	var Colors = types.EnumOf(types.Enum("red", "green").Named("color"), Red, Green)
//
// Call it once for a type, and keep the result: every call makes another type. It panics if e does not have as many values as there are
// constants, or if a constant is given twice.
//
// SQLAlchemy: Enum(enum_class, values_callable=...).
func EnumOf[V comparable](e EnumType, constants ...V) DecoratedType {
	labels := e.Values()
	if len(labels) != len(constants) {
		panic(fmt.Sprintf("types: EnumOf: %d values for %d constants (give every constant its value)", len(labels), len(constants)))
	}
	label, constant := make(map[V]string, len(labels)), make(map[string]V, len(labels))
	for i, v := range constants {
		if _, twice := label[v]; twice {
			panic(fmt.Sprintf("types: EnumOf: the constant %v is given twice", v))
		}
		label[v], constant[labels[i]] = labels[i], v
	}
	return Decorate(e, &Processing[V, string]{
		Bind: func(v V) (string, error) {
			if l, ok := label[v]; ok {
				return l, nil
			}
			return "", fmt.Errorf("%v is none of the constants of the enumeration (give it to EnumOf)", v)
		},
		Result: func(l string) (V, error) {
			v, ok := constant[l]
			if !ok {
				return v, fmt.Errorf("%q is no value of the enumeration (give it and its constant to EnumOf)", l)
			}
			return v, nil
		},
	})
}
