package compiler

import (
	"fmt"
	"strconv"
	"strings"
	"unicode/utf8"
)

// NameRules say which names a database can have, as far as it would keep another name than it was given, or fail for a reason that nobody
// could tell from its message. The zero NameRules refuse only what no database has.
//
// SQLAlchemy: Dialect.max_identifier_length, which shortens the names that the compiler makes and leaves others to the database.
type NameRules struct {
	// MaxBytes is the greatest length of a name in bytes, MaxCharacters that in characters; 0 is no limit.
	MaxBytes, MaxCharacters int
	// MaxLabel is the greatest length, in characters, of names that exist only in a statement: labels and aliases. 0 is that of other names.
	MaxLabel int
	// MaxLabelBytes is the greatest length of a label in bytes; 0 is no other limit than that of MaxLabel.
	MaxLabelBytes int
	// BasicPlane says that a name has no characters above U+FFFF.
	BasicPlane bool
	// TrimsLabels says that blanks and control characters in front of a label are lost.
	TrimsLabels bool
	// NotDerived are names that no column of a subquery or common table expression can have, in lower case: the database would call it
	// otherwise.
	NotDerived map[string]bool
	// NoDashKeys says that a key of a document that begins with - is not found.
	NoDashKeys bool
	// FoldsCase says that names are the same that differ only in upper and lower case.
	FoldsCase bool
}

// nameKind is what a name is the name of.
type nameKind uint8

const (
	// objectName is the name of what is in the database: a table, a column, an index; and of a common table expression.
	objectName nameKind = iota
	// sourceName is an alias in FROM, or a column of a subquery that is referred to.
	sourceName
	// columnName is a column in the list behind the name of a common table expression.
	columnName
	// derivedLabel is the label of a column of a subquery, labelName that of a column of the result.
	derivedLabel
	labelName
	// keyName is a key in a document.
	keyName
)

// CheckName is a [*NameError] if the database cannot have an object of that name. Rules that write names by [Compiler.Name] need not ask;
// names in types and in statements that no compiler writes do.
func (g *Grammar) CheckName(name string) error {
	if reason := g.Quoting.Names.refuses(objectName, name); reason != "" {
		return &NameError{Dialect: g.Name, Name: name, Reason: reason}
	}
	return nil
}

// refuses is why there can be no such name; "" if there can.
func (r *NameRules) refuses(kind nameKind, name string) string {
	switch {
	case kind == keyName:
		return r.refusesKey(name)
	case name == "":
		return "it is empty (give a name)"
	case (kind == derivedLabel || kind == columnName) && r.NotDerived[strings.ToLower(name)]:
		return "no column of a subquery can be called so there (give it a label)"
	case plainName(name) && r.fits(kind, name):
		return ""
	case strings.IndexByte(name, 0) >= 0:
		return holdsNUL
	case !utf8.ValidString(name):
		return notUTF8
	case r.BasicPlane && strings.ContainsFunc(name, func(c rune) bool { return c > 0xFFFF }):
		return "names have no characters above U+FFFF there (leave them out)"
	case kind.isLabel() && r.trims(name):
		return "blanks and control characters in front of a label get lost there (leave them out)"
	}
	return r.tooLong(kind, name)
}

// isLabel tells whether a name is that of a column of a result.
func (k nameKind) isLabel() bool { return k == derivedLabel || k == labelName }

// What no name may be, in any database.
const (
	holdsNUL = "it contains a NUL byte, which no database takes (leave it out)"
	notUTF8  = "it is not valid UTF-8 (decode it from its encoding first)"
)

// refusesKey is why a key of a document would not be found; "" if it can be. It may be empty, and of any length.
func (r *NameRules) refusesKey(key string) string {
	switch {
	case strings.IndexByte(key, 0) >= 0:
		return holdsNUL
	case !utf8.ValidString(key):
		return notUTF8
	case r.NoDashKeys && strings.HasPrefix(key, "-"):
		return "a path finds no key that begins with - there (read the document, and look in it)"
	}
	return ""
}

// trims tells whether the beginning of a label would get lost.
func (r *NameRules) trims(name string) bool {
	return r.TrimsLabels && name != "" && (name[0] <= ' ' || name[0] == 0x7F)
}

// plainName tells quickly that a name is nothing special, as nearly all are.
func plainName(name string) bool {
	for i := range len(name) {
		if c := name[i]; c <= ' ' || c >= 0x7F {
			return false
		}
	}
	return true
}

// fits tells quickly that a name of ASCII is not too long.
func (r *NameRules) fits(kind nameKind, name string) bool {
	most, _ := r.limit(kind)
	return most == 0 || len(name) <= most
}

