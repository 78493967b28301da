package values

import (
	"math"
	"math/rand/v2"
	"strings"
	"time"
)

// anyInt is an integer of any size: most are near a power of two.
func anyInt(r *rand.Rand) int64 {
	switch r.IntN(4) {
	case 0:
		return int64(r.Uint64())
	case 1:
		return r.Int64N(2001) - 1000
	}
	n := int64(uint64(1)<<r.IntN(64)) + r.Int64N(5) - 2
	if r.IntN(2) == 0 {
		return -n
	}
	return n
}

// anyFloat has any bits, or few digits.
func anyFloat(r *rand.Rand) float64 {
	switch r.IntN(4) {
	case 0:
		return math.Float64frombits(r.Uint64())
	case 1:
		return float64(anyInt(r))
	case 2:
		return math.Ldexp(float64(r.Int64N(2_000_001)-1_000_000), -r.IntN(1100))
	}
	return float64(r.Int64N(2_000_000_001)-1_000_000_000) / math.Pow10(r.IntN(12))
}

func anyFloat32(r *rand.Rand) float32 {
	if r.IntN(2) == 0 {
		return math.Float32frombits(r.Uint32())
	}
	return float32(r.Int64N(2_000_001)-1_000_000) / float32(math.Pow10(r.IntN(8)))
}

// digits are n random digits.
func digits(r *rand.Rand, n int) string {
	var b strings.Builder
	for range n {
		b.WriteByte(byte('0' + r.IntN(10)))
	}
	return b.String()
}

// runes are what texts are made of: what SQL, JSON, arrays and ranges mean something by, and letters of one to four bytes.
var runes = []rune("aZ09 \t\n\r'\"\\`%_:;,.?$@#&|/*-+=<>()[]{}~^!\x01\x1b\x7f\u0085éßİıſ\u0301\u200d\u200f\ufeff漢\uffff🐍\U0010ffff")

// anyText is a text of up to n characters.
func anyText(r *rand.Rand, n int) string {
	var b strings.Builder
	for range r.IntN(n + 1) {
		switch r.IntN(40) {
		case 0:
			b.WriteByte(0)
		case 1:
			b.WriteByte(0xff)
		case 2, 3, 4, 5:
			if c := rune(r.IntN(0x110000)); c < 0xd800 || c > 0xdfff {
				b.WriteRune(c)
			}
		default:
			b.WriteRune(runes[r.IntN(len(runes))])
		}
	}
	return b.String()
}

// cleanText is one that every database keeps.
func cleanText(r *rand.Rand, n int) string {
	return strings.ReplaceAll(strings.ToValidUTF8(anyText(r, n), ""), "\x00", "")
}

func anyBytes(r *rand.Rand, n int) []byte {
	b := make([]byte, r.IntN(n+1))
	for i := range b {
		b[i] = byte(r.Uint32())
	}
	return b
}

// anyTime is a time of the years 1 to 9999, now and then before or after, in any zone, to the nanosecond.
func anyTime(r *rand.Rand) time.Time {
	first, last := time.Date(1, 1, 1, 0, 0, 0, 0, time.UTC).Unix(), time.Date(10_000, 1, 1, 0, 0, 0, 0, time.UTC).Unix()
	switch r.IntN(20) {
	case 0:
		first, last = -300_000_000_000, last+300_000_000_000
	case 1, 2, 3, 4, 5, 6:
		first, last = 0, math.MaxInt32
	}
	t := time.Unix(first+r.Int64N(last-first), anyFraction(r)).UTC()
	if r.IntN(2) == 0 {
		t = t.In(time.FixedZone("", (r.IntN(27*4)-12*4)*900))
	}
	return t
}

// anyFraction is a part of a second in nanoseconds: none, whole microseconds, or more.
func anyFraction(r *rand.Rand) int64 {
	switch r.IntN(3) {
	case 0:
		return 0
	case 1:
		return r.Int64N(1e6) * 1e3
	}
	return r.Int64N(1e9)
}

func pick[V any](r *rand.Rand, vs []V) V { return vs[r.IntN(len(vs))] }

// list is a slice of up to n elements.
func list[E any](r *rand.Rand, n int, one func(r *rand.Rand) E) []E {
	out := make([]E, r.IntN(n+1))
	for i := range out {
		out[i] = one(r)
	}
	return out
}

func pointer[V any](v V) *V { return &v }
