package postgresql

import (
	"errors"
	"fmt"
	"strconv"
	"strings"
	"time"

	"github.com/azoth-orm/azoth/types"
)

// Range is a value of a range type: what lies between two bounds. T is int, int32, int64, types.Decimal, types.Date, time.Time, or a
// type with a Scan method. The zero Range has no bounds: everything lies in it. It is not a value of any other database, which keeps
// its text.
//
// PostgreSQL keeps a range of whole numbers or of days in one form, whatever was written: [1,10] is [1,11) when it is read.
//
// SQLAlchemy: postgresql.Range.
type Range[T any] struct {
	Lower, Upper Bound[T]
	// Empty says that nothing lies in the range; the bounds mean nothing then.
	Empty bool
}

// Bound is an end of a [Range].
type Bound[T any] struct {
	Value T
	Kind  BoundKind
}

// BoundKind says how a range ends.
type BoundKind uint8

// How a range ends: not at all, with the value of the bound, or in front of it.
const (
	Unbounded BoundKind = iota
	Inclusive
	Exclusive
)

// RangeOf is [lower,upper): with the lower bound, without the upper one. SQLAlchemy: Range(lower, upper).
func RangeOf[T any](lower, upper T) Range[T] {
	return Range[T]{Lower: Bound[T]{lower, Inclusive}, Upper: Bound[T]{upper, Exclusive}}
}

// RangeFrom is [lower,): everything from the lower bound. SQLAlchemy: Range(lower, None).
func RangeFrom[T any](lower T) Range[T] { return Range[T]{Lower: Bound[T]{lower, Inclusive}} }

// RangeUntil is (,upper): everything below the upper bound. SQLAlchemy: Range(None, upper).
func RangeUntil[T any](upper T) Range[T] { return Range[T]{Upper: Bound[T]{upper, Exclusive}} }

// EmptyRange has nothing in it. SQLAlchemy: Range(empty=True).
func EmptyRange[T any]() Range[T] { return Range[T]{Empty: true} }

// EncodeSQL is the range as text.
func (r Range[T]) EncodeSQL(types.Type, types.Native) (types.Value, error) {
	s, err := r.text()
	return types.TextValue(s), err
}

// String is the range as PostgreSQL writes it: [1,10).
func (r Range[T]) String() string {
	s, err := r.text()
	if err != nil {
		return err.Error()
	}
	return s
}

func (r Range[T]) text() (string, error) {
	if r.Empty {
		return "empty", nil
	}
	lower, err := r.Lower.text()
	if err != nil {
		return "", err
	}
	upper, err := r.Upper.text()
	if err != nil {
		return "", err
	}
	open, end := "(", ")"
	if r.Lower.Kind == Inclusive {
		open = "["
	}
	if r.Upper.Kind == Inclusive {
		end = "]"
	}
	return open + lower + "," + upper + end, nil
}

// text is the value of the bound, in the quotes of an array's element if it is not plain: ranges have the same.
func (b Bound[T]) text() (string, error) {
	if b.Kind == Unbounded {
		return "", nil
	}
	s, err := types.Elements{V: []T{b.Value}}.EncodeSQL(nil, native)
	if err != nil {
		return "", fmt.Errorf("postgresql: bound of a range: %w", err)
	}
	return strings.TrimSuffix(strings.TrimPrefix(s.Text(), "{"), "}"), nil
}

// Scan reads the text of a range.
func (r *Range[T]) Scan(src any) error {
	s, ok := textOf(src)
	if !ok {
		return fmt.Errorf("postgresql: a %T is no range", src)
	}
	rest, err := r.parse(s)
	if err == nil && rest != "" {
		err = fmt.Errorf("there is more behind it")
	}
	if err != nil {
		return fmt.Errorf("postgresql: %q is no range of %T: %w", s, r.Lower.Value, err)
	}
	return nil
}

func textOf(src any) (string, bool) {
	switch x := src.(type) {
	case string:
		return x, true
	case []byte:
		return string(x), true
	}
	return "", false
}

