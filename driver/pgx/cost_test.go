package pgx_test

import (
	"context"
	"runtime"
	"testing"
	"time"

	"github.com/azoth-orm/azoth/driver"
	"github.com/jackc/pgx/v5/pgconn"
)

const manyRows = `SELECT i::int8, i::int4, i::int2, i * 0.5::float8, i % 2 = 0, now() + i * interval '1 s', interval '1 s' * i,
	NULL::int8, 'some text', 'some bytes'::bytea FROM generate_series(1, 20000) AS i`

// readRow reads all columns but those that must allocate.
func readRow(rows driver.Rows, buf []byte) (sum int64, _ []byte) {
	sum = rows.Int64(0) + rows.Int64(1) + rows.Int64(2) + rows.Int64(6) + rows.Int64(7)
	if rows.Float64(3) > 0 && rows.Bool(4) && rows.IsNull(7) {
		sum++
	}
	if t, err := rows.Time(5); err == nil {
		sum += t.Unix()
	}
	buf = rows.Bytes(8, buf[:0])
	return sum, rows.Bytes(9, buf)
}

// TestRowsCostNothing counts the allocations of reading rows: none, but for those of the result.
func TestRowsCostNothing(t *testing.T) {
	c := newDatabase(t).connect()
	s := prepare(t, c, manyRows)
	ctx, cancel := context.WithCancel(context.Background())
	defer cancel()
	buf := make([]byte, 0, 64)
	n := testing.AllocsPerRun(5, func() {
		rows, err := s.Query(ctx)
		if err != nil {
			t.Fatal(err)
		}
		for range 20000 {
			step(t, rows)
			_, buf = readRow(rows, buf)
		}
		if ok, err := rows.Step(); ok || err != nil {
			t.Fatal(ok, err)
		}
	})
	if n > 20 { // the rows, and the notes that pgproto3 takes of the first row
		t.Errorf("%v allocations for 20,000 rows", n)
	}
}

// TestStatementCost counts the allocations of a prepared statement that is run again.
func TestStatementCost(t *testing.T) {
	c := newDatabase(t).connect()
	exec(t, c, "CREATE TABLE t (id int8 PRIMARY KEY, s text)", "INSERT INTO t VALUES (1, 'x')")
	ctx, cancel := context.WithCancel(context.Background())
	defer cancel()
	get := prepare(t, c, "SELECT id FROM t WHERE id = $1 AND s = $2 AND $3::timestamptz > '2000-01-01'")
	put := prepare(t, c, "UPDATE t SET s = $2 WHERE id = $1")
	begin, commit := prepare(t, c, "BEGIN"), prepare(t, c, "COMMIT")
	now := time.Now()
	for name, f := range map[string]struct {
		most float64
		run  func() error
	}{
		"get": {2, func() error {
			get.BindInt64(0, 1)
			get.BindText(1, "x")
			get.BindTime(2, now)
			rows, err := get.Query(ctx)
			if err != nil {
				return err
			}
			if ok, err := rows.Step(); !ok || err != nil || rows.Int64(0) != 1 {
				return err
			}
			return rows.Close()
		}},
		"put": {0, func() error {
			put.BindInt64(0, 1)
			put.BindText(1, "x")
			_, err := put.Exec(ctx)
			return err
		}},
		"transaction": {0, func() error {
			if _, err := begin.Exec(ctx); err != nil {
				return err
			}
			_, err := commit.Exec(ctx)
			return err
		}},
	} {
		n := testing.AllocsPerRun(200, func() {
			if err := f.run(); err != nil {
				t.Fatal(err)
			}
		})
		t.Logf("%s: %v allocations", name, n)
		if n > f.most {
			t.Errorf("%s: %v allocations, want at most %v", name, n, f.most)
		}
	}
}

// TestLongResult reads a result that is far larger than what memory it may take.
func TestLongResult(t *testing.T) {
	c := newDatabase(t).connect()
	rows := query(t, prepare(t, c, "SELECT generate_series(1, 100000), repeat('x', 1000)"))
	var before, now runtime.MemStats
	runtime.GC()
	runtime.ReadMemStats(&before)
	n := 0
	for {
		ok, err := rows.Step()
		if err != nil {
			t.Fatal(err)
		}
		if !ok {
			break
		}
		if n++; n == 50000 {
			runtime.GC()
			runtime.ReadMemStats(&now)
			if grown := int64(now.HeapAlloc) - int64(before.HeapAlloc); grown > 4<<20 {
				t.Errorf("in the middle of 100 MB, %d bytes are held", grown)
			}
		}
	}
	if n != 100000 {
		t.Errorf("%d rows", n)
	}
}

