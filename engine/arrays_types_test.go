package engine_test

import (
	"fmt"
	"math"
	"net/netip"
	"testing"
	"time"

	"github.com/azoth-orm/azoth/dialect"
	"github.com/azoth-orm/azoth/dialect/postgresql"
	"github.com/azoth-orm/azoth/engine"
	"github.com/azoth-orm/azoth/expr"
	"github.com/azoth-orm/azoth/internal/dbfleet"
	"github.com/azoth-orm/azoth/schema"
	"github.com/azoth-orm/azoth/types"
)

// unnested are the types of columns that are bound as arrays, with values of theirs.
var unnested = []struct {
	typ    types.Type
	values []any
}{
	{types.Integer(), []any{math.MinInt32, math.MaxInt32}},
	{types.SmallInteger(), []any{math.MinInt16, math.MaxInt16}},
	{types.BigInteger(), []any{int64(math.MinInt64), int64(math.MaxInt64)}},
	{types.Boolean(), []any{true, false}},
	{types.Float(), []any{0.1, math.Inf(1), math.MaxFloat64}},
	{types.FloatType{Precision: 24}, []any{0.1, 1.5}},
	{types.Real(), []any{0.1, 1.5}},
	{types.Double(), []any{0.1, math.SmallestNonzeroFloat64}},
	{types.Numeric(10, 2), []any{types.MustDecimal("12345678.90"), types.MustDecimal("-0.01"), "NaN", 1}},
	{types.Numeric(0, 0), []any{types.MustDecimal("1e-30"), 0.1}},
	{types.String(3), []any{"abc", "", "ü,{"}},
	{types.StringType{Length: 3, Collation: "C"}, []any{"abc"}},
	{types.Char(5), []any{"ab", "abcde"}},
	{types.TextType{Collation: "C"}, []any{"NULL", `"a" \`}},
	{types.LargeBinary(), []any{[]byte{0, 255}, []byte{}}},
	{types.JSON(), []any{types.Document{V: map[string]any{"a": []int{1}}}}},
	{postgresql.JSONB(), []any{types.Document{V: map[string]any{"a": []int{1}}}, types.Document{V: "x"}}},
	{types.UUIDType{}, []any{types.UUID{1, 2, 15: 0xff}, [16]byte{7}}},
	{types.DateType{}, []any{types.Date{Year: 2024, Month: 2, Day: 29}, time.Date(2024, 2, 29, 23, 0, 0, 0, time.UTC)}},
	{types.Time(), []any{types.Clock(1, 2, 3), types.TimeOfDay(86_399_999_999)}},
	{types.TimeType{TimeZone: true}, []any{types.Clock(1, 2, 3)}},
	{types.TimeType{Precision: 3}, []any{types.TimeOfDay(86_399_000_600)}},
	{types.DateTime(), []any{time.Date(2024, 2, 29, 1, 2, 3, 456789000, time.UTC)}},
	{types.DateTimeType{Precision: -1}, []any{time.Date(2024, 2, 29, 1, 2, 3, 656789000, time.UTC)}},
	{types.DateTime().WithTimeZone(), []any{time.Date(2024, 2, 29, 1, 2, 3, 0, time.FixedZone("", 3600))}},
	{types.Timestamp().WithTimeZone(), []any{time.Date(2024, 2, 29, 1, 2, 3, 0, time.UTC)}},
	{types.Interval(), []any{time.Hour + time.Microsecond, -time.Second}},
	{types.IntervalType{Fields: "DAY TO SECOND"}, []any{25 * time.Hour}},
	{types.Enum("sad", "it's ok").Named("mood"), []any{"sad", "it's ok"}},
	{types.Enum("a", "b").Named("Select"), []any{"a", "b"}},
	{types.Enum("a", "b").Checked(), []any{"a"}},
	{postgresql.Inet(), []any{netip.MustParseAddr("::1"), netip.MustParsePrefix("10.0.0.0/8"), "10.0.0.1"}},
	{postgresql.CIDR(), []any{netip.MustParsePrefix("10.0.0.0/8")}},
	{postgresql.MACAddr(), []any{"08:00:2b:01:02:03"}},
	{postgresql.Money(), []any{"$1.50"}},
	{postgresql.TSVector(), []any{"'a':1 'b''c':2"}},
	{postgresql.Int4Range(), []any{"[1,5)", "empty"}},
	{postgresql.TSTZRange(), []any{`["2024-01-01 00:00:00+00",)`}},
	{postgresql.Int4Multirange(), []any{"{[1,3),[5,7)}"}},
	{postgresql.Bit(3), []any{"101"}},
	{postgresql.VarBit(5), []any{"101", ""}},
	{postgresql.OID(), []any{1}},
}

// TestArraysOfTypes writes values as arrays and row by row, into columns of every type: they must be equal.
func TestArraysOfTypes(t *testing.T) {
	e, err := engine.Open(dbfleet.PostgreSQL(t))
	ok(t, err)
	defer e.Close()
	meta := schema.NewMetaData()
	var tables []*schema.Table
	for i, c := range unnested {
		tables = append(tables, schema.Define(fmt.Sprint("t", i), meta, schema.Col("id", types.BigInteger(), schema.PrimaryKey()), schema.Col("v", c.typ)))
	}
	ok(t, meta.CreateAll(ctx, e))
	w := &items{}
	w.Connection, err = e.Connect(ctx)
	ok(t, err)
	defer w.Close()
	for i, c := range unnested {
		t.Run(c.typ.SQLType(), func(t *testing.T) {
			if !w.Unnests(c.typ) {
				t.Fatal("it is not unnested")
			}
			defer func() { ok(t, w.Rollback(ctx)) }()
			w.table = tables[i]
			values := append(c.values[:len(c.values):len(c.values)], nil)
			for _, v := range values {
				_, err := expr.NewInsertTable(expr.MakeDerived(w.table)).Values(expr.Assignment{Column: w.columns("v")[0], Value: expr.NewBind(types.ValueOfAny(v))}).Exec(ctx, w.Connection)
				ok(t, err)
			}
			insert, err := w.Template(fmt.Appendf(nil, "i%d", i), func() (expr.Element, error) {
				return expr.InsertArrays(w.table, w.columns("v"), nil), nil
			})
			ok(t, err)
			_, err = w.ExecArrays(ctx, insert, rows(len(values), func(i int) []any { return values[i : i+1] }), len(values))
			ok(t, err)
			all := w.texts(t, fmt.Sprintf("SELECT a.v::text, b.v::text FROM t%d a JOIN t%d b ON b.id = a.id + %d WHERE a.v::text IS DISTINCT FROM b.v::text", i, i, len(values)), 2)
			if all != "" {
				t.Errorf("as rows and as arrays: %s", all)
			}
			if got := w.texts(t, fmt.Sprintf("SELECT count(*), count(v) FROM t%d", i), 2); got != fmt.Sprint(2*len(values), " ", 2*len(values)-2) {
				t.Errorf("%s rows", got)
			}
		})
	}
}

// TestArraysAreNotCut wants what a column refuses to be refused, not to be cut or rounded on the way.
func TestArraysAreNotCut(t *testing.T) {
	w := newItems(t, false)
	for i, c := range []struct {
		typ   types.Type
		value any
	}{
		{types.String(3), "abcd"},
		{types.Char(3), "abcd"},
		{postgresql.Bit(3), "10"},
		{postgresql.VarBit(3), "1010"},
		{types.Numeric(3, 1), "100"},
		{types.SmallInteger(), 40_000},
		{types.Enum("a").Named("only"), "b"},
		{types.DateType{}, "2023-02-29"},
	} {
		meta := schema.NewMetaData()
		w.table = schema.Define(fmt.Sprint("cut", i), meta, schema.Col("v", c.typ))
		ok(t, meta.CreateAll(ctx, w.Connection))
		ok(t, w.Commit(ctx))
		e, err := w.Template(fmt.Appendf(nil, "cut%d", i), func() (expr.Element, error) {
			return expr.InsertArrays(w.table, w.columns("v"), nil), nil
		})
		ok(t, err)
		_, err = w.ExecArrays(ctx, e, rows(1, func(int) []any { return []any{c.value} }), 1)
		is(t, err, dialect.ErrData)
		ok(t, w.Rollback(ctx))
	}
}
