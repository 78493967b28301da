package types

// RawType is a type that is known by its name in DDL only: what a database tells of a column whose type this module has no type for. Values
// travel as their Go types say.
//
// SQLAlchemy: UserDefinedType; NullType, for a type that reflection does not know.
type RawType struct {
	// Name is the type as it stands in DDL, quoted where it has to be: tsvector, "my schema"."my type", ENUM('a').
	Name string
}

// Raw is a type of that name in DDL. The name is SQL: it must not come from outside. SQLAlchemy: UserDefinedType.
func Raw(name string) RawType { return RawType{name} }

// SQLType is the name.
func (t RawType) SQLType() string { return t.Name }

// DDL is the name, whatever the database.
func (t RawType) DDL(string) string { return t.Name }
