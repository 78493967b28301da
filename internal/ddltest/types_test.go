package ddltest_test

import (
	"errors"
	"fmt"
	"math"
	"net/netip"
	"reflect"
	"strings"
	"testing"
	"time"

	"github.com/azoth-orm/azoth"
	"github.com/azoth-orm/azoth/dialect"
	"github.com/azoth-orm/azoth/dialect/mysql"
	"github.com/azoth-orm/azoth/dialect/postgresql"
	"github.com/azoth-orm/azoth/schema"
	"github.com/azoth-orm/azoth/types"
)

// value is a type of SQL, a Go value in it, and how it is written and read with that Go type.
type value struct {
	name  string
	typ   types.Type
	check func(t *testing.T, db *database, table *schema.Table)
}

// kept are values of V in a column of a type: they must come back as they were.
func kept[V any](name string, typ types.Type, vs ...V) value {
	return keptAs(name, typ, func(v V) V { return v }, vs...)
}

// keptAs is kept for a type that keeps another form of a value.
func keptAs[V any](name string, typ types.Type, form func(V) V, vs ...V) value {
	return value{name, typ, func(t *testing.T, db *database, table *schema.Table) {
		t.Helper()
		for i, v := range vs {
			x := table.C("x")
			db.run(t, azoth.InsertInto(table).Values(table.C("id").Set(i+1), x.Set(any(v))).Statement())
			got, err := azoth.Select(azoth.Typed[V](x)).Where(table.C("id").Eq(i+1)).One(ctx, db.Engine)
			if err != nil {
				t.Errorf("%v: %v", v, err)
			} else if want := form(v); !same(got, want) {
				t.Errorf("%v comes back as %v, want %v", v, got, want)
			}
		}
	}}
}

// same compares in the way in which a database does: times as instants, decimals as numbers.
func same(a, b any) bool {
	switch x := a.(type) {
	case time.Time:
		return x.Equal(b.(time.Time))
	case types.Decimal:
		return x.Equal(b.(types.Decimal))
	case postgresql.Range[types.Decimal]:
		return x.String() == b.(postgresql.Range[types.Decimal]).String()
	}
	return reflect.DeepEqual(a, b)
}

// eachValue creates one table for each value, tries it, and drops all.
func eachValue(t *testing.T, db *database, values []value) {
	t.Helper()
	meta := azoth.NewMetaData()
	tables := make([]*schema.Table, len(values))
	for i, v := range values {
		tables[i] = azoth.NewTable(fmt.Sprintf("t%d", i), meta, schema.Col("id", integer, schema.PrimaryKey()), schema.Col("x", v.typ))
	}
	db.roundTrip(t, meta, func() {
		for i, v := range values {
			t.Run(v.name, func(t *testing.T) { v.check(t, db, tables[i]) })
		}
	})
}

var (
	moment = time.Date(2024, 2, 29, 23, 59, 58, 123456000, time.UTC)
	early  = time.Date(1969, 12, 31, 23, 59, 59, 999999000, time.UTC)
	leap   = types.Date{Year: 2024, Month: 2, Day: 29}
)

