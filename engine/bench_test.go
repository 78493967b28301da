package engine_test

import (
	"testing"

	"github.com/azoth-orm/azoth/engine"
	"github.com/azoth-orm/azoth/expr"
	"github.com/azoth-orm/azoth/schema"
	"github.com/azoth-orm/azoth/types"
)

const benchRows = 100_000

// quietWorld has no listeners: they would be measured.
func quietWorld(t testing.TB, rows int) (*engine.Engine, *users) {
	t.Helper()
	meta := schema.NewMetaData()
	u := newUsers(t, meta)
	e, err := engine.Open("sqlite:///:memory:")
	ok(t, err)
	t.Cleanup(func() { _ = e.Close() })
	ok(t, meta.CreateAll(ctx, e))
	ok(t, e.Begin(ctx, func(c *engine.Connection) error {
		entry, err := c.Template([]byte("insert"), func() (expr.Element, error) {
			s := &expr.InsertStatement{Table: u.table, Columns: u.table.FromColumns()}
			s.Rows = [][]expr.Element{{expr.NewBind(types.NullValue()), expr.NewBind(types.NullValue()), expr.NewBind(types.NullValue())}}
			return s, nil
		})
		if err != nil {
			return err
		}
		many := make([][]types.Value, rows)
		for i := range many {
			name := types.TextValue("a name of some length " + string(rune('a'+i%26)) + itoa(i))
			many[i] = []types.Value{types.Int64Value(int64(i + 1)), name, types.TextValue("a nickname that is longer than the name")}
		}
		_, err = c.ExecMany(ctx, entry, many, nil)
		return err
	}))
	return e, u
}

func itoa(i int) string {
	return string([]byte{byte('0' + i/100000%10), byte('0' + i/10000%10), byte('0' + i/1000%10), byte('0' + i/100%10), byte('0' + i/10%10), byte('0' + i%10)})
}

func perRow(b *testing.B) {
	b.ReportMetric(float64(b.Elapsed().Nanoseconds())/float64(b.N)/benchRows, "ns/row")
}

func BenchmarkLoadEntities(b *testing.B) {
	e, u := quietWorld(b, benchRows)
	q := expr.NewSelect[*user](u)
	b.ReportAllocs()
	for b.Loop() {
		all, err := q.All(ctx, e)
		if err != nil || len(all) != benchRows {
			b.Fatal(len(all), err)
		}
	}
	perRow(b)
}

// report is a result of three columns.
type report struct {
	ID             int64
	Name, Nickname string
}

func BenchmarkLoadStructs(b *testing.B) {
	e, u := quietWorld(b, benchRows)
	q := expr.NewSelectInto(func(r *report) []expr.Field {
		return []expr.Field{expr.Into(&r.ID, u.ID), expr.Into(&r.Name, u.Name), expr.Into(&r.Nickname, u.Nickname.NotNull())}
	})
	b.ReportAllocs()
	for b.Loop() {
		all, err := q.All(ctx, e)
		if err != nil || len(all) != benchRows {
			b.Fatal(len(all), err)
		}
	}
	perRow(b)
}

// BenchmarkLoadByHand is the same loop on the driver.
func BenchmarkLoadByHand(b *testing.B) {
	e, _ := quietWorld(b, benchRows)
	c, err := e.Connect(ctx)
	ok(b, err)
	defer c.Close()
	cursor, err := c.Query(ctx, expr.NewTextSelect[int]("SELECT id, name, nickname FROM users").Statement(), nil)
	ok(b, err)
	ok(b, cursor.Close())
	b.ReportAllocs()
	for b.Loop() {
		cursor, err := c.Query(ctx, expr.NewTextSelect[int]("SELECT id, name, nickname FROM users").Statement(), nil)
		ok(b, err)
		out := make([]report, 0, benchRows)
		for {
			more, err := cursor.Rows.Step()
			if err != nil || !more {
				break
			}
			out = append(out, report{cursor.Rows.Int64(0), cursor.Rows.Text(1), cursor.Rows.Text(2)})
		}
		_ = cursor.Close()
		if len(out) != benchRows {
			b.Fatal(len(out), "rows")
		}
	}
	perRow(b)
}

func BenchmarkGetByKey(b *testing.B) {
	e, u := quietWorld(b, 1000)
	b.Run("engine", func(b *testing.B) { getByKey(b, e, u) })
	c, err := e.Connect(ctx)
	ok(b, err)
	defer c.Close()
	b.Run("connection", func(b *testing.B) { getByKey(b, c, u) })
}

func getByKey(b *testing.B, ex expr.Executor, u *users) {
	b.ReportAllocs()
	id := int64(0)
	for b.Loop() {
		id = id%1000 + 1
		x, err := expr.NewSelect[*user](u).Where(u.ID.Eq(id)).One(ctx, ex)
		if err != nil || x.ID != id {
			b.Fatal(x, err)
		}
	}
}
