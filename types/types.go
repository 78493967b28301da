package types

// Type is a SQL type: a plain comparable value. A dialect renders its DDL name by a rule for its Go type; a type without a rule
// that implements [Named] renders itself. Equal types are ==.
//
// SQLAlchemy: TypeEngine.
type Type interface {
	// SQLType is the generic name of the type, for messages: INTEGER, VARCHAR(50).
	SQLType() string
}

// Named is a type that knows its own DDL name, for types of applications. SQLAlchemy: UserDefinedType.
type Named interface {
	Type
	// DDL is the type's name in the dialect of that name.
	DDL(dialect string) string
}
