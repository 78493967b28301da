package values

import (
	"math"
	"math/big"
	"math/rand/v2"
	"strconv"
	"strings"

	"github.com/azoth-orm/azoth/types"
)

var numbers = []tester{
	value[bool]{name: "bool", sql: types.Boolean(), corpus: []bool{false, true}, random: func(r *rand.Rand) bool { return r.IntN(2) == 0 }},
	integer[int8]("int8", types.SmallInteger(), 16),
	integer[int16]("int16", types.SmallInteger(), 16),
	integer[int32]("int32", types.Integer(), 32),
	integer[int]("int", types.Integer(), 32),
	integer[int64]("int64", types.BigInteger(), 64),
	integer[int64]("int64 in SMALLINT", types.SmallInteger(), 16),
	integer[uint8]("uint8", types.SmallInteger(), 16),
	integer[uint16]("uint16", types.Integer(), 32),
	integer[uint32]("uint32", types.BigInteger(), 64),
	integer[uint64]("uint64", types.BigInteger(), 64),
	integer[uint]("uint", types.BigInteger(), 64),
	float64s("float64", types.Double()),
	float64s("float64 in FLOAT(53)", types.FloatType{Precision: 53}),
	float32s("float32 in FLOAT", types.Float()),
	float32s("float32 in FLOAT(24)", types.FloatType{Precision: 24}),
	float32s("float32 in REAL", types.Real()),
	decimals("numeric(10, 2)", 10, 2),
	decimals("numeric(38, 12)", 38, 12),
	decimals("numeric(14, 12)", 14, 12),
	decimals("numeric(5, 5)", 5, 5),
	decimals("numeric(20, 0)", 20, 0),
	anyDecimal(),
}

// integer is an integer in a column of so many bits.
func integer[V whole](name string, sql types.Type, bits int) tester {
	limit := new(big.Int).Lsh(big.NewInt(1), uint(bits-1))
	fits := func(v V) bool {
		n := bigOf(v)
		return n.Cmp(new(big.Int).Neg(limit)) >= 0 && n.Cmp(limit) < 0
	}
	var corpus []V
	for _, n := range []int64{0, 1, -1, 4711, -4711} {
		corpus = append(corpus, V(n))
	}
	for bit := range 64 {
		for d := int64(-1); d <= 1; d++ {
			if n := uint64(1)<<bit + uint64(d); bit%8 == 7 || bit%8 == 0 || bit == 53 {
				corpus = append(corpus, V(n), V(-n))
			}
		}
	}
	return number[V]{
		name: name, sql: sql, corpus: corpus,
		random: func(r *rand.Rand) V { return V(anyInt(r)) },
		expect: func(p product, v V) outcome[V] {
			return keepIf(v, bigOf(v).IsInt64() && (p == sqlite || fits(v))) // SQLite's integers have 64 bits, whatever they are called
		},
	}
}

func bigOf[V whole](v V) *big.Int {
	if v > 0 {
		return new(big.Int).SetUint64(uint64(v))
	}
	return big.NewInt(int64(v))
}

// float64s are floats of 64 bits.
func float64s(name string, sql types.Type) tester {
	return number[float64]{
		name: name, sql: sql,
		corpus: []float64{
			0, math.Copysign(0, -1), 1, -1, 0.1, -0.1, 1.0 / 3, 1.2345678901234567, 1 << 53, 1<<53 + 2, 1e15, 1e16, 123456789012345680, 1e22, 1e23, 1e300, math.MaxFloat64,
			-math.MaxFloat64, math.MaxFloat32, 2.2250738585072014e-308, 2.225073858507201e-308, 4.9e-320, math.SmallestNonzeroFloat64,
			-math.SmallestNonzeroFloat64, math.NaN(), math.Inf(1), math.Inf(-1), 1 << 62, 1 << 63, -1 << 63, 1 << 64, 9007199254740993, 5e-324, 1e-300,
		},
		random:  anyFloat,
		expect:  floatOutcome[float64],
		spelled: floatLiteral[float64],
		same:    sameFloat[float64],
	}
}

// floatOutcome is what becomes of a float of either size.
func floatOutcome[V float32 | float64](p product, v V) outcome[V] {
	switch f := float64(v); {
	case p == sqlite && math.IsNaN(f):
		return refuse[V]()
	case p == mariadb && (math.IsNaN(f) || math.IsInf(f, 0)):
		return refuse[V]()
	case p != postgresql && f == 0 && math.Signbit(f):
		return change(V(0), negativeZero)
	}
	return keep(v)
}

// floatLiteral is what becomes of a float as a literal.
func floatLiteral[V float32 | float64](p product, v V) outcome[V] {
	out := floatOutcome(p, v)
	switch {
	case !spellable(v):
		return refuse[V]()
	case v == 0 && math.Signbit(float64(v)):
		out = change(V(0), negativeZero)
	case p == sqlite && out.verdict == kept:
		out.near = true // see floatLiterals
	}
	return out
}

// sameFloat tells floats apart by their bits, but NaN is NaN.
func sameFloat[V float32 | float64](a, b V) bool {
	x, y := float64(a), float64(b)
	return math.Float64bits(x) == math.Float64bits(y) || x != x && y != y
}