// Types of package types: they work everywhere.
func everywhere() []value {
	color := types.Enum("red", "it's", "").Named("color")
	return []value{
		kept("integer", types.Integer(), 0, math.MaxInt32, math.MinInt32),
		kept("small", types.SmallInteger(), int16(math.MinInt16), int16(math.MaxInt16)),
		kept("big", types.BigInteger(), int64(math.MaxInt64), int64(math.MinInt64)),
		kept("string", types.String(0), "", "it's", `\'"%_`, strings.Repeat("🙂", 255)),
		kept("char", types.Char(3), "abc", "é🙂x"),
		kept("text", types.Text(), "", strings.Repeat("x", 65000)),
		kept("boolean", types.Boolean(), true, false),
		kept("double", types.Double(), 0, 0.1, math.MaxFloat64, math.SmallestNonzeroFloat64, -1.5),
		kept("float", types.Float(), float32(0.1), float32(16777215), float32(-1.5)),
		kept("numeric", types.Numeric(15, 5), types.MustDecimal("1234567890.12345"), types.MustDecimal("-0.5")), // SQLite has 15 digits
		kept("bytes", types.LargeBinary(), []byte{}, []byte{0, 255, '\'', '\\'}),
		kept("datetime", types.DateTime(), moment, early, time.Date(9999, 12, 31, 23, 59, 59, 999999000, time.UTC)),
		kept("datetime in a zone", types.DateTime().WithTimeZone(), moment, moment.In(time.FixedZone("", 5*3600))),
		kept("timestamp", types.Timestamp(), moment),
		kept("date", types.DateType{}, leap, types.Date{Year: 1000, Month: 1, Day: 1}, types.Date{Year: 9999, Month: 12, Day: 31}),
		kept("time", types.Time(), types.TimeOfDay(0), types.Clock(23, 59, 59)+999999),
		kept("interval", types.Interval(), time.Duration(0), 90*time.Minute+time.Microsecond, -48*time.Hour, 24*365*100*time.Hour),
		kept("uuid", types.UUIDType{}, types.UUID{}, types.NewUUID()),
		kept("enumeration", color, "red", "it's", ""),
		kept("enumeration with a check", types.Enum("a", "b").Named("checked").Checked(), "a"),
	}
}

