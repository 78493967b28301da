package mysql

import (
	"strconv"
	"strings"

	"github.com/azoth-orm/azoth/compiler"
	"github.com/azoth-orm/azoth/dialect"
	"github.com/azoth-orm/azoth/types"
)

// typeOf is the type of a column: one of package types or of this package, or else one that is its name.
func (r *reading) typeOf(t *table, f *columnFacts) types.Type {
	if t.documents[f.name] {
		return types.JSON()
	}
	c := parseType(f.columnType)
	if t.Kind == dialect.BaseTable && f.collation != t.collation { // a view has no collation of its own
		c.collation = f.collation
		if charset, _, _ := strings.Cut(t.collation, "_"); charset != f.charset {
			c.charset = f.charset
			if f.collation == f.usual {
				c.collation = ""
			}
		}
	}
	if x := c.reflect(); x != nil {
		return x
	}
	return types.Raw(c.text)
}

// columnType is the text of a type, in its parts: int(10) unsigned zerofill, enum('a','b').
type columnType struct {
	text, name         string
	args               []int
	labels             []string
	unsigned, zerofill bool
	charset, collation string
}

func parseType(text string) columnType {
	c := columnType{text: text}
	tokens := grammar.Text.Tokens(text)
	for i := 0; i < len(tokens); i++ {
		switch t := tokens[i]; {
		case i == 0:
			c.name = strings.ToLower(t.Text)
		case t.Is("("):
			end := compiler.Closing(tokens, i)
			c.arguments(tokens[i+1 : end])
			i = end
		case t.Is("unsigned"):
			c.unsigned = true
		case t.Is("zerofill"):
			c.zerofill = true
		}
	}
	return c
}

func (c *columnType) arguments(tokens []compiler.Token) {
	for _, t := range tokens {
		switch t.Kind {
		case compiler.StringToken:
			c.labels = append(c.labels, compiler.Unescaped(t.Text))
		case compiler.WordToken:
			if n, err := strconv.Atoi(t.Text); err == nil {
				c.args = append(c.args, n)
			}
		}
	}
}

// arg is argument i, or 0.
func (c *columnType) arg(i int) int {
	if i < len(c.args) {
		return c.args[i]
	}
	return 0
}

// reflect is the type; nil if there is none for it.
func (c *columnType) reflect() types.Type {
	if t := fixed[c.name]; t != nil {
		return t
	}
	switch c.name {
	case "tinyint", "smallint", "mediumint", "int", "bigint":
		return c.integer()
	case "decimal", "float", "double":
		return c.number()
	case "char", "varchar", "text", "tinytext", "mediumtext", "longtext":
		return c.str()
	case "binary", "varbinary":
		return BinaryType{strings.ToUpper(c.name), c.arg(0)}
	case "bit":
		return Bit(c.arg(0))
	case "datetime":
		return types.DateTimeType{Precision: c.precision()}
	case "timestamp":
		return types.TimestampType{Precision: c.precision()}
	case "time":
		return types.TimeType{Precision: c.precision()}
	case "enum", "set":
		return c.values()
	}
	return nil
}

// fixed are the types without arguments.
var fixed = map[string]types.Type{
	"date": types.DateType{}, "year": Year(), "json": types.JSON(),
	"blob": types.LargeBinary(), "tinyblob": TinyBlob(), "mediumblob": MediumBlob(), "longblob": LongBlob(),
}

// microseconds is the number of digits that types ask for without a word.
const microseconds = 6

// precision is the number of digits of a fraction of a second as types have it: 0 is six, -1 none.
func (c *columnType) precision() int {
	switch n := c.arg(0); n {
	case 0:
		return -1
	case microseconds:
		return 0
	default:
		return n
	}
}

// integers are the types of package types for integers with a sign.
var integers = map[string]types.Type{"smallint": types.SmallInteger(), "int": types.Integer(), "bigint": types.BigInteger()}

func (c *columnType) integer() types.Type {
	if c.name == "tinyint" && c.arg(0) == 1 && !c.unsigned {
		return types.Boolean()
	}
	if t := integers[c.name]; t != nil && !c.unsigned {
		return t
	}
	t := IntType{Name: strings.ToUpper(c.name), Unsigned: c.unsigned, Zerofill: c.zerofill}
	if c.name == "int" {
		t.Name = "INTEGER"
	}
	if c.zerofill {
		t.Width = c.arg(0)
	}
	return t
}

func (c *columnType) number() types.Type {
	if !c.unsigned {
		switch {
		case c.name == "decimal":
			return types.Numeric(c.arg(0), c.arg(1))
		case len(c.args) == 0 && c.name == "float":
			return types.Float()
		case len(c.args) == 0:
			return types.Double()
		}
	}
	return NumberType{Name: strings.ToUpper(c.name), Precision: c.arg(0), Scale: c.arg(1), Unsigned: c.unsigned, Zerofill: c.zerofill}
}

func (c *columnType) str() types.Type {
	if c.charset == "" {
		switch c.name {
		case "varchar":
			return types.StringType{Length: c.arg(0), Collation: c.collation}
		case "char":
			return types.CharType{Length: c.arg(0), Collation: c.collation}
		case "text":
			return types.TextType{Collation: c.collation}
		}
	}
	return StringType{Name: strings.ToUpper(c.name), Length: c.arg(0), Charset: c.charset, Collation: c.collation}
}

// values is an ENUM or a SET, if it has no character set of its own, for which there is no type.
func (c *columnType) values() types.Type {
	if len(c.labels) == 0 || c.charset != "" || c.collation != "" {
		return types.Raw(c.withCharset())
	}
	if c.name == "set" {
		return Set(c.labels...)
	}
	return types.Enum(c.labels...)
}

func (c *columnType) withCharset() string {
	s := c.text
	if c.charset != "" {
		s += " CHARACTER SET " + grammar.Quoting.Phrase(c.charset)
	}
	return collated(grammar, s, c.collation)
}
