package types_test

import (
	"errors"
	"fmt"
	"strconv"
	"strings"
	"testing"
	"time"

	"github.com/azoth-orm/azoth/types"
)

type meters int

var inFeet = &types.Processing[meters, string]{
	Bind: func(m meters) (string, error) {
		if m < 0 {
			return "", errNegative
		}
		return strconv.Itoa(int(m)) + "m", nil
	},
	Result: func(s string) (meters, error) {
		n, err := strconv.Atoi(s[:len(s)-1])
		return meters(n), err
	},
	Literal: func(m meters) (string, error) { return strconv.Itoa(int(m)) + "m!", nil },
}

var errNegative = errors.New("it is negative")

func TestDecorateIsComparable(t *testing.T) {
	a, b := types.Decorate(types.String(10), inFeet), types.Decorate(types.String(10), inFeet)
	if types.Type(a) != types.Type(b) {
		t.Error("equal types are not ==")
	}
	other := *inFeet
	for _, c := range []types.Type{types.Decorate(types.String(11), inFeet), types.Decorate(types.String(10), &other), types.String(10)} {
		if types.Type(a) == c {
			t.Errorf("%v is == %v", a, c)
		}
	}
	if a.SQLType() != "VARCHAR(10)" || types.Storage(a) != types.String(10) {
		t.Errorf("it is a %s", a.SQLType())
	}
}

func TestDecorateEncodes(t *testing.T) {
	typ := types.Decorate(types.String(10), inFeet)
	for _, v := range []types.Value{types.ValueOf(meters(7)), types.ValueOf(new(meters(7))), types.Int64Value(7)} {
		got, err := types.Encode(typ, v, types.Native{})
		if err != nil || got.Text() != "7m" {
			t.Errorf("%v: %v, %v", v.Any(), got.Any(), err)
		}
	}
	if got, err := types.Encode(typ, types.NullValue(), types.Native{}); err != nil || !got.IsNull() {
		t.Errorf("NULL: %v, %v", got.Any(), err)
	}
	if got, err := typ.LiteralValue(types.ValueOf(meters(7))); err != nil || got.Text() != "7m!" {
		t.Errorf("literal: %v, %v", got.Any(), err)
	}
	for _, v := range []types.Value{types.ValueOf(meters(-1)), types.TextValue("7")} {
		_, err := types.Encode(typ, v, types.Native{})
		var misfit *types.EncodeError
		if !errors.As(err, &misfit) || misfit.Type != types.Type(typ) {
			t.Errorf("%v: %v", v.Any(), err)
		}
	}
	if _, err := types.Encode(typ, types.ValueOf(meters(-1)), types.Native{}); !errors.Is(err, errNegative) {
		t.Errorf("the function's error is lost: %v", err)
	}
}

func TestDecorateOfDecorate(t *testing.T) {
	double := &types.Processing[meters, meters]{
		Bind:   func(m meters) (meters, error) { return 2 * m, nil },
		Result: func(m meters) (meters, error) { return m / 2, nil },
	}
	got, err := types.Encode(types.Decorate(types.Decorate(types.String(10), inFeet), double), types.ValueOf(meters(7)), types.Native{})
	if err != nil || got.Text() != "14m" {
		t.Errorf("%v, %v", got.Any(), err)
	}
}

func TestDecorateDocument(t *testing.T) {
	p := &types.Processing[meters, map[string]int]{
		Bind:   func(m meters) (map[string]int, error) { return map[string]int{"m": int(m)}, nil },
		Result: func(d map[string]int) (meters, error) { return meters(d["m"]), nil },
	}
	got, err := types.Encode(types.Decorate(types.JSON(), p), types.ValueOf(meters(7)), types.Native{JSON: true})
	if err != nil || got.Text() != `{"m":7}` {
		t.Errorf("%v, %v", got.Any(), err)
	}
}

