package types

import (
	"errors"
	"fmt"
	"math/big"
	"strconv"
	"strings"
)

// Decimal is an exact decimal number of any size: coefficient × 10^-scale. The zero Decimal is 0. It is immutable. Numbers up to 18
// digits need no allocation. Compare with [Decimal.Cmp] or [Decimal.Equal]: == tells 1.0 from 1.00.
//
// SQLAlchemy: Numeric, decimal.Decimal.
type Decimal struct {
	coef  int64
	big   *big.Int // instead of coef, if it does not fit
	scale int32    // digits behind the point, never negative
}

// DecimalOf is coefficient × 10^-scale: DecimalOf(1999, 2) is 19.99. A negative scale is zeros at the end.
func DecimalOf(coefficient int64, scale int) Decimal {
	if scale < 0 {
		return decimalBig(new(big.Int).Mul(big.NewInt(coefficient), pow10(-scale)), 0)
	}
	return Decimal{coef: coefficient, scale: int32(scale)}
}

// decimalBig takes b over.
func decimalBig(b *big.Int, scale int32) Decimal {
	if b.IsInt64() {
		return Decimal{coef: b.Int64(), scale: scale}
	}
	return Decimal{big: b, scale: scale}
}

const maxScale = 10_000

var errDecimal = errors.New("it is written as -123.45 or 1.2e3")

// ParseDecimal reads -123.45 and 1.2e3. The number of digits behind the point is kept.
func ParseDecimal(s string) (Decimal, error) {
	d, err := parseDecimal(s)
	if err != nil {
		return Decimal{}, fmt.Errorf("types: %q is not a decimal number: %w", s, err)
	}
	return d, nil
}

// MustDecimal is [ParseDecimal] for constants of a program; it panics.
func MustDecimal(s string) Decimal {
	d, err := ParseDecimal(s)
	if err != nil {
		panic(err)
	}
	return d
}

func parseDecimal(s string) (Decimal, error) {
	mantissa, exp, err := splitExponent(s)
	if err != nil {
		return Decimal{}, err
	}
	whole, frac, _ := strings.Cut(mantissa, ".")
	digits := whole + frac
	if strings.TrimLeft(digits, "+-") == "" || strings.ContainsAny(frac, "+-") || strings.Contains(digits, "_") {
		return Decimal{}, errDecimal
	}
	scale := len(frac) - exp
	if scale > maxScale || scale < -maxScale {
		return Decimal{}, fmt.Errorf("it has more than %d digits", maxScale)
	}
	if len(digits) <= 18 {
		n, err := strconv.ParseInt(digits, 10, 64)
		if err != nil {
			return Decimal{}, errDecimal
		}
		return DecimalOf(n, scale), nil
	}
	b, ok := new(big.Int).SetString(digits, 10)
	if !ok {
		return Decimal{}, errDecimal
	}
	if scale < 0 {
		return decimalBig(b.Mul(b, pow10(-scale)), 0), nil
	}
	return decimalBig(b, int32(scale)), nil
}

func splitExponent(s string) (mantissa string, exp int, err error) {
	i := strings.IndexAny(s, "eE")
	if i < 0 {
		return s, 0, nil
	}
	exp, err = strconv.Atoi(s[i+1:])
	if err != nil || exp > maxScale || exp < -maxScale {
		return "", 0, errDecimal
	}
	return s[:i], exp, nil
}

func pow10(n int) *big.Int { return new(big.Int).Exp(big.NewInt(10), big.NewInt(int64(n)), nil) }

// DecimalFromFloat is the shortest decimal number that reads back as f: 0.1 is 0.1. Infinities and NaN are errors.
func DecimalFromFloat(f float64) (Decimal, error) {
	return ParseDecimal(strconv.FormatFloat(f, 'g', -1, 64))
}

func (d Decimal) int() *big.Int {
	if d.big != nil {
		return d.big
	}
	return big.NewInt(d.coef)
}

// String is -123.45, without an exponent, with as many digits behind the point as d has.
func (d Decimal) String() string {
	digits := strconv.FormatInt(d.coef, 10)
	if d.big != nil {
		digits = d.big.String()
	}
	if d.scale == 0 {
		return digits
	}
	sign := ""
	if digits[0] == '-' {
		sign, digits = "-", digits[1:]
	}
	if n := int(d.scale) + 1 - len(digits); n > 0 {
		digits = strings.Repeat("0", n) + digits
	}
	point := len(digits) - int(d.scale)
	return sign + digits[:point] + "." + digits[point:]
}

// Scale is the number of digits behind the point.
func (d Decimal) Scale() int { return int(d.scale) }

// Sign is -1, 0 or 1.
func (d Decimal) Sign() int { return d.int().Sign() }

// IsZero tells whether d is 0.
func (d Decimal) IsZero() bool { return d.Sign() == 0 }

