package orm_test

import (
	"context"
	"database/sql"
	"os"
	"runtime"
	"strconv"
	"strings"
	"testing"
	"time"

	_ "modernc.org/sqlite" // the database/sql driver that loading is compared with

	"github.com/azoth-orm/azoth"
	"github.com/azoth-orm/azoth/col"
	_ "github.com/azoth-orm/azoth/driver/sqlite"
	"github.com/azoth-orm/azoth/orm"
)

type customer struct {
	ID                int64
	Name, Description string
}

type customerMap struct {
	orm.Entity[customer]
	ID                col.Int64
	Name, Description col.String
}

func customers() (*orm.Registry, *customerMap) {
	r := orm.NewRegistry()
	m := orm.Declare[customerMap](r, "customer")
	orm.Define(m, func(t *orm.Table, c *customerMap) { t.PrimaryKey(c.ID) })
	return r, m
}

// fillCustomers is one statement in both databases, so that they hold the same rows.
const fillCustomers = `WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < ?)
INSERT INTO customer (id, name, description) SELECT i, 'customer name ' || i, 'customer description ' || i FROM n`

func customerDB(tb testing.TB, n int) (*orm.DB, *customerMap) {
	tb.Helper()
	ctx := context.Background()
	e, err := azoth.Open("sqlite:///:memory:")
	if err != nil {
		tb.Fatal(err)
	}
	tb.Cleanup(func() { _ = e.Close() })
	r, m := customers()
	if err := r.MetaData().CreateAll(ctx, e); err != nil {
		tb.Fatal(err)
	}
	fill := strings.Replace(fillCustomers, "?", ":n", 1)
	if _, err := azoth.Text[int64](fill).Bind("n", n).Exec(ctx, e); err != nil {
		tb.Fatal(err)
	}
	return orm.New(e, r), m
}

// loadCustomers loads every customer in a session of its own.
func loadCustomers(ctx context.Context, tb testing.TB, db *orm.DB, m *customerMap, want int) {
	s := db.Session()
	all, err := azoth.Select(m).All(ctx, s)
	if err != nil || len(all) != want {
		tb.Fatalf("loaded %d customers, %v", len(all), err)
	}
	if last := all[want-1]; last.ID != int64(want) || last.Name != "customer name "+strconv.Itoa(want) || !s.Contains(last) {
		tb.Fatalf("the last customer is %+v", last)
	}
	if err := s.Close(); err != nil {
		tb.Fatal(err)
	}
}

// loadByHand is the loop that a program writes on database/sql.
func loadByHand(ctx context.Context, tb testing.TB, db *sql.DB, want int) {
	rows, err := db.QueryContext(ctx, "SELECT id, name, description FROM customer")
	if err != nil {
		tb.Fatal(err)
	}
	defer func() { _ = rows.Close() }()
	var all []*customer
	for rows.Next() {
		c := &customer{}
		if err := rows.Scan(&c.ID, &c.Name, &c.Description); err != nil {
			tb.Fatal(err)
		}
		all = append(all, c)
	}
	if rows.Err() != nil || len(all) != want {
		tb.Fatalf("loaded %d customers, %v", len(all), rows.Err())
	}
}

func handDB(tb testing.TB, n int) *sql.DB {
	db, err := sql.Open("sqlite", ":memory:")
	if err != nil {
		tb.Fatal(err)
	}
	tb.Cleanup(func() { _ = db.Close() })
	db.SetMaxOpenConns(1)
	for _, stmt := range []string{"CREATE TABLE customer (id INTEGER PRIMARY KEY, name VARCHAR NOT NULL, description VARCHAR NOT NULL)"} {
		if _, err := db.Exec(stmt); err != nil {
			tb.Fatal(err)
		}
	}
	if _, err := db.Exec(fillCustomers, n); err != nil {
		tb.Fatal(err)
	}
	return db
}

