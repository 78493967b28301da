package orm_test

import (
	"context"
	"database/sql"
	"os"
	"os/exec"
	"path/filepath"
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

func openCustomers(tb testing.TB, url string) (*azoth.Engine, *orm.Registry, *customerMap) {
	tb.Helper()
	e, err := azoth.Open(url)
	if err != nil {
		tb.Fatal(err)
	}
	tb.Cleanup(func() { _ = e.Close() })
	r, m := customers()
	return e, r, m
}

func fillTable(tb testing.TB, e *azoth.Engine, r *orm.Registry, n int) {
	tb.Helper()
	ctx := context.Background()
	if err := r.MetaData().CreateAll(ctx, e); err != nil {
		tb.Fatal(err)
	}
	fill := strings.Replace(fillCustomers, "?", ":n", 1)
	if _, err := azoth.Text[int64](fill).Bind("n", n).Exec(ctx, e); err != nil {
		tb.Fatal(err)
	}
}

func customerDB(tb testing.TB, n int) (*orm.DB, *customerMap) {
	tb.Helper()
	e, r, m := openCustomers(tb, "sqlite:///:memory:")
	fillTable(tb, e, r, n)
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

// TestLoadAllocations holds the ceiling: objects, snapshots and strings come out of slabs and chunks.
func TestLoadAllocations(t *testing.T) {
	n := 100_000
	if raceEnabled {
		n /= 20 // the count of allocations is the same, and the ceiling holds
	}
	ctx := context.Background()
	db, m := customerDB(t, n)
	loadCustomers(ctx, t, db, m, n) // compile, prepare
	allocs := testing.AllocsPerRun(2, func() { loadCustomers(ctx, t, db, m, n) })
	if per := allocs / float64(n); per > 0.1 {
		t.Errorf("loading a tracked object allocates %.3f times, at most 0.1 are allowed", per)
	} else {
		t.Logf("%.3f allocations an object", per)
	}
}

// TestIterMemory reads a million untracked entities from a file in a process of its own, whose resident memory is at most 64 MiB
// at its peak. The race detector's own memory would drown that: under it the rows are fewer and the heap is measured instead.
func TestIterMemory(t *testing.T) { iterInProcess(t, iterRows) }

// TestSoakIterMemory reads ten million: what is held does not grow with the rows.
func TestSoakIterMemory(t *testing.T) {
	if os.Getenv("SOAK") == "" {
		t.Skip("ten times the rows of TestIterMemory: SOAK=1, or make soak")
	}
	iterInProcess(t, 10*iterRows)
}

func iterInProcess(t *testing.T, n int) {
	if file := os.Getenv("AZOTH_ITER_FILE"); file != "" {
		iterate(t, file, n)
		return
	}
	if raceEnabled {
		iterate(t, customerFile(t, n/20), n/20)
		return
	}
	cmd := exec.Command(os.Args[0], "-test.run=^"+t.Name()+"$", "-test.v")
	cmd.Env = append(os.Environ(), "AZOTH_ITER_FILE="+customerFile(t, n))
	out, err := cmd.CombinedOutput()
	if err != nil {
		t.Fatalf("%v\n%s", err, out)
	}
	t.Logf("%s", out)
}

const iterRows = 1_000_000

// customerFile is a database file with n customers.
func customerFile(tb testing.TB, n int) string {
	tb.Helper()
	file := filepath.Join(tb.TempDir(), "customers.db")
	e, r, _ := openCustomers(tb, "sqlite:///"+file)
	fillTable(tb, e, r, n)
	if err := e.Close(); err != nil {
		tb.Fatal(err)
	}
	return file
}

// iterate streams n customers and holds their memory under its ceiling.
func iterate(t *testing.T, file string, n int) {
	ctx := context.Background()
	e, r, m := openCustomers(t, "sqlite:///"+file)
	db := orm.New(e, r)
	before, peak, seen := heapInUse(), uint64(0), 0
	for c, err := range azoth.Select(m).Options(orm.Untracked(m)).OrderBy(m.ID).Iter(ctx, db) {
		if err != nil {
			t.Fatal(err)
		}
		if seen++; c.ID != int64(seen) {
			t.Fatalf("row %d is customer %d", seen, c.ID)
		}
		if seen%10_000 == 0 {
			peak = max(peak, heapInUse())
		}
	}
	if seen != n {
		t.Fatalf("%d rows of %d", seen, n)
	}
	grown, resident := int64(peak)-int64(before), peakResident()
	t.Logf("%d rows: the heap grew by %d KiB, resident memory was %d MiB at its peak", n, grown>>10, resident>>20)
	if grown > 64<<20 || !raceEnabled && resident > 64<<20 {
		t.Error("at most 64 MiB are allowed")
	}
}

func heapInUse() uint64 {
	var m runtime.MemStats
	runtime.ReadMemStats(&m)
	return m.HeapInuse
}

// peakResident is the peak of the process's resident memory in bytes, as Linux tells it; 0 elsewhere.
func peakResident() int64 {
	b, err := os.ReadFile("/proc/self/status")
	if err != nil {
		return 0
	}
	for line := range strings.SplitSeq(string(b), "\n") {
		if v, ok := strings.CutPrefix(line, "VmHWM:"); ok {
			kib, _ := strconv.ParseInt(strings.Fields(v)[0], 10, 64)
			return kib << 10
		}
	}
	return 0
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

// BenchmarkIter streams a million untracked entities from a file and prints the peak of the process's resident memory: run it alone,
// with -bench Iter.
func BenchmarkIter(b *testing.B) {
	ctx := context.Background()
	e, r, m := openCustomers(b, "sqlite:///"+customerFile(b, iterRows))
	db := orm.New(e, r)
	b.ResetTimer()
	for b.Loop() {
		seen := 0
		for _, err := range azoth.Select(m).Options(orm.Untracked(m)).Iter(ctx, db) {
			if err != nil {
				b.Fatal(err)
			}
			seen++
		}
		if seen != iterRows {
			b.Fatal(seen)
		}
	}
	b.ReportMetric(float64(b.Elapsed().Nanoseconds())/float64(b.N)/iterRows, "ns/row")
	b.ReportMetric(float64(peakResident()>>20), "resident-MiB")
}