// Arrays: native on PostgreSQL, JSON elsewhere.
func arrays() []value {
	color := types.Enum("red", "it's", "", `a"b`).Named("colors")
	return []value{
		kept("array of nothing", types.Array(types.Integer()), []int{}),
		kept("array of integers", types.Array(types.Integer()), []int{1, -2, math.MaxInt32}),
		kept("array of big integers", types.Array(types.BigInteger()), []int64{math.MaxInt64, math.MinInt64}),
		kept("array with NULL", types.Array(types.BigInteger()), []*int64{n(1), nil}, []*int64{nil}),
		kept("array of texts", types.Array(types.Text()), []string{"", "NULL", "null", `"`, `\`, `\"`, "{", "}", "{}", ",", " a ", "it's", "🙂", "a\nb\tc", "[1]"}),
		kept("array of texts with NULL", types.Array(types.String(10)), []*string{nil, ptr("NULL"), ptr("")}),
		kept("array of booleans", types.Array(types.Boolean()), []bool{true, false}),
		kept("array of floats", types.Array(types.Double()), []float64{0.1, -1e300, math.SmallestNonzeroFloat64}),
		kept("array of UUIDs", types.Array(types.UUIDType{}), []types.UUID{types.NewUUID(), {}}),
		kept("array of bytes", types.Array(types.LargeBinary()), [][]byte{{0, 255, '"', '\\'}, {}}),
		kept("array of times", types.Array(types.DateTime()), []time.Time{moment, early}),
		kept("array of times with a zone", types.Array(types.DateTime().WithTimeZone()), []time.Time{moment, early}),
		kept("array of days", types.Array(types.DateType{}), []types.Date{leap}),
		kept("array of times of day", types.Array(types.Time()), []types.TimeOfDay{types.Clock(23, 59, 59) + 1}),
		kept("array of intervals", types.Array(types.Interval()), []time.Duration{time.Second, -26 * time.Hour, 49*time.Hour + time.Microsecond, 0}),
		kept("array of decimals", types.Array(types.Numeric(30, 10)), []types.Decimal{types.MustDecimal("12345678901234567890.0123456789")}),
		kept("array of labels", types.Array(color), []string{"red", "it's", "", `a"b`}),
		kept("array of documents", types.Array(types.JSON()), []map[string]string{{"a": `"{}",`}, {}}),
		kept("array of addresses", types.Array(postgresql.Inet()), []netip.Addr{netip.MustParseAddr("10.0.0.1"), netip.MustParseAddr("::1")}),
	}
}

// Addresses and ranges: native on PostgreSQL, text elsewhere.
func texts() []value {
	r := postgresql.RangeOf(1, 10)
	return []value{
		kept("address", postgresql.Inet(), netip.MustParseAddr("10.0.0.1"), netip.MustParseAddr("2001:db8::1"), netip.MustParseAddr("::ffff:1.2.3.4")),
		kept("address with a length", postgresql.Inet(), netip.MustParsePrefix("10.0.0.1/24"), netip.MustParsePrefix("10.0.0.1/32"), netip.MustParsePrefix("::1/128")),
		kept("network", postgresql.CIDR(), netip.MustParsePrefix("10.0.0.0/8"), netip.MustParsePrefix("2001:db8::/32")),
		kept("hardware address", postgresql.MACAddr(), "08:00:2b:01:02:03"),
		kept("bits", postgresql.Bit(3), "101"),
		kept("varying bits", postgresql.VarBit(0), "", "10101"),
		kept("range of integers", postgresql.Int4Range(), r, postgresql.EmptyRange[int](), postgresql.RangeFrom(5), postgresql.Range[int]{}),
		kept("range of big integers", postgresql.Int8Range(), postgresql.RangeOf[int64](math.MinInt64, math.MaxInt64)),
		kept("range of decimals", postgresql.NumRange(), postgresql.RangeOf(types.MustDecimal("-1.50"), types.MustDecimal("2.25"))),
		kept("range of days", postgresql.DateRange(), postgresql.RangeOf(leap, leap.AddDays(1))),
		kept("range of times", postgresql.TSRange(), postgresql.RangeOf(moment, moment.Add(time.Hour))),
		kept("range of times with a zone", postgresql.TSTZRange(), postgresql.RangeOf(moment, moment.Add(time.Hour)), postgresql.RangeUntil(moment)),
		kept("ranges", postgresql.Int4Multirange(), postgresql.Multirange[int]{r, postgresql.RangeFrom(20)}, postgresql.Multirange[int]{}),
	}
}

func TestTypesEverywhere(t *testing.T) {
	eachDatabase(t, all, func(t *testing.T, db *database) { eachValue(t, db, everywhere()) })
}

func TestArraysEverywhere(t *testing.T) {
	eachDatabase(t, all, func(t *testing.T, db *database) { eachValue(t, db, arrays()) })
}

func TestAddressesAndRangesEverywhere(t *testing.T) {
	eachDatabase(t, all, func(t *testing.T, db *database) { eachValue(t, db, texts()) })
}

func TestTypesOfPostgreSQL(t *testing.T) {
	db := open(t, "postgresql")
	db.exec(t, "CREATE EXTENSION citext")
	db.exec(t, "CREATE EXTENSION hstore")
	eachOf(t, db, []value{
		kept("numeric without digits", types.NumericType{}, types.MustDecimal("1"+strings.Repeat("0", 100)+"."+strings.Repeat("1", 100))),
		kept("jsonb", postgresql.JSONB(), map[string]any{"a": []any{1.5, "x", nil}}),
		kept("hardware address of 8", postgresql.MACAddr8(), "08:00:2b:01:02:03:04:05"),
		kept("money", postgresql.Money(), "$1,234.50"),
		kept("citext", postgresql.CIText(), "MiXed"),
		kept("hstore", postgresql.HStore(), `"a"=>"b", "c"=>NULL`),
		kept("tsvector", postgresql.TSVector(), "'it':1 'say':2"),
		kept("tsquery", postgresql.TSQuery(), "'a' & 'b'"),
		kept("jsonpath", postgresql.JSONPath(), `$."a"`),
		kept("xml", postgresql.XML(), "<a>b</a>"),
		kept("oid", postgresql.OID(), int64(math.MaxUint32)),
		kept("regclass", postgresql.RegClass(), "pg_class"),
		kept("regconfig", postgresql.RegConfig(), "english"),
		kept("real", types.Real(), float32(0.1)),
		kept("float of 24 bits", types.FloatType{Precision: 24}, float32(0.1)),
		kept("multirange of big integers", postgresql.Int8Multirange(), postgresql.Multirange[int64]{postgresql.RangeOf[int64](1, 5)}),
		kept("multirange of decimals", postgresql.NumMultirange(), "{[1.5,2)}"),
		kept("multirange of days", postgresql.DateMultirange(), postgresql.Multirange[types.Date]{postgresql.RangeFrom(leap)}),
		kept("multirange of times", postgresql.TSMultirange(), postgresql.Multirange[time.Time]{postgresql.RangeFrom(moment)}),
		kept("multirange of times with a zone", postgresql.TSTZMultirange(), postgresql.Multirange[time.Time]{postgresql.RangeFrom(moment)}),
		kept("interval of days", types.IntervalType{Fields: "DAY TO SECOND"}, 25*time.Hour+time.Microsecond),
		keptAs("interval of milliseconds", types.IntervalType{Precision: 3}, func(d time.Duration) time.Duration { return d.Round(time.Millisecond) }, 1500*time.Microsecond),
		keptAs("timestamp of milliseconds", types.DateTimeType{Precision: 3}, func(at time.Time) time.Time { return at.Round(time.Millisecond) }, moment),
		keptAs("timestamp of seconds", types.TimestampType{Precision: -1}, func(at time.Time) time.Time { return at.Round(time.Second) }, moment),
		kept("time with a zone", types.TimeType{TimeZone: true}, types.Clock(23, 59, 59)+999999),
		kept("collation", types.StringType{Length: 10, Collation: "C"}, "x"),
		kept("raw", types.Raw("box"), "(2,2),(1,1)"),
		keptAs("range in another form", postgresql.Int4Range(), func(r postgresql.Range[int]) postgresql.Range[int] { return postgresql.RangeOf(1, 11) },
			postgresql.Range[int]{Lower: postgresql.Bound[int]{Value: 1, Kind: postgresql.Inclusive}, Upper: postgresql.Bound[int]{Value: 10, Kind: postgresql.Inclusive}}),
	})
}

// eachOf is eachValue in a database that has extensions, which DropAll leaves alone.
func eachOf(t *testing.T, db *database, values []value) {
	t.Helper()
	meta := azoth.NewMetaData()
	for i, v := range values {
		azoth.NewTable(fmt.Sprintf("t%d", i), meta, schema.Col("id", integer, schema.PrimaryKey()), schema.Col("x", v.typ))
	}
	if err := meta.CreateAll(ctx, db.Engine); err != nil {
		t.Fatal(err)
	}
	for i, v := range values {
		t.Run(v.name, func(t *testing.T) { v.check(t, db, meta.Tables()[i]) })
	}
	if err := meta.DropAll(ctx, db.Engine); err != nil {
		t.Error(err)
	}
}

func TestTypesOfMySQL(t *testing.T) {
	eachValue(t, open(t, "mariadb"), []value{
		kept("tinyint", mysql.TinyInt(), int8(-128), int8(127)),
		kept("tinyint unsigned", mysql.TinyInt().AsUnsigned(), uint8(255)),
		kept("smallint unsigned", mysql.SmallInt().AsUnsigned(), uint16(65535)),
		kept("mediumint", mysql.MediumInt(), -8388608, 8388607),
		kept("int unsigned", mysql.Int().AsUnsigned(), uint32(math.MaxUint32)),
		kept("int zerofill", mysql.IntType{Name: "INTEGER", Width: 5, Zerofill: true, Unsigned: true}, 42),
		kept("bigint unsigned", mysql.BigInt().AsUnsigned(), uint64(math.MaxInt64)),
		kept("bigint unsigned, as a decimal", mysql.BigInt().AsUnsigned(), types.MustDecimal("18446744073709551615")),
		kept("decimal unsigned", mysql.Decimal(65, 30).AsUnsigned(), types.MustDecimal("12345678901234567890123456789012345.012345678901234567890123456789")),
		kept("double", mysql.Double(10, 3), 1234567.125),
		kept("float", mysql.Float(7, 2), float32(12345.25)),
		kept("real", types.Real(), 0.1),
		kept("year", mysql.Year(), 1901, 2155, 0),
		kept("set", mysql.Set("a", "it's", "c"), "", "a,c", "it's"),
		kept("bit", mysql.Bit(8), 255, 0),
		kept("varchar of latin1", mysql.StringType{Name: "VARCHAR", Length: 10, Charset: "latin1", Collation: "latin1_bin"}, "é"),
		kept("tinytext", mysql.TinyText(), "x"),
		kept("mediumtext", mysql.MediumText(), strings.Repeat("x", 70000)),
		kept("longtext", mysql.LongText(), strings.Repeat("x", 70000)),
		kept("tinyblob", mysql.TinyBlob(), []byte{0, 255}),
		kept("mediumblob", mysql.MediumBlob(), make([]byte, 70000)),
		kept("longblob", mysql.LongBlob(), make([]byte, 70000)),
		kept("binary", mysql.Binary(4), []byte{0, 1, 2, 255}),
		kept("varbinary", mysql.Varbinary(4), []byte{}, []byte{0, 255}),
		kept("collation", types.StringType{Length: 10, Collation: "utf8mb4_bin"}, "X"),
		kept("char with a collation", types.CharType{Length: 3, Collation: "utf8mb4_bin"}, "abc"),
		kept("raw", types.Raw("INET6"), "::1"),
		keptAs("datetime of milliseconds", types.DateTimeType{Precision: 3}, func(at time.Time) time.Time { return at.Truncate(time.Millisecond) }, moment),
		keptAs("datetime of seconds", types.DateTimeType{Precision: -1}, func(at time.Time) time.Time { return at.Truncate(time.Second) }, moment),
		keptAs("time of milliseconds", types.TimeType{Precision: 3}, func(c types.TimeOfDay) types.TimeOfDay { return c - c%1000 }, types.Clock(1, 2, 3)+123456),
	})
}

// What a database cannot keep is an error, and nothing is written.
func TestWhatDoesNotFit(t *testing.T) {
	type wrong struct {
		names string
		typ   types.Type
		v     any
		want  error // nil is any error
	}
	for name, c := range map[string]wrong{
		"text of 64 KB":         {"mariadb", types.Text(), strings.Repeat("x", 65536), dialect.ErrData},
		"bytes of 64 KB":        {"mariadb", types.LargeBinary(), make([]byte, 65536), dialect.ErrData},
		"string without length": {"mariadb", types.String(0), strings.Repeat("x", 256), dialect.ErrData},
		"string with one":       {"postgresql mariadb", types.String(3), "abcd", dialect.ErrData},
		"number":                {"postgresql mariadb", types.SmallInteger(), 40000, nil},
		"digits":                {"postgresql mariadb", types.Numeric(4, 2), types.MustDecimal("100"), dialect.ErrData},
		"zero day":              {all, types.DateType{}, types.Date{}, nil},
		"time of day":           {all, types.Time(), types.TimeOfDay(-1), nil},
		"label":                 {"postgresql mariadb", types.Enum("a").Named("e"), "b", dialect.ErrData},
		"infinity in an array":  {"sqlite mariadb", types.Array(types.Double()), []float64{math.Inf(1)}, nil},
		"broken text":           {all, types.Array(types.Text()), []string{"\xff"}, nil},
		"array of arrays":       {all, types.Array(types.Integer()), [][]int{{1}}, types.ErrDimensions},
		"elements":              {"postgresql", types.Array(types.Integer()), []string{"x"}, nil},
		"address":               {"postgresql", postgresql.Inet(), "x", dialect.ErrData},
		"range upside down":     {"postgresql", postgresql.Int4Range(), postgresql.RangeOf(10, 1), dialect.ErrData},
		"interval with text":    {"postgresql", types.Interval(), "x", nil},
		"member of a set":       {"mariadb", mysql.Set("a"), "b", dialect.ErrData},
		"negative unsigned":     {"mariadb", mysql.Int().AsUnsigned(), -1, dialect.ErrData},
		"year":                  {"mariadb", mysql.Year(), 1900, dialect.ErrData},
	} {
		t.Run(name, func(t *testing.T) {
			eachDatabase(t, c.names, func(t *testing.T, db *database) {
				meta := azoth.NewMetaData()
				table := azoth.NewTable("t", meta, key(), schema.Col("x", c.typ))
				db.roundTrip(t, meta, func() {
					_, err := db.Execute(ctx, azoth.InsertInto(table).Values(table.C("x").Set(c.v)).Statement())
					if err == nil || c.want != nil && !errors.Is(err, c.want) {
						t.Errorf("error %v, want %v", err, c.want)
					}
					if got := db.texts(t, "SELECT 'a row' FROM t"); len(got) > 0 {
						t.Errorf("there is %q", got)
					}
				})
			})
		})
	}
}

func ptr[V any](v V) *V { return &v }
