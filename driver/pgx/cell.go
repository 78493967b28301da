package pgx

import (
	"encoding/binary"
	"encoding/hex"
	"math"
	"strconv"
	"strings"
	"time"

	"github.com/azoth-orm/azoth/driver"
)

// A value of the current row is decoded where it lies in the network's buffer, when it is asked for. The reader of a column's own kind
// does little more than load a number; all else goes through the slower functions below. A value of a wrong length, which no
// PostgreSQL sends, is one that cannot be read.

// cell is value i of the current row: nil for NULL, and where there is no row.
func (r *rows) cell(i int) []byte {
	if uint(i) >= uint(len(r.values)) {
		return nil
	}
	return r.values[i]
}

// IsNull tells whether the value is NULL.
func (r *rows) IsNull(i int) bool { return r.cell(i) == nil }

// Kind is the kind of this value.
func (r *rows) Kind(i int) driver.Kind {
	if r.cell(i) == nil {
		return driver.KindNull
	}
	switch r.codecs[i] {
	case boolCodec:
		return driver.KindBool
	case int2Codec, int4Codec, int8Codec, oidCodec, intervalCodec:
		return driver.KindInt64
	case float4Codec, float8Codec:
		return driver.KindFloat64
	case byteaCodec, opaqueCodec:
		return driver.KindBytes
	case timestampCodec, timestamptzCodec:
		return driver.KindTime
	}
	return driver.KindText
}

// Bool reads a boolean; a number is true unless it is zero.
func (r *rows) Bool(i int) bool {
	b := r.cell(i)
	if len(b) == 1 && r.codecs[i] == boolCodec {
		return b[0] != 0
	}
	return r.otherBool(i)
}

// Int64 reads an integer, or an interval in microseconds. What has a fraction, or is beyond 64 bits, cannot be read as one.
func (r *rows) Int64(i int) int64 {
	b := r.cell(i)
	switch len(b) {
	case 8:
		if r.codecs[i] == int8Codec {
			return int64(binary.BigEndian.Uint64(b))
		}
	case 4:
		if r.codecs[i] == int4Codec {
			return int64(int32(binary.BigEndian.Uint32(b)))
		}
	case 2:
		if r.codecs[i] == int2Codec {
			return int64(int16(binary.BigEndian.Uint16(b)))
		}
	}
	return r.otherInt(i)
}

// Float64 reads a number.
func (r *rows) Float64(i int) float64 {
	b := r.cell(i)
	if len(b) == 8 && r.codecs[i] == float8Codec {
		return math.Float64frombits(binary.BigEndian.Uint64(b))
	}
	return r.otherFloat(i)
}

// Text reads text. All else is read as PostgreSQL prints it, but bytes as they are.
func (r *rows) Text(i int) string {
	b := r.cell(i)
	if b == nil {
		return ""
	}
	if c := r.codecs[i]; c.format() == textFormat || c == byteaCodec {
		return r.texts.Make(b)
	}
	var space [64]byte
	return string(r.print(space[:0], i))
}

// Bytes appends bytes, or the text of what is none, to buf.
func (r *rows) Bytes(i int, buf []byte) []byte {
	b := r.cell(i)
	if b == nil {
		return buf
	}
	if c := r.codecs[i]; c.format() == textFormat || c == byteaCodec {
		return append(buf, b...)
	}
	return r.print(buf, i)
}

// Time reads a timestamp or a date, in UTC. Infinity cannot be read as a time, but as text.
func (r *rows) Time(i int) (time.Time, error) {
	b := r.cell(i)
	if b == nil {
		return time.Time{}, nil
	}
	switch r.codecs[i] {
	case timestampCodec, timestamptzCodec:
		if us, ok := int8Of(b); ok && us != math.MaxInt64 && us != math.MinInt64 {
			return fromMicros(us), nil
		}
	case dateCodec:
		if days, ok := int4Of(b); ok && days != math.MaxInt32 && days != math.MinInt32 {
			return fromDays(days), nil
		}
	case textCodec, foreignCodec:
		if t, ok := parseTime(string(b)); ok {
			return t, nil
		}
	}
	return time.Time{}, r.convertError(i, "a time")
}

