package values

import (
	"math"
	"math/big"
	"math/rand/v2"
	"net/netip"
	"reflect"
	"slices"
	"strings"
	"time"

	"github.com/azoth-orm/azoth/dialect/mysql"
	pg "github.com/azoth-orm/azoth/dialect/postgresql"
	"github.com/azoth-orm/azoth/types"
)

// exact are types of PostgreSQL whose text other databases keep.
var exact = []tester{
	value[netip.Addr]{
		name: "inet of netip.Addr", sql: pg.Inet(),
		corpus: addresses("0.0.0.0", "255.255.255.255", "127.0.0.1", "::", "::1", "ffff:ffff:ffff:ffff:ffff:ffff:ffff:ffff", "::ffff:1.2.3.4", "2001:db8::1", "fe80::1%eth0", "1:0:0:2:0:0:0:3"),
		random: anyAddress,
		expect: func(p product, v netip.Addr) outcome[netip.Addr] { return keepIf(v, p != postgresql || v.Zone() == "") },
	},
	value[netip.Prefix]{
		name: "inet of netip.Prefix", sql: pg.Inet(), corpus: prefixes("10.0.0.1/8", "0.0.0.0/0", "::/0", "::1/128", "1.2.3.4/32", "2001:db8::1/64"), random: anyPrefix,
	},
	value[netip.Prefix]{
		name: "cidr", sql: pg.CIDR(), corpus: prefixes("10.0.0.0/8", "10.0.0.1/8", "0.0.0.0/0", "::/0", "::1/128", "2001:db8::1/64"), random: anyPrefix,
		expect: func(p product, v netip.Prefix) outcome[netip.Prefix] {
			return keepIf(v, p != postgresql || v.Masked() == v)
		},
	},
	text{
		name: "macaddr", sql: pg.MACAddr(), corpus: []string{"00:00:00:00:00:00", "ff:ff:ff:ff:ff:ff", "08:00:2B:01:02:03", "x"},
		random: func(r *rand.Rand) string {
			b := []byte("08:00:2b:01:02:03")
			for i := range b {
				if b[i] != ':' {
					b[i] = "0123456789abcdefAB"[r.IntN(18)]
				}
			}
			return string(b)
		},
		expect: func(p product, v string) outcome[string] {
			switch lower := strings.ToLower(v); {
			case p != postgresql || v == lower && v != "x":
				return keepIf(v, p != postgresql || v != "x")
			case v != "x":
				return change(lower, addressRule)
			}
			return refuse[string]()
		},
		loose: only(mariadb),
	},
	bits("bit(8)", pg.Bit(8), 8, true),
	bits("bit varying(8)", pg.VarBit(8), 8, false),
	ranges("int4range", pg.Int4Range(), func(r *rand.Rand) int32 { return int32(r.Uint32()) / 2 }, func(a int32) int32 { return a + 1 }, compareInt32),
	ranges("int8range", pg.Int8Range(), func(r *rand.Rand) int64 { return anyInt(r) / 2 }, func(a int64) int64 { return a + 1 }, compareInt64),
	ranges("daterange", pg.DateRange(), func(r *rand.Rand) types.Date { return types.DateOf(at(1+r.IntN(9000), 1, 1+r.IntN(365), 0, 0, 0, 0)) }, func(d types.Date) types.Date { return types.DateOf(d.In(time.UTC).AddDate(0, 0, 1)) }, types.Date.Compare),
	ranges("numrange", pg.NumRange(), func(r *rand.Rand) types.Decimal { return types.DecimalOf(anyInt(r), r.IntN(20)) }, nil, func(a, b types.Decimal) int { return ratOf(a).Cmp(ratOf(b)) }),
	ranges("tsrange", pg.TSRange(), moment, nil, time.Time.Compare),
	ranges("tstzrange", pg.TSTZRange(), moment, nil, time.Time.Compare),
	value[pg.Multirange[int64]]{
		name: "int8multirange", sql: pg.Int8Multirange(), corpus: []pg.Multirange[int64]{{}, {pg.RangeOf[int64](1, 5), pg.RangeFrom[int64](9)}},
		random: func(r *rand.Rand) (out pg.Multirange[int64]) {
			from := r.Int64N(100)
			out = pg.Multirange[int64]{}
			for range r.IntN(4) {
				out = append(out, pg.RangeOf(from, from+5))
				from += 10
			}
			return out
		},
	},
}

func compareInt32(a, b int32) int { return big.NewInt(int64(a)).Cmp(big.NewInt(int64(b))) }
func compareInt64(a, b int64) int { return big.NewInt(a).Cmp(big.NewInt(b)) }

func moment(r *rand.Rand) time.Time { return time.Unix(r.Int64N(1e10), r.Int64N(1e6)*1e3).UTC() }

