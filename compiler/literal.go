package compiler

import (
	"bytes"
	"encoding/hex"
	"fmt"
	"math"
	"strconv"
	"strings"
	"time"
	"unicode/utf8"

	"github.com/azoth-orm/azoth/types"
)

// Literals is how a database writes values as text. Values of statements are bound; literals are for DDL, for display, and for the
// few places where a database takes no placeholder.
//
// SQLAlchemy: render_literal_value.
type Literals struct {
	// True and False are the booleans.
	True, False string
	// Backslash says that a backslash in a string is an escape, and doubled. A server that was told otherwise keeps two of them; it does not
	// mistake the end of the string.
	Backslash bool
	// EStrings says that a string with a backslash is E'...', in which the backslash is doubled whatever the server was told.
	EStrings bool
	// National says that a string with characters beyond ASCII is N'...': otherwise they would be lost.
	National bool
	// Time makes a time of the literal of a text that says it, and Date a day; nil where the text is one.
	Time, Date func(text string) string
	// Bytes writes a byte string.
	Bytes func(b []byte) string
	// Native says which types travel in their own form.
	Native types.Native
}

// HexBytes is X'0aff', as the standard has it.
func HexBytes(b []byte) string { return "X'" + hex.EncodeToString(b) + "'" }

// Literal appends v as text. It is the only place where a value becomes SQL text.
func (c *Compiler) Literal(v types.Value, t types.Type) {
	s, err := c.grammar.Literal(v, t)
	if err != nil {
		c.Fail(err)
		return
	}
	if strings.HasPrefix(s, "-") && bytes.HasSuffix(c.out.text, []byte("-")) {
		c.Write(" ") // two dashes begin a comment
	}
	c.Write(s)
}

// Literal is v as SQL text; t is its SQL type, or nil. See [Literals.Literal]; types that are others in this database are those here.
func (g *Grammar) Literal(v types.Value, t types.Type) (string, error) {
	return g.Literals.Literal(v, g.inDialect(t))
}

// Text appends a text of the grammar itself, as a literal.
func (c *Compiler) Text(s string) { c.Literal(types.TextValue(s), nil) }

// NationalText appends a text as N'...', whatever characters it has.
func (c *Compiler) NationalText(s string) {
	q, err := c.grammar.Literals.Literal(types.TextValue(s), nil)
	if err != nil {
		c.Fail(err)
		return
	}
	c.writeIf(!strings.HasPrefix(q, "N"), "N")
	c.Write(q)
}

// Literal is v as SQL text; t is its SQL type, or nil. A string with a NUL byte, an infinite number, a time of
// another year than 1 to 9999 and a value that the type cannot encode are errors: no database takes them as text.
func (l *Literals) Literal(v types.Value, t types.Type) (string, error) {
	v, t, err := unwrapped(v, t)
	if err != nil {
		return "", fmt.Errorf("compiler: it cannot be written as a literal: %w", err)
	}
	d, isDecimal := decimal(v)
	v, err = types.Encode(t, v, l.Native)
	switch {
	case err != nil:
		return "", fmt.Errorf("compiler: it cannot be written as a literal: %w", err)
	case isDecimal && v.Kind() != types.KindInt64: // a database without exact numbers reads a point as a float: 2.0 is an integer to it
		return d.String(), nil
	}
	switch v.Kind() {
	case types.KindNull:
		return "NULL", nil
	case types.KindBool:
		return l.boolean(v.Bool()), nil
	case types.KindInt64:
		return strconv.FormatInt(v.Int64(), 10), nil
	case types.KindFloat64:
		return floatLiteral(v.Float64())
	case types.KindText:
		return l.text(v.Text(), t)
	case types.KindBytes:
		return l.Bytes(v.Bytes()), nil
	case types.KindTime:
		return l.time(v.Time())
	}
	return "", &LiteralError{Value: fmt.Sprintf("a %T", v.Any()), Reason: "has an EncodeSQL that gives no plain value (correct it)"}
}