func int8Of(b []byte) (int64, bool) {
	if len(b) != 8 {
		return 0, false
	}
	return int64(binary.BigEndian.Uint64(b)), true
}

func int4Of(b []byte) (int32, bool) {
	if len(b) != 4 {
		return 0, false
	}
	return int32(binary.BigEndian.Uint32(b)), true
}

// spanOf is an INTERVAL: microseconds, days, months.
func spanOf(b []byte) (s span, ok bool) {
	if len(b) != 16 {
		return s, false
	}
	s.micros, _ = int8Of(b[:8])
	s.days, _ = int4Of(b[8:12])
	s.months, _ = int4Of(b[12:])
	return s, true
}

// number is a value of a numeric type that travels in binary.
func (r *rows) number(i int) (whole int64, fraction float64, isWhole, ok bool) {
	return numberOf(r.codecs[i], r.cell(i))
}

func numberOf(c codec, b []byte) (whole int64, fraction float64, isWhole, ok bool) {
	switch {
	case c == boolCodec && len(b) == 1:
		return int64(b[0]), 0, true, true
	case c == int2Codec && len(b) == 2:
		return int64(int16(binary.BigEndian.Uint16(b))), 0, true, true
	case c == int4Codec && len(b) == 4:
		return int64(int32(binary.BigEndian.Uint32(b))), 0, true, true
	case c == oidCodec && len(b) == 4:
		return int64(binary.BigEndian.Uint32(b)), 0, true, true
	case c == int8Codec && len(b) == 8:
		return int64(binary.BigEndian.Uint64(b)), 0, true, true
	case c == float4Codec && len(b) == 4:
		return 0, float64(math.Float32frombits(binary.BigEndian.Uint32(b))), false, true
	case c == float8Codec && len(b) == 8:
		return 0, math.Float64frombits(binary.BigEndian.Uint64(b)), false, true
	}
	return 0, 0, false, false
}

func (r *rows) otherBool(i int) bool {
	b := r.cell(i)
	if b == nil {
		return false
	}
	whole, fraction, isWhole, ok := r.number(i)
	switch {
	case ok && isWhole:
		return whole != 0
	case ok:
		return fraction != 0
	case r.codecs[i].format() == textFormat:
		if v, ok := parseBool(string(b)); ok {
			return v
		}
	}
	r.misread(i, "a boolean")
	return false
}

// parseBool reads a boolean as PostgreSQL does; numbers too.
func parseBool(s string) (v, ok bool) {
	s = strings.ToLower(strings.TrimSpace(s))
	switch s {
	case "t", "true", "y", "yes", "on":
		return true, true
	case "f", "false", "n", "no", "off":
		return false, true
	}
	f, err := strconv.ParseFloat(s, 64)
	return f != 0, err == nil
}

func (r *rows) otherInt(i int) int64 {
	b := r.cell(i)
	if b == nil {
		return 0
	}
	whole, fraction, isWhole, ok := r.number(i)
	if ok && !isWhole {
		whole, ok = wholeOf(fraction)
	}
	switch c := r.codecs[i]; {
	case ok:
		return whole
	case c == intervalCodec:
		if s, ok := spanOf(b); ok {
			whole, ok = s.microseconds()
			if ok {
				return whole
			}
		}
	case c.format() == textFormat:
		if whole, ok := parseWhole(string(b)); ok {
			return whole
		}
	}
	r.misread(i, "an integer")
	return 0
}

// wholeOf is f as an integer if it is one.
func wholeOf(f float64) (int64, bool) {
	if f != math.Trunc(f) || f < -1<<63 || f >= 1<<63 {
		return 0, false
	}
	return int64(f), true
}

