package pgx

import "github.com/jackc/pgx/v5/pgtype"

// codec is how the values of a type travel.
type codec uint8

const (
	// foreignCodec is for types of which the driver knows nothing but their text: enumerations, arrays, ranges, inet.
	foreignCodec codec = iota
	textCodec
	boolCodec
	int2Codec
	int4Codec
	int8Codec
	oidCodec
	float4Codec
	float8Codec
	numericCodec
	byteaCodec
	uuidCodec
	jsonCodec
	dateCodec
	timeCodec
	timestampCodec
	timestamptzCodec
	intervalCodec
	// opaqueCodec is a result in binary that cannot be read: its type changed after it was asked for.
	opaqueCodec
)

const (
	textFormat   int16 = 0
	binaryFormat int16 = 1
)

// format is the format in which values of the codec are asked for. What the driver can read in binary it reads in binary, but for
// numeric and JSON, whose text is as short and is what the caller gets.
func (c codec) format() int16 {
	switch c {
	case foreignCodec, textCodec, numericCodec, jsonCodec:
		return textFormat
	}
	return binaryFormat
}

// known is a type that needs no look into the catalogue.
type known struct {
	name  string
	codec codec
}

// builtin are the types that every server has under the same number.
func builtin(oid uint32) (known, bool) {
	switch oid {
	case 0:
		return known{}, true
	case pgtype.BoolOID:
		return known{"BOOL", boolCodec}, true
	case pgtype.ByteaOID:
		return known{"BYTEA", byteaCodec}, true
	case pgtype.QCharOID:
		return known{"CHAR", textCodec}, true
	case pgtype.NameOID:
		return known{"NAME", textCodec}, true
	case pgtype.Int8OID:
		return known{"INT8", int8Codec}, true
	case pgtype.Int2OID:
		return known{"INT2", int2Codec}, true
	case pgtype.Int4OID:
		return known{"INT4", int4Codec}, true
	case pgtype.TextOID:
		return known{"TEXT", textCodec}, true
	case pgtype.OIDOID:
		return known{"OID", oidCodec}, true
	case pgtype.JSONOID:
		return known{"JSON", jsonCodec}, true
	case pgtype.JSONBOID:
		return known{"JSONB", jsonCodec}, true
	case pgtype.Float4OID:
		return known{"FLOAT4", float4Codec}, true
	case pgtype.Float8OID:
		return known{"FLOAT8", float8Codec}, true
	case pgtype.UnknownOID:
		return known{"UNKNOWN", textCodec}, true
	case pgtype.BPCharOID:
		return known{"BPCHAR", textCodec}, true
	case pgtype.VarcharOID:
		return known{"VARCHAR", textCodec}, true
	case pgtype.DateOID:
		return known{"DATE", dateCodec}, true
	case pgtype.TimeOID:
		return known{"TIME", timeCodec}, true
	case pgtype.TimestampOID:
		return known{"TIMESTAMP", timestampCodec}, true
	case pgtype.TimestamptzOID:
		return known{"TIMESTAMPTZ", timestamptzCodec}, true
	case pgtype.IntervalOID:
		return known{"INTERVAL", intervalCodec}, true
	case pgtype.TimetzOID:
		return known{"TIMETZ", foreignCodec}, true
	case pgtype.NumericOID:
		return known{"NUMERIC", numericCodec}, true
	case pgtype.UUIDOID:
		return known{"UUID", uuidCodec}, true
	case voidOID:
		return known{"VOID", foreignCodec}, true
	}
	return known{}, false
}

const voidOID = 2278

// String is the name of the codec's types, for errors.
func (c codec) String() string {
	switch c {
	case textCodec:
		return "text"
	case boolCodec:
		return "BOOL"
	case int2Codec:
		return "INT2"
	case int4Codec:
		return "INT4"
	case int8Codec:
		return "INT8"
	case oidCodec:
		return "OID"
	case float4Codec:
		return "FLOAT4"
	case float8Codec:
		return "FLOAT8"
	case numericCodec:
		return "NUMERIC"
	case byteaCodec:
		return "BYTEA"
	case uuidCodec:
		return "UUID"
	case jsonCodec:
		return "JSON"
	case dateCodec:
		return "DATE"
	case timeCodec:
		return "TIME"
	case timestampCodec:
		return "TIMESTAMP"
	case timestamptzCodec:
		return "TIMESTAMPTZ"
	case intervalCodec:
		return "INTERVAL"
	}
	return "this type"
}
