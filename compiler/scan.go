package compiler

import "strings"

// The scanner of SQL text. It finds the placeholders :name of a text that a program wrote, and leaves alone what only looks like one:
// in a string, in a quoted name, in a comment, after another colon (x::int), behind a letter or digit (12:30). \: is a colon.

// TextSyntax tells what differs between databases in the small print of SQL text.
type TextSyntax struct {
	// DollarQuotes says that $tag$ ... $tag$ is a string.
	DollarQuotes bool
	// EStrings says that a backslash escapes in E'...'; Backslash that it does in every string.
	EStrings, Backslash bool
	// QStrings says that q'[...]' is a string, whose quotes end with the bracket or character that they begin with.
	QStrings bool
	// Backticks says that `...` is a name, Brackets that [...] is one; DoubledBrackets that a ] in such a name is doubled, and not missing.
	Backticks, Brackets, DoubledBrackets bool
	// NestedComments says that comments nest.
	NestedComments bool
	// HashComments says that # begins a comment.
	HashComments bool
}

// scanText calls text for each stretch of SQL that stands as it is, and name for each :name between them. stray is called for a
// placeholder of the database's own ('?', '$', '@', ':') that stands in the open.
func (s *TextSyntax) scanText(sql string, text, name func(string), stray func(byte)) {
	start := 0
	for i := 0; i < len(sql); {
		if end := s.skip(sql, i); end > i {
			i = end
			continue
		}
		switch c := sql[i]; {
		case c == '\\' && i+1 < len(sql) && sql[i+1] == ':':
			text(sql[start:i])
			start = i + 1
			i += 2
		case c == ':':
			end := nameEnd(sql, i)
			if end > i {
				text(sql[start:i])
				name(sql[i+1 : end])
				start, i = end, end
				continue
			}
			if i+1 < len(sql) && isDigit(sql[i+1]) && (i == 0 || !isWord(sql[i-1])) {
				stray(c)
			}
			i++
			for i < len(sql) && sql[i] == ':' {
				i++
			}
		case c == '?', c == '$' && i+1 < len(sql) && isDigit(sql[i+1]) && (i == 0 || !isWord(sql[i-1])):
			stray(c)
			i++
		case c == '@' && i+2 < len(sql) && sql[i+1] == 'p' && isDigit(sql[i+2]):
			stray(c)
			i++
		default:
			i++
		}
	}
	text(sql[start:])
}

// skip is the end of the string, quoted name or comment that begins at i; i if none does.
func (s *TextSyntax) skip(sql string, i int) int {
	rest := sql[i:]
	switch c := sql[i]; {
	case c == '\'' && s.QStrings && quotesItself(sql, i):
		return selfQuotedEnd(sql, i)
	case c == '\'':
		return quotedEnd(sql, i, '\'', s.Backslash || s.EStrings && escapes(sql, i))
	case c == '"':
		return quotedEnd(sql, i, '"', s.Backslash)
	case c == '`' && s.Backticks:
		return quotedEnd(sql, i, '`', false)
	case c == '[' && s.Brackets:
		return bracketEnd(sql, i, s.DoubledBrackets)
	case strings.HasPrefix(rest, "--"), c == '#' && s.HashComments:
		return lineEnd(sql, i)
	case strings.HasPrefix(rest, "/*"):
		return s.commentEnd(sql, i)
	case c == '$' && s.DollarQuotes:
		return dollarEnd(sql, i)
	}
	return i
}

// nameEnd is the end of the :name at i; i if there is none.
func nameEnd(sql string, i int) int {
	if i > 0 && (isWord(sql[i-1]) || sql[i-1] == ':' || sql[i-1] == '$') {
		return i
	}
	end := i + 1
	for end < len(sql) && isWord(sql[end]) {
		end++
	}
	if end == i+1 || isDigit(sql[i+1]) {
		return i
	}
	if rest := sql[end:]; strings.HasPrefix(rest, ":") && !strings.HasPrefix(rest, "::") {
		return i
	}
	return end
}

// isDigit tells the decimal digits.
func isDigit(c byte) bool { return c >= '0' && c <= '9' }

// isWord tells what can be part of a name; all letters of other scripts can.
func isWord(c byte) bool {
	return c == '_' || c >= 'a' && c <= 'z' || c >= 'A' && c <= 'Z' || isDigit(c) || c >= 0x80
}

// escapes tells whether the string at i is an E'...'.
func escapes(sql string, i int) bool {
	if i == 0 || sql[i-1]|0x20 != 'e' {
		return false
	}
	return i == 1 || !isWord(sql[i-2])
}

// quotedEnd is behind the quote that closes the one at i. A doubled quote is inside.
func quotedEnd(sql string, i int, quote byte, backslash bool) int {
	for i++; i < len(sql); i++ {
		switch {
		case backslash && sql[i] == '\\':
			i++
		case sql[i] != quote:
		case i+1 < len(sql) && sql[i+1] == quote:
			i++
		default:
			return i + 1
		}
	}
	return len(sql)
}

// bracketEnd is behind the bracket that closes the one at i; doubled says that two of them are one inside of a name.
func bracketEnd(sql string, i int, doubled bool) int {
	if doubled {
		return quotedEnd(sql, i, ']', false)
	}
	if n := strings.IndexByte(sql[i:], ']'); n >= 0 {
		return i + n + 1
	}
	return len(sql)
}

// quotesItself tells whether the string at i is a q'...' or nq'...'.
func quotesItself(sql string, i int) bool {
	if i == 0 || sql[i-1]|0x20 != 'q' {
		return false
	}
	before := i - 2
	if before >= 0 && sql[before]|0x20 == 'n' {
		before--
	}
	return before < 0 || !isWord(sql[before])
}

// selfQuotedEnd is behind the q'[...]' whose quote is at i.
func selfQuotedEnd(sql string, i int) int {
	if i+1 == len(sql) {
		return len(sql)
	}
	end := sql[i+1 : i+2]
	if n := strings.Index("[{(<", end); n >= 0 {
		end = "]})>"[n : n+1]
	}
	if n := strings.Index(sql[min(i+2, len(sql)):], end+"'"); n >= 0 {
		return i + 2 + n + 2
	}
	return len(sql)
}

// lineEnd is behind the line of i.
func lineEnd(sql string, i int) int {
	if n := strings.IndexByte(sql[i:], '\n'); n >= 0 {
		return i + n + 1
	}
	return len(sql)
}

// commentEnd is behind the comment that begins at i.
func (s *TextSyntax) commentEnd(sql string, i int) int {
	depth := 0
	for ; i+1 < len(sql); i++ {
		switch sql[i : i+2] {
		case "/*":
			if depth == 0 || s.NestedComments {
				depth++
			}
			i++
		case "*/":
			depth--
			i++
			if depth == 0 {
				return i + 1
			}
		}
	}
	return len(sql)
}

// dollarEnd is behind the string that $tag$ begins at i; i if it is no such string.
func dollarEnd(sql string, i int) int {
	if i > 0 && isWord(sql[i-1]) {
		return i
	}
	end := i + 1
	for end < len(sql) && isWord(sql[end]) {
		end++
	}
	if end == len(sql) || sql[end] != '$' || isDigit(sql[i+1]) {
		return i
	}
	tag := sql[i : end+1]
	if n := strings.Index(sql[end+1:], tag); n >= 0 {
		return end + 1 + n + len(tag)
	}
	return len(sql)
}
