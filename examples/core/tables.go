package main

import (
	"context"

	"github.com/azoth-orm/azoth"
	"github.com/azoth-orm/azoth/col"
	"github.com/azoth-orm/azoth/engine"
	"github.com/azoth-orm/azoth/schema"
	"github.com/azoth-orm/azoth/types"
)

// The tables, and their columns as structs: what the compiler checks.
var (
	meta   = azoth.NewMetaData()
	users_ = azoth.NewTable("users", meta,
		schema.Col("id", types.BigInteger(), schema.PrimaryKey()),
		schema.Col("name", types.String(30), schema.NotNull(), schema.Unique()),
		schema.Col("nickname", types.String(30)),
		schema.Col("age", types.BigInteger(), schema.NotNull()),
		schema.Col("boss_id", types.BigInteger(), schema.ForeignKeyTo("users.id")))
	orders_ = azoth.NewTable("orders", meta,
		schema.Col("id", types.BigInteger(), schema.PrimaryKey()),
		schema.Col("user_id", types.BigInteger(), schema.ForeignKeyTo("users.id"), schema.NotNull()),
		schema.Col("item", types.String(30), schema.NotNull()),
		schema.Col("price", types.BigInteger(), schema.NotNull()),
		schema.Col("quantity", types.BigInteger(), schema.NotNull()))

	users  = azoth.Columns[userColumns](users_)
	orders = azoth.Columns[orderColumns](orders_)
)

type userColumns struct {
	ID       col.Int64
	Name     col.String
	Nickname col.NullString
	Age      col.Int64
	BossID   col.NullInt64
}

type orderColumns struct {
	ID, UserID      col.Int64
	Item            col.String
	Price, Quantity col.Int64
}

// fill puts in the rows that the tour looks at.
func fill(ctx context.Context, e *engine.Engine) {
	scene("create the tables, and fill them")
	check(meta.CreateAll(ctx, e))
	nickname := func(s string) *string { return &s }
	boss := func(id int64) *int64 { return &id }
	n := must(azoth.InsertInto(users_).
		Values(users.Name.Set("spongebob"), users.Nickname.Set(nickname("bob")), users.Age.Set(20), users.BossID.Set(nil)).
		Values(users.Name.Set("sandy"), users.Nickname.Set(nil), users.Age.Set(22), users.BossID.Set(boss(1))).
		Values(users.Name.Set("patrick"), users.Nickname.Set(nickname("pat")), users.Age.Set(21), users.BossID.Set(boss(1))).
		Values(users.Name.Set("squidward"), users.Nickname.Set(nil), users.Age.Set(40), users.BossID.Set(boss(2))).
		Exec(ctx, e))
	show(n)
	for _, o := range []struct {
		user            int64
		item            string
		price, quantity int64
	}{{1, "net", 5, 2}, {1, "pan", 12, 1}, {2, "rope", 7, 3}, {3, "rock", 1, 10}, {2, "net", 5, 1}} {
		must(azoth.InsertInto(orders_).Values(orders.UserID.Set(o.user), orders.Item.Set(o.item), orders.Price.Set(o.price), orders.Quantity.Set(o.quantity)).Exec(ctx, e))
	}
}
