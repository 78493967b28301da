package types

import (
	"database/sql/driver"
	"errors"
	"fmt"
	"math/big"
	"testing"
	"time"
)

type valuer struct {
	v   driver.Value
	err error
}

func (v valuer) Value() (driver.Value, error) { return v.v, v.err }

type otherUUID [16]byte

// Value gives a form that only some databases take: Encode must not use it.
func (otherUUID) Value() (driver.Value, error) { return "with-hyphens", nil }

type pointerValuer int

func (v *pointerValuer) Value() (driver.Value, error) { return fmt.Sprintf("%d degrees", *v), nil }

func TestEncode(t *testing.T) {
	at := time.Date(2024, 2, 29, 23, 59, 58, 123456000, time.UTC)
	id := UUID{0x12, 0x34, 15: 0xff}
	for name, c := range map[string]struct {
		t      Type
		v      any
		native Native
		want   any
	}{
		"plain value stays":        {Integer(), 5, Native{}, int64(5)},
		"uuid":                     {UUIDType{}, id, Native{}, "123400000000000000000000000000ff"},
		"uuid native":              {UUIDType{}, id, Native{UUID: true}, "12340000-0000-0000-0000-0000000000ff"},
		"uuid of another type":     {UUIDType{}, otherUUID(id), Native{}, "123400000000000000000000000000ff"},
		"array of 16 bytes":        {UUIDType{}, [16]byte(id), Native{}, "123400000000000000000000000000ff"},
		"document":                 {JSON(), Document{map[string]int{"a": 1}}, Native{}, `{"a":1}`},
		"anything as JSON":         {JSON(), []int{1, 2}, Native{}, "[1,2]"},
		"valuer":                   {nil, valuer{v: int64(7)}, Native{}, int64(7)},
		"valuer of NULL":           {nil, valuer{}, Native{}, nil},
		"date":                     {DateType{}, Date{2024, 2, 29}, Native{}, "2024-02-29"},
		"time of day":              {TimeType{}, Clock(1, 2, 3), Native{}, "01:02:03.000000"},
		"timestamp as date":        {DateType{}, at, Native{}, "2024-02-29"},
		"timestamp as time":        {TimeType{}, at, Native{}, "23:59:58.123456"},
		"interval":                 {Interval(), time.Second, Native{}, time.Unix(1, 0).UTC()},
		"interval native":          {Interval(), time.Second, Native{Interval: true}, "1000000 microseconds"},
		"nil pointer to encodable": {nil, (*Decimal)(nil), Native{}, nil},
		"methods of the pointer":   {nil, pointerValuer(36), Native{}, "36 degrees"},
		"text of the pointer":      {nil, *big.NewInt(36), Native{}, "36"},
		"value of an enumeration":  {Enum("a", "b\x1f0"), "b\x1f0", Native{}, "b\x1f0"},
		"number as JSON":           {JSON(), Document{1.5}, Native{}, "1.5"},
		"long number as JSON":      {JSON(), Document{0.1234567890123456}, Native{JSON: true}, "0.1234567890123456"},
		"long number in an array":  {Array(JSON()), []float64{0.1234567890123456}, Native{}, "[0.1234567890123456]"},
	} {
		t.Run(name, func(t *testing.T) {
			got, err := Encode(c.t, ValueOfAny(c.v), c.native)
			if err != nil || got.Any() != c.want {
				t.Errorf("got %v, %v; want %v", got.Any(), err, c.want)
			}
		})
	}
}

func TestEncodeErrors(t *testing.T) {
	broken := errors.New("broken")
	for name, v := range map[string]any{
		"no codec": struct{ A int }{}, "channel as JSON": Document{make(chan int)}, "failing valuer": valuer{err: broken},
		"valuer of a valuer": valuer{v: valuer{}},
	} {
		if got, err := Encode(nil, ValueOfAny(v), Native{}); err == nil {
			t.Errorf("%s: got %v, want an error", name, got.Any())
		}
	}
	for name, c := range map[string]struct {
		t Type
		v any
	}{
		"no value of the enumeration":     {Enum("a"), "A"},
		"part of one":                     {Enum("ab", "c"), "a"},
		"day before the year 1":           {DateType{}, time.Date(0, 12, 31, 0, 0, 0, 0, time.UTC)},
		"day after 9999":                  {DateType{}, Date{10000, 1, 1}},
		"time after 9999 in an array":     {Array(DateTime()), []time.Time{time.Date(10000, 1, 1, 0, 0, 0, 0, time.UTC)}},
		"number as JSON of many digits":   {JSON(), Document{0.1234567890123456}},
		"decimal of more than 15 digits":  {Numeric(20, 10), MustDecimal("1234567890.1234567")},
		"number as JSON beyond all reach": {JSON(), Document{5e-324}},
	} {
		var refused *EncodeError
		if got, err := Encode(c.t, ValueOfAny(c.v), Native{}); !errors.As(err, &refused) {
			t.Errorf("%s: got %v, %v, want an EncodeError", name, got.Any(), err)
		}
	}
	if _, err := Encode(nil, OtherValue(valuer{err: broken}), Native{}); !errors.Is(err, broken) {
		t.Errorf("the error of a Value method is hidden: %v", err)
	}
}
