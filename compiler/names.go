package compiler

import "strings"

// names are the names that the compiler makes: addresses_1, id_1, count_1, name_1. They are numbered by what they begin with, in the
// order in which they are first written, across aliases, labels and placeholders alike: the same statement has the same names in
// every process.
//
// SQLAlchemy: prefix_anon_map.
type names struct {
	of    map[any]string
	count map[string]int
}

func newNames() names { return names{of: map[any]string{}, count: map[string]int{}} }

// anonymous is the name of key, which begins with prefix.
func (n names) anonymous(key any, prefix string) string {
	if s, ok := n.of[key]; ok {
		return s
	}
	s := n.next(plain(prefix))
	n.of[key] = s
	return s
}

// next is a name of its own that begins with prefix.
func (n names) next(prefix string) string {
	n.count[prefix]++
	return numbered(prefix, n.count[prefix])
}

// plain is prefix with an underscore for each run of blanks, parentheses, % and $, which would be a nuisance in a made name.
func plain(prefix string) string {
	if !strings.ContainsAny(prefix, " %()$") {
		return prefix
	}
	var b strings.Builder
	for i, r := range prefix {
		switch {
		case !strings.ContainsRune(" %()$", r):
			b.WriteRune(r)
		case i == 0 || !strings.ContainsRune(" %()$", rune(prefix[i-1])):
			b.WriteByte('_')
		}
	}
	return b.String()
}
