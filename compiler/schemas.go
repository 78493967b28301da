package compiler

import (
	"maps"
	"slices"

	"github.com/azoth-orm/azoth/expr"
	"github.com/azoth-orm/azoth/types"
)

// SchemaMap says in which schema tables are found that a program declares in another: {"": "tenant_1"} leads tables without a schema to
// tenant_1, {"app": ""} those of app to the default schema. Schemas that it does not name stay as they are. It holds for tables, views,
// sequences and enumerations.
//
// SQLAlchemy: schema_translate_map.
type SchemaMap map[string]string

// Of is where what is declared in a schema is found.
func (m SchemaMap) Of(name string) string {
	if to, ok := m[name]; ok {
		return to
	}
	return name
}

// SchemaOf is where what is declared in a schema is found by the statement that renders, for rules that write it in their own way.
func (c *Compiler) SchemaOf(name string) string { return c.schemas.Of(name) }

// AppendKey writes the map: the same statement is another one in other schemas.
func (m SchemaMap) AppendKey(k *expr.Key) {
	k.Uint(uint64(len(m)))
	for _, from := range slices.Sorted(maps.Keys(m)) {
		k.String(from)
		k.String(m[from])
	}
}

// typeInSchema is a type with the schema in which it is found: enumerations have one.
func (c *Compiler) typeInSchema(t types.Type) types.Type {
	if c.schemas == nil {
		return t
	}
	switch t := t.(type) {
	case types.EnumType:
		t.Schema = c.schemas.Of(t.Schema)
		return t
	case types.ArrayType:
		t.Element = c.typeInSchema(t.Element)
		return t
	}
	return t
}
