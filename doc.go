// Package azoth is the front door of Azoth, SQLAlchemy for Go: constructors of statements and expressions, operators between
// expressions, and Open. It holds no logic; the types that it returns live in the packages below.
//
// A program maps plain structs with package orm and columns of package col, opens an engine, and writes
//
//	users, err := azoth.Select(Users).
//		Where(Users.Name.Eq("ed").Or(Users.Fullname.Like("%son"))).
//		OrderBy(Users.ID).
//		All(ctx, session)
//
// Statements are immutable values: every method returns a new one. The same statement runs on an Engine, a Connection or a Session.
//
// A Go value takes a method (Users.Age.Ge(18)), an expression takes a function of this package (azoth.Ge(Users.Age, Limits.Age)).
// Values are always bound; SQL text comes only through [Text], [TextCondition], [TextExpr] and [LiteralColumn].
//
// The package imports only what is below package orm, and nothing imports it but programs.
package azoth
