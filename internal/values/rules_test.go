package values

// The changes that databases make.
const (
	negativeZero rule = "a negative zero"
	// floatLiterals is no change that a value has of its own: any float may be its neighbour.
	floatLiterals rule = "a float as a literal, on SQLite"
	scaleRule     rule = "digits behind the scale of a NUMERIC"
	blanksRule    rule = "blanks at the end of a text that is too long"
	charRule      rule = "blanks at the end of a CHAR"
	nilRule       rule = "a nil slice"
	fractionRule  rule = "digits of a second that a type does not keep"
	partRule      rule = "a time.Time in a DATE or a TIME"
	rangeRule     rule = "ranges of whole numbers and days, empty ranges"
	addressRule   rule = "MACADDR, on PostgreSQL"
	zerosRule     rule = "BINARY(n) of MySQL"
	setRule       rule = "SET of MySQL"
)

var rules = []rule{negativeZero, floatLiterals, scaleRule, blanksRule, charRule, nilRule, fractionRule, partRule, rangeRule, addressRule, zerosRule, setRule}

// kinds are all types.
var kinds = concat(numbers, texts, times, others, arrays, custom, decorated, exact, postgresqls, mariadbs)

func concat(lists ...[]tester) (out []tester) {
	for _, l := range lists {
		out = append(out, l...)
	}
	return out
}
