package main

import "context"

// opener is how to open one contender.
type opener struct {
	name string
	open func(ctx context.Context, p place) (contender, error)
}

// openers lists the contenders for a kind of database.
func openers(kind string) []opener {
	return []opener{
		{"azoth", openAzoth},
		{"sql", openRaw},
		{"driver", driverOf(kind)},
		{"gorm", openGORM},
		{"bun", openBun},
		{"ent", openEnt},
		{"sqlx", openSQLX},
		{"xorm", openXORM},
		{"sqlalchemy", openSQLAlchemy},
	}
}

// driverOf is the contender below database/sql.
func driverOf(kind string) func(context.Context, place) (contender, error) {
	switch kind {
	case postgresql:
		return openDriverPGX
	case mariadb:
		return openDriverMySQL
	}
	return openDriverSQLite
}
