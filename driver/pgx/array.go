package pgx

import (
	"context"
	"encoding/binary"
	"encoding/hex"
	"slices"
	"strconv"

	"github.com/azoth-orm/azoth/driver"
	"github.com/azoth-orm/azoth/types"
	"github.com/jackc/pgx/v5/pgtype"
)

// An array that is bound is written in PostgreSQL's binary form: a header, then each element with its length in front, as the encoders
// write it. Where they write an element only as text (a number of NUMERIC, an address, a value of an enumeration), the whole array is
// written as text: a message has one form.

var (
	_ driver.ArrayBinder = (*stmt)(nil)
	_ driver.ArrayConn   = (*conn)(nil)
)

// element is the type of the elements of an array.
type element struct {
	oid   uint32 // 0: the parameter is no array
	codec codec
}

// BindsArrays is true.
func (c *conn) BindsArrays() bool { return true }

// describeArrays finds out how the elements of a statement's arrays travel.
func (c *conn) describeArrays(ctx context.Context, p *prepared) error {
	var oids []uint32
	for i, oid := range p.oids {
		if k, _ := c.common.catalog.lookup(oid); k.element != 0 {
			if oids == nil {
				oids = make([]uint32, len(p.oids))
			}
			oids[i] = k.element
		}
	}
	if oids == nil {
		return nil
	}
	if err := c.meet(ctx, oids); err != nil {
		return err
	}
	p.elements = make([]element, len(oids))
	for i, oid := range oids {
		k, _ := c.common.catalog.lookup(oid)
		p.elements[i] = element{oid, k.codec}
	}
	return nil
}

// column are the values of an array, where they lie.
type column struct {
	values        []types.Value
	first, stride int
	n             int
}

func (c column) at(i int) types.Value { return c.values[c.first+i*c.stride] }

// size is about what the array will have, so that its buffer grows once.
func (c column) size() int {
	size := arrayHeader
	for i := range c.n {
		size += elementHeader + sizeOf(c.at(i))
	}
	return size
}

func sizeOf(v types.Value) int {
	switch v.Kind() {
	case types.KindText:
		return len(v.Text())
	case types.KindBytes:
		return len(v.Bytes())
	}
	return wordSize
}

// wordSize is the size of numbers and times.
const wordSize = 8

// BindArray binds a column of many rows.
func (s *stmt) BindArray(i int, values []types.Value, first, stride, n int) {
	p := s.slot(i)
	if p == nil {
		return
	}
	if s.elements == nil || s.elements[i].oid == 0 {
		s.refuse(misbound(i, "it is no array"))
		return
	}
	e, col := s.elements[i], column{values, first, stride, n}
	b, format, wrong := encodeArray(slices.Grow(p.buf[:0], col.size()), e, col)
	s.set(i, b, format, wrong)
}

// encodeArray writes an array in binary if every element can be, and as text otherwise.
func encodeArray(b []byte, e element, col column) ([]byte, int16, string) {
	out, binary, wrong := encodeBinaryArray(b, e, col)
	if binary || wrong != "" {
		return out, binaryFormat, wrong
	}
	out, wrong = encodeTextArray(out[:0], e, col)
	return out, textFormat, wrong
}

// arrayHeader is the length of the header of an array that has elements, elementHeader that of the header of an element.
const arrayHeader, elementHeader = 20, 4

// encodeBinaryArray writes the header (dimensions, whether there are NULLs, the type of the elements, how many there are and the number of
// the first) and the elements. ok is false if one of them can only be written as text.
func encodeBinaryArray(b []byte, e element, col column) (out []byte, ok bool, wrong string) {
	if col.n == 0 {
		b = appendInt4(appendInt4(b, 0), 0)
		return binary.BigEndian.AppendUint32(b, e.oid), true, ""
	}
	b = appendInt4(appendInt4(b, 1), 0)
	b = binary.BigEndian.AppendUint32(b, e.oid)
	b = appendInt4(appendInt4(b, int32(col.n)), 1)
	nulls := false
	for i := range col.n {
		v := col.at(i)
		if v.IsNull() {
			b, nulls = appendInt4(b, -1), true
			continue
		}
		if b, ok, wrong = appendElement(b, e, v); wrong != "" {
			return b, false, inElement(i, wrong)
		}
		if !ok {
			return b, false, ""
		}
	}
	if nulls {
		b[7] = 1
	}
	return b, true, ""
}

// inElement says which element is wrong.
func inElement(i int, wrong string) string { return "row " + strconv.Itoa(i+1) + ": " + wrong }

// appendElement appends an element with its length in front; ok is false if it cannot be had in binary.
func appendElement(b []byte, e element, v types.Value) (out []byte, ok bool, wrong string) {
	at := len(b)
	b = appendInt4(b, 0)
	if e.oid == pgtype.JSONBOID {
		b = append(b, 1) // the version of the form; the rest is text
	}
	b, format, wrong := encodeValue(b, e.codec, v)
	if wrong != "" || format == textFormat && !e.textIsBinary() {
		return b, false, wrong
	}
	binary.BigEndian.PutUint32(b[at:], uint32(len(b)-at-elementHeader))
	return b, true, ""
}

// textIsBinary tells whether the text of a value is its binary form, too.
func (e element) textIsBinary() bool {
	switch e.codec {
	case textCodec:
		return e.oid != pgtype.QCharOID // a single byte
	case jsonCodec:
		return e.oid == pgtype.JSONOID || e.oid == pgtype.JSONBOID // a domain over one of them does not say which
	}
	return false
}

// encodeValue encodes a value of any kind but NULL.
func encodeValue(b []byte, c codec, v types.Value) ([]byte, int16, string) {
	switch v.Kind() {
	case types.KindText:
		return encodeText(b, c, v.Text())
	case types.KindInt64:
		return encodeInt(b, c, v.Int64())
	case types.KindBool:
		return encodeBool(b, c, v.Bool())
	case types.KindFloat64:
		return encodeFloat(b, c, v.Float64())
	case types.KindBytes:
		return encodeBytes(b, c, v.Bytes())
	case types.KindTime:
		return encodeTime(b, c, v.Time().UTC())
	}
	return b, 0, "it is no value that a driver takes (encode it first)"
}

// encodeTextArray writes {a,"b c",NULL}.
func encodeTextArray(b []byte, e element, col column) (out []byte, wrong string) {
	b = append(b, '{')
	var scratch []byte
	for i := range col.n {
		v := col.at(i)
		if v.IsNull() {
			b = types.AppendArrayNull(b)
			continue
		}
		if scratch, wrong = elementText(scratch[:0], e.codec, v); wrong != "" {
			return b, inElement(i, wrong)
		}
		b = types.AppendArrayElement(b, string(scratch))
	}
	return append(b, '}'), ""
}

// elementText is the text of a value, also where the encoders write it in binary.
func elementText(b []byte, c codec, v types.Value) ([]byte, string) {
	b, format, wrong := encodeValue(b, c, v)
	switch {
	case wrong != "" || format == textFormat:
		return b, wrong
	case c == byteaCodec:
		return hex.AppendEncode([]byte(`\x`), b), ""
	}
	var space [64]byte
	text, ok := appendPrinted(space[:0], c, b)
	if !ok {
		return b, "it has no text"
	}
	return append(b[:0], text...), ""
}
