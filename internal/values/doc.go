// Package values holds values against the databases: some forty Go types in their SQL types, the edges of each and a thousand random values,
// written in three ways, read back in two, and looked for by what they are. A value comes back as it was, or as docs/differences.md says, or it
// is refused by an error with a type and nothing is written. There is no fourth way.
//
// The random values follow from a seed, which is printed; AZOTH_SEED gives another. SOAK=1 takes a thousand values of each type, and not
// a hundred.
package values
