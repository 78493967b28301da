// Package orm maps Go structs to tables and keeps objects and rows in step.
//
// The four nouns: an Engine says where the data is; a mapping ([Declare], [Define]) what it is; a Select how to read it; a
// [Session] how to change it. Mapped structs are plain: no embedded base, no tags. A mapping struct beside each of them names its
// columns and relationships with types that the compiler checks:
//
//	type User struct {
//		ID        int64
//		Name      string
//		Addresses []*Address
//	}
//
//	type UserMap struct {
//		orm.Entity[User]
//		ID        col.Int64
//		Name      col.String
//		Addresses orm.Many[User, Address]
//	}
//
//	var Users = orm.Declare[UserMap](Base, "users")
//
// A [DB] is what a program passes around; it makes Sessions. A Session is a unit of work: it belongs to one goroutine.
package orm
