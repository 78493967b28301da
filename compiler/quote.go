package compiler

import "strings"

// Quoting is how a database writes identifiers. It is the only place where an identifier becomes SQL.
//
// SQLAlchemy: IdentifierPreparer.
type Quoting struct {
	// Open and Close surround a quoted identifier; Close inside it is doubled.
	Open, Close string
	// Names say which names the database can have.
	Names NameRules
	// Reserved are the words that cannot be identifiers without quotes, in lower case.
	Reserved map[string]bool
	// Underscore says that a name that begins with _ needs quotes.
	Underscore bool
	// Functions are the words that are functions if a parenthesis follows at once, in lower case; elsewhere they are names like any other.
	Functions map[string]bool
}

// ReservedWords is the set of the words in a text, for [Quoting].
func ReservedWords(text string) map[string]bool {
	words := map[string]bool{}
	for _, w := range strings.Fields(text) {
		words[w] = true
	}
	return words
}

// Quote is name as SQL: as it is if it is lower case, of letters, digits, _ and $, and no reserved word; otherwise in quotes. A NUL
// byte, which no database takes, is left out: it would end the statement for some of them. Ask [Grammar.CheckName] first.
func (q *Quoting) Quote(name string) string {
	if q.plain(name) {
		return name
	}
	return q.Force(name)
}

// Heading is name as SQL where a parenthesis follows at once.
func (q *Quoting) Heading(name string) string {
	if q.Functions[name] {
		return q.Force(name)
	}
	return q.Quote(name)
}

// Force is name in quotes.
func (q *Quoting) Force(name string) string {
	if strings.IndexByte(name, 0) >= 0 {
		name = strings.ReplaceAll(name, "\x00", "")
	}
	return q.Open + strings.ReplaceAll(name, q.Close, q.Close+q.Close) + q.Close
}

// Phrase is a name that is SQL itself, such as that of a function: it is quoted only if it has characters that no name has.
func (q *Quoting) Phrase(name string) string {
	if legal(name, true) {
		return name
	}
	return q.Force(name)
}

// plain tells whether name needs no quotes.
func (q *Quoting) plain(name string) bool {
	return legal(name, false) && !startsIllegally(name) && !q.Reserved[name] && !(q.Underscore && name[0] == '_')
}

// startsIllegally tells whether a name begins with what only the rest of a name may have.
func startsIllegally(name string) bool { return name[0] >= '0' && name[0] <= '9' || name[0] == '$' }

// legal tells whether name has only characters that need no quotes. Upper case letters need them, unless upper says otherwise:
// without quotes a database would fold them.
func legal(name string, upper bool) bool {
	for i := range len(name) {
		c := name[i]
		switch {
		case c >= 'a' && c <= 'z', c >= '0' && c <= '9', c == '_', c == '$':
		case upper && c >= 'A' && c <= 'Z':
		default:
			return false
		}
	}
	return name != ""
}