func addresses(ss ...string) (out []netip.Addr) {
	for _, s := range ss {
		out = append(out, netip.MustParseAddr(s))
	}
	return out
}

func prefixes(ss ...string) (out []netip.Prefix) {
	for _, s := range ss {
		out = append(out, netip.MustParsePrefix(s))
	}
	return out
}

func anyAddress(r *rand.Rand) netip.Addr {
	var b [16]byte
	for i := range b {
		if r.IntN(3) > 0 {
			b[i] = byte(r.Uint32())
		}
	}
	if r.IntN(2) == 0 {
		return netip.AddrFrom4([4]byte(b[:4]))
	}
	return netip.AddrFrom16(b)
}

func anyPrefix(r *rand.Rand) netip.Prefix {
	a := anyAddress(r)
	p := netip.PrefixFrom(a, r.IntN(a.BitLen()+1))
	if r.IntN(2) == 0 {
		return p.Masked()
	}
	return p
}

// bits are strings of 0 and 1, of exactly n or up to n.
func bits(name string, sql types.Type, n int, exactly bool) tester {
	return text{
		name: name, sql: sql, corpus: []string{"00000000", "11111111", "10101010", "1", "0", "", "101010101", "2", "abcdefgh"},
		random: func(r *rand.Rand) string {
			var b strings.Builder
			for range r.IntN(3) + n - 1 {
				b.WriteByte("01"[r.IntN(2)])
			}
			return b.String()
		},
		expect: func(p product, v string) outcome[string] {
			switch p {
			case postgresql:
				return keepIf(v, strings.Trim(v, "01") == "" && (len(v) == n || len(v) < n && !exactly))
			case mariadb:
				return keepIf(v, len(v) <= n)
			}
			return keep(v)
		},
	}
}

// ranges are ranges of T; next is the value after another, of types that have one.
func ranges[T any](name string, sql types.Type, one func(r *rand.Rand) T, next func(T) T, compare func(a, b T) int) tester {
	anyBound := func(r *rand.Rand) pg.Bound[T] {
		return pg.Bound[T]{Value: one(r), Kind: pg.BoundKind(r.IntN(3))}
	}
	return value[pg.Range[T]]{
		name: name, sql: sql, corpus: []pg.Range[T]{{}, pg.EmptyRange[T]()},
		random: func(r *rand.Rand) pg.Range[T] {
			out := pg.Range[T]{Lower: anyBound(r), Upper: anyBound(r)}
			switch r.IntN(8) {
			case 0:
				out.Upper.Value = out.Lower.Value
			case 1, 2:
			default:
				if compare(out.Lower.Value, out.Upper.Value) > 0 {
					out.Lower.Value, out.Upper.Value = out.Upper.Value, out.Lower.Value
				}
			}
			return out
		},
		expect: func(p product, v pg.Range[T]) outcome[pg.Range[T]] {
			if p != postgresql || v.Empty {
				return keep(v)
			}
			return canonical(v, next, compare)
		},
		same: func(a, b pg.Range[T]) bool { return sameRange(a, b, compare) },
		// Another database compares texts.
		loose: always,
	}
}

// canonical is what PostgreSQL makes of a range that is not empty.
func canonical[T any](v pg.Range[T], next func(T) T, compare func(a, b T) int) outcome[pg.Range[T]] {
	out := v
	if v.Lower.Kind != pg.Unbounded && v.Upper.Kind != pg.Unbounded {
		if c := compare(v.Lower.Value, v.Upper.Value); c > 0 {
			return refuse[pg.Range[T]]()
		}
	}
	if next != nil && v.Lower.Kind == pg.Exclusive {
		out.Lower = pg.Bound[T]{Value: next(v.Lower.Value), Kind: pg.Inclusive}
	}
	if next != nil && v.Upper.Kind == pg.Inclusive {
		out.Upper = pg.Bound[T]{Value: next(v.Upper.Value), Kind: pg.Exclusive}
	}
	if out.Lower.Kind != pg.Unbounded && out.Upper.Kind != pg.Unbounded {
		if c := compare(out.Lower.Value, out.Upper.Value); c > 0 || c == 0 && !(out.Lower.Kind == pg.Inclusive && out.Upper.Kind == pg.Inclusive) {
			return change(pg.EmptyRange[T](), rangeRule)
		}
	}
	if sameRange(out, v, compare) {
		return keep(v)
	}
	return change(out, rangeRule)
}

func sameRange[T any](a, b pg.Range[T], compare func(a, b T) int) bool {
	same := func(x, y pg.Bound[T]) bool {
		return x.Kind == y.Kind && (x.Kind == pg.Unbounded || compare(x.Value, y.Value) == 0)
	}
	return a.Empty == b.Empty && (a.Empty || same(a.Lower, b.Lower) && same(a.Upper, b.Upper))
}

