package orm_test

import (
	"context"
	"testing"

	"github.com/azoth-orm/azoth"
	"github.com/azoth-orm/azoth/internal/dbfleet"
)

// BenchmarkCopiedFlush flushes 10,000 new objects on PostgreSQL: copied, and by arrays where the sequence of the
// keys may begin anew.
func BenchmarkCopiedFlush(b *testing.B) {
	for name, before := range map[string]string{
		"copied": "SELECT 1",
		"arrays": "ALTER SEQUENCE customer_id_seq CYCLE",
	} {
		b.Run(name, func(b *testing.B) {
			const n = 10_000
			ctx, url := context.Background(), dbfleet.PostgreSQL(b)
			db, _ := emptyDB(b, url)
			e, err := azoth.Open(url)
			if err != nil {
				b.Fatal(err)
			}
			defer func() { _ = e.Close() }()
			run := func(sql string) {
				if _, err := azoth.Text[int64](sql).Exec(ctx, e); err != nil {
					b.Fatal(err)
				}
			}
			run(before)
			addCustomers(ctx, b, db, n)
			b.ReportAllocs()
			for b.Loop() {
				addCustomers(ctx, b, db, n)
				b.StopTimer()
				run("TRUNCATE customer")
				b.StartTimer()
			}
			b.ReportMetric(float64(b.Elapsed().Nanoseconds())/float64(b.N)/n, "ns/object")
		})
	}
}
