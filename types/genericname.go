package types

import (
	"strconv"
	"strings"
)

// typeName is a type as it stands in DDL, in its parts: DECIMAL(10, 2) UNSIGNED.
type typeName struct {
	// words are its name, in capitals, without numbers and attributes.
	words string
	args  []int
	// max says that the length is MAX; unsigned that there are no negative numbers; zoned that a time has a zone.
	max, unsigned, zoned bool
	// odd says that the parentheses hold something else.
	odd bool
}

// arg is number i, or 0.
func (n *typeName) arg(i int) int {
	if i < len(n.args) {
		return n.args[i]
	}
	return 0
}

// precision is the number of digits of a fraction of a second as types have it: 0 is six, -1 none.
func (n *typeName) precision() int {
	if len(n.args) == 1 && n.args[0] == 0 {
		return -1
	}
	return min(n.arg(0), maxDigits)
}

// genericNamed is the generic type of that name in DDL; nil if there is none.
func genericNamed(name string) Type {
	if of, array := strings.CutSuffix(name, "[]"); array {
		return genericWithin(RawType{of}, func(t Type) Type { return ArrayType{t} })
	}
	n := parseName(name)
	rule := genericNames[n.words]
	if rule == nil || n.odd {
		return nil
	}
	return rule(&n)
}

func parseName(text string) typeName {
	var n typeName
	before, rest, sized := strings.Cut(strings.ToUpper(text), "(")
	if sized {
		var list string
		list, rest, _ = strings.Cut(rest, ")")
		n.numbers(list)
	}
	words := append(strings.Fields(before), strings.Fields(rest)...)
	var kept []string
	for i, w := range words {
		if w == "COLLATE" || w == "CHARACTER" && i > 0 { // CHARACTER SET; CHARACTER VARYING begins with it
			break
		}
		switch w {
		case "UNSIGNED":
			n.unsigned = true
		case "ZEROFILL":
		default:
			kept = append(kept, w)
		}
	}
	n.words = n.zone(strings.Join(kept, " "))
	return n
}

// zone takes the zone of a time off its name.
func (n *typeName) zone(words string) string {
	if name, ok := strings.CutSuffix(words, " WITHOUT TIME ZONE"); ok {
		return name
	}
	for _, suffix := range []string{" WITH TIME ZONE", " WITH LOCAL TIME ZONE"} {
		if name, ok := strings.CutSuffix(words, suffix); ok {
			n.zoned = true
			return name
		}
	}
	return words
}

func (n *typeName) numbers(list string) {
	for _, s := range strings.Split(list, ",") {
		s = strings.TrimSpace(s)
		for _, unit := range []string{" CHAR", " BYTE"} {
			s = strings.TrimSuffix(s, unit)
		}
		if s == "MAX" {
			n.max = true
			continue
		}
		i, err := strconv.Atoi(s)
		n.odd = n.odd || err != nil
		n.args = append(n.args, i)
	}
}

// genericNames are the types by the names that databases have for them.
var genericNames = namedBy(map[string]func(n *typeName) Type{
	"TINYINT":                           func(*typeName) Type { return SmallInteger() },
	"SMALLINT INT2":                     func(n *typeName) Type { return GenericInteger(smallBits, n.unsigned) },
	"MEDIUMINT":                         func(*typeName) Type { return Integer() },
	"INTEGER INT INT4":                  func(n *typeName) Type { return GenericInteger(integerBits, n.unsigned) },
	"BIGINT INT8":                       func(*typeName) Type { return BigInteger() },
	"BOOLEAN BOOL":                      func(*typeName) Type { return Boolean() },
	"NUMERIC DECIMAL DEC NUMBER":        func(n *typeName) Type { return portableDigits(n.arg(0), n.arg(1)) },
	"REAL FLOAT FLOAT4 BINARY_FLOAT":    func(*typeName) Type { return Float() },
	"DOUBLE DOUBLE_PRECISION FLOAT8":    func(*typeName) Type { return Double() },
	"BINARY_DOUBLE":                     func(*typeName) Type { return Double() },
	"VARCHAR CHARACTER_VARYING":         varying,
	"VARCHAR2":                          varying,
	"CHAR CHARACTER BPCHAR":             func(n *typeName) Type { return String(max(n.arg(0), 1)) },
	"NCHAR NATIONAL_CHAR":               func(n *typeName) Type { return Unicode(max(n.arg(0), 1)) },
	"NVARCHAR NATIONAL_VARCHAR":         varyingUnicode,
	"NVARCHAR2":                         varyingUnicode,
	"TEXT TINYTEXT MEDIUMTEXT LONGTEXT": func(*typeName) Type { return Text() },
	"CLOB LONG CITEXT XML":              func(*typeName) Type { return Text() },
	"NTEXT NCLOB":                       func(*typeName) Type { return UnicodeText() },
	"BINARY VARBINARY RAW":              func(n *typeName) Type { return LargeBinaryType{Length: n.arg(0)} },
	"BLOB TINYBLOB MEDIUMBLOB LONGBLOB": func(*typeName) Type { return LargeBinary() },
	"BYTEA IMAGE":                       func(*typeName) Type { return LargeBinary() },
	"DATE":                              func(*typeName) Type { return DateType{} },
	"DATETIME TIMESTAMP DATETIME2":      func(n *typeName) Type { return DateTimeType{TimeZone: n.zoned, Precision: n.precision()} },
	"TIMESTAMPTZ DATETIMEOFFSET":        func(n *typeName) Type { return DateTimeType{TimeZone: true, Precision: n.precision()} },
	"SMALLDATETIME":                     func(*typeName) Type { return DateTime() },
	"TIME":                              func(n *typeName) Type { return TimeType{TimeZone: n.zoned, Precision: n.precision()} },
	"TIMETZ":                            func(n *typeName) Type { return TimeType{TimeZone: true, Precision: n.precision()} },
	"INTERVAL":                          func(n *typeName) Type { return IntervalType{Precision: n.precision()} },
	"JSON JSONB":                        func(*typeName) Type { return JSON() },
	"UUID UNIQUEIDENTIFIER":             func(*typeName) Type { return UUIDType{} },
})

// namedBy has an entry for each word of the keys; _ in a word is a blank, unless the name has it itself.
func namedBy(rules map[string]func(n *typeName) Type) map[string]func(n *typeName) Type {
	out := map[string]func(n *typeName) Type{}
	for names, rule := range rules {
		for _, name := range strings.Fields(names) {
			if !strings.HasPrefix(name, "BINARY_") {
				name = strings.ReplaceAll(name, "_", " ")
			}
			out[name] = rule
		}
	}
	return out
}

func varying(n *typeName) Type {
	if n.max {
		return Text()
	}
	return String(n.arg(0))
}

func varyingUnicode(n *typeName) Type {
	if n.max {
		return UnicodeText()
	}
	return Unicode(n.arg(0))
}

// Bits of the integer types.
const (
	smallBits   = 16
	integerBits = 32
)

// GenericInteger is the type of integers of some bits: SMALLINT, INTEGER or BIGINT. Without a sign they need one bit more; BIGINT holds those
// of 64 bits that an int64 holds.
func GenericInteger(bits int, unsigned bool) Type {
	if unsigned {
		bits++
	}
	switch {
	case bits <= smallBits:
		return SmallInteger()
	case bits <= integerBits:
		return Integer()
	}
	return BigInteger()
}