// parse reads one range from the beginning of s and returns what follows.
func (r *Range[T]) parse(s string) (string, error) {
	if rest, ok := strings.CutPrefix(s, "empty"); ok {
		*r = Range[T]{Empty: true}
		return rest, nil
	}
	if s == "" || s[0] != '[' && s[0] != '(' {
		return "", fmt.Errorf("it begins with neither [ nor (")
	}
	got := Range[T]{Lower: Bound[T]{Kind: Exclusive}, Upper: Bound[T]{Kind: Exclusive}}
	if s[0] == '[' {
		got.Lower.Kind = Inclusive
	}
	rest, err := got.Lower.parse(s[1:])
	if err != nil {
		return "", err
	}
	if !strings.HasPrefix(rest, ",") {
		return "", fmt.Errorf("there is no comma behind the lower bound")
	}
	if rest, err = got.Upper.parse(rest[1:]); err != nil {
		return "", err
	}
	switch {
	case strings.HasPrefix(rest, "]"):
		if got.Upper.Kind != Unbounded {
			got.Upper.Kind = Inclusive
		}
	case !strings.HasPrefix(rest, ")"):
		return "", fmt.Errorf("it ends with neither ] nor )")
	}
	*r = got
	return rest[1:], nil
}

// parse reads the value of a bound from the beginning of s; none is no bound.
func (b *Bound[T]) parse(s string) (string, error) {
	text, rest, quoted, err := boundText(s)
	if err != nil {
		return "", err
	}
	if text == "" && !quoted {
		b.Kind = Unbounded
		return rest, nil
	}
	return rest, scanBound(&b.Value, text)
}

// boundText is the text of a bound, with its quotes and backslashes undone.
func boundText(s string) (text, rest string, quoted bool, err error) {
	var out strings.Builder
	inside := false
	for i := 0; i < len(s); i++ {
		c := s[i]
		switch {
		case c == '\\':
			if i++; i == len(s) {
				return "", "", false, errRangeEnd
			}
			out.WriteByte(s[i])
		case c == '"' && inside && strings.HasPrefix(s[i+1:], `"`):
			i++
			out.WriteByte(c)
		case c == '"':
			inside, quoted = !inside, true
		case !inside && strings.IndexByte(",)]", c) >= 0:
			return out.String(), s[i:], quoted, nil
		default:
			out.WriteByte(c)
		}
	}
	return "", "", false, errRangeEnd
}

var errRangeEnd = errors.New("it ends too early")

// scanBound reads the text of a bound into a Go value.
func scanBound(v any, text string) (err error) {
	switch p := v.(type) {
	case *time.Time:
		*p, err = types.ParseTimestamp(text)
		return err
	case *string:
		*p = text
		return nil
	case interface{ Scan(src any) error }:
		return p.Scan(text)
	case *int, *int32, *int64:
		return scanInteger(p, text)
	}
	return fmt.Errorf("a %T has no Scan method", v)
}

func scanInteger(v any, text string) error {
	n, err := strconv.ParseInt(text, 10, 64)
	switch p := v.(type) {
	case *int:
		if *p = int(n); int64(*p) != n {
			err = errors.Join(err, fmt.Errorf("%s is more than an int holds", text))
		}
	case *int32:
		if *p = int32(n); int64(*p) != n {
			err = errors.Join(err, fmt.Errorf("%s is more than an int32 holds", text))
		}
	case *int64:
		*p = n
	}
	return err
}

// Multirange is a value of a multirange type: ranges in order, none of which meets another.
//
// SQLAlchemy: postgresql.MultiRange.
type Multirange[T any] []Range[T]

// EncodeSQL is the multirange as text.
func (m Multirange[T]) EncodeSQL(types.Type, types.Native) (types.Value, error) {
	parts := make([]string, len(m))
	for i, r := range m {
		s, err := r.text()
		if err != nil {
			return types.Value{}, err
		}
		parts[i] = s
	}
	return types.TextValue("{" + strings.Join(parts, ",") + "}"), nil
}

// Scan reads the text of a multirange.
func (m *Multirange[T]) Scan(src any) error {
	s, ok := textOf(src)
	if !ok {
		return fmt.Errorf("postgresql: a %T is no multirange", src)
	}
	rest, ok := strings.CutPrefix(s, "{")
	if !ok || !strings.HasSuffix(rest, "}") {
		return fmt.Errorf("postgresql: %q is no multirange: it does not stand in braces", s)
	}
	rest = rest[:len(rest)-1]
	out := Multirange[T]{}
	for rest != "" {
		var r Range[T]
		var err error
		if rest, err = r.parse(rest); err != nil {
			return fmt.Errorf("postgresql: %q is no multirange: %w", s, err)
		}
		out = append(out, r)
		rest = strings.TrimPrefix(rest, ",")
	}
	*m = out
	return nil
}
