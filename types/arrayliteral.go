package types

import (
	"errors"
	"fmt"
	"strings"
)

// The text of an array as PostgreSQL writes and reads it: {1,NULL,"a \"quoted\" one"}. These two functions are the only ones that write
// and read it.

// AppendArrayElement appends the text of one element to an array literal that begins with {: behind a comma, if it is not the first, and
// in quotes unless it is plainly a number or a word.
func AppendArrayElement(b []byte, text string) []byte {
	b = appendComma(b)
	if plainElement(text) {
		return append(b, text...)
	}
	b = append(b, '"')
	for i := range len(text) {
		if text[i] == '"' || text[i] == '\\' {
			b = append(b, '\\')
		}
		b = append(b, text[i])
	}
	return append(b, '"')
}

// AppendArrayNull appends NULL to an array literal.
func AppendArrayNull(b []byte) []byte { return append(appendComma(b), "NULL"...) }

func appendComma(b []byte) []byte {
	if len(b) > 0 && b[len(b)-1] != '{' {
		return append(b, ',')
	}
	return b
}

// plainElement tells whether text means itself without quotes: digits, letters, and what numbers and UUIDs have. NULL does not.
func plainElement(text string) bool {
	if text == "" || strings.EqualFold(text, "null") {
		return false
	}
	for i := range len(text) {
		c := text[i]
		switch {
		case c >= '0' && c <= '9', c >= 'a' && c <= 'z', c >= 'A' && c <= 'Z', c == '-', c == '.', c == '+', c == '_':
		default:
			return false
		}
	}
	return true
}

// ErrDimensions says that an array has several dimensions; a Go slice has one.
var ErrDimensions = errors.New("types: the array has more than one dimension (map it as JSON, or read its text)")

// ParseArray reads the text of an array of one dimension and calls each for every element, in order; null says that the element is
// NULL. Bounds in front, such as [0:1]=, are skipped: a Go slice begins at 0.
func ParseArray(s string, each func(text string, null bool) error) error {
	p := arrayParser{rest: s}
	if err := p.open(); err != nil {
		return fmt.Errorf("types: %q is no array: %w", shortened(s), err)
	}
	for !p.done {
		text, null, err := p.element()
		if errors.Is(err, ErrDimensions) {
			return err
		}
		if err != nil {
			return fmt.Errorf("types: %q is no array: %w", shortened(s), err)
		}
		if err := each(text, null); err != nil {
			return err
		}
	}
	return nil
}

const shownLength = 80

// shortened is the beginning of a text, for messages.
func shortened(s string) string {
	if len(s) <= shownLength {
		return s
	}
	return s[:shownLength] + "…"
}

type arrayParser struct {
	rest string
	done bool
}

// open reads up to the first element.
func (p *arrayParser) open() error {
	if strings.HasPrefix(p.rest, "[") {
		_, after, ok := strings.Cut(p.rest, "=")
		if !ok {
			return errors.New("there is no = behind the bounds")
		}
		p.rest = after
	}
	if !strings.HasPrefix(p.rest, "{") {
		return errors.New("it does not begin with {")
	}
	p.rest = strings.TrimLeft(p.rest[1:], arrayBlanks)
	if strings.HasPrefix(p.rest, "}") {
		p.rest = p.rest[1:]
		return p.end()
	}
	return nil
}

const arrayBlanks = " \t\n\r\v\f"

// element reads one element and the comma or brace behind it.
func (p *arrayParser) element() (text string, null bool, err error) {
	p.rest = strings.TrimLeft(p.rest, arrayBlanks)
	switch {
	case p.rest == "":
		return "", false, errUnended
	case p.rest[0] == '{':
		return "", false, ErrDimensions
	case p.rest[0] == '"':
		text, err = p.quoted()
	default:
		text, null, err = p.word()
	}
	if err != nil {
		return "", false, err
	}
	return text, null, p.separator()
}

var errUnended = errors.New("it ends too early")

// separator reads what stands behind an element.
func (p *arrayParser) separator() error {
	p.rest = strings.TrimLeft(p.rest, arrayBlanks)
	if p.rest == "" {
		return errUnended
	}
	c := p.rest[0]
	p.rest = p.rest[1:]
	switch c {
	case ',':
		return nil
	case '}':
		return p.end()
	}
	return fmt.Errorf("%q stands behind an element", c)
}

func (p *arrayParser) end() error {
	p.done = true
	if strings.Trim(p.rest, arrayBlanks) != "" {
		return errors.New("there is more behind }")
	}
	return nil
}

// quoted reads an element in quotes; a backslash takes the next byte as it is.
func (p *arrayParser) quoted() (string, error) {
	s := p.rest[1:]
	if i := strings.IndexAny(s, `"\`); i >= 0 && s[i] == '"' { // nothing to undo: the text is part of what was read
		p.rest = s[i+1:]
		return s[:i], nil
	}
	var b strings.Builder
	for i := 0; i < len(s); i++ {
		switch s[i] {
		case '"':
			p.rest = s[i+1:]
			return b.String(), nil
		case '\\':
			if i++; i == len(s) {
				return "", errUnended
			}
		}
		b.WriteByte(s[i])
	}
	return "", errUnended
}

// word reads an element without quotes, which is NULL if it says so.
func (p *arrayParser) word() (text string, null bool, err error) {
	var b strings.Builder
	escaped, i := false, 0
	for ; i < len(p.rest); i++ {
		c := p.rest[i]
		if c == ',' || c == '}' {
			break
		}
		if c == '{' || c == '"' {
			return "", false, fmt.Errorf("%q stands inside an element", c)
		}
		if c == '\\' {
			escaped = true
			if i++; i == len(p.rest) {
				return "", false, errUnended
			}
		}
		b.WriteByte(p.rest[i])
	}
	p.rest = p.rest[i:]
	text = strings.TrimRight(b.String(), arrayBlanks)
	if text == "" {
		return "", false, errors.New("an element is empty")
	}
	return text, !escaped && strings.EqualFold(text, "null"), nil
}
