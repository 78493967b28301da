package postgresql

import (
	"strings"

	"github.com/azoth-orm/azoth/types"
)

// reflect is the type: one of package types or of this package, or else one that is its name.
func (f *typeFacts) reflect() (types.Type, error) {
	t := f.base()
	if t == nil || f.collation != "" && f.collated(t) == nil {
		return f.exact(), nil
	}
	if f.collation != "" {
		t = f.collated(t)
	}
	if f.array {
		return types.Array(t), nil
	}
	return t, nil
}

// exact is the type by its name in DDL.
func (f *typeFacts) exact() types.Type {
	name := f.text
	if f.collation != "" {
		name += " COLLATE "
		if f.where != "" {
			name += grammar.Quoting.Quote(f.where) + "."
		}
		name += grammar.Quoting.Quote(f.collation)
	}
	return types.Raw(name)
}

// collated is t with the collation; nil if t cannot have one.
func (f *typeFacts) collated(t types.Type) types.Type {
	if f.where != "" {
		return nil
	}
	switch t := t.(type) {
	case types.StringType:
		t.Collation = f.collation
		return t
	case types.TextType:
		t.Collation = f.collation
		return t
	case types.CharType:
		t.Collation = f.collation
		return t
	}
	return nil
}

// base is the type without array and collation; nil for one that this module has no type for.
func (f *typeFacts) base() types.Type {
	if f.kind == "e" && len(f.labels) > 0 {
		e := types.Enum(f.labels...)
		e.Name = f.name
		if !f.visible {
			e.Schema = f.schema
		}
		return e
	}
	if f.schema != "pg_catalog" {
		return extension[f.name]
	}
	if t := plain[f.name]; t != nil {
		return t
	}
	if f.modifier >= 0 {
		if rule := sized[f.name]; rule != nil {
			return rule(int(f.modifier))
		}
		if f.name == "interval" {
			return f.interval()
		}
		return nil
	}
	return unsized[f.name]
}

// lengthOverhead is what the modifier of a string counts beside its length, as does that of a number.
const lengthOverhead = 4

// plain are the types without a modifier.
var plain = map[string]types.Type{
	"int2": types.SmallInteger(), "int4": types.Integer(), "int8": types.BigInteger(),
	"float4": types.Real(), "float8": types.Double(), "bool": types.Boolean(), "text": types.Text(), "bytea": types.LargeBinary(),
	"date": types.DateType{}, "uuid": types.UUIDType{}, "json": types.JSON(), "jsonb": JSONB(),
	"inet": Inet(), "cidr": CIDR(), "macaddr": MACAddr(), "macaddr8": MACAddr8(), "money": Money(), "xml": XML(), "oid": OID(),
	"regclass": RegClass(), "regconfig": RegConfig(), "tsvector": TSVector(), "tsquery": TSQuery(), "jsonpath": JSONPath(),
	"int4range": Int4Range(), "int8range": Int8Range(), "numrange": NumRange(),
	"daterange": DateRange(), "tsrange": TSRange(), "tstzrange": TSTZRange(),
	"int4multirange": Int4Multirange(), "int8multirange": Int8Multirange(), "nummultirange": NumMultirange(),
	"datemultirange": DateMultirange(), "tsmultirange": TSMultirange(), "tstzmultirange": TSTZMultirange(),
}

// extension are types of extensions.
var extension = map[string]types.Type{"citext": CIText(), "hstore": HStore()}

// unsized are the types that may have a modifier, without one.
var unsized = map[string]types.Type{
	"varchar": types.String(0), "numeric": types.NumericType{}, "varbit": VarBit(0),
	"timestamp": types.DateTime(), "timestamptz": types.DateTime().WithTimeZone(), "time": types.Time(), "timetz": types.TimeType{TimeZone: true},
	"interval": types.Interval(),
}

// sized are the types with a modifier.
var sized = map[string]func(modifier int) types.Type{
	"varchar":   func(m int) types.Type { return types.String(m - lengthOverhead) },
	"bpchar":    func(m int) types.Type { return types.Char(m - lengthOverhead) },
	"bit":       func(m int) types.Type { return Bit(m) },
	"varbit":    func(m int) types.Type { return VarBit(m) },
	"numeric":   numericOf,
	"timestamp": func(m int) types.Type { return types.DateTimeType{Precision: precision(m)} },
	"timestamptz": func(m int) types.Type {
		return types.DateTimeType{TimeZone: true, Precision: precision(m)}
	},
	"time":   func(m int) types.Type { return types.TimeType{Precision: precision(m)} },
	"timetz": func(m int) types.Type { return types.TimeType{TimeZone: true, Precision: precision(m)} },
}

// precision is a number of digits as types have it: -1 is none.
func precision(digits int) int {
	if digits == 0 {
		return -1
	}
	return digits
}

// numericOf reads the precision and the scale, which has 11 bits with a sign. A scale that is negative or greater than the precision, which
// PostgreSQL 15 allows, is left to the name.
func numericOf(modifier int) types.Type {
	m := modifier - lengthOverhead
	p, s := m>>16&0xffff, (m&0x7ff^1024)-1024
	if s < 0 || s > p {
		return nil
	}
	return types.Numeric(p, s)
}

// interval reads fields and digits from the text: interval day to second(3).
func (f *typeFacts) interval() types.Type {
	text := strings.ToUpper(strings.TrimSuffix(f.text, "[]"))
	name, digits, _ := strings.Cut(text, "(")
	t := types.IntervalType{Fields: strings.TrimSpace(strings.TrimPrefix(name, "INTERVAL"))}
	if n := strings.TrimSuffix(digits, ")"); len(n) == 1 && n[0] >= '0' && n[0] <= '6' {
		t.Precision = precision(int(n[0] - '0'))
	}
	return t
}
