package types_test

import (
	"encoding/json"
	"errors"
	"fmt"
	"strings"
	"time"

	"github.com/azoth-orm/azoth/types"
)

// guid keeps a UUID natively where there is such a type, and as 32 digits elsewhere.
var guid = types.Decorate(types.Variant(types.Char(32), types.UUIDType{}, "postgresql"), &types.Processing[types.UUID, string]{
	Bind:   func(u types.UUID) (string, error) { return u.Hex(), nil },
	Result: types.ParseUUID,
})

// A GUID in any database. [types.UUIDType] does the same out of the box.
func ExampleDecorate_guid() {
	u, _ := types.ParseUUID("f47ac10b-58cc-4372-a567-0e02b2c3d479")
	v, err := guid.BindValue(types.ValueOf(u))
	fmt.Println(v.Text(), err)
	fmt.Println(types.For(guid, "postgresql").SQLType(), types.For(guid, "sqlite").SQLType())
	// Output:
	// f47ac10b58cc4372a5670e02b2c3d479 <nil>
	// UUID CHAR(32)
}

// settings are kept as a text that is JSON.
type settings map[string]string

var encoded = types.Decorate(types.String(255), &types.Processing[settings, string]{
	Bind: func(s settings) (string, error) {
		b, err := json.Marshal(s)
		return string(b), err
	},
	Result: func(text string) (s settings, err error) {
		err = json.Unmarshal([]byte(text), &s)
		return s, err
	},
})

// A document as a text, for a database or a column that has no JSON.
func ExampleDecorate_json() {
	v, err := encoded.BindValue(types.ValueOf(settings{"color": "red"}))
	fmt.Println(v.Text(), err)
	var back settings
	fmt.Println(encoded.ResultValue(v, &back), back["color"])
	// Output:
	// {"color":"red"} <nil>
	// <nil> red
}

var errNoZone = errors.New("the time has no zone of its own (say UTC, or a location)")

// naive keeps times in UTC in a column that knows no zones, and takes none that are in the zone of the machine by accident.
var naive = types.Decorate(types.DateTime(), &types.Processing[time.Time, time.Time]{
	Bind: func(t time.Time) (time.Time, error) {
		if t.Location() == time.Local {
			return t, errNoZone
		}
		return t.UTC(), nil
	},
})

// Times with a zone in a column without one.
func ExampleDecorate_utc() {
	v, err := naive.BindValue(types.TimeValue(time.Date(2024, 7, 15, 12, 0, 0, 0, time.FixedZone("CEST", 2*3600))))
	fmt.Println(v.Time(), err)
	_, err = naive.BindValue(types.TimeValue(time.Date(2024, 7, 15, 12, 0, 0, 0, time.Local)))
	fmt.Println(errors.Is(err, errNoZone))
	// Output:
	// 2024-07-15 10:00:00 +0000 UTC <nil>
	// true
}

// rounded cuts a decimal to two digits, whatever the program has.
var rounded = types.Decorate(types.Numeric(10, 2), &types.Processing[types.Decimal, types.Decimal]{
	Bind: func(d types.Decimal) (types.Decimal, error) {
		whole, part, _ := strings.Cut(d.String(), ".")
		return types.ParseDecimal(whole + "." + (part + "00")[:2])
	},
})

// Numbers of which the program has more digits than the database.
func ExampleDecorate_rounded() {
	v, err := rounded.BindValue(types.ValueOf(types.MustDecimal("12.3456")))
	fmt.Println(v.Any(), err)
	// Output: 12.34 <nil>
}