// limit is the greatest length of a name, 0 for none, and whether it is counted in bytes.
func (r *NameRules) limit(kind nameKind) (most int, bytes bool) {
	switch {
	case r.MaxBytes > 0:
		return r.MaxBytes, true
	case kind.isLabel() && r.MaxLabelBytes > 0:
		return r.MaxLabelBytes, true
	case kind != objectName && r.MaxLabel > 0:
		return r.MaxLabel, false
	}
	return r.MaxCharacters, false
}

func (r *NameRules) tooLong(kind nameKind, name string) string {
	most, bytes := r.limit(kind)
	n, unit := utf8.RuneCountInString(name), "characters"
	if bytes {
		n, unit = len(name), "bytes"
	}
	if most == 0 || n <= most {
		return ""
	}
	return fmt.Sprintf("it has %d %s, and a name has at most %d there (shorten it)", n, unit, most)
}

// folded is what is the same for names that the database takes for the same.
func (r *NameRules) folded(name string) string {
	if r.FoldsCase {
		return strings.ToLower(name)
	}
	return name
}

// shortened is name cut to a length in bytes or characters, between two characters.
func shortened(name string, most int, bytes bool) string {
	if bytes {
		for len(name) > most {
			_, size := utf8.DecodeLastRuneInString(name)
			name = name[:len(name)-size]
		}
		return name
	}
	n := 0
	for i := range name {
		if n == most {
			return name[:i]
		}
		n++
	}
	return name
}

// names are the names that the compiler makes: addresses_1, id_1, count_1, name_1. They are numbered by what they begin with, in the
// order in which they are first written, across aliases, labels and placeholders alike: the same statement has the same names in
// every process.
//
// SQLAlchemy: prefix_anon_map.
type names struct {
	rules *NameRules
	of    map[any]string
	count map[string]int
	// short are the made names that were too long, by what they would have been.
	short map[string]string
	// own are the names of aliases and labels that were made, given those that the program gave. A program that calls its column
	// id_1 knows nothing of ours: then all is rendered again, with names that avoid the given ones.
	own, given, avoid map[string]bool
}

func newNames(r *NameRules) names {
	return names{
		rules: r, of: map[any]string{}, count: map[string]int{}, short: map[string]string{},
		own: map[string]bool{}, given: map[string]bool{},
	}
}

// anonymous is the name of key, which begins with prefix: one that never becomes an identifier.
func (n names) anonymous(key any, prefix string) string {
	if s, ok := n.of[key]; ok {
		return s
	}
	s := n.next(plain(prefix))
	n.of[key] = s
	return s
}

// made is the alias or label of key, which begins with prefix.
func (n names) made(key any, prefix string) string {
	s, ok := n.of[key]
	if !ok {
		prefix = plain(prefix)
		s = n.next(prefix)
		for n.avoid[n.rules.folded(s)] {
			s = n.next(prefix)
		}
		n.of[key] = s
	}
	return n.fitted(s)
}

// cutOff is the room for what follows a name that was cut: _ and a number.
const cutOff = 6

// fitted is a made name that the database can have: one that is too long is cut, and numbered by its own.
//
// SQLAlchemy: label_length, _truncated_identifier.
func (n names) fitted(name string) string {
	most, bytes := n.rules.limit(labelName)
	s, known := n.short[name]
	switch {
	case known:
		return s
	case most == 0 || shortened(name, most-cutOff, bytes) == name:
		s = name
	default:
		s = n.cut(shortened(name, most-cutOff, bytes))
	}
	n.short[name] = s
	n.own[n.rules.folded(s)] = true
	return s
}

// cut is the beginning of a name and a number.
func (n names) cut(begin string) string {
	for {
		n.count[shortKey]++
		s := begin + "_" + strconv.FormatInt(int64(n.count[shortKey]), 16)
		if !n.avoid[n.rules.folded(s)] {
			return s
		}
	}
}

// shortKey counts the names that were cut; no prefix contains it.
const shortKey = "\x00"

// give takes notice of a name that the program gave.
func (n names) give(name string) { n.given[n.rules.folded(name)] = true }

// clash tells whether a name was made that a program had given already.
func (n names) clash() bool {
	for s := range n.own {
		if n.given[s] {
			return true
		}
	}
	return false
}

// next is a name of its own that begins with prefix.
func (n names) next(prefix string) string {
	n.count[prefix]++
	return numbered(prefix, n.count[prefix])
}

// nuisances are characters that a made name does not have.
func nuisance(r rune) bool { return r <= ' ' || r == 0x7F || strings.ContainsRune("%()$", r) }

// plain is prefix with an underscore for each run of blanks, control characters, parentheses, % and $, which would be a nuisance in a made
// name.
func plain(prefix string) string {
	if strings.IndexFunc(prefix, nuisance) < 0 {
		return prefix
	}
	var b strings.Builder
	before := false
	for _, r := range prefix {
		now := nuisance(r)
		switch {
		case !now:
			b.WriteRune(r)
		case !before:
			b.WriteByte('_')
		}
		before = now
	}
	return b.String()
}