// postgresqls are types that PostgreSQL alone has.
var postgresqls = []tester{
	number[uint32]{
		name: "oid", sql: pg.OID(), on: []product{postgresql}, corpus: []uint32{0, 1, math.MaxInt32, math.MaxInt32 + 1, math.MaxUint32},
		random: func(r *rand.Rand) uint32 { return r.Uint32() },
	},
}

// mariadbs are types that MariaDB and MySQL alone have.
var mariadbs = []tester{
	small[int8]("tinyint", mysql.TinyInt(), math.MinInt8, math.MaxInt8),
	small[uint8]("tinyint unsigned", mysql.TinyInt().AsUnsigned(), 0, math.MaxUint8),
	small[int32]("mediumint", mysql.MediumInt(), -1<<23, 1<<23-1),
	small[uint32]("int unsigned", mysql.Int().AsUnsigned(), 0, math.MaxUint32),
	small[uint64]("bigint unsigned", mysql.BigInt().AsUnsigned(), 0, math.MaxInt64),
	small[int64]("int64 in bigint unsigned", mysql.BigInt().AsUnsigned(), 0, math.MaxInt64),
	small[int]("bit(16) of mysql", mysql.Bit(16), 0, 1<<16-1),
	year(),
	set(),
	fixedBinary(),
	limitedBinary("varbinary(10)", mysql.Varbinary(10), 10),
	limitedBinary("tinyblob", mysql.TinyBlob(), 255),
	limitedBinary("longblob", mysql.LongBlob(), 1<<20),
}

func small[V whole](name string, sql types.Type, from, to int64) tester {
	return number[V]{
		name: name, sql: sql, on: []product{mariadb}, corpus: []V{0, 1, V(from), V(from + 1), V(to), V(to - 1), V(uint64(to) + 1), V(from - 1)},
		random: func(r *rand.Rand) V { return V(anyInt(r)) },
		expect: func(_ product, v V) outcome[V] {
			n := bigOf(v)
			return keepIf(v, n.Cmp(big.NewInt(from)) >= 0 && n.Cmp(big.NewInt(to)) <= 0)
		},
	}
}

func year() tester {
	return number[int]{
		name: "year", sql: mysql.Year(), on: []product{mariadb}, corpus: []int{0, 1901, 2155, 2000, 1900, 2156, -1, 9999},
		random: func(r *rand.Rand) int { return 1890 + r.IntN(280) },
		expect: func(_ product, v int) outcome[int] { return keepIf(v, v == 0 || v >= 1901 && v <= 2155) },
	}
}

var setValues = []string{"a", "b", "it's", "grün"}

func set() tester {
	return text{
		name: "set", sql: mysql.Set(setValues...), on: []product{mariadb}, corpus: []string{"", "a", "b,a", "a,a", "grün,it's", "c", "a,c", ","},
		random: func(r *rand.Rand) string {
			return strings.Join(list(r, 3, func(r *rand.Rand) string { return pick(r, append([]string{"z"}, setValues...)) }), ",")
		},
		expect: func(_ product, v string) outcome[string] {
			var chosen []string
			given := strings.Split(v, ",")
			for _, s := range setValues {
				if slices.Contains(given, s) {
					chosen = append(chosen, s)
				}
			}
			for _, s := range given {
				if v != "" && !slices.Contains(setValues, s) {
					return refuse[string]()
				}
			}
			if want := strings.Join(chosen, ","); want != v {
				return change(want, setRule)
			}
			return keep(v)
		},
	}
}

func fixedBinary() tester {
	return value[[]byte]{
		name: "binary(4)", sql: mysql.Binary(4), on: []product{mariadb}, corpus: [][]byte{{}, {1}, {1, 2, 3, 4}, {0, 0}, {1, 2, 3, 4, 5}},
		random: func(r *rand.Rand) []byte { return anyBytes(r, 5) },
		expect: func(_ product, v []byte) outcome[[]byte] {
			switch {
			case len(v) > 4:
				return refuse[[]byte]()
			case len(v) < 4:
				return change(append(slices.Clone(v), make([]byte, 4-len(v))...), zerosRule)
			}
			return keep(v)
		},
	}
}

func limitedBinary(name string, sql types.Type, limit int) tester {
	return value[[]byte]{
		name: name, sql: sql, on: []product{mariadb}, corpus: [][]byte{{}, {0}, make([]byte, limit), []byte(strings.Repeat("x", limit))},
		random: func(r *rand.Rand) []byte { return anyBytes(r, 12) },
		expect: func(_ product, v []byte) outcome[[]byte] { return keepIf(v, len(v) <= limit) },
		same:   func(a, b []byte) bool { return reflect.DeepEqual(a, b) },
	}
}
