package orm_test

import (
	"context"
	"testing"

	"github.com/azoth-orm/azoth/orm"
)

// BenchmarkGet gets objects by their key, each in a session that does not hold it.
func BenchmarkGet(b *testing.B) {
	for _, d := range benchDatabases(b) {
		b.Run(d.name, func(b *testing.B) {
			const n = 1000
			ctx := context.Background()
			db, m := emptyDB(b, d.url)
			addCustomers(ctx, b, db, n)
			s := db.Session()
			defer func() { _ = s.Close() }()
			b.ReportAllocs()
			for i := 0; b.Loop(); i++ {
				if i%n == 0 {
					s.Clear()
				}
				if _, err := orm.Get(ctx, s, m, int64(1+i%n)); err != nil {
					b.Fatal(err)
				}
			}
		})
	}
}