// unwrapped is what types of the program make of v when it is written as text, and the type that it is in the database.
func unwrapped(v types.Value, t types.Type) (types.Value, types.Type, error) {
	for {
		w, ok := t.(types.Wrapper)
		if !ok {
			return v, t, nil
		}
		if d, ok := w.(types.DecoratedType); ok {
			var err error
			if v, err = d.LiteralValue(v); err != nil {
				return v, t, err
			}
		}
		t = w.Implementation()
	}
}

// decimal is the decimal number that v holds: it is written as a number, not as the text that it travels as.
func decimal(v types.Value) (types.Decimal, bool) {
	if v.Kind() != types.KindOther {
		return types.Decimal{}, false
	}
	d, ok := v.Any().(types.Decimal)
	return d, ok
}

// boolean is a truth value as the database writes it.
func (l *Literals) boolean(v bool) string {
	if v {
		return l.True
	}
	return l.False
}

// text is a text, or the day that it says.
func (l *Literals) text(s string, t types.Type) (string, error) {
	q, err := l.quoted(s)
	if _, day := t.(types.DateType); day && err == nil && l.Date != nil {
		q = l.Date(q)
	}
	return q, err
}

// quoted is s between quotes. A quote inside is doubled; nothing else ends the string.
func (l *Literals) quoted(s string) (string, error) {
	if strings.IndexByte(s, 0) >= 0 {
		return "", &LiteralError{Value: "the text", Reason: "contains a NUL byte (bind it)"}
	}
	if !utf8.ValidString(s) {
		return "", &LiteralError{Value: "the text", Reason: "is not valid UTF-8 (bind it as bytes)"}
	}
	prefix, backslash := "", strings.Contains(s, `\`)
	s = strings.ReplaceAll(s, "'", "''")
	if backslash && (l.Backslash || l.EStrings) {
		s = strings.ReplaceAll(s, `\`, `\\`)
	}
	switch {
	case backslash && l.EStrings:
		prefix = "E"
	case l.National && !isASCII(s):
		prefix = "N"
	}
	return prefix + "'" + s + "'", nil
}

func isASCII(s string) bool {
	return !strings.ContainsFunc(s, func(r rune) bool { return r >= utf8.RuneSelf })
}

// floatLiteral is a number that reads as a float: 2 is 2.0.
func floatLiteral(f float64) (string, error) {
	if math.IsInf(f, 0) || math.IsNaN(f) {
		return "", &LiteralError{Value: strconv.FormatFloat(f, 'g', -1, 64), Reason: "is no number (bind it)"}
	}
	s := strconv.FormatFloat(f, 'g', -1, 64)
	if !strings.ContainsAny(s, ".e") {
		s += ".0"
	}
	return s, nil
}

func (l *Literals) time(t time.Time) (string, error) {
	s, err := timeLiteral(t)
	if err == nil && l.Time != nil {
		s = l.Time(s)
	}
	return s, err
}

// timeLiteral is t in UTC, with microseconds. Databases do not agree on how other years are written.
func timeLiteral(t time.Time) (string, error) {
	t = t.UTC()
	if y := t.Year(); y < 1 || y > 9999 {
		return "", &LiteralError{Value: t.Format(time.DateOnly), Reason: "is not between the years 1 and 9999 (bind it)"}
	}
	return "'" + t.Format("2006-01-02 15:04:05.000000") + "'", nil
}

// PrefixedBytes is the byte string of SQL Server: 0x0aff.
func PrefixedBytes(b []byte) string { return "0x" + hex.EncodeToString(b) }

// RawBytes is the byte string of Oracle: HEXTORAW('0aff').
func RawBytes(b []byte) string { return "HEXTORAW('" + hex.EncodeToString(b) + "')" }

// EscapedBytes is the byte string of PostgreSQL, in its hexadecimal form, which must not depend on what a backslash means.
func EscapedBytes(b []byte) string { return `E'\\x` + hex.EncodeToString(b) + `'::bytea` }