func TestDecorateRefuses(t *testing.T) {
	for name, f := range map[string]func(){
		"no type":      func() { types.Decorate(nil, inFeet) },
		"a pointer":    func() { types.Decorate(types.Integer(), &types.Processing[*int, *int]{}) },
		"no functions": func() { types.Decorate(types.Integer(), &types.Processing[int, string]{}) },
		"no dialect":   func() { types.Variant(types.Integer(), types.BigInteger()) },
		"two for one": func() {
			types.Variant(types.Variant(types.Integer(), types.Text(), "sqlite"), types.BigInteger(), "sqlite")
		},
	} {
		func() {
			defer func() {
				if recover() == nil {
					t.Errorf("%s is taken", name)
				}
			}()
			f()
		}()
	}
}

func TestDecorateCosts(t *testing.T) {
	p := &types.Processing[int64, string]{Bind: func(n int64) (string, error) { return "x", nil }, Result: func(string) (int64, error) { return 1, nil }}
	typ := types.Type(types.Decorate(types.String(10), p))
	if n := testing.AllocsPerRun(100, func() { _, _ = types.Encode(typ, types.Int64Value(5), types.Native{}) }); n > 0 {
		t.Errorf("a bound value costs %v allocations", n)
	}
}

func TestVariant(t *testing.T) {
	v := types.Variant(types.Variant(types.Integer(), types.BigInteger(), "sqlite", "mysql"), types.Text(), "mariadb")
	for dialects, want := range map[string]types.Type{
		"postgresql": types.Integer(), "sqlite": types.BigInteger(), "mysql": types.BigInteger(), "mariadb mysql": types.Text(), "": types.Integer(),
	} {
		if got := types.For(v, strings.Fields(dialects)...); got != want {
			t.Errorf("on %q it is %v, want %v", dialects, got, want)
		}
	}
	if types.Type(v) != types.Type(types.Variant(types.Variant(types.Integer(), types.BigInteger(), "sqlite", "mysql"), types.Text(), "mariadb")) {
		t.Error("equal variants are not ==")
	}
	if got := types.For(types.Array(types.Variant(types.Integer(), types.Text(), "sqlite")), "sqlite"); got != types.Type(types.Array(types.Text())) {
		t.Errorf("an array of a variant is %v", got)
	}
	if !types.IsInteger(types.Variant(types.BigInteger(), types.Integer(), "sqlite")) {
		t.Error("a variant of integers is none")
	}
	decorated := types.Decorate(types.Variant(types.Text(), types.Char(3), "sqlite"), inFeet)
	if got := types.For(decorated, "sqlite"); got != types.Type(types.Decorate(types.Char(3), inFeet)) {
		t.Errorf("a decorated variant is %v", got)
	}
	if got := types.For(decorated, "mysql"); types.Storage(got) != types.Type(types.Text()) {
		t.Errorf("a decorated variant is %v elsewhere", got)
	}
}

// Times are kept as UTC texts, without a zone; a time that knows no zone is refused.
func ExampleDecorate() {
	utc := &types.Processing[time.Time, string]{
		Bind:   func(t time.Time) (string, error) { return t.UTC().Format("2006-01-02 15:04"), nil },
		Result: func(s string) (time.Time, error) { return time.ParseInLocation("2006-01-02 15:04", s, time.UTC) },
	}
	stamp := types.Decorate(types.String(16), utc)
	v, err := stamp.BindValue(types.ValueOf(time.Date(2024, 7, 15, 12, 0, 0, 0, time.FixedZone("CEST", 2*3600))))
	fmt.Println(stamp.SQLType(), v.Text(), err)
	// Output: VARCHAR(16) 2024-07-15 10:00 <nil>
}

// A number of twenty digits has a type of its own where there is one.
func ExampleVariant() {
	t := types.Variant(types.Numeric(20, 0), types.BigInteger(), "sqlite")
	fmt.Println(types.For(t, "sqlite").SQLType(), types.For(t, "postgresql").SQLType())
	// Output: BIGINT NUMERIC(20, 0)
}
