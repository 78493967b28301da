package postgresql

import (
	"fmt"

	"github.com/azoth-orm/azoth/compiler"
	"github.com/azoth-orm/azoth/types"
)

// The types that only PostgreSQL has. Their values travel as text: a column of Go strings holds any of them. Addresses are netip.Addr and
// netip.Prefix, ranges [Range].

// ExactType is a type by its name in PostgreSQL. Another database keeps the text, if the type says how.
//
// SQLAlchemy: the types of the postgresql dialect.
type ExactType struct {
	// Name is the type as it stands in DDL.
	Name string
	// Elsewhere is the type of another database that keeps the text; "" if none does.
	Elsewhere string
}

// SQLType is the name.
func (t ExactType) SQLType() string { return t.Name }

// DDL is the name on PostgreSQL, and the type that keeps the text elsewhere.
func (t ExactType) DDL(dialect string) string {
	if dialect == Dialect.Name {
		return t.Name
	}
	return t.Elsewhere
}

// TextForm says that values travel as text.
func (ExactType) TextForm() {}

// The lengths of the texts of addresses and ranges, for other databases: 8 groups, a zone of an address or an IPv4 tail, and the length
// of a prefix; two bounds of any kind.
const (
	addressText = "VARCHAR(50)"
	rangeText   = "VARCHAR(255)"
)

// Inet is INET: a netip.Addr, a netip.Prefix or a string. Another database keeps the text. SQLAlchemy: postgresql.INET.
func Inet() ExactType { return ExactType{"INET", addressText} }

// CIDR is CIDR, a network: a netip.Prefix or a string. Another database keeps the text. SQLAlchemy: postgresql.CIDR.
func CIDR() ExactType { return ExactType{"CIDR", addressText} }

// MACAddr is MACADDR. Another database keeps the text. SQLAlchemy: postgresql.MACADDR.
func MACAddr() ExactType { return ExactType{"MACADDR", "VARCHAR(17)"} }

// MACAddr8 is MACADDR8. Another database keeps the text. SQLAlchemy: postgresql.MACADDR8.
func MACAddr8() ExactType { return ExactType{"MACADDR8", "VARCHAR(23)"} }

// Money is MONEY. SQLAlchemy: postgresql.MONEY.
func Money() ExactType { return ExactType{Name: "MONEY"} }

// CIText is CITEXT of the extension: text without regard to case. SQLAlchemy: postgresql.CITEXT.
func CIText() ExactType { return ExactType{Name: "CITEXT"} }

// HStore is HSTORE of the extension: keys and values, as text. SQLAlchemy: postgresql.HSTORE.
func HStore() ExactType { return ExactType{Name: "HSTORE"} }

// TSVector is TSVECTOR, a document for full text search. SQLAlchemy: postgresql.TSVECTOR.
func TSVector() ExactType { return ExactType{Name: "TSVECTOR"} }

// TSQuery is TSQUERY, a query of full text search. SQLAlchemy: postgresql.TSQUERY.
func TSQuery() ExactType { return ExactType{Name: "TSQUERY"} }

// JSONPath is JSONPATH. SQLAlchemy: postgresql.JSONPATH.
func JSONPath() ExactType { return ExactType{Name: "JSONPATH"} }

// XML is XML.
func XML() ExactType { return ExactType{Name: "XML"} }

// OID is OID, the number of an object of the catalogue. SQLAlchemy: postgresql.OID.
func OID() ExactType { return ExactType{Name: "OID"} }

// RegClass is REGCLASS, the name of a table. SQLAlchemy: postgresql.REGCLASS.
func RegClass() ExactType { return ExactType{Name: "REGCLASS"} }

// RegConfig is REGCONFIG, the name of a configuration of full text search. SQLAlchemy: postgresql.REGCONFIG.
func RegConfig() ExactType { return ExactType{Name: "REGCONFIG"} }

// Int4Range is INT4RANGE: a Range[int32]. SQLAlchemy: postgresql.INT4RANGE.
func Int4Range() ExactType { return ExactType{"INT4RANGE", rangeText} }

// Int8Range is INT8RANGE: a Range[int64]. SQLAlchemy: postgresql.INT8RANGE.
func Int8Range() ExactType { return ExactType{"INT8RANGE", rangeText} }

// NumRange is NUMRANGE: a Range[types.Decimal]. SQLAlchemy: postgresql.NUMRANGE.
func NumRange() ExactType { return ExactType{"NUMRANGE", rangeText} }

// DateRange is DATERANGE: a Range[types.Date]. SQLAlchemy: postgresql.DATERANGE.
func DateRange() ExactType { return ExactType{"DATERANGE", rangeText} }

// TSRange is TSRANGE: a Range[time.Time], in UTC. SQLAlchemy: postgresql.TSRANGE.
func TSRange() ExactType { return ExactType{"TSRANGE", rangeText} }

// TSTZRange is TSTZRANGE: a Range[time.Time]. SQLAlchemy: postgresql.TSTZRANGE.
func TSTZRange() ExactType { return ExactType{"TSTZRANGE", rangeText} }

// Int4Multirange is INT4MULTIRANGE: a Multirange[int32]. SQLAlchemy: postgresql.INT4MULTIRANGE.
func Int4Multirange() ExactType { return ExactType{"INT4MULTIRANGE", "TEXT"} }

// Int8Multirange is INT8MULTIRANGE: a Multirange[int64]. SQLAlchemy: postgresql.INT8MULTIRANGE.
func Int8Multirange() ExactType { return ExactType{"INT8MULTIRANGE", "TEXT"} }

// NumMultirange is NUMMULTIRANGE: a Multirange[types.Decimal]. SQLAlchemy: postgresql.NUMMULTIRANGE.
func NumMultirange() ExactType { return ExactType{"NUMMULTIRANGE", "TEXT"} }

// DateMultirange is DATEMULTIRANGE: a Multirange[types.Date]. SQLAlchemy: postgresql.DATEMULTIRANGE.
func DateMultirange() ExactType { return ExactType{"DATEMULTIRANGE", "TEXT"} }

// TSMultirange is TSMULTIRANGE: a Multirange[time.Time], in UTC. SQLAlchemy: postgresql.TSMULTIRANGE.
func TSMultirange() ExactType { return ExactType{"TSMULTIRANGE", "TEXT"} }

// TSTZMultirange is TSTZMULTIRANGE: a Multirange[time.Time]. SQLAlchemy: postgresql.TSTZMULTIRANGE.
func TSTZMultirange() ExactType { return ExactType{"TSTZMULTIRANGE", "TEXT"} }

// Bit is BIT(length): a string of the digits 0 and 1. SQLAlchemy: postgresql.BIT.
func Bit(length int) ExactType {
	return ExactType{Name: compiler.Sized("BIT", length), Elsewhere: fmt.Sprintf("CHAR(%d)", max(length, 1))}
}

// VarBit is BIT VARYING(length), of any length if that is 0: a string of the digits 0 and 1. SQLAlchemy: postgresql.BIT(varying=True).
func VarBit(length int) ExactType {
	t := ExactType{Name: compiler.Sized("BIT VARYING", length), Elsewhere: "TEXT"}
	if length > 0 {
		t.Elsewhere = fmt.Sprintf("VARCHAR(%d)", length)
	}
	return t
}

// JSONB is JSONB. SQLAlchemy: postgresql.JSONB.
func JSONB() types.JSONType { return types.JSONType{Binary: true} }