// float32s are floats of 32 bits.
func float32s(name string, sql types.Type) tester {
	return number[float32]{
		name: name, sql: sql,
		corpus: []float32{
			0, float32(math.Copysign(0, -1)), 1, -1, 0.1, 1.0 / 3, 16777216, 16777218, 1234567, 12345678, 123456789, 1e30, math.MaxFloat32, -math.MaxFloat32, 1.17549435e-38, 1e-40,
			math.SmallestNonzeroFloat32, float32(math.NaN()), float32(math.Inf(1)), float32(math.Inf(-1)), 3.4028233e38, 0.30000001,
		},
		random:  anyFloat32,
		expect:  floatOutcome[float32],
		spelled: floatLiteral[float32],
		same:    sameFloat[float32],
	}
}

// decimals are numbers around what a NUMERIC keeps.
func decimals(name string, precision, scale int) tester {
	nines := strings.Repeat("9", precision-scale)
	fraction := strings.Repeat("9", scale)
	var corpus []types.Decimal
	for _, s := range []string{
		"0", "0.00", "1", "-1", "0.1", "0.01", "-0.01", "0.005", "-0.005", "0.015", "0.004999", "1.005", "100", "1e3", "1e20", "12345.678901234", "0.000000000001", "0.0000000000005", "0.1234567890123456789",
		nines + "." + fraction, "-" + nines + "." + fraction, nines + "." + fraction + "4", nines + "." + fraction + "5", nines + "9." + fraction, "1" + nines + "." + fraction,
		"319438950232418390.273596", "31943874831932418390.01", "9223372036854775807", "9223372036854775808", "-9223372036854775809", "123456789012345.6", "1234567890123.45", "0.10",
		"1e40", "1e-40",
	} {
		corpus = append(corpus, types.MustDecimal(strings.TrimSuffix("0"+strings.TrimPrefix(s, "-"), ".")))
		if strings.HasPrefix(s, "-") {
			corpus[len(corpus)-1] = corpus[len(corpus)-1].Neg()
		}
	}
	return number[types.Decimal]{
		name: name, sql: types.Numeric(precision, scale), corpus: corpus,
		random: func(r *rand.Rand) types.Decimal {
			d := types.MustDecimal("0" + digits(r, r.IntN(precision-scale+1)) + "." + digits(r, 1+r.IntN(scale+2)))
			if r.IntN(2) == 0 {
				return d.Neg()
			}
			return d
		},
		expect: func(p product, v types.Decimal) outcome[types.Decimal] {
			if p == sqlite {
				return keepIf(v, fifteenDigits(v))
			}
			rounded := rounded(v, scale)
			if ratOf(rounded).Cmp(new(big.Rat).SetInt(pow10(precision-scale))) >= 0 || ratOf(rounded.Neg()).Cmp(new(big.Rat).SetInt(pow10(precision-scale))) >= 0 {
				return refuse[types.Decimal]()
			}
			if sameDecimal(rounded, v) {
				return keep(v)
			}
			return change(rounded, scaleRule)
		},
		same: sameDecimal,
	}
}

// anyDecimal is NUMERIC without digits, which MariaDB does not take.
func anyDecimal() tester {
	var corpus []types.Decimal
	for _, s := range []string{"0", "1e400", "-1e400", "1e-400", "123456789012345678901234567890.123456789012345678901234567890", "0.1", "9223372036854775807", "1.10", "1e15", "1e16", "1e30"} {
		corpus = append(corpus, types.MustDecimal(s))
	}
	return number[types.Decimal]{
		name: "numeric", sql: types.Numeric(0, 0), on: []product{sqlite, postgresql}, corpus: corpus,
		random: func(r *rand.Rand) types.Decimal {
			return types.MustDecimal("0" + digits(r, r.IntN(30)) + "." + digits(r, 1+r.IntN(30)))
		},
		expect: func(p product, v types.Decimal) outcome[types.Decimal] {
			return keepIf(v, p != sqlite || fifteenDigits(v))
		},
		same: sameDecimal,
	}
}

// fifteenDigits tells whether SQLite keeps a number: as an integer of 64 bits, or as a float, which has 15 decimal digits.
func fifteenDigits(d types.Decimal) bool {
	r := ratOf(d)
	if r.IsInt() && r.Num().IsInt64() {
		return true
	}
	f, _ := r.Float64()
	back, ok := new(big.Rat).SetString(strconv.FormatFloat(f, 'g', 15, 64))
	return ok && back.Cmp(r) == 0
}

func ratOf(d types.Decimal) *big.Rat {
	r, _ := new(big.Rat).SetString(d.String())
	return r
}

func sameDecimal(a, b types.Decimal) bool { return ratOf(a).Cmp(ratOf(b)) == 0 }

func pow10(n int) *big.Int { return new(big.Int).Exp(big.NewInt(10), big.NewInt(int64(n)), nil) }

// rounded is d with n digits behind the point; halves go away from zero. (big.Rat rounds so.)
func rounded(d types.Decimal, n int) types.Decimal { return types.MustDecimal(ratOf(d).FloatString(n)) }

type whole interface {
	~int8 | ~int16 | ~int32 | ~int | ~int64 | ~uint8 | ~uint16 | ~uint32 | ~uint64 | ~uint
}