// TestLargeValues sends and reads values beyond any buffer, and keeps none of them.
func TestLargeValues(t *testing.T) {
	c := newDatabase(t).connect()
	s := prepare(t, c, "SELECT $1::bytea, length($1)")
	big := make([]byte, 20<<20)
	for i := range big {
		big[i] = byte(i)
	}
	s.BindBytes(0, big)
	rows := query(t, s)
	step(t, rows)
	if got := rows.Bytes(0, nil); string(got) != string(big) || rows.Int64(1) != int64(len(big)) {
		t.Errorf("%d bytes came back", len(got))
	}
	if err := rows.Close(); err != nil {
		t.Fatal(err)
	}
	if _, err := s.Exec(context.Background()); err == nil {
		t.Error("the large value was kept")
	}
	s.BindBytes(0, []byte("x"))
	if _, err := s.Exec(context.Background()); err != nil {
		t.Error(err)
	}
}

func BenchmarkRows(b *testing.B) {
	c := newDatabase(b).connect()
	const sql = "SELECT i::int8, 'some name', 'a description of some length' FROM generate_series(1, 100000) AS i"
	b.Run("driver", func(b *testing.B) {
		s := prepare(b, c, sql)
		b.ReportAllocs()
		for b.Loop() {
			rows, err := s.Query(context.Background())
			if err != nil {
				b.Fatal(err)
			}
			for {
				ok, err := rows.Step()
				if err != nil {
					b.Fatal(err)
				}
				if !ok {
					break
				}
				_, _, _ = rows.Int64(0), rows.Text(1), rows.Text(2)
			}
		}
		b.ReportMetric(float64(b.Elapsed().Nanoseconds())/float64(b.N)/1e5, "ns/row")
	})
	b.Run("pgconn", func(b *testing.B) {
		pg := c.Raw().(*pgconn.PgConn)
		if _, err := pg.Prepare(context.Background(), "raw", sql, nil); err != nil {
			b.Fatal(err)
		}
		b.ReportAllocs()
		for b.Loop() {
			r := pg.ExecPrepared(context.Background(), "raw", nil, nil, []int16{1})
			for r.NextRow() {
				v := r.Values()
				_, _ = string(v[1]), string(v[2])
			}
			if _, err := r.Close(); err != nil {
				b.Fatal(err)
			}
		}
		b.ReportMetric(float64(b.Elapsed().Nanoseconds())/float64(b.N)/1e5, "ns/row")
	})
}

func BenchmarkGet(b *testing.B) {
	c := newDatabase(b).connect()
	exec(b, c, "CREATE TABLE t (id int8 PRIMARY KEY, s text)", "INSERT INTO t SELECT i, 'name ' || i FROM generate_series(1, 10000) AS i")
	ctx, cancel := context.WithCancel(context.Background())
	defer cancel()
	const sql = "SELECT id, s FROM t WHERE id = $1"
	b.Run("driver", func(b *testing.B) {
		s := prepare(b, c, sql)
		b.ReportAllocs()
		for i := 0; b.Loop(); i++ {
			s.BindInt64(0, int64(i%10000+1))
			rows, err := s.Query(ctx)
			if err != nil {
				b.Fatal(err)
			}
			step(b, rows)
			_ = rows.Text(1)
			if err := rows.Close(); err != nil {
				b.Fatal(err)
			}
		}
	})
	b.Run("pgconn", func(b *testing.B) {
		pg := c.Raw().(*pgconn.PgConn)
		if _, err := pg.Prepare(ctx, "raw", sql, nil); err != nil {
			b.Fatal(err)
		}
		b.ReportAllocs()
		for i := 0; b.Loop(); i++ {
			id := int64(i%10000 + 1)
			param := []byte{0, 0, 0, 0, 0, 0, byte(id >> 8), byte(id)}
			r := pg.ExecPrepared(ctx, "raw", [][]byte{param}, []int16{1}, []int16{1})
			for r.NextRow() {
				_ = string(r.Values()[1])
			}
			if _, err := r.Close(); err != nil {
				b.Fatal(err)
			}
		}
	})
}
