package schema

import (
	"slices"

	"github.com/azoth-orm/azoth/expr"
	"github.com/azoth-orm/azoth/types"
)

// CreateEnumType is CREATE TYPE name AS ENUM (...), in a database that names enumerations. CreateAll runs it before the first table that
// uses the type.
//
// SQLAlchemy: postgresql.CreateEnumType.
type CreateEnumType struct {
	ddl
	Type types.EnumType
}

// AppendKey writes the type.
func (c *CreateEnumType) AppendKey(k *expr.Key) {
	appendDDL(k, kindCreateEnumType, nil)
	k.SQLType(c.Type)
}

// DropEnumType is DROP TYPE name.
//
// SQLAlchemy: postgresql.DropEnumType.
type DropEnumType struct {
	ddl
	Type types.EnumType
	// IfExists renders IF EXISTS.
	IfExists bool
}

// AppendKey writes the type and the options.
func (d *DropEnumType) AppendKey(k *expr.Key) {
	appendDDL(k, kindDropEnumType, nil)
	k.SQLType(d.Type)
	k.Bool(d.IfExists)
}

// enumsOf are the enumerations with a name that the columns of t have in a database of these dialects, each once: not those
// that are kept as VARCHAR, which are no types of their own, nor those that somebody else makes.
func enumsOf(t *Table, dialects []string) []types.EnumType {
	var out []types.EnumType
	seen := map[tableName]bool{}
	for _, c := range t.Columns {
		e, ok := enumOf(types.For(c.Type, dialects...))
		if !ok || e.Name == "" || e.Varchar || e.External || seen[enumKey(e)] {
			continue
		}
		seen[enumKey(e)] = true
		out = append(out, e)
	}
	return out
}

// enumOf is the enumeration that a type is, or is made of.
func enumOf(t types.Type) (types.EnumType, bool) {
	t = types.Storage(t)
	if a, ok := t.(types.ArrayType); ok {
		return enumOf(a.Element)
	}
	e, ok := t.(types.EnumType)
	return e, ok
}

func enumKey(e types.EnumType) tableName { return tableName{e.Schema, e.Name} }

// enumsOfAll are the enumerations of tables, each once. It is an error if two of one name have other values.
func enumsOfAll(tables []*Table, dialects []string) ([]types.EnumType, error) {
	var out []types.EnumType
	first := map[tableName]types.EnumType{}
	for _, t := range tables {
		for _, e := range enumsOf(t, dialects) {
			known, ok := first[enumKey(e)]
			if ok && known != e {
				return nil, errorf("two enumerations are named %s: %s and %s (give one of them another name)", key(e.Schema, e.Name), known.SQLType(), e.SQLType())
			}
			if !ok {
				first[enumKey(e)] = e
				out = append(out, e)
			}
		}
	}
	return out, nil
}

// withoutShared are the enumerations that no other table of the catalogues uses: those that go with tables.
func withoutShared(enums []types.EnumType, tables []*Table, dialects []string) []types.EnumType {
	gone := tableSet{}
	for _, t := range tables {
		gone[t] = true
	}
	shared := map[tableName]bool{}
	for _, m := range catalogues(tables) {
		for _, other := range m.tables {
			if gone[other] {
				continue
			}
			for _, e := range enumsOf(other, dialects) {
				shared[enumKey(e)] = true
			}
		}
	}
	var out []types.EnumType
	for _, e := range enums {
		if !shared[enumKey(e)] {
			out = append(out, e)
		}
	}
	return out
}

// catalogues are those that tables belong to.
func catalogues(tables []*Table) []*MetaData {
	var out []*MetaData
	for _, t := range tables {
		if t.MetaData != nil && !slices.Contains(out, t.MetaData) {
			out = append(out, t.MetaData)
		}
	}
	return out
}
