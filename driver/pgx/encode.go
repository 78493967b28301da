package pgx

import (
	"bytes"
	"encoding/binary"
	"math"
	"strconv"
	"strings"
	"time"
	"unicode/utf8"
)

// The encoders append a value to b in the form that a parameter of codec c takes, and name the format. Where a value cannot be had in that
// type they say what is wrong. Text in text format is what the server parses by the type's own rules.

func appendInt2(b []byte, v int16) []byte { return binary.BigEndian.AppendUint16(b, uint16(v)) }
func appendInt4(b []byte, v int32) []byte { return binary.BigEndian.AppendUint32(b, uint32(v)) }
func appendInt8(b []byte, v int64) []byte { return binary.BigEndian.AppendUint64(b, uint64(v)) }

func encodeBool(b []byte, c codec, v bool) ([]byte, int16, string) {
	n := int64(0)
	if v {
		n = 1
	}
	switch c {
	case boolCodec:
		return append(b, byte(n)), binaryFormat, ""
	case int2Codec, int4Codec, int8Codec, oidCodec, float4Codec, float8Codec, numericCodec:
		return encodeInt(b, c, n)
	case textCodec, jsonCodec, foreignCodec:
		return strconv.AppendBool(b, v), textFormat, ""
	}
	return b, 0, "a boolean cannot be bound to " + c.String()
}

func encodeInt(b []byte, c codec, v int64) ([]byte, int16, string) {
	switch c {
	case int8Codec:
		return appendInt8(b, v), binaryFormat, ""
	case int4Codec:
		if v == int64(int32(v)) {
			return appendInt4(b, int32(v)), binaryFormat, ""
		}
	case int2Codec:
		if v == int64(int16(v)) {
			return appendInt2(b, int16(v)), binaryFormat, ""
		}
	case oidCodec:
		if v == int64(uint32(v)) {
			return binary.BigEndian.AppendUint32(b, uint32(v)), binaryFormat, ""
		}
	case float4Codec, float8Codec:
		return encodeFloat(b, c, float64(v))
	case boolCodec:
		return encodeBool(b, c, v != 0)
	case intervalCodec:
		return appendInt8(appendInt8(b, v), 0), binaryFormat, "" // microseconds, then days and months
	case numericCodec, textCodec, jsonCodec, foreignCodec:
		return strconv.AppendInt(b, v, 10), textFormat, ""
	default:
		return b, 0, "an integer cannot be bound to " + c.String()
	}
	return b, 0, "the number does not fit into " + c.String()
}

func encodeFloat(b []byte, c codec, v float64) ([]byte, int16, string) {
	finite := !math.IsNaN(v) && !math.IsInf(v, 0)
	switch c {
	case float8Codec:
		return binary.BigEndian.AppendUint64(b, math.Float64bits(v)), binaryFormat, ""
	case float4Codec:
		if f := float32(v); !finite || !math.IsInf(float64(f), 0) {
			return binary.BigEndian.AppendUint32(b, math.Float32bits(f)), binaryFormat, ""
		}
		return b, 0, "the number does not fit into " + c.String()
	case int2Codec, int4Codec, int8Codec, oidCodec, boolCodec:
		if v == math.Trunc(v) && v >= -1<<63 && v < 1<<63 {
			return encodeInt(b, c, int64(v))
		}
		return b, 0, "the number is no integer, and cannot be bound to " + c.String()
	case jsonCodec:
		if !finite {
			return b, 0, "JSON has no NaN and no infinity"
		}
		return appendFloat(b, v), textFormat, ""
	case numericCodec, textCodec, foreignCodec:
		return appendFloat(b, v), textFormat, ""
	}
	return b, 0, "a number cannot be bound to " + c.String()
}

// appendFloat appends v as PostgreSQL writes it.
func appendFloat(b []byte, v float64) []byte { return appendDigits(b, v, 64) }

// appendFloat4 appends v with the digits that a FLOAT4 has.
func appendFloat4(b []byte, v float32) []byte { return appendDigits(b, float64(v), 32) }

func appendDigits(b []byte, v float64, bits int) []byte {
	switch {
	case math.IsNaN(v):
		return append(b, "NaN"...)
	case math.IsInf(v, 1):
		return append(b, "Infinity"...)
	case math.IsInf(v, -1):
		return append(b, "-Infinity"...)
	}
	return strconv.AppendFloat(b, v, floatForm(v, bits), -1, bits)
}

// floatForm is with or without an exponent.
func floatForm(v float64, bits int) byte {
	a := math.Abs(v)
	small, large := a < 1e-4, a >= 1e15
	if bits == 32 {
		small, large = float32(a) < 1e-4, a >= 1e6
	}
	if a != 0 && (small || large) {
		return 'e'
	}
	return 'f'
}

func encodeText(b []byte, c codec, v string) ([]byte, int16, string) {
	if c == byteaCodec {
		return append(b, v...), binaryFormat, ""
	}
	switch {
	case strings.IndexByte(v, 0) >= 0:
		return b, 0, "the text holds a NUL character, which PostgreSQL cannot keep (bind it as bytes)"
	case !utf8.ValidString(v):
		return b, 0, "the text is not valid UTF-8 (bind it as bytes)"
	}
	if out, ok := appendRead(b, c, v); ok {
		return out, binaryFormat, ""
	}
	return append(b, v...), textFormat, ""
}

func encodeBytes(b []byte, c codec, v []byte) ([]byte, int16, string) {
	switch c {
	case byteaCodec:
		return append(b, v...), binaryFormat, ""
	case uuidCodec:
		if len(v) == 16 {
			return append(b, v...), binaryFormat, ""
		}
	case textCodec, jsonCodec, foreignCodec, numericCodec:
	default:
		return b, 0, "bytes cannot be bound to " + c.String()
	}
	if bytes.IndexByte(v, 0) >= 0 || !utf8.Valid(v) {
		return b, 0, "the bytes are no text, and cannot be bound to " + c.String()
	}
	return append(b, v...), textFormat, ""
}

// encodeTime encodes a time that is in UTC.
func encodeTime(b []byte, c codec, v time.Time) ([]byte, int16, string) {
	switch c {
	case timestampCodec, timestamptzCodec:
		micros, ok := pgMicros(v)
		if !ok {
			return b, 0, "the time is out of PostgreSQL's range"
		}
		return appendInt8(b, micros), binaryFormat, ""
	case dateCodec:
		days, ok := pgDays(v)
		if !ok {
			return b, 0, "the date is out of PostgreSQL's range"
		}
		return appendInt4(b, days), binaryFormat, ""
	case timeCodec:
		return appendInt8(b, sinceMidnight(v)), binaryFormat, ""
	case textCodec, foreignCodec:
		if year := v.Year(); year < 0 || year > 9999 {
			return b, 0, "the year of the time is not between 0 and 9999, and it is bound as text"
		}
		layout := "2006-01-02 15:04:05.000000"
		if c == foreignCodec { // something of times, such as TIMETZ
			layout += "-07"
		}
		return v.AppendFormat(b, layout), textFormat, ""
	}
	return b, 0, "a time cannot be bound to " + c.String()
}
