package sqlite

import (
	"context"
	"testing"
)

const benchRows = 10_000

func filled(t testing.TB) *conn {
	c := connect(t, "")
	exec(t, c, "CREATE TABLE customer (id INTEGER PRIMARY KEY, name TEXT NOT NULL, description TEXT NOT NULL)")
	exec(t, c, "BEGIN")
	s := prepare(t, c, "INSERT INTO customer (name, description) VALUES (?, ?)")
	for range benchRows {
		s.BindText(0, "a name of some length")
		s.BindText(1, "a description that is a little longer than the name")
		if _, err := s.Exec(context.Background()); err != nil {
			t.Fatal(err)
		}
	}
	exec(t, c, "COMMIT")
	return c
}

func perRow(b *testing.B, rows int) {
	b.ReportMetric(float64(b.Elapsed().Nanoseconds())/float64(b.N)/float64(rows), "ns/row")
}

var sink struct {
	id         int64
	name, desc string
}

func BenchmarkRead(b *testing.B) {
	c := filled(b)
	s := prepare(b, c, "SELECT id, name, description FROM customer")
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
			sink.id, sink.name, sink.desc = rows.Int64(0), rows.Text(1), rows.Text(2)
		}
		rows.Close()
	}
	perRow(b, benchRows)
}

// BenchmarkReadByHand is the same loop on the client library.
func BenchmarkReadByHand(b *testing.B) {
	c := filled(b)
	s, _, err := c.zc.PrepareTransient("SELECT id, name, description FROM customer")
	if err != nil {
		b.Fatal(err)
	}
	defer s.Finalize()
	b.ReportAllocs()
	for b.Loop() {
		for {
			ok, err := s.Step()
			if err != nil {
				b.Fatal(err)
			}
			if !ok {
				break
			}
			sink.id, sink.name, sink.desc = s.ColumnInt64(0), s.ColumnText(1), s.ColumnText(2)
		}
		s.Reset()
	}
	perRow(b, benchRows)
}

func BenchmarkGet(b *testing.B) {
	c := filled(b)
	s := prepare(b, c, "SELECT id, name, description FROM customer WHERE id = ?")
	ctx, cancel := context.WithCancel(context.Background())
	defer cancel()
	b.ReportAllocs()
	id := int64(0)
	for b.Loop() {
		id = id%benchRows + 1
		s.BindInt64(0, id)
		rows, err := s.Query(ctx)
		if err != nil {
			b.Fatal(err)
		}
		if ok, err := rows.Step(); !ok || err != nil {
			b.Fatal(ok, err)
		}
		sink.id, sink.name, sink.desc = rows.Int64(0), rows.Text(1), rows.Text(2)
		rows.Close()
	}
}

func BenchmarkGetFreshCtx(b *testing.B) {
	c := filled(b)
	s := prepare(b, c, "SELECT id FROM customer WHERE id = 1")
	b.ReportAllocs()
	for b.Loop() {
		ctx, cancel := context.WithCancel(context.Background())
		if _, err := s.Exec(ctx); err != nil {
			b.Fatal(err)
		}
		cancel()
	}
}

func BenchmarkInsert(b *testing.B) {
	c := connect(b, "")
	exec(b, c, "CREATE TABLE customer (id INTEGER PRIMARY KEY, name TEXT NOT NULL, description TEXT NOT NULL)")
	exec(b, c, "BEGIN")
	s := prepare(b, c, "INSERT INTO customer (name, description) VALUES (?, ?)")
	names := [2]string{"a name of some length", "another name"}
	b.ReportAllocs()
	i := 0
	for b.Loop() {
		i++
		s.BindText(0, names[i&1])
		s.BindText(1, "a description that is a little longer than the name")
		if _, err := s.Exec(context.Background()); err != nil {
			b.Fatal(err)
		}
	}
}

func TestReadingAllocatesOnlyStrings(t *testing.T) {
	c := filled(t)
	s := prepare(t, c, "SELECT id, name, description FROM customer")
	got := testing.AllocsPerRun(3, func() {
		rows, err := s.Query(context.Background())
		if err != nil {
			t.Fatal(err)
		}
		for {
			ok, err := rows.Step()
			if err != nil {
				t.Fatal(err)
			}
			if !ok {
				break
			}
			sink.id, sink.name, sink.desc = rows.Int64(0), rows.Text(1), rows.Text(2)
		}
	})
	if limit := 2.0*benchRows + 10; got > limit {
		t.Errorf("%v allocations, want at most %v", got, limit)
	}
}
