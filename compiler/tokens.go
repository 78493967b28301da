package compiler

import "strings"

// TokenKind is what a [Token] is.
type TokenKind uint8

// The kinds of tokens. A WordToken is a keyword, a name without quotes, or a number; a NameToken is a name in quotes; a SymbolToken
// is any other character.
const (
	WordToken TokenKind = iota
	NameToken
	StringToken
	SymbolToken
)

// Token is a piece of SQL text.
type Token struct {
	Kind TokenKind
	// Text is the word, the symbol, or what stands in the quotes.
	Text string
	// Start and End are where the token is in the SQL.
	Start, End int
}

// Is tells whether t is that keyword or symbol.
func (t Token) Is(word string) bool {
	return (t.Kind == WordToken || t.Kind == SymbolToken) && strings.EqualFold(t.Text, word)
}

// Tokens cuts SQL text into tokens, for those who read what a database tells of its own DDL. Blanks and comments are left out. It uses
// the same scanner as statements with placeholders do.
func (s *TextSyntax) Tokens(sql string) []Token {
	var out []Token
	for i := 0; i < len(sql); {
		end := s.skip(sql, i)
		if end > i {
			if t, ok := quotedToken(sql, i, end); ok {
				out = s.addQuoted(out, t, sql)
			}
			i = end
			continue
		}
		switch c := sql[i]; {
		case isWord(c):
			end = i + 1
			for end < len(sql) && (isWord(sql[end]) || sql[end] == '$') {
				end++
			}
			out = append(out, Token{WordToken, sql[i:end], i, end})
			i = end
		case isBlank(c):
			i++
		default:
			out = append(out, Token{SymbolToken, sql[i : i+1], i, i + 1})
			i++
		}
	}
	return out
}

// addQuoted adds a string or a name. The E in front of a string is part of it, and what it escapes is undone.
func (s *TextSyntax) addQuoted(out []Token, t Token, sql string) []Token {
	n := len(out)
	if t.Kind == StringToken && s.EStrings && escapes(sql, t.Start) && n > 0 && out[n-1].Start == t.Start-1 {
		out = out[:n-1]
		t.Text, t.Start = Unescaped(t.Text), t.Start-1
	}
	return append(out, t)
}

func isBlank(c byte) bool { return c == ' ' || c >= '\t' && c <= '\r' }

// quotedToken is the string or name between start and end; false for a comment.
func quotedToken(sql string, start, end int) (Token, bool) {
	switch q := sql[start]; q {
	case '\'':
		return Token{StringToken, unquoted(sql[start:end], q), start, end}, true
	case '"', '`':
		return Token{NameToken, unquoted(sql[start:end], q), start, end}, true
	case '[':
		return Token{NameToken, unquoted(sql[start:end], ']'), start, end}, true
	case '$':
		return Token{StringToken, sql[start:end], start, end}, true
	}
	return Token{}, false
}

// unquoted is what stands between quotes; one that is doubled inside is one.
func unquoted(s string, quote byte) string {
	q := string(quote)
	s = strings.TrimSuffix(s[1:], q)
	return strings.ReplaceAll(s, q+q, q)
}

// Unparenthesized is sql without parentheses around all of it, however many there are.
func (s *TextSyntax) Unparenthesized(sql string) string {
	for {
		tokens := s.Tokens(sql)
		n := len(tokens)
		if n < 2 || !tokens[0].Is("(") || Closing(tokens, 0) != n-1 {
			return sql
		}
		sql = strings.TrimSpace(sql[tokens[0].End:tokens[n-1].Start])
	}
}

// Closing is the index of the parenthesis that closes the one at open; len(tokens) if there is none.
func Closing(tokens []Token, open int) int {
	depth := 0
	for i := open; i < len(tokens); i++ {
		switch {
		case tokens[i].Is("("):
			depth++
		case tokens[i].Is(")"):
			depth--
			if depth == 0 {
				return i
			}
		}
	}
	return len(tokens)
}

// SplitTokens cuts tokens at the commas that stand in no parentheses.
func SplitTokens(tokens []Token) [][]Token {
	var out [][]Token
	depth, start := 0, 0
	for i, t := range tokens {
		switch {
		case t.Is("("):
			depth++
		case t.Is(")"):
			depth--
		case depth == 0 && t.Is(","):
			out = append(out, tokens[start:i])
			start = i + 1
		}
	}
	if start < len(tokens) {
		out = append(out, tokens[start:])
	}
	return out
}

// Unescaped is a string without the backslashes by which MySQL writes what is no plain character.
func Unescaped(s string) string {
	if strings.IndexByte(s, escapeMark) < 0 {
		return s
	}
	var b strings.Builder
	for i := 0; i < len(s); i++ {
		c := s[i]
		if c == escapeMark && i+1 < len(s) {
			i++
			c = s[i]
			if plain, ok := escaped[c]; ok {
				c = plain
			}
		}
		b.WriteByte(c)
	}
	return b.String()
}

const escapeMark = 0x5c

// escaped are the characters that have a letter behind the backslash; any other stands for itself.
var escaped = map[byte]byte{'0': 0, 'n': '\n', 'r': '\r', 't': '\t', 'b': 8, 'Z': 26}