// parseWhole reads an integer, with a fraction if that is zero: NUMERIC has 5.00.
func parseWhole(s string) (int64, bool) {
	s = strings.TrimSpace(s)
	if whole, fraction, found := strings.Cut(s, "."); found && strings.Trim(fraction, "0") == "" {
		s = whole
	}
	n, err := strconv.ParseInt(s, 10, 64)
	return n, err == nil
}

func (r *rows) otherFloat(i int) float64 {
	b := r.cell(i)
	if b == nil {
		return 0
	}
	whole, fraction, isWhole, ok := r.number(i)
	switch {
	case ok && isWhole:
		return float64(whole)
	case ok:
		return fraction
	case r.codecs[i].format() == textFormat:
		if f, ok := parseFloat(string(b)); ok {
			return f
		}
	}
	r.misread(i, "a number")
	return 0
}

// parseFloat reads a number as PostgreSQL writes it: without the hexadecimal forms that strconv knows.
func parseFloat(s string) (float64, bool) {
	s = strings.TrimSpace(s)
	switch strings.ToLower(s) {
	case "nan":
		return math.NaN(), true
	case "infinity":
		return math.Inf(1), true
	case "-infinity":
		return math.Inf(-1), true
	}
	if strings.Trim(s, "0123456789+-.eE") != "" {
		return 0, false
	}
	f, err := strconv.ParseFloat(s, 64)
	return f, err == nil
}

// timeLayouts are the forms in which times stand in text.
func parseTime(s string) (time.Time, bool) {
	for _, layout := range []string{
		"2006-01-02 15:04:05.999999999Z07", "2006-01-02 15:04:05.999999999Z07:00", "2006-01-02 15:04:05.999999999", time.RFC3339Nano,
		"2006-01-02",
	} {
		if t, err := time.Parse(layout, s); err == nil {
			return t.UTC(), true
		}
	}
	return time.Time{}, false
}

// print appends what travels in binary as PostgreSQL prints it.
func (r *rows) print(out []byte, i int) []byte {
	out, ok := appendPrinted(out, r.codecs[i], r.cell(i))
	if !ok {
		r.misread(i, "text")
	}
	return out
}

// appendPrinted appends a value of a codec, b in binary, as PostgreSQL prints it.
func appendPrinted(out []byte, c codec, b []byte) ([]byte, bool) {
	switch c {
	case boolCodec:
		if len(b) == 1 {
			return strconv.AppendBool(out, b[0] != 0), true
		}
	case float4Codec:
		if n, ok := int4Of(b); ok {
			return appendFloat4(out, math.Float32frombits(uint32(n))), true
		}
	case uuidCodec:
		if len(b) == 16 {
			return appendUUID(out, b), true
		}
	case dateCodec:
		if days, ok := int4Of(b); ok {
			return appendDays(out, days), true
		}
	case timeCodec:
		if us, ok := int8Of(b); ok {
			return appendClock(out, us), true
		}
	case timestampCodec, timestamptzCodec:
		if us, ok := int8Of(b); ok {
			return appendTimestamp(out, us, zoneOf(c)), true
		}
	case intervalCodec:
		if s, ok := spanOf(b); ok {
			return s.append(out), true
		}
	default:
		if whole, fraction, isWhole, ok := numberOf(c, b); ok && isWhole {
			return strconv.AppendInt(out, whole, 10), true
		} else if ok {
			return appendFloat(out, fraction), true
		}
	}
	return out, false
}

// zoneOf is what stands behind a timestamp with a zone.
func zoneOf(c codec) string {
	if c == timestamptzCodec {
		return "+00"
	}
	return ""
}

// appendUUID appends the 16 bytes with hyphens.
func appendUUID(out, b []byte) []byte {
	out = hex.AppendEncode(out, b[:4])
	for _, part := range [][]byte{b[4:6], b[6:8], b[8:10], b[10:]} {
		out = hex.AppendEncode(append(out, '-'), part)
	}
	return out
}
