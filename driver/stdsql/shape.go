package stdsql

import "strings"

// shape is what the values of a column are, as far as their Go type does not say it.
type shape uint8

const (
	shapeText     shape = iota // bytes are text
	shapeBytes                 // bytes are bytes
	shapeDate                  // a time is a date, and read as text
	shapeClock                 // a time is a time of day, and read as text
	shapeTime                  // text is a time; a time counts by its clock, whatever its zone: the column has none
	shapeInstant               // a time with a zone
	shapeBit                   // bytes are a number
	shapeInterval              // text is an interval
	shapeSingle                // a number has the digits of 32 bits
)

// shapeOf goes by the driver's name of the type, in upper case.
func (f family) shapeOf(typ string) shape {
	switch f {
	case postgresql:
		return pgShape(typ)
	case mysql:
		return myShape(typ)
	case sqlite:
		return liteShape(typ)
	}
	for _, text := range []string{"CHAR", "TEXT", "CLOB", "JSON", "XML", "NUMERIC", "DECIMAL", "ENUM", "UUID"} {
		if strings.Contains(typ, text) {
			return shapeText
		}
	}
	if typ == "DATE" {
		return shapeDate
	}
	return shapeBytes
}

func pgShape(typ string) shape {
	switch typ {
	case "BYTEA":
		return shapeBytes
	case "DATE":
		return shapeDate
	case "TIME", "TIMETZ":
		return shapeClock
	case "TIMESTAMP":
		return shapeTime
	case "TIMESTAMPTZ":
		return shapeInstant
	case "INTERVAL":
		return shapeInterval
	case "FLOAT4":
		return shapeSingle
	}
	return shapeText
}

func myShape(typ string) shape {
	switch typ {
	case "BLOB", "TINYBLOB", "MEDIUMBLOB", "LONGBLOB", "BINARY", "VARBINARY", "GEOMETRY", "VECTOR":
		return shapeBytes
	case "DATE":
		return shapeDate
	case "DATETIME", "TIMESTAMP":
		return shapeTime
	case "BIT":
		return shapeBit
	case "FLOAT":
		return shapeSingle
	}
	return shapeText
}

// liteShape: on SQLite it is the value that has a type. Drivers make times of text in columns whose type says so.
func liteShape(typ string) shape {
	if typ == "DATE" {
		return shapeDate
	}
	return shapeBytes
}

// typeName is the database's own name of a type.
func (f family) typeName(typ string) string {
	switch f {
	case mysql:
		if base, ok := strings.CutPrefix(typ, "UNSIGNED "); ok { // the client library turns it around
			return base + " UNSIGNED"
		}
	case postgresql:
		if typ != "" && strings.Trim(typ, "0123456789") == "" { // the number of a type that the client library does not know
			return ""
		}
	}
	return typ
}
