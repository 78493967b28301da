package golden

import (
	"bytes"
	"encoding/json"
	"fmt"
	"math/big"
	"reflect"
	"time"
)

// Plain is a bind in the form of the golden files: times in ISO 8601, bytes as 0x and hex digits, what has a text (decimals, UUIDs,
// dates) as text, everything else as it is.
func Plain(v any) any {
	switch x := v.(type) {
	case nil, bool, int64, float64, string:
		return x
	case []byte:
		return fmt.Sprintf("0x%x", x)
	case time.Time:
		return isoFormat(x)
	case fmt.Stringer:
		return x.String()
	}
	return v
}

// isoFormat is the form that Python's isoformat gives a time without a zone.
func isoFormat(t time.Time) string {
	if t.Nanosecond() == 0 {
		return t.UTC().Format("2006-01-02T15:04:05")
	}
	return t.UTC().Format("2006-01-02T15:04:05.000000")
}

// EncodeBinds is a list of binds as the golden files have it.
func EncodeBinds(values []any) (string, error) {
	plain := make([]any, len(values))
	for i, v := range values {
		plain[i] = Plain(v)
	}
	var b bytes.Buffer
	e := json.NewEncoder(&b)
	e.SetEscapeHTML(false)
	if err := e.Encode(plain); err != nil {
		return "", fmt.Errorf("golden: %w", err)
	}
	return string(bytes.TrimSpace(b.Bytes())), nil
}

// SameBinds tells whether two JSON arrays hold the same values. Numbers are compared as numbers, for JSON has one kind of them: 10
// and 10.0 are the same.
func SameBinds(a, b string) bool {
	x, errX := decodeBinds(a)
	y, errY := decodeBinds(b)
	return errX == nil && errY == nil && reflect.DeepEqual(x, y)
}

func decodeBinds(s string) (any, error) {
	d := json.NewDecoder(bytes.NewReader([]byte(s)))
	d.UseNumber()
	var v any
	if err := d.Decode(&v); err != nil {
		return nil, err
	}
	return exactNumbers(v), nil
}

// number is a number in the one form that equal numbers share. It is no string, so that "1" is not 1.
type number struct{ text string }

func exactNumbers(v any) any {
	switch x := v.(type) {
	case json.Number:
		if r, ok := new(big.Rat).SetString(x.String()); ok {
			return number{r.RatString()}
		}
	case []any:
		for i := range x {
			x[i] = exactNumbers(x[i])
		}
	case map[string]any:
		for k := range x {
			x[k] = exactNumbers(x[k])
		}
	}
	return v
}