// TestLoadAllocations holds the ceiling: two strings an object, and next to nothing besides.
func TestLoadAllocations(t *testing.T) {
	const n = 100_000
	ctx := context.Background()
	db, m := customerDB(t, n)
	loadCustomers(ctx, t, db, m, n) // compile, prepare
	allocs := testing.AllocsPerRun(2, func() { loadCustomers(ctx, t, db, m, n) })
	if per := allocs / n; per > 2.2 {
		t.Errorf("loading a tracked object allocates %.3f times, at most 2.2 are allowed", per)
	} else {
		t.Logf("%.3f allocations an object", per)
	}
}

// TestIterMemory reads a million untracked entities in constant memory.
func TestIterMemory(t *testing.T) {
	n := 1_000_000
	if raceEnabled {
		n = 100_000 // the race detector's own memory drowns the rest
	}
	ctx := context.Background()
	db, m := customerDB(t, n)
	runtime.GC()
	before, seen := heapInUse(), 0
	var peak uint64
	s := db.Session()
	defer func() { _ = s.Close() }()
	for c, err := range azoth.Select(m).Options(orm.Untracked(m)).Iter(ctx, s) {
		if err != nil {
			t.Fatal(err)
		}
		seen++
		if c.ID != int64(seen) {
			t.Fatalf("row %d is customer %d", seen, c.ID)
		}
		if seen%50_000 == 0 {
			peak = max(peak, heapInUse())
		}
	}
	if seen != n {
		t.Fatalf("%d rows of %d", seen, n)
	}
	if grown := int64(peak) - int64(before); grown > 64<<20 {
		t.Errorf("the heap grew by %d MiB while iterating, at most 64 are allowed", grown>>20)
	} else {
		t.Logf("the heap grew by %d KiB; resident: %s", grown>>10, resident())
	}
}

func heapInUse() uint64 {
	var m runtime.MemStats
	runtime.ReadMemStats(&m)
	return m.HeapInuse
}

// resident is the process's resident memory as Linux tells it.
func resident() string {
	b, err := os.ReadFile("/proc/self/status")
	if err != nil {
		return "unknown"
	}
	for line := range strings.SplitSeq(string(b), "\n") {
		if v, ok := strings.CutPrefix(line, "VmRSS:"); ok {
			return strings.TrimSpace(v)
		}
	}
	return "unknown"
}

// BenchmarkLoad loads 100,000 tracked objects, and beside it, in the same run, the same rows by a hand-written loop on
// database/sql that tracks nothing. It prints the time of one object of each, and their ratio.
func BenchmarkLoad(b *testing.B) {
	const n = 100_000
	ctx := context.Background()
	db, m := customerDB(b, n)
	hand := handDB(b, n)
	loadCustomers(ctx, b, db, m, n)
	loadByHand(ctx, b, hand, n)
	var ours, theirs time.Duration
	for b.Loop() {
		runtime.GC()
		start := time.Now()
		loadCustomers(ctx, b, db, m, n)
		ours += time.Since(start)
		runtime.GC()
		start = time.Now()
		loadByHand(ctx, b, hand, n)
		theirs += time.Since(start)
	}
	b.ReportMetric(float64(ours.Nanoseconds())/float64(b.N)/n, "azoth-ns/object")
	b.ReportMetric(float64(theirs.Nanoseconds())/float64(b.N)/n, "database/sql-ns/object")
	b.ReportMetric(float64(ours)/float64(theirs), "ratio")
}

// BenchmarkIter streams a million untracked entities and prints the process's resident memory.
func BenchmarkIter(b *testing.B) {
	const n = 1_000_000
	ctx := context.Background()
	db, m := customerDB(b, n)
	b.ResetTimer()
	for b.Loop() {
		seen := 0
		for _, err := range azoth.Select(m).Options(orm.Untracked(m)).Iter(ctx, db) {
			if err != nil {
				b.Fatal(err)
			}
			seen++
		}
		if seen != n {
			b.Fatal(seen)
		}
	}
	b.Logf("resident: %s", resident())
}
