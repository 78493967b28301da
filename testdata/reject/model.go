// Package reject is the mapping that the programs beside this file misuse. It compiles; each of them does not.
package reject

import (
	"context"

	"github.com/azoth-orm/azoth"
	"github.com/azoth-orm/azoth/col"
	"github.com/azoth-orm/azoth/orm"
)

type User struct {
	ID        int64
	Name      string
	Nickname  *string
	Age       int
	Active    bool
	Addresses []*Address
}

type Address struct {
	ID     int64
	Email  string
	UserID int64
	User   *User
}

type Keyword struct {
	ID   int64
	Word string
}

type UserMap struct {
	orm.Entity[User]
	ID        col.Int64
	Name      col.String
	Nickname  col.NullString
	Age       col.Int
	Active    col.Bool
	Addresses orm.Many[User, Address]
}

type AddressMap struct {
	orm.Entity[Address]
	ID     col.Int64
	Email  col.String
	UserID col.Int64
	User   orm.One[Address, User]
}

type KeywordMap struct {
	orm.Entity[Keyword]
	ID   col.Int64
	Word col.String
}

var (
	Base      = orm.NewRegistry()
	Users     = orm.Declare[UserMap](Base, "users")
	Addresses = orm.Declare[AddressMap](Base, "addresses")
	Keywords  = orm.Declare[KeywordMap](Base, "keywords")
)

var (
	ctx     context.Context
	session *orm.Session
	ed      *User
)

var _ = azoth.Select(Users).Where(Users.Name.Eq("ed"))
