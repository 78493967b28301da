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
	// element is the type of the elements of an array; 0 for what is none.
	element uint32
}

// builtin are the types that every server has under the same number.
func builtin(oid uint32) (known, bool) {
	switch oid {
	case 0:
		return known{}, true
	case pgtype.BoolOID:
		return known{name: "BOOL", codec: boolCodec}, true
	case pgtype.ByteaOID:
		return known{name: "BYTEA", codec: byteaCodec}, true
	case pgtype.QCharOID:
		return known{name: "CHAR", codec: textCodec}, true
	case pgtype.NameOID:
		return known{name: "NAME", codec: textCodec}, true
	case pgtype.Int8OID:
		return known{name: "INT8", codec: int8Codec}, true
	case pgtype.Int2OID:
		return known{name: "INT2", codec: int2Codec}, true
	case pgtype.Int4OID:
		return known{name: "INT4", codec: int4Codec}, true
	case pgtype.TextOID:
		return known{name: "TEXT", codec: textCodec}, true
	case pgtype.OIDOID:
		return known{name: "OID", codec: oidCodec}, true
	case pgtype.JSONOID:
		return known{name: "JSON", codec: jsonCodec}, true
	case pgtype.JSONBOID:
		return known{name: "JSONB", codec: jsonCodec}, true
	case pgtype.Float4OID:
		return known{name: "FLOAT4", codec: float4Codec}, true
	case pgtype.Float8OID:
		return known{name: "FLOAT8", codec: float8Codec}, true
	case pgtype.UnknownOID:
		return known{name: "UNKNOWN", codec: textCodec}, true
	case pgtype.BPCharOID:
		return known{name: "BPCHAR", codec: textCodec}, true
	case pgtype.VarcharOID:
		return known{name: "VARCHAR", codec: textCodec}, true
	case pgtype.DateOID:
		return known{name: "DATE", codec: dateCodec}, true
	case pgtype.TimeOID:
		return known{name: "TIME", codec: timeCodec}, true
	case pgtype.TimestampOID:
		return known{name: "TIMESTAMP", codec: timestampCodec}, true
	case pgtype.TimestamptzOID:
		return known{name: "TIMESTAMPTZ", codec: timestamptzCodec}, true
	case pgtype.IntervalOID:
		return known{name: "INTERVAL", codec: intervalCodec}, true
	case pgtype.TimetzOID:
		return known{name: "TIMETZ", codec: foreignCodec}, true
	case pgtype.NumericOID:
		return known{name: "NUMERIC", codec: numericCodec}, true
	case pgtype.UUIDOID:
		return known{name: "UUID", codec: uuidCodec}, true
	case voidOID:
		return known{name: "VOID", codec: foreignCodec}, true
	}
	return builtinArray(oid)
}

// builtinArray are the arrays of the types that columns mostly have.
func builtinArray(oid uint32) (known, bool) {
	of, ok := arrayElements[oid]
	if !ok {
		return known{}, false
	}
	element, _ := builtin(of)
	return known{name: element.name + "[]", codec: foreignCodec, element: of}, true
}

var arrayElements = map[uint32]uint32{
	pgtype.BoolArrayOID: pgtype.BoolOID, pgtype.ByteaArrayOID: pgtype.ByteaOID, pgtype.Int8ArrayOID: pgtype.Int8OID,
	pgtype.Int2ArrayOID: pgtype.Int2OID, pgtype.Int4ArrayOID: pgtype.Int4OID, pgtype.TextArrayOID: pgtype.TextOID,
	pgtype.OIDArrayOID: pgtype.OIDOID, pgtype.JSONArrayOID: pgtype.JSONOID, pgtype.JSONBArrayOID: pgtype.JSONBOID,
	pgtype.Float4ArrayOID: pgtype.Float4OID, pgtype.Float8ArrayOID: pgtype.Float8OID, pgtype.BPCharArrayOID: pgtype.BPCharOID,
	pgtype.VarcharArrayOID: pgtype.VarcharOID, pgtype.DateArrayOID: pgtype.DateOID, pgtype.TimeArrayOID: pgtype.TimeOID,
	pgtype.TimestampArrayOID: pgtype.TimestampOID, pgtype.TimestamptzArrayOID: pgtype.TimestamptzOID,
	pgtype.IntervalArrayOID: pgtype.IntervalOID, pgtype.NumericArrayOID: pgtype.NumericOID, pgtype.UUIDArrayOID: pgtype.UUIDOID,
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
