package compiler

import (
	"encoding/hex"
	"fmt"
	"math"
	"strconv"
	"strings"
	"time"

	"github.com/azoth-orm/azoth/types"
)

// Literals is how a database writes values as text. Values of statements are bound; literals are for DDL, for display, and for the
// few places where a database takes no placeholder.
//
// SQLAlchemy: render_literal_value.
type Literals struct {
	// True and False are the booleans.
	True, False string
	// Backslash says that a backslash in a string is an escape, and doubled.
	Backslash bool
	// Bytes writes a byte string.
	Bytes func(b []byte) string
	// Native says which types travel in their own form.
	Native types.Native
}

// HexBytes is X'0aff', as the standard has it.
func HexBytes(b []byte) string { return "X'" + hex.EncodeToString(b) + "'" }

// Literal appends v as text. It is the only place where a value becomes SQL text.
func (c *Compiler) Literal(v types.Value, t types.Type) {
	s, err := c.grammar.Literals.Literal(v, t)
	if err != nil {
		c.Fail(err)
		return
	}
	c.Write(s)
}

// Literal is v as SQL text; t is its SQL type, or nil. A string with a NUL byte, an infinite number and a value that the type cannot
// encode are errors: no database takes them as text.
func (l *Literals) Literal(v types.Value, t types.Type) (string, error) {
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
		return l.quoted(v.Text())
	case types.KindBytes:
		return l.Bytes(v.Bytes()), nil
	case types.KindTime:
		return "'" + timeText(v.Time(), t) + "'", nil
	}
	e, ok := v.Any().(types.Encodable)
	if !ok {
		return "", fmt.Errorf("compiler: a %T cannot be written as a literal (bind it, or implement types.Encodable)", v.Any())
	}
	encoded, err := e.EncodeSQL(t, l.Native)
	if err != nil {
		return "", err
	}
	if encoded.Kind() == types.KindOther {
		return "", fmt.Errorf("compiler: a %T cannot be written as a literal: its EncodeSQL gives no plain value", v.Any())
	}
	return l.Literal(encoded, t)
}

// boolean is a truth value as the database writes it.
func (l *Literals) boolean(v bool) string {
	if v {
		return l.True
	}
	return l.False
}

// quoted is s between quotes. A quote inside is doubled; nothing else ends the string.
func (l *Literals) quoted(s string) (string, error) {
	if strings.IndexByte(s, 0) >= 0 {
		return "", fmt.Errorf("compiler: the string %q contains a NUL byte and cannot be written as a literal (bind it)", s)
	}
	s = strings.ReplaceAll(s, "'", "''")
	if l.Backslash {
		s = strings.ReplaceAll(s, `\`, `\\`)
	}
	return "'" + s + "'", nil
}

// floatLiteral is a number that reads as a float: 2 is 2.0.
func floatLiteral(f float64) (string, error) {
	if math.IsInf(f, 0) || math.IsNaN(f) {
		return "", fmt.Errorf("compiler: %v cannot be written as a literal (bind it)", f)
	}
	s := strconv.FormatFloat(f, 'g', -1, 64)
	if !strings.ContainsAny(s, ".e") {
		s += ".0"
	}
	return s, nil
}

// timeText is t in UTC, with microseconds if it has any.
func timeText(t time.Time, typ types.Type) string {
	switch typ.(type) {
	case types.DateType:
		return t.Format("2006-01-02")
	case types.TimeType:
		return t.Format("15:04:05.000000")
	}
	return t.UTC().Format("2006-01-02 15:04:05.000000")
}

// EscapedBytes is the byte string of PostgreSQL, in its hexadecimal form.
func EscapedBytes(b []byte) string { return `'\x` + hex.EncodeToString(b) + `'::bytea` }
