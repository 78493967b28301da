package orm_test

import (
	"context"
	"errors"
	"os"
	"strconv"
	"strings"
	"testing"

	"github.com/azoth-orm/azoth"

	"github.com/azoth-orm/azoth/orm"
)

// addCustomers adds n new customers in a session and commits.
func addCustomers(ctx context.Context, tb testing.TB, db *orm.DB, n int) {
	tb.Helper()
	s := db.Session()
	objs := make([]customer, n)
	for i := range objs {
		objs[i].Name, objs[i].Description = "customer name", "customer description"
		s.Add(&objs[i])
	}
	if err := s.Commit(ctx); err != nil {
		tb.Fatal(err)
	}
	if err := s.Close(); err != nil {
		tb.Fatal(err)
	}
	for i := range objs {
		if i > 0 && objs[i].ID != objs[i-1].ID+1 {
			tb.Fatalf("object %d has key %d after %d", i, objs[i].ID, objs[i-1].ID)
		}
	}
}

// BenchmarkInsert flushes 10,000 new objects, whose keys the database makes.
func BenchmarkInsert(b *testing.B) {
	for _, d := range benchDatabases(b) {
		b.Run(d.name, func(b *testing.B) {
			const n = 10_000
			ctx := context.Background()
			db, _ := emptyDB(b, d.url)
			addCustomers(ctx, b, db, n)
			b.ReportAllocs()
			for b.Loop() {
				addCustomers(ctx, b, db, n)
			}
			b.ReportMetric(float64(b.Elapsed().Nanoseconds())/float64(b.N)/n, "ns/object")
		})
	}
}

// BenchmarkSingle is a session for each new object.
func BenchmarkSingle(b *testing.B) {
	for _, d := range benchDatabases(b) {
		b.Run(d.name, func(b *testing.B) {
			ctx := context.Background()
			db, _ := emptyDB(b, d.url)
			b.ReportAllocs()
			for i := 0; b.Loop(); i++ {
				addOne(ctx, b, db)
			}
		})
	}
}

func addOne(ctx context.Context, tb testing.TB, db *orm.DB) {
	s := db.Session()
	s.Add(&customer{Name: "name", Description: "a customer"})
	if err := errors.Join(s.Commit(ctx), s.Close()); err != nil {
		tb.Fatal(err)
	}
}

// BenchmarkUpdate loads 10,000 objects, changes each, and flushes.
func BenchmarkUpdate(b *testing.B) {
	for _, d := range benchDatabases(b) {
		b.Run(d.name, func(b *testing.B) {
			const n = 10_000
			ctx := context.Background()
			db, m := emptyDB(b, d.url)
			addCustomers(ctx, b, db, n)
			b.ReportAllocs()
			run := 0
			for b.Loop() {
				run++
				changeCustomers(ctx, b, db, m, "name "+strconv.Itoa(run))
			}
			b.ReportMetric(float64(b.Elapsed().Nanoseconds())/float64(b.N)/n, "ns/object")
		})
	}
}

// changeCustomers loads all customers, changes each, and commits.
func changeCustomers(ctx context.Context, tb testing.TB, db *orm.DB, m *customerMap, name string) {
	tb.Helper()
	s := db.Session()
	all, err := azoth.Select(m).All(ctx, s)
	if err != nil {
		tb.Fatal(err)
	}
	for _, c := range all {
		c.Name = name
	}
	if err := s.Commit(ctx); err != nil {
		tb.Fatal(err)
	}
	if err := s.Close(); err != nil {
		tb.Fatal(err)
	}
}

type benchDatabase struct{ name, url string }

// benchDatabases are SQLite in memory, and the servers that the environment names.
func benchDatabases(testing.TB) []benchDatabase {
	out := []benchDatabase{{"sqlite", "sqlite:///:memory:"}}
	for _, name := range []string{"postgresql", "mysql"} {
		if url := os.Getenv("AZOTH_TEST_" + strings.ToUpper(name)); url != "" {
			out = append(out, benchDatabase{name, url})
		}
	}
	return out
}

// emptyDB is a database with the customers' table and no row in it.
func emptyDB(tb testing.TB, url string) (*orm.DB, *customerMap) {
	tb.Helper()
	e, r, m := openCustomers(tb, url)
	ctx := context.Background()
	for _, f := range []func() error{
		func() error { return r.MetaData().DropAll(ctx, e) },
		func() error { return r.MetaData().CreateAll(ctx, e) },
	} {
		if err := f(); err != nil {
			tb.Fatal(err)
		}
	}
	return orm.New(e, r), m
}
