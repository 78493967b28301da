package schema

import (
	"maps"
	"slices"
)

// Info is what a program keeps with its tables and columns: labels for forms, settings of its own tools. Copies of a table have a copy
// of it.
//
// SQLAlchemy: SchemaItem.info.
type Info map[string]any

// sortedKeys are the names of what a program keeps under names, in an order that is always the same.
func sortedKeys[V any](m map[string]V) []string { return slices.Sorted(maps.Keys(m)) }
