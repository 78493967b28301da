package schema

// Info is what a program keeps with its tables and columns: labels for forms, settings of its own tools. Copies of a table have a copy
// of it.
//
// SQLAlchemy: SchemaItem.info.
type Info map[string]any
