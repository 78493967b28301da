// Package col holds the typed columns that a mapping struct is made of.
//
// The type of a column is the type of the struct field that it maps: col.String is a string, col.NullString a *string,
// col.Text[sql.Null[string]] a sql.Null[string]. Every column has the operators of its kind in package expr (Text, Number, Value,
// Bool), and Set and SetExpr for INSERT, UPDATE and defaults. A field of the wrong type is a panic of orm.Declare that names the type to
// write.
//
//	type UserMap struct {
//		orm.Entity[User]
//		ID       col.Int64
//		Name     col.String
//		Nickname col.NullString
//	}
//
// A column is one pointer: it is nil until its struct is declared, or filled by azoth.Columns.
package col
