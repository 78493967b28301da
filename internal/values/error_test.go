package values

import (
	"encoding/json"
	"errors"
	"fmt"
	"math"
	"reflect"
	"strings"
	"time"
	"unicode/utf8"

	"github.com/azoth-orm/azoth/compiler"
	"github.com/azoth-orm/azoth/dialect"
	"github.com/azoth-orm/azoth/driver"
	"github.com/azoth-orm/azoth/rowplan"
	"github.com/azoth-orm/azoth/types"
)

// typed tells whether an error says that a value is refused, in a way that a program can ask for.
func typed(err error) bool {
	return errors.Is(err, dialect.ErrData) || errors.Is(err, dialect.ErrCheck) ||
		is[*types.EncodeError](err) || is[*driver.BindError](err) || is[*compiler.LiteralError](err) || is[*rowplan.LabelError](err)
}

func is[E error](err error) bool {
	var e E
	return errors.As(err, &e)
}

// spellable tells whether a value can be written into SQL. What cannot is told by compiler.LiteralError: a text with NUL, numbers that are
// none, times of other years than 1 to 9999.
func spellable(v any) bool {
	switch x := v.(type) {
	case string:
		return utf8.ValidString(x) && !strings.Contains(x, "\x00")
	case float64:
		return !math.IsNaN(x) && !math.IsInf(x, 0)
	case float32:
		return spellable(float64(x))
	case time.Time:
		return x.UTC().Year() >= 1 && x.UTC().Year() <= 9999
	}
	return true
}

// equalZero tells whether two floats are zeros: 0 and -0 are two values, and equal.
func equalZero(a, b any) bool {
	x, y := reflect.ValueOf(a), reflect.ValueOf(b)
	return x.CanFloat() && y.CanFloat() && x.Float() == 0 && y.Float() == 0
}

// near tells whether two floats are neighbours, or nearly so.
func near(a, b any) bool {
	x, y := reflect.ValueOf(a), reflect.ValueOf(b)
	if !x.CanFloat() || !y.CanFloat() {
		return false
	}
	d := int64(math.Float64bits(x.Float())) - int64(math.Float64bits(y.Float()))
	return d >= -4 && d <= 4
}

// show is a value for messages.
func show(v any) string {
	s := fmt.Sprintf("%#v", v)
	if x, ok := v.(fmt.Stringer); ok {
		s = x.String()
	}
	if f, ok := v.(float64); ok {
		s += fmt.Sprintf(" (bits %x)", math.Float64bits(f))
	}
	if strings.Contains(s, "0xc0") { // pointers
		if b, err := json.Marshal(v); err == nil {
			s = string(b)
		}
	}
	if len(s) > 160 {
		s = s[:160] + fmt.Sprintf("… (%d characters)", len(s))
	}
	return s
}