// Cmp is -1, 0 or 1 as d is less than, equal to or greater than o.
func (d Decimal) Cmp(o Decimal) int {
	a, b, _ := d.aligned(o)
	return a.Cmp(b)
}

// Equal tells whether d and o are the same number: 1.0 equals 1.00.
func (d Decimal) Equal(o Decimal) bool { return d.Cmp(o) == 0 }

// aligned are the coefficients at the greater of the two scales.
func (d Decimal) aligned(o Decimal) (a, b *big.Int, scale int32) {
	a, b, scale = d.int(), o.int(), max(d.scale, o.scale)
	if n := scale - d.scale; n > 0 {
		a = new(big.Int).Mul(a, pow10(int(n)))
	}
	if n := scale - o.scale; n > 0 {
		b = new(big.Int).Mul(b, pow10(int(n)))
	}
	return a, b, scale
}

// Add is d + o, exactly.
func (d Decimal) Add(o Decimal) Decimal {
	a, b, s := d.aligned(o)
	return decimalBig(new(big.Int).Add(a, b), s)
}

// Sub is d - o, exactly.
func (d Decimal) Sub(o Decimal) Decimal { return d.Add(o.Neg()) }

// Mul is d × o, exactly.
func (d Decimal) Mul(o Decimal) Decimal {
	return decimalBig(new(big.Int).Mul(d.int(), o.int()), d.scale+o.scale)
}

// Neg is -d.
func (d Decimal) Neg() Decimal { return decimalBig(new(big.Int).Neg(d.int()), d.scale) }

// Round is d with n digits behind the point; halves are rounded away from zero. More digits than d has are zeros.
func (d Decimal) Round(n int) Decimal {
	if n < 0 {
		n = 0
	}
	if int32(n) >= d.scale {
		a, _, s := d.aligned(Decimal{scale: int32(n)})
		return decimalBig(new(big.Int).Set(a), s)
	}
	unit := pow10(int(d.scale) - n)
	q, r := new(big.Int).QuoRem(d.int(), unit, new(big.Int))
	if r.Abs(r).Lsh(r, 1).Cmp(unit) >= 0 {
		q.Add(q, big.NewInt(int64(d.Sign())))
	}
	return decimalBig(q, int32(n))
}

// Int64 is d if it is a whole number that fits.
func (d Decimal) Int64() (int64, bool) {
	q, r := new(big.Int).QuoRem(d.int(), pow10(int(d.scale)), new(big.Int))
	return q.Int64(), r.Sign() == 0 && q.IsInt64()
}

// Float64 is the nearest float64; exact tells whether it reads back as the same number.
func (d Decimal) Float64() (f float64, exact bool) {
	f, err := strconv.ParseFloat(d.String(), 64)
	if err != nil {
		return f, false
	}
	back, err := DecimalFromFloat(f)
	return f, err == nil && back.Equal(d)
}

// EncodeSQL is text for a database that has exact numbers. For one that has not (SQLite) it is an integer or a float64, and an error
// where that would not be the same number: more than 15 digits need a column of another type.
func (d Decimal) EncodeSQL(_ Type, native Native) (Value, error) {
	if native.Decimal {
		return TextValue(d.String()), nil
	}
	if n, ok := d.Int64(); ok {
		return Int64Value(n), nil
	}
	f, _ := d.Float64()
	if back, err := storedDecimal(f); err != nil || !back.Equal(d) {
		return Value{}, fmt.Errorf("types: %s: this database keeps about 15 digits of a decimal number, and would lose some (round it, or keep it as text)", d)
	}
	return Float64Value(f), nil
}

// storedDecimal is the number that a database without exact numbers meant by f: the 15 digits that a float64 keeps of any decimal
// number. Sums that such a database makes carry an error behind them, which is cut off: 61.699999999999996 was 61.7.
func storedDecimal(f float64) (Decimal, error) {
	return ParseDecimal(strconv.FormatFloat(f, 'g', 15, 64))
}

// MarshalText is the form of String.
func (d Decimal) MarshalText() ([]byte, error) { return []byte(d.String()), nil }

// UnmarshalText reads what ParseDecimal reads.
func (d *Decimal) UnmarshalText(b []byte) (err error) {
	*d, err = ParseDecimal(string(b))
	return err
}

// Scan reads what a database gives: text, an integer, a float64.
func (d *Decimal) Scan(src any) (err error) {
	switch x := src.(type) {
	case string:
		*d, err = ParseDecimal(x)
	case []byte:
		*d, err = ParseDecimal(string(x))
	case int64:
		*d = DecimalOf(x, 0)
	case float64:
		*d, err = storedDecimal(x)
	default:
		err = fmt.Errorf("types: a %T is no decimal number", src)
	}
	return err
}
