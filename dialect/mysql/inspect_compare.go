package mysql

import (
	"strings"

	"github.com/azoth-orm/azoth/dialect"
	"github.com/azoth-orm/azoth/schema"
)

// Comparison is that of MySQL and MariaDB: a unique constraint is an index, and RESTRICT and NO ACTION do the same.
func (catalog) Comparison() dialect.Comparison {
	return dialect.Comparison{Type: canonicalType, Words: words, Phrases: phrases, Action: canonicalAction, KeysAreIndexes: true}
}

// words are those that mean the same in an expression.
var words = map[string]string{
	"true": "1", "false": "0", "now": "current_timestamp", "localtimestamp": "current_timestamp", "upper": "ucase", "lower": "lcase",
}

// phrases are the digits of the time of a default: it has those of its column.
var phrases = []string{
	" current_timestamp 1 ", " current_timestamp ", " current_timestamp 2 ", " current_timestamp ", " current_timestamp 3 ", " current_timestamp ",
	" current_timestamp 4 ", " current_timestamp ", " current_timestamp 5 ", " current_timestamp ", " current_timestamp 6 ", " current_timestamp ",
}

func canonicalAction(a schema.Action) schema.Action {
	if a == schema.Restrict {
		return schema.NoAction
	}
	return a
}

// synonyms are names of types that the server does not use itself.
var synonyms = map[string]string{
	"real": "double", "double precision": "double", "bool": "tinyint(1)", "boolean": "tinyint(1)", "integer": "int", "numeric": "decimal", "dec": "decimal",
}

// canonicalType is the name by which types are compared; name is in lower case, without needless blanks.
func canonicalType(name string) string {
	base, rest, sized := strings.Cut(name, "(")
	word, attributes, _ := strings.Cut(base, " ")
	if same := synonyms[base]; same != "" {
		base = same
	} else if same := synonyms[word]; same != "" && attributes != "" {
		base = same + " " + attributes
	}
	if sized {
		return base + "(" + rest
	}
	return base
}
